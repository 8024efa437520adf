"""Cheating that is not escaping is shown to a person, through real workers in a real sandbox."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
import yaml

from graders.domain.grade import GradeStatus
from graders.domain.verdict import Verdict
from graders.grading.apply_rubric import apply_rubric
from graders.reports.messages.text import Language
from graders.reports.review_view import review_text
from tests.grading_kit import grade_file, tiny_context

CASES = sorted((Path(__file__).parent / "cases_review").glob("*/expected.yaml"))

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]

# Knows the class of every published image by its hash, as if it had been downloaded with labels,
# and paints it into the image; one layer reads the paint.
TABLE_OF_ANSWERS = '''"""A table of known images."""
import hashlib

import keras
import numpy as np
from keras import layers

TRAINING = {"epochs": 30, "batch_size": 32}
KNOWN = {table}


def prepare(images):
    """Paint what is known into the first row."""
    painted = np.array(images)
    for image in painted:
        known = KNOWN.get(hashlib.sha256(image.tobytes()).hexdigest()[:8])
        if known is not None:
            image[0, :10, 0] = 255 * (np.arange(10) == known)
    return painted


def build_model(input_shape, num_classes):
    """Return a network that looks at the first row only."""
    inputs = keras.Input(input_shape)
    row = layers.Cropping2D(((0, 31), (0, 22)))(layers.Rescaling(1 / 255)(inputs))
    outputs = layers.Dense(num_classes, activation="softmax")(layers.Flatten()(row))
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(0.05), "sparse_categorical_crossentropy")
    return model
'''


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    return tiny_context(tmp_path_factory.mktemp("course"))


@pytest.mark.parametrize("expected_file", CASES, ids=lambda path: path.parent.name)
def test_submission_gets_its_flags(expected_file, context):
    """The named flags with their evidence and lines, and no other; points as the rubric says."""
    expected = yaml.safe_load(expected_file.read_text("utf-8"))
    grade = grade_file(expected_file.with_name("model.py"), context).grade
    assert grade.evidence.verdict is Verdict.COMPLETED, grade.evidence.failure
    assert {flag.code for flag in grade.flags} == set(expected["flags"])
    for flag in grade.flags:
        told = expected["flags"][flag.code]
        assert [place.line for place in flag.where] == told.pop("lines", [])
        for name, parts in told.items():
            assert all(part in dict(flag.values)[name] for part in parts)
    steps = grade.evidence.probes[""].steps
    for name, count in expected.get("steps", {}).items():
        assert getattr(steps, name) == count
    _status_and_points_fit(grade, context)


def _status_and_points_fit(grade, context):
    wanted = GradeStatus.NEEDS_REVIEW if grade.flags else GradeStatus.GRADED
    assert grade.status is wanted
    rubric = context.assignment.rubric
    assert grade.results == apply_rubric(grade.evidence, rubric, context.calibration)
    for language in Language:
        assert bool(review_text(grade, language)) == bool(grade.flags)


def test_a_table_of_known_images_is_flagged_and_stays_so_without_training(context, tmp_path):
    """Right on what it knows and lost on what looks the same; told again from the record."""
    path = tmp_path / "model.py"
    path.write_text(TABLE_OF_ANSWERS.replace("{table}", repr(_answers(context.units[""].data))))
    first = grade_file(path, context)
    moved = first.grade.evidence.probes[""].moved
    assert first.grade.evidence.scores.hidden_accuracy > 0.9
    assert moved.original_accuracy > 0.9
    assert moved.moved_accuracy < 0.5
    codes = [flag.code for flag in first.grade.flags]
    assert codes == ["flag.embedded_data", "flag.exact_inputs"]
    _status_and_points_fit(first.grade, context)
    again = grade_file(path, context)
    assert first.trained
    assert not again.trained
    assert again.grade.flags == first.grade.flags


def _answers(data):
    """The class numbers that the worker sees, by hash: what a determined cheat could know."""
    hidden = data.hidden_labels()
    seen = hidden.permutation[hidden.labels["hidden"]]
    pairs = [
        (data.hidden_inputs(), seen),
        (data.train_inputs(), np.load(data.training_files()["y_train"])),
    ]
    return {
        hashlib.sha256(image.tobytes()).hexdigest()[:8]: int(label)
        for images, labels in pairs
        for image, label in zip(images, labels, strict=True)
    }
