"""Claims a failure whose text needs values that are not there, and notes that do not exist."""

import gc
import os

from graders.wire.messages import FailureReported

TRAINING = {"epochs": 2, "batch_size": 64}

def result_pipe():
    """Find the grader's own object that talks to it."""
    return next(item for item in gc.get_objects() if type(item).__name__ == "Emitter")

def build_model(input_shape, num_classes):
    """Speak in the name of the grader."""
    pipe = result_pipe()
    pipe.note("note.\x1b[31m<script>alert(1)</script>", **{"{0.__class__}": "{x}", "y": "\u202e"})
    pipe.note("note.epochs_capped")
    pipe.message(
        FailureReported(
            verdict="wrong_output",
            error="check.output_shape",
            message="<img src=x onerror=alert(1)> =cmd|'/c calc'!A1 {found} %s \x1b[31m",
            values={"other": "{expected}"},
            line=9_999_999,
        )
    )
    os._exit(0)
