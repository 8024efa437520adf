"""Training a pair and drawing from its generator: real workers, a handful of tiny images."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graders.domain.training import Limits
from graders.sandbox.executor import SandboxJob, SandboxRun
from graders.sandbox.local import LocalExecutor
from graders.wire.jobs import AdversarialTrainJob, JobLimits, SampleJob
from graders.wire.messages import (
    AdversarialTrainingReported,
    AnyMessage,
    ArchitectureReported,
    EpochReported,
    FailureReported,
    GraphReported,
    NoteReported,
)

pytestmark = pytest.mark.keras

SHAPE = (8, 8, 1)
LATENT = 4
LIMITS = Limits(
    wall_seconds=120, cpu_seconds=60, build_cpu_seconds=30, memory_mib=3000, scratch_mib=64,
    num_processes=256, output_kib=256,
)  # fmt: skip
FIELDS = {
    "seed": 3,
    "device": "cpu",
    "threads": 1,
    "files": {},
    "limits": JobLimits(cpu_seconds=60, file_mib=64, num_processes=256),
}

PAIR = """
import keras
import tensorflow as tf
from keras import layers

TRAINING = {"steps": 40, "batch_size": 8, "latent_dim": 4, "generator_learning_rate": 0.01}


def build_generator(latent_dim, image_shape):
    return keras.Sequential([
        keras.Input((latent_dim,)), layers.Dense(16), layers.Reshape((4, 4, 1)),
        layers.BatchNormalization(), layers.ReLU(),
        layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
    ])


def build_discriminator(image_shape):
    return keras.Sequential([
        keras.Input(image_shape), layers.Conv2D(4, 4, strides=2), layers.LeakyReLU(),
        layers.Flatten(), layers.Dropout(0.2), layers.Dense(1),
    ])
"""
OWN_STEP = """

class Gan(keras.Model):
    def __init__(self, generator, discriminator):
        super().__init__()
        self.generator, self.discriminator = generator, discriminator

    def train_step(self, real_images):
        return {"whatever": tf.reduce_mean(real_images)}


def build_gan(generator, discriminator):
    gan = Gan(generator, discriminator)
    gan.compile()
    return gan
