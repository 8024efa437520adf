"""Feeds arrays to Keras the same way for every submission."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from graders.domain.verdict import Verdict
from graders.worker.loading import StudentCodeFailed, StudentModule

PREDICTION_BATCH = 256


def batches(
    images: NDArray[Any], labels: NDArray[Any] | None, *, batch_size: int, shuffle_seed: int | None
) -> Any:
    """Return a `tf.data.Dataset` of float32 images or int32 tokens, shuffled anew each epoch.

    Args:
        images: `(num_examples, height, width, channels)`, uint8 or float, cast batch by batch; or
            token ids `(num_examples, length)`, int32, given as they are.
        labels: `(num_examples,)` integers or one-hot `(num_examples, num_classes)`;
            None to predict.
        batch_size: Examples per batch; the last one may be smaller.
        shuffle_seed: Seed of the order; None keeps the order.
    """
    dataset = tf.data.Dataset.from_tensor_slices(images if labels is None else (images, labels))
    if shuffle_seed is not None:
        dataset = dataset.shuffle(len(images), seed=shuffle_seed, reshuffle_each_iteration=True)
    dataset = dataset.batch(batch_size)
    if images.dtype != np.int32:
        if labels is None:
            dataset = dataset.map(lambda x: tf.cast(x, tf.float32))
        else:
            dataset = dataset.map(lambda x, y: (tf.cast(x, tf.float32), y))
    return without_autotune(dataset.prefetch(2))


def without_autotune(dataset: Any) -> Any:
    """Switch off the autotuner, whose teardown can sleep for seconds in TensorFlow 2.21."""
    options = tf.data.Options()
    options.autotune.enabled = False
    return dataset.with_options(options)


def prepared(student: StudentModule, images: NDArray[Any], *, uses_prepare: bool) -> NDArray[Any]:
    """Apply the student's `prepare` where there is one, and check what it returns.

    Raises:
        StudentCodeFailed: It raised, or did not return one numeric image per image given.
    """
    if not uses_prepare:
        return images
    result = student.call("prepare", Verdict.DATA_NOT_PREPARED, np.array(images))
    if isinstance(result, tf.Tensor):
        result = result.numpy()
    is_numeric = isinstance(result, np.ndarray) and result.dtype.kind in "uif"
    if not is_numeric or result.shape != images.shape:
        found = f"{type(result).__name__} {getattr(result, 'shape', '')}"
        raise StudentCodeFailed(
            Verdict.DATA_NOT_PREPARED,
            "check.prepare_result",
            values={"expected": images.shape, "found": found},
        )
    return result if result.dtype == np.uint8 else result.astype(np.float32)


def student_dataset(
    student: StudentModule,
    images: NDArray[Any],
    labels: NDArray[Any],
    *,
    batch_size: int,
    training: bool,
) -> Any:
    """Call the student's `make_dataset` with float32 images and check what it returns.

    Raises:
        StudentCodeFailed: It raised, or returned neither a `tf.data.Dataset` nor a `PyDataset`.
    """
    result = student.call(
        "make_dataset",
        Verdict.DATA_NOT_PREPARED,
        np.asarray(images, np.float32),
        np.array(labels),
        batch_size,
        training,
    )
    if isinstance(result, tf.data.Dataset):
        return without_autotune(result)
    if isinstance(result, keras.utils.PyDataset):
        return result
    raise StudentCodeFailed(
        Verdict.DATA_NOT_PREPARED, "check.dataset_type", values={"found": type(result).__name__}
    )
