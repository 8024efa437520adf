"""The sample job: rebuild a generator from data alone and draw images at each checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from graders.domain.verdict import Stage, Verdict
from graders.wire.jobs import SampleJob
from graders.worker.determinism import SeedGuard
from graders.worker.emitting import Emitter
from graders.worker.graph import describe_model
from graders.worker.loading import StudentCodeFailed, student_code
from graders.worker.rebuilding import rebuild_from_architecture

_BATCH = 256


def sample(job: SampleJob, emitter: Emitter, guard: SeedGuard) -> None:
    """Run the whole sample job and emit one `samples/<checkpoint>` array per checkpoint.

    Samples are float32 `(num_samples, height, width, channels)`, drawn in inference mode.

    Raises:
        StudentCodeFailed: The generator cannot be rebuilt, or draws images of another shape.
    """
    emitter.stage(Stage.LOADING)
    guard.reseed()
    with student_code(Verdict.WRONG_OUTPUT):
        config = Path(job.files["architecture"]).read_text("utf-8")
        generator = rebuild_from_architecture(config)
        graph = describe_model(generator)
    emitter.message(graph.model_copy(update={"role": "generator"}))
    emitter.stage(Stage.PREDICTING)
    latents = np.load(job.files["latents"], allow_pickle=False)
    for checkpoint, number in enumerate(job.num_samples):
        weights = _checkpoint_weights(Path(job.files["weights"]), checkpoint)
        with student_code(Verdict.WRONG_OUTPUT):
            generator.set_weights(weights)
            images = _draw(generator, latents[:number])
        if images.shape != (number, *job.image_shape):
            raise StudentCodeFailed(
                Verdict.WRONG_OUTPUT,
                "check.generator_output_shape",
                values={"found": (None, *images.shape[1:]), "expected": (None, *job.image_shape)},
            )
        emitter.array(f"samples/{checkpoint:02d}", images)


def _checkpoint_weights(folder: Path, checkpoint: int) -> list[NDArray[Any]]:
    files = sorted(folder.glob(f"{checkpoint:02d}_*.npy"))
    return [np.load(file, allow_pickle=False) for file in files]


def _draw(generator: Any, latents: NDArray[Any]) -> NDArray[Any]:
    drawn = [
        np.asarray(
            generator(tf.constant(latents[start : start + _BATCH]), training=False),
            np.float32,
        )
        for start in range(0, len(latents), _BATCH)
    ]
    return np.concatenate(drawn)
