"""Which metric sees which failure of a generator: one row per kind of failure, made on purpose.

Method: real images are split at random into training, held-out and fresh ones. Each row is a set
of 1 500 images made from fresh or training images, as a generator with that fault would draw
them. Both feature networks describe all sets through the code of the features job; the scores
are those of grading, the worse network counting. A row is caught by a metric beyond its limit;
all limits are far from what fresh real images give.

Usage: python benchmarks/gan_metric_table.py glyphs [--json FILE]
       python benchmarks/gan_metric_table.py mnist.npz --dataset mnist
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graders.analysis.generative_scoring import (
    Described,
    NetworkView,
    Pictures,
    real_kid_floor,
    score_generator,
)
from graders.course.datasets.glyphs import make_glyphs
from graders.course.feature_files import find_feature_networks
from graders.domain.generative_scores import GenerativeScores
from graders.wire.jobs import FeatureJob, JobLimits
from graders.worker.featurizing import featurize

Images = NDArray[np.uint8]

ROOT = Path(__file__).resolve().parents[1]
NUM_SAMPLES = 1_500
NUM_HELD_OUT = 2_000
NUM_TRAIN = 6_000
NUM_GLYPHS = 24_000
LIMITS = {"coverage": 0.9, "density": 0.9, "balance": 0.12, "copies": 0.1, "repeats": 0.1}
KID_FLOORS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RealImages:
    """Real images, `(n, height, width, channels)` uint8; the fresh ones with their classes."""

    train: Images
    held_out: Images
    fresh: Images
    fresh_labels: NDArray[np.uint8]


def split_real(source: str, *, seed: int) -> RealImages:
    """Draw glyphs or read an .npz file, and split at random."""
    if source == "glyphs":
        images, labels = make_glyphs(NUM_GLYPHS, seed=seed)
    else:
        with np.load(source, allow_pickle=False) as file:
            images = np.concatenate([file["x_train"], file["x_test"]])
            labels = np.concatenate([file["y_train"], file["y_test"]]).reshape(-1)
        images = images[..., np.newaxis] if images.ndim == 3 else images
    order = np.random.default_rng(seed).permutation(len(images))
    train, held_out, fresh = np.split(order, [NUM_TRAIN, NUM_TRAIN + NUM_HELD_OUT])
    return RealImages(
        train=images[train],
        held_out=images[held_out],
        fresh=images[fresh],
        fresh_labels=labels[fresh],
    )


def failures(real: RealImages, *, seed: int) -> dict[str, Images]:
    """Make the rows: what a sound generator draws, and what broken ones do."""
    rng = np.random.default_rng([seed, 1])

    def of_classes(*classes: int, count: int = NUM_SAMPLES) -> Images:
        return real.fresh[np.isin(real.fresh_labels, classes)][:count]

    def noisy(images: Images, deviation: float) -> Images:
        noise = deviation * rng.standard_normal(images.shape)
        return np.clip(images + noise, 0, 255).astype(np.uint8)

    def noise(count: int) -> Images:
        return rng.integers(0, 256, (count, *real.fresh.shape[1:])).astype(np.uint8)

    fresh, other = real.fresh[:NUM_SAMPLES], real.fresh[-NUM_SAMPLES:]
    half = NUM_SAMPLES // 2
    return {
        "fresh real images": fresh,
        "other fresh real images": other,
        "1 of 10 classes missing": of_classes(*range(1, 10)),
        "3 missing": of_classes(*range(3, 10)),
        "5 missing": of_classes(*range(5, 10)),
        "single class": of_classes(1),
        "half the samples one class": np.concatenate([of_classes(4, count=half), other[:half]]),
        "300 images repeated": fresh[rng.integers(0, 300, NUM_SAMPLES)],
        "50 images repeated": fresh[rng.integers(0, 50, NUM_SAMPLES)],
        "training images returned": real.train[:NUM_SAMPLES],
        "training images, noise of 8/255": noisy(real.train[:NUM_SAMPLES], 8),
        "blurred by 1.5 pixels": blurred(fresh, 1.5),
        "noise of 40/255": noisy(fresh, 40),
        "10 % pure noise": np.concatenate([fresh[150:], noise(150)]),
        "30 % pure noise": np.concatenate([fresh[450:], noise(450)]),
        "averages of two images": ((fresh.astype(int) + other) // 2).astype(np.uint8),
        "pure noise": noise(NUM_SAMPLES),
    }


def blurred(images: Images, sigma: float) -> Images:
    """Blur with a Gaussian of `sigma` pixels, one matrix for rows and one for columns."""
    distance = np.subtract.outer(*[np.arange(images.shape[1])] * 2)
    matrix = np.exp(-0.5 * (distance / sigma) ** 2)
    matrix /= matrix.sum(axis=1).max()
    soft = np.einsum("ij,njkc,lk->nilc", matrix, images.astype(np.float64), matrix, optimize=True)
    return soft.astype(np.uint8)


class Collector:
    """Takes the place of the worker's emitter and keeps the arrays."""

    def __init__(self) -> None:
        self.arrays: dict[str, NDArray[Any]] = {}

    def stage(self, stage: str) -> None:
        """Ignore the stage."""

    def array(self, name: str, array: NDArray[Any]) -> None:
        """Keep one array."""
        self.arrays[name] = array