"""


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (64, *SHAPE), np.uint8)


def run_job(request: AdversarialTrainJob | SampleJob, files: dict[str, Path]) -> SandboxRun:
    job = SandboxJob(request=request, files=files, limits=LIMITS)
    heard: list[AnyMessage] = []
    run = LocalExecutor().run(job, heard.append)
    # A run keeps no progress; here it is looked at.
    return replace(run, messages=tuple(heard))


def trained(source: str, images: np.ndarray, folder: Path, **changes: object) -> SandboxRun:
    (folder / "source.py").write_text(source, encoding="utf-8")
    np.save(folder / "x_train.npy", images)
    values = {
        "image_shape": SHAPE, "max_steps": 1000, "max_batch_size": 32, "max_latent_dim": 16,
        "giga_macs": 1000.0, "checkpoints": (0.0, 0.5, 0.9, 1.0),
    }  # fmt: skip
    request = AdversarialTrainJob(**FIELDS, **(values | changes))
    return run_job(request, {"source": folder / "source.py", "x_train": folder / "x_train.npy"})


def said(run: SandboxRun, kind: type) -> list:
    return [message for message in run.messages if isinstance(message, kind)]


def report(run: SandboxRun) -> AdversarialTrainingReported:
    assert not said(run, FailureReported), said(run, FailureReported)
    (found,) = said(run, AdversarialTrainingReported)
    return found


def drawn(run: SandboxRun, latents: np.ndarray, folder: Path) -> dict[str, np.ndarray]:
    weights = folder / "weights"
    weights.mkdir()
    for entry in run.arrays:
        np.save(weights / f"{entry.name.removeprefix('generator/')}.npy", entry.array)
    (folder / "architecture.json").write_text(said(run, ArchitectureReported)[-1].config)
    np.save(folder / "latents.npy", latents)
    request = SampleJob(**FIELDS, image_shape=SHAPE, num_samples=(5, 3, 300, 300))
    files = {
        "architecture": folder / "architecture.json",
        "weights": weights,
        "latents": folder / "latents.npy",
    }
    sampled = run_job(request, files)
    assert [graph.role for graph in said(sampled, GraphReported)] == ["generator"]
    return {entry.name: entry.array for entry in sampled.arrays}


def test_pair_is_trained_and_its_checkpoints_can_be_drawn_from(images, tmp_path):
    """Curves, progress and checkpoints are complete, and samples come from data alone."""
    run = trained(PAIR, images, tmp_path)
    facts = report(run)
    assert [graph.role for graph in said(run, GraphReported)] == ["generator", "discriminator"]
    assert facts.checkpoint_steps == (0, 20, 36, 40)
    assert facts.steps[-1] == facts.steps_run == facts.steps_requested == 40
    curves = (facts.generator_loss, facts.discriminator_loss, facts.discriminator_accuracy)
    assert all(len(curve) == len(facts.steps) for curve in curves)
    assert all(0.0 <= share <= 1.0 for share in facts.discriminator_accuracy)
    assert [message.epoch for message in said(run, EpochReported)] == list(range(1, 21))
    assert len(run.arrays) == 4 * facts.num_weights
    latents = np.random.default_rng(2).standard_normal((300, LATENT)).astype(np.float32)
    samples = drawn(run, latents, tmp_path)
    shapes = {name: array.shape[0] for name, array in samples.items()}
    assert shapes == {"samples/00": 5, "samples/01": 3, "samples/02": 300, "samples/03": 300}
    assert all(array.dtype == np.float32 and abs(array).max() <= 1 for array in samples.values())
    assert not np.array_equal(samples["samples/00"], samples["samples/03"][:5])


def test_same_seed_gives_the_same_generator(images, tmp_path):
    """Two runs of one file agree to the last bit."""
    runs = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        runs.append(trained(PAIR, images, tmp_path / name))
    for first, second in zip(runs[0].arrays, runs[1].arrays, strict=True):
        assert np.array_equal(first.array, second.array)


def test_own_step_that_learns_nothing_is_no_error(images, tmp_path):
    """Losses of unknown names are measured by us; the generator stays as it was."""
    run = trained(PAIR + OWN_STEP, images, tmp_path)
    facts = report(run)
    assert all(np.isfinite(facts.generator_loss + facts.discriminator_loss))
    by_checkpoint = [
        [entry.array for entry in run.arrays if entry.name.startswith(f"generator/{number:02d}")]
        for number in range(4)
    ]
    for weights in by_checkpoint[1:]:
        assert all(map(np.array_equal, weights, by_checkpoint[0]))


def test_budget_shortens_the_training_and_moves_the_checkpoints(images, tmp_path):
    """The steps that the budget pays are known before, so the last checkpoints are the last."""
    graphs = said(trained(PAIR, images, tmp_path, max_steps=1), GraphReported)
    step = 8 * 3 * (graphs[0].macs + 3 * graphs[1].macs)
    run = trained(PAIR, images, tmp_path, giga_macs=10.5 * step / 1e9, max_steps=20)
    facts = report(run)
    assert facts.budget_reached
    assert facts.steps_run == 10
    assert facts.checkpoint_steps == (0, 5, 9, 10)
    codes = {note.code for note in said(run, NoteReported)}
    assert codes == {"note.steps_capped", "note.step_budget_reached"}


WRONG = {
    "check.latent_dim_too_large": PAIR.replace('"latent_dim": 4', '"latent_dim": 17'),
    "check.settings_rate": PAIR.replace("0.01}", "-1}"),
    "check.no_model_returned": PAIR + "\n\ndef build_generator(a, b):\n    return None\n",
    "check.generator_output_shape": PAIR.replace("strides=2, padding", "padding"),
    "check.generator_custom_code": PAIR.replace(
        "layers.ReLU()", "layers.Lambda(lambda x: x, output_shape=(4, 4, 1))"
    ),
    "check.discriminator_output_shape": PAIR.replace("layers.Dense(1)", "layers.Dense(2)"),
    "check.gan_not_compiled": PAIR + OWN_STEP.replace("gan.compile()", "pass"),
    "check.gan_without_train_step": PAIR + OWN_STEP.replace("train_step", "other_step"),
    "check.adversarial_loss_not_finite": PAIR
    + OWN_STEP.replace('"whatever": ', '"loss": float("nan") * '),
    "check.generator_not_finite": PAIR
    + OWN_STEP.replace(
        "return {",
        "kernel = self.generator.weights[0]; kernel.assign(kernel * float('nan')); return {",
    ),
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_has_its_own_message(code, images, tmp_path):
    """Every mistake ends the run with a verdict of the student's and a code of its own."""
    run = trained(WRONG[code], images, tmp_path)
    assert [failure.error for failure in said(run, FailureReported)] == [code]
