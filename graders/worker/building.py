"""Calls `build_model` and checks that what it returns can be trained and graded."""

from __future__ import annotations

from typing import Any

import keras

from graders.domain.verdict import Verdict
from graders.worker.loading import StudentCodeFailed, StudentModule, student_code


def build_student_model(
    student: StudentModule, *, input_shape: tuple[int, ...], num_classes: int
) -> Any:
    """Return the student's compiled and built Keras model.

    Raises:
        StudentCodeFailed: It raised, or did not return a compiled model with the right output.
    """
    model = student.call("build_model", Verdict.NOT_BUILDABLE, input_shape, num_classes)
    if not isinstance(model, keras.Model):
        raise StudentCodeFailed(
            Verdict.NOT_BUILDABLE, "check.not_a_model", values={"found": type(model).__name__}
        )
    if not getattr(model, "compiled", False):
        raise StudentCodeFailed(Verdict.NOT_BUILDABLE, "check.not_compiled")
    with student_code(Verdict.NOT_BUILDABLE):
        outputs = model(keras.ops.zeros((2, *input_shape), dtype="float32"), training=False)
    shape = getattr(outputs, "shape", None)
    if shape is None or tuple(shape) != (2, num_classes):
        raise StudentCodeFailed(
            Verdict.WRONG_OUTPUT,
            "check.output_shape",
            values={"found": _shown_shape(shape), "expected": f"(None, {num_classes})"},
        )
    return model


def _shown_shape(shape: Any) -> str:
    if shape is None:
        return "?"
    return str((None, *tuple(shape)[1:]))