def describe(sets: Mapping[str, Images], dataset: str) -> dict[str, dict[str, Described]]:
    """Return what each network sees in each set, through the code of the features job."""
    names = {f"set_{number:02d}": title for number, title in enumerate(sets)}
    networks = find_feature_networks(
        ROOT / "assignments" / "gan", ROOT / "reference" / "gan", dataset=dataset
    )
    kept = Collector()
    with tempfile.TemporaryDirectory() as folder:
        files = {f"network_{name}": str(network.weights) for name, network in networks.items()}
        for name, title in names.items():
            files[f"images/{name}"] = str(Path(folder, f"{name}.npy"))
            np.save(files[f"images/{name}"], sets[title])
        job = FeatureJob(
            seed=0,
            device="cpu",
            threads=1,
            files=files,
            limits=JobLimits(cpu_seconds=600, file_mib=1, num_processes=1),
            image_shape=networks["a"].image_shape,
            num_classes=networks["a"].num_classes,
            names=tuple(names),
        )
        started = time.process_time()
        featurize(job, kept)  # type: ignore[arg-type]
    count = sum(map(len, sets.values()))
    print(f"{count} images through both networks: {time.process_time() - started:.1f} CPU seconds")
    return {
        network: {
            title: Described(
                features=kept.arrays[f"features_{network}/{name}"],
                classes=kept.arrays[f"classes_{network}/{name}"],
            )
            for name, title in names.items()
        }
        for network in networks
    }


def measure(source: str, dataset: str, *, seed: int) -> tuple[dict[str, GenerativeScores], float]:
    """Return the scores of every row, and the KID floor of real images."""
    real = split_real(source, seed=seed)
    rows = failures(real, seed=seed)
    seen = describe({**rows, "train": real.train, "held out": real.held_out}, dataset)
    scores: dict[str, GenerativeScores] = {}
    floor = 0.0
    for title, images in rows.items():
        views = {
            name: NetworkView(
                checkpoints=(described[title],),
                untrained=described["pure noise"],
                held_out=described["held out"],
                train=described["train"],
            )
            for name, described in seen.items()
        }
        pictures = Pictures(
            final=images, stepped=images[:256], held_out=real.held_out, train=real.train
        )
        floor = floor or real_kid_floor(views)
        scores[title] = score_generator(views, pictures, steps=(1,), value_range=(0.0, 1.0))
    return scores, floor


def caught_by(scores: GenerativeScores, floor: float) -> list[str]:
    """Return the names of the metrics beyond their limits."""
    final = scores.final
    beyond = {
        "KID": final.kid > KID_FLOORS * floor,
        "coverage": final.coverage < LIMITS["coverage"],
        "density": final.density < LIMITS["density"],
        "balance": final.total_variation > LIMITS["balance"],
        "copies": scores.memorised_share > LIMITS["copies"],
        "repeats": scores.duplicate_share > LIMITS["repeats"],
    }
    return [name for name, is_beyond in beyond.items() if is_beyond]


def table(scores: Mapping[str, GenerativeScores], floor: float) -> str:
    """Return the table in Markdown."""
    lines = [
        "| generated set | KID·10³ | coverage | density | TV | no class | copies | repeats "
        "| caught by |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for title, found in scores.items():
        final = found.final
        figures = (
            f"{final.kid * 1000:.1f}",
            f"{final.coverage:.2f}",
            f"{final.density:.2f}",
            f"{final.total_variation:.2f}",
            f"{final.rejected_share:.2f}",
            f"{found.memorised_share:.2f}",
            f"{found.duplicate_share:.2f}",
            ", ".join(caught_by(found, floor)) or "-",
        )
        lines.append(f"| {title} | {' | '.join(figures)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Which metric sees which failure.")
    parser.add_argument("data", help="glyphs, or an .npz file")
    parser.add_argument("--dataset", default="glyphs", help="registered name of the data set")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="file for what each row was caught by")
    arguments = parser.parse_args()
    started = time.process_time()
    scores, floor = measure(arguments.data, arguments.dataset, seed=arguments.seed)
    print(f"KID floor (95th percentile) {floor * 1000:.2f}·10⁻³; limit {KID_FLOORS:.0f} floors")
    print(table(scores, floor))
    print(f"{time.process_time() - started:.0f} CPU seconds")
    if arguments.json:
        caught = {title: caught_by(found, floor) for title, found in scores.items()}
        arguments.json.write_text(json.dumps(caught), "utf-8")


if __name__ == "__main__":
    main()
