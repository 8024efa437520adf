"""Examples that make a page vivid: confident mistakes, and what a generator drew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.analysis.classification_metrics import most_confused
from graders.course.prepared_data import PreparedData
from graders.domain.adversarial_graphs import AdversarialFacts
from graders.domain.evidence import ClassificationScores
from graders.reports.base import ConfusedImage, ConfusedText, ModelReport, Pictures

NUM_CONFUSED = 8
NUM_TEXTS = 5
NUM_COLUMNS = 12
NUM_NEIGHBOURS = 8
MAX_WORDS = 60

_UNKNOWN = "…"
_SAMPLES = "samples_"
_CHUNK = 4096
Outputs = Mapping[str, NDArray[Any]]


def with_examples(
    model: ModelReport, data: PreparedData, outputs: Outputs, names: tuple[str, ...]
) -> ModelReport:
    """Return the model with examples of the public splits: hidden ones stay hidden.

    Args:
        model: The model as its evidence tells it.
        data: The splits it was trained on.
        outputs: What was stored of its run, by name.
        names: Names of the classes in the reader's language.
    """
    if model.adversarial:
        return replace(model, pictures=pictures_of(outputs, data, model.adversarial))
    if not isinstance(model.evidence.scores, ClassificationScores) or "validation" not in outputs:
        return model
    hidden = data.hidden_labels()
    mistakes = most_confused(
        hidden.labels["validation"],
        hidden.true_class_order(outputs["validation"]),
        NUM_TEXTS if model.reads_text else NUM_CONFUSED,
    )
    inputs = data.validation_inputs()
    if model.reads_text:
        texts = tuple(
            ConfusedText(
                words=text_of(inputs[index], data.vocabulary),
                true_name=names[true],
                predicted_name=names[predicted],
                confidence=confidence,
            )
            for index, true, predicted, confidence in mistakes
        )
        return replace(model, texts=texts)
    images = tuple(
        ConfusedImage(
            pixels=np.array(inputs[index]),
            true_name=names[true],
            predicted_name=names[predicted],
            confidence=confidence,
        )
        for index, true, predicted, confidence in mistakes
    )
    return replace(model, images=images)


def text_of(tokens: NDArray[np.integer], vocabulary: Sequence[str]) -> str:
    """Return tokens as words: padding and marks dropped, unknown words as `…`, the end kept.

    Args:
        tokens: `(length,)` ids; 0 is padding.
        vocabulary: Word of each id; marks stand in angle brackets, such as `<unknown>`.
    """
    words = [_word(int(token), vocabulary) for token in tokens if token]
    kept = [word for word in words if word]
    if len(kept) <= MAX_WORDS:
        return " ".join(kept)
    return " ".join(["[…]", *kept[-MAX_WORDS:]])


def _word(token: int, vocabulary: Sequence[str]) -> str:
    if not 0 <= token < len(vocabulary):
        return _UNKNOWN
    word = vocabulary[token]
    if word.startswith("<") and word.endswith(">"):
        return _UNKNOWN if word.startswith("<unk") else ""
    return word


def pictures_of(
    outputs: Outputs, data: PreparedData, adversarial: AdversarialFacts
) -> Pictures | None:
    """Return samples through the training and neighbours of the final ones; None without samples.

    Args:
        outputs: `samples_00`, `samples_01`, ...: uint8 images of each checkpoint, oldest first.
        data: The splits; its training images are searched.
        adversarial: Tells the step of each checkpoint.
    """
    names = sorted(name for name in outputs if name.startswith(_SAMPLES))
    steps = adversarial.history.checkpoint_steps if adversarial.history else ()
    if not names or len(steps) != len(names):
        return None
    columns = min(NUM_COLUMNS, *(len(outputs[name]) for name in names))
    # A training cut short leaves several checkpoints at one step.
    by_step = dict(zip(steps, names, strict=True))
    final = np.asarray(outputs[names[-1]][:NUM_NEIGHBOURS], np.uint8)
    return Pictures(
        through_training=tuple(
            (step, np.asarray(outputs[name][:columns], np.uint8)) for step, name in by_step.items()
        ),
        final=final,
        nearest=nearest_images(final, data.train_inputs()),
    )


def nearest_images(images: NDArray[np.uint8], among: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return for each image the one of `among` with the smallest squared pixel difference.

    Args:
        images: uint8 `(num_images, height, width, channels)`.
        among: uint8 `(num_examples, height, width, channels)`, read in chunks; at least one.
    """
    wanted = images.reshape(len(images), -1).astype(np.float32)
    best = np.full(len(images), np.inf, np.float32)
    place = np.zeros(len(images), np.int64)
    for start in range(0, len(among), _CHUNK):
        chunk = np.asarray(among[start : start + _CHUNK])
        rows = chunk.reshape(len(chunk), -1).astype(np.float32)
        # |a - b|^2 without |a|^2, which is the same for every candidate.
        distance = (rows**2).sum(axis=1) - 2.0 * (wanted @ rows.T)
        closest = distance.argmin(axis=1)
        value = distance[np.arange(len(images)), closest]
        better = value < best
        best[better], place[better] = value[better], start + closest[better]
    return np.asarray(among[place], np.uint8)
