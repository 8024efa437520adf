"""Assignments and handed-in files for tests of intake."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from graders.domain.assignment import Assignment, FunctionSpec, SubmissionSpec
from graders.domain.rubric import Rubric, RubricItem
from graders.domain.submission import Submission
from graders.domain.training import Limits, Profile, TrainingBudget
from graders.intake.cleaning import CleanedCode, clean_code
from graders.intake.code_text import CodeText, file_locations
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission

NOON = datetime(2025, 5, 4, 12, 0, tzinfo=UTC)

CLEAN = '''"""A small convolutional network for CIFAR-10."""

import keras
from keras import layers

FILTERS = (32, 64)  # per block

TRAINING = {"epochs": 5, "batch_size": 64}


def block(x, filters):
    """One convolution and one pooling."""
    x = layers.Conv2D(filters, 3, activation="relu")(x)
    return layers.MaxPooling2D()(x)


def build_model(input_shape, num_classes):
    """Return the compiled network."""
    inputs = keras.Input(input_shape)
    x = inputs
    for filters in FILTERS:
        x = block(x, filters)
    outputs = layers.Dense(num_classes, activation="softmax")(layers.Flatten()(x))
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def callbacks():
    """Return the callbacks."""
    return [keras.callbacks.EarlyStopping(patience=2)]
'''


def make_spec(max_file_kib: int = 512) -> SubmissionSpec:
    """Return what a classification assignment asks for."""
    functions = (
        FunctionSpec(name="build_model", parameters=("input_shape", "num_classes"), required=True),
        FunctionSpec(name="callbacks", parameters=(), required=False),
        FunctionSpec(name="prepare", parameters=("x",), required=False),
        FunctionSpec(name="make_dataset", parameters=("x", "y", "batch_size"), required=False),
    )
    return SubmissionSpec(
        functions=functions,
        settings_name="TRAINING",
        settings_keys=("epochs", "batch_size"),
        max_file_kib=max_file_kib,
        custom_code_at_prediction=False,
    )


def make_assignment(max_file_kib: int = 512) -> Assignment:
    """Return a small but complete assignment."""
    limits = Limits(
        wall_seconds=60,
        cpu_seconds=60,
        build_cpu_seconds=20,
        memory_mib=2_000,
        scratch_mib=64,
        num_processes=64,
        output_kib=64,
    )
    profile = Profile(
        name="embedded",
        dataset="shapes10",
        num_train=100,
        num_validation=50,
        num_hidden=50,
        num_train_probe=50,
        budget=TrainingBudget(max_epochs=5, max_batch_size=128, giga_macs=1.0),
        limits=limits,
    )
    item = RubricItem(id="accuracy", criterion="accuracy", max_points=Decimal(100))
    return Assignment(
        id="cifar10_tuning",
        title={"en": "Tuning", "es": "Ajuste"},
        task="tuning",
        input_shape=(32, 32, 3),
        num_classes=10,
        submission=make_spec(max_file_kib),
        profiles={"embedded": profile},
        default_profile="embedded",
        rubric=Rubric(items=(item,)),
        due=None,
        sha256="0" * 64,
    )


def read_file(path: Path, max_file_kib: int = 512) -> Submission:
    """Read one file as the hand-in of group `g01`."""
    handed_in = HandedIn(group="g01", path=path, received_at=NOON)
    return read_submission(handed_in, make_assignment(max_file_kib), members=("ana", "beto"))


def clean(text: str) -> CleanedCode:
    """Clean the text of a `.py` file."""
    return clean_code(CodeText(text=text, locations=file_locations(text)), make_spec())


def notebook_bytes(*cells: str, prose: str = "") -> bytes:
    """Return a notebook of code cells, after one Markdown cell when there is `prose`."""
    blocks = [{"cell_type": "markdown", "metadata": {}, "source": prose}] if prose else []
    blocks += [
        {
            "cell_type": "code",
            "metadata": {},
            "outputs": [],
            "source": cell.splitlines(keepends=True),
        }
        for cell in cells
    ]
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": blocks}
    return json.dumps(document).encode()


def codes(cleaned: CleanedCode | Submission) -> list[str]:
    """Return the codes of all problems, in order."""
    return [problem.code for problem in cleaned.problems]


def left_out(cleaned: CleanedCode | Submission) -> dict[int, str]:
    """Return why lines are left out, by first line."""
    return {item.where.line: item.code for item in cleaned.left_out}
