"""Train one of the two feature networks that generated images are judged with.

Usage: python tools/make_feature_net.py NETWORK DATA --seed SEED --out FOLDER [--dataset NAME]

NETWORK is `a` (public, belongs in assignments/gan/features) or `b` (the teacher's, belongs in
reference/gan/features); DATA is `glyphs` or an .npz file with x_train, y_train, x_test and y_test.
Writes `<dataset>_<network>.npz` (weights in 16 bits, mean and deviation of the features) and
`<dataset>_<network>.json` (checksum, figures on held-out images, versions). The exit status is 1
if the figures stay below what is required; the files are written all the same.

The network is a classifier with one class more than the data set, for images of no class
(`reject_images.py`). Each batch is shifted and made noisy, and a part of it is replaced by images
changed against the network, so that small changes that no eye sees do not move its features.

Source:
    Goodfellow, Shlens, Szegedy: Explaining and Harnessing Adversarial Examples, 2015 (the fast
    gradient sign method).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from reject_images import REJECT_KINDS, reject_images

from graders.course.datasets.glyphs import make_glyphs
from graders.worker.feature_nets import build_feature_network, load_feature_network

BATCH: Final = 128
REJECTS: Final = 32
NOISE: Final = 0.1
SHIFT: Final = 2
REQUIRED_REJECT_RECALL: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What differs from one data set to the next.

    Attributes:
        accuracy: Required on held-out images.
        epochs: Passes over the training images.
        step: Largest adversarial change of a pixel, as a fraction of white.
        share: Share of each batch that is changed so.
    """

    accuracy: float = 0.98
    epochs: int = 9
    step: float = 0.1
    share: float = 0.5


