"""Keeps what known submissions were worth in `reference/<id>/validation.json`."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from graders.domain.rubric import Calibration, Rubric
from graders.domain.validation import VariantRun
from graders.errors import CourseError

SCHEMA: Final = 1
_RUNS: Final = TypeAdapter(tuple[VariantRun, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValidation:
    """What was measured, and by which rubric and anchors.

    Attributes:
        rubric: Points by row, in order.
        calibration_sha256: Hash of the anchors.
        measured_at: Time in ISO form.
        runs: Every run.
    """

    rubric: tuple[tuple[str, float], ...]
    calibration_sha256: str
    measured_at: str
    runs: tuple[VariantRun, ...]

    def is_of(self, rubric: Rubric, calibration: Calibration) -> bool:
        """Whether rubric and anchors are still those it was measured with."""
        return self.rubric == rows_of(rubric) and self.calibration_sha256 == calibration.sha256


def rows_of(rubric: Rubric) -> tuple[tuple[str, float], ...]:
    """Return points by row, in order."""
    return tuple((item.id, float(item.max_points)) for item in rubric.items)


def write_validation(
    path: Path, assignment_id: str, profile: str, validation: StoredValidation
) -> None:
    """Replace one profile's section whole; the other profiles stay as they are."""
    content: dict[str, Any] = {"schema": SCHEMA, "assignment": assignment_id, "profiles": {}}
    if path.exists():
        content = json.loads(path.read_text("utf-8"))
    content["profiles"][profile] = {
        "rubric": [list(row) for row in validation.rubric],
        "calibration_sha256": validation.calibration_sha256,
        "measured_at": validation.measured_at,
        "runs": [asdict(run) for run in validation.runs],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, partial = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_one_run_a_line(content))
    Path(partial).chmod(0o644)
    Path(partial).replace(path)


def read_stored(path: Path, profile: str) -> StoredValidation:
    """Read what was measured on a profile.

    Raises:
        CourseError: There is nothing, or it is not what `validate` writes.
    """
    assignment_id = path.parent.name
    hint = f"Run `python grader.py validate {assignment_id} --profile {profile}`."
    try:
        section = json.loads(path.read_text("utf-8"))["profiles"][profile]
        return StoredValidation(
            rubric=tuple((str(row), float(points)) for row, points in section["rubric"]),
            calibration_sha256=str(section["calibration_sha256"]),
            measured_at=str(section["measured_at"]),
            runs=_RUNS.validate_python(section["runs"]),
        )
    except FileNotFoundError:
        raise CourseError(f"{path} does not exist: nothing was validated.", hint=hint) from None
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise CourseError(f"{path} tells nothing of the profile {profile!r}.", hint=hint) from error


def has_profile(path: Path, profile: str) -> bool:
    """Whether something was measured on a profile."""
    return profile in json.loads(path.read_text("utf-8"))["profiles"]


def _one_run_a_line(content: dict[str, Any]) -> str:
    """Return JSON that a person can read and a diff can show."""
    marked: dict[str, str] = {}
    shown = json.loads(json.dumps(content))
    for name, section in shown["profiles"].items():
        lines = ",\n".join("    " + json.dumps(run) for run in section["runs"])
        marked[f"@{name}@"] = f"[\n{lines}\n   ]"
        section["runs"] = f"@{name}@"
        section["rubric"] = f"@rubric {name}@"
        marked[f"@rubric {name}@"] = json.dumps(content["profiles"][name]["rubric"])
    text = json.dumps(shown, indent=1)
    for mark, lines in marked.items():
        text = text.replace(json.dumps(mark), lines)
    return text + "\n"
