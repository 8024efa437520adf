"""Names a run by everything that can change its outcome, so that equal work is done once."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version

from graders import __version__
from graders.domain.grade import GradeFingerprint, PartFingerprint
from graders.domain.submission import Submission
from graders.pipeline.context import THREADS, GradingContext, UnitContext
from graders.wire.jobs import PROTOCOL

_TRAINING_PACKAGES = ("tensorflow", "keras", "numpy")


def run_key(submission: Submission, unit: UnitContext) -> str:
    """Return the key of a run: code, data, plan, seed and versions.

    Two runs with the same key on machines of one class give the same bits. The class itself is no
    part of the key: evidence that was measured stays valid when it is carried to another machine,
    and says on which it was measured.
    """
    facts = {
        **_plan(unit),
        "source": hashlib.sha256(submission.source.encode("utf-8", "surrogatepass")).hexdigest(),
        "device": unit.device,
        "threads": THREADS,
        "machine": platform.machine(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _TRAINING_PACKAGES},
    }
    return _digest(facts)


def plan_key(unit: UnitContext) -> str:
    """Return the key of what a run is made by, besides the code and the machine."""
    return _digest(_plan(unit))


def _plan(unit: UnitContext) -> dict[str, object]:
    assignment = unit.assignment
    return {
        "protocol": PROTOCOL,
        "assignment": assignment.unit,
        "task": assignment.task,
        "model": asdict(assignment.model),
        "input_shape": assignment.input_shape,
        "vocabulary_size": assignment.vocabulary_size,
        "custom_code": assignment.submission.custom_code_at_prediction,
        "profile": asdict(unit.profile),
        "data": unit.data.data_id,
        "networks": {
            role: hashlib.sha256(path.read_bytes()).hexdigest()
            for role, path in unit.feature_networks.items()
        },
        "seed": unit.seed,
    }


def _digest(facts: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def grade_fingerprint(submission: Submission, context: GradingContext) -> GradeFingerprint:
    """Return what a grade of this submission is computed from."""
    made_of = {
        name: PartFingerprint(data_id=unit.data.data_id, run_key=run_key(submission, unit))
        for name, unit in context.units.items()
    }
    only = made_of.pop("", PartFingerprint(data_id="", run_key=""))
    return GradeFingerprint(
        submission_sha256=submission.sha256,
        assignment_sha256=context.assignment.sha256,
        calibration_sha256=context.calibration.sha256,
        data_id=only.data_id,
        run_key=only.run_key,
        grader_version=__version__,
        parts=made_of,
        run_counts=context.schedule.counts,
    )
