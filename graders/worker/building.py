"""Calls the student's building function and checks that its model can be trained and graded."""

from __future__ import annotations

from typing import Any

import keras

from graders.domain.verdict import Verdict
from graders.wire.jobs import ModelCall
from graders.worker.loading import StudentCodeFailed, StudentModule, student_code


def build_student_model(student: StudentModule, call: ModelCall) -> Any:
    """Return the student's compiled and built Keras model.

    Raises:
        StudentCodeFailed: It raised, or did not return a compiled model with the right output.
    """
    model = student.call(call.build, Verdict.NOT_BUILDABLE, *call.build_arguments)
    if not isinstance(model, keras.Model):
        raise StudentCodeFailed(
            Verdict.NOT_BUILDABLE, "check.not_a_model", values={"found": type(model).__name__}
        )
    if not getattr(model, "compiled", False):
        raise StudentCodeFailed(Verdict.NOT_BUILDABLE, "check.not_compiled")
    with student_code(Verdict.NOT_BUILDABLE):
        dtype = "int32" if call.inputs == "tokens" else "float32"
        outputs = model(keras.ops.zeros((2, *call.input_shape), dtype=dtype), training=False)
    shape = getattr(outputs, "shape", None)
    if shape is None or tuple(shape) != (2, call.num_classes):
        raise StudentCodeFailed(
            Verdict.WRONG_OUTPUT,
            "check.output_shape",
            values={"found": _shown_shape(shape), "expected": f"(None, {call.num_classes})"},
        )
    return model


def _shown_shape(shape: Any) -> str:
    if shape is None:
        return "?"
    return str((None, *tuple(shape)[1:]))