RECIPES: Final[Mapping[str, Recipe]] = MappingProxyType(
    {"fashion_mnist": Recipe(accuracy=0.88, epochs=24, step=0.02, share=0.25)}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Real images, float32 in [0, 1] of shape (n, height, width, channels), and their classes."""

    x_train: NDArray[np.float32]
    y_train: NDArray[np.int64]
    x_test: NDArray[np.float32]
    y_test: NDArray[np.int64]

    @property
    def num_classes(self) -> int:
        """Number of classes, without the one for images of no class."""
        return int(self.y_train.max()) + 1


def read_data(source: str, seed: int) -> Data:
    """Draw glyphs, or read an .npz file."""
    if source == "glyphs":
        # Streams of their own: no image of a course is among them.
        streams = np.random.SeedSequence([seed, 9_173]).generate_state(2)
        x_train, y_train = make_glyphs(12_000, seed=int(streams[0]))
        x_test, y_test = make_glyphs(3_000, seed=int(streams[1]))
    else:
        with np.load(source, allow_pickle=False) as file:
            x_train, y_train = file["x_train"], file["y_train"]
            x_test, y_test = file["x_test"], file["y_test"]
    return Data(
        x_train=_scaled(x_train),
        y_train=y_train.reshape(-1).astype(np.int64),
        x_test=_scaled(x_test),
        y_test=y_test.reshape(-1).astype(np.int64),
    )


def _scaled(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    scaled = images.astype(np.float32) / np.float32(255)
    return scaled[..., np.newaxis] if scaled.ndim == 3 else scaled


def batches(
    data: Data, recipe: Recipe, rng: np.random.Generator
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.int32]]]:
    """Yield shifted, noisy images with their classes, rejects among them."""
    for _epoch in range(recipe.epochs):
        order = rng.permutation(len(data.x_train))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[start : start + BATCH]
            real = _shifted(data.x_train[chosen], rng)
            sources = data.x_train[rng.choice(len(data.x_train), REJECTS, replace=False)]
            spread = rng.uniform(0, NOISE, (BATCH, 1, 1, 1)).astype(np.float32)
            # Half of the images stay clean: generators that work make clean images.
            spread *= rng.random((BATCH, 1, 1, 1)) < 0.5
            noisy = real + spread * rng.standard_normal(real.shape, np.float32)
            images = np.concatenate([noisy, reject_images(_shifted(sources, rng), rng)])
            labels = np.concatenate([data.y_train[chosen], np.full(REJECTS, data.num_classes)])
            mixed = rng.permutation(len(images))
            yield np.clip(images[mixed], 0, 1).astype(np.float32), labels[mixed].astype(np.int32)


def _shifted(images: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    moved = np.zeros_like(images)
    height, width = images.shape[1:3]
    for target, image, (down, right) in zip(
        moved, images, rng.integers(-SHIFT, SHIFT + 1, (len(images), 2)), strict=True
    ):
        rows, columns = (
            slice(max(down, 0), height + min(down, 0)),
            slice(max(right, 0), width + min(right, 0)),
        )
        target[rows, columns] = image[
            max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)
        ]
    return moved


def train(model: keras.Model, data: Data, recipe: Recipe, seed: int) -> None:
    """Train in place."""
    rng = np.random.default_rng(seed)
    num_steps = recipe.epochs * (len(data.x_train) // BATCH)
    schedule = keras.optimizers.schedules.CosineDecay(
        1e-4, num_steps, warmup_target=3e-3, warmup_steps=num_steps // 10
    )
    optimizer = keras.optimizers.Adam(schedule)
    losses = keras.losses.SparseCategoricalCrossentropy()
    num_changed = int(recipe.share * (BATCH + REJECTS))

    def step(images: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            tape.watch(images)
            loss = losses(labels[:num_changed], model(images[:num_changed], training=True)[1])
        against = tf.sign(tape.gradient(loss, images)[:num_changed])
        amount = recipe.step * tf.random.uniform([num_changed, 1, 1, 1])
        changed = tf.clip_by_value(images[:num_changed] + amount * against, 0.0, 1.0)
        images = tf.concat([changed, images[num_changed:]], axis=0)
        with tf.GradientTape() as tape:
            loss = losses(labels, model(images, training=True)[1])
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return loss

    compiled = tf.function(step)
    recent: list[float] = []
    for number, (images, labels) in enumerate(batches(data, recipe, rng), start=1):
        recent.append(float(compiled(tf.constant(images), tf.constant(labels))))
        if number % 100 == 0 or number == num_steps:
            print(f"step {number}/{num_steps}  loss {np.mean(recent):.4f}", flush=True)
            recent.clear()


def save(model: keras.Model, data: Data, path: Path) -> None:
    """Write the weights in 16 bits, with mean and deviation of the features they give."""
    rounded = [weight.astype(np.float16) for weight in model.get_weights()]
    model.set_weights([weight.astype(np.float32) for weight in rounded])
    features = np.asarray(model.predict(data.x_train[:6_000], batch_size=256, verbose=0)[0])
    arrays: dict[str, NDArray[Any]] = {
        f"weight_{number:02d}": weight for number, weight in enumerate(rounded)
    }
    arrays["mean"] = features.mean(axis=0).astype(np.float32)
    arrays["deviation"] = np.maximum(features.std(axis=0), 1e-3).astype(np.float32)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How good a network is on images it was not trained on.

    Attributes:
        held_out_accuracy: Share of held-out images put into their class.
        held_out_rejected: Share of them taken for images of no class.
        reject_recall: Share of images of no class that are known as such, mean of all kinds.
        reject_recall_by_kind: The same for each kind.
    """

    held_out_accuracy: float
    held_out_rejected: float
    reject_recall: float
    reject_recall_by_kind: dict[str, float]


def measure(path: Path, network: str, data: Data, seed: int) -> Figures:
    """Measure a saved network, read back from its file."""
    loaded = load_feature_network(
        path, name=network, image_shape=data.x_test.shape[1:], num_classes=data.num_classes
    )
    found = loaded.describe(_as_bytes(data.x_test))[1].argmax(axis=1)
    rng = np.random.default_rng([seed, 1])
    by_kind: dict[str, float] = {}
    for kind, maker in REJECT_KINDS.items():
        made = _as_bytes(np.clip(maker(data.x_test[:1_000], rng), 0, 1))
        seen = loaded.describe(made)[1].argmax(axis=1)
        by_kind[kind] = round(float(np.mean(seen == data.num_classes)), 4)
    return Figures(
        held_out_accuracy=round(float(np.mean(found == data.y_test)), 4),
        held_out_rejected=round(float(np.mean(found == data.num_classes)), 4),
        reject_recall=round(sum(by_kind.values()) / len(by_kind), 4),
        reject_recall_by_kind=by_kind,
    )


def _as_bytes(images: NDArray[np.float32]) -> NDArray[np.uint8]:
    return (images * np.float32(255) + np.float32(0.5)).astype(np.uint8)


def record(
    path: Path, data: Data, figures: Figures, *, arguments: argparse.Namespace, recipe: Recipe
) -> dict[str, object]:
    """Return what stands in the .json file beside the weights."""
    with np.load(path, allow_pickle=False) as arrays:
        num_features = len(arrays["mean"])
        num_weights = sum(arrays[name].size for name in arrays.files if name.startswith("weight"))
    return {
        "schema": 1,
        "network": arguments.network,
        "dataset": arguments.dataset,
        "image_shape": list(data.x_train.shape[1:]),
        "num_classes": data.num_classes,
        "num_features": num_features,
        "num_weights": num_weights,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "seed": arguments.seed,
        "num_train": len(data.x_train),
        "num_held_out": len(data.x_test),
        **asdict(figures),
        "required": {"held_out_accuracy": recipe.accuracy, "reject_recall": REQUIRED_REJECT_RECALL},
        "versions": {
            "python": platform.python_version(),
            "keras": keras.__version__,
            "tensorflow": tf.__version__,
            "numpy": np.__version__,
        },
    }


def main() -> int:
    """Train, write and judge one network; return the exit status."""
    parser = argparse.ArgumentParser(description="Train one feature network.")
    parser.add_argument("network", choices=["a", "b"])
    parser.add_argument("data", help="glyphs, or an .npz file")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of the two files")
    parser.add_argument("--dataset", default="glyphs", help="registered name of the data set")
    arguments = parser.parse_args()
    recipe = RECIPES.get(arguments.dataset, Recipe())
    started = time.perf_counter()
    keras.utils.set_random_seed(arguments.seed)
    data = read_data(arguments.data, arguments.seed)
    model = build_feature_network(
        arguments.network, image_shape=data.x_train.shape[1:], num_classes=data.num_classes
    )
    train(model, data, recipe, arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / f"{arguments.dataset}_{arguments.network}.npz"
    save(model, data, path)
    figures = measure(path, arguments.network, data, arguments.seed)
    description = record(path, data, figures, arguments=arguments, recipe=recipe)
    path.with_suffix(".json").write_text(json.dumps(description, indent=1) + "\n", "utf-8")
    print(figures)
    print(f"{path}: {path.stat().st_size} bytes, {time.perf_counter() - started:.0f} s")
    is_good = (
        figures.held_out_accuracy >= recipe.accuracy
        and figures.reject_recall >= REQUIRED_REJECT_RECALL
    )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
