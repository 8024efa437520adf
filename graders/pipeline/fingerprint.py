"""Names a run by everything that can change its outcome, so that equal work is done once."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict
from importlib.metadata import version

from graders import __version__
from graders.domain.grade import GradeFingerprint
from graders.domain.submission import Submission
from graders.pipeline.context import THREADS, GradingContext
from graders.wire.messages import PROTOCOL

_TRAINING_PACKAGES = ("tensorflow", "keras", "numpy")


def run_key(submission: Submission, context: GradingContext) -> str:
    """Return the key of a run: code, data, plan, seed and environment class.

    Two runs with the same key on the same hardware give the same bits.
    """
    assignment = context.assignment
    facts = {
        "protocol": PROTOCOL,
        "source": hashlib.sha256(submission.source.encode("utf-8", "surrogatepass")).hexdigest(),
        "assignment": assignment.id,
        "task": assignment.task,
        "input_shape": assignment.input_shape,
        "custom_code": assignment.submission.custom_code_at_prediction,
        "profile": asdict(context.profile),
        "data": context.data.data_id,
        "seed": context.seed,
        "device": context.device,
        "threads": THREADS,
        "machine": platform.machine(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _TRAINING_PACKAGES},
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def grade_fingerprint(submission: Submission, context: GradingContext) -> GradeFingerprint:
    """Return what a grade of this submission is computed from."""
    return GradeFingerprint(
        submission_sha256=submission.sha256,
        assignment_sha256=context.assignment.sha256,
        calibration_sha256=context.calibration.sha256,
        data_id=context.data.data_id,
        run_key=run_key(submission, context),
        grader_version=__version__,
    )
