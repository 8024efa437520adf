"""Where things are: course files beside the code, generated and secret files under one folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from graders.errors import CourseError

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The folders of one course.

    Attributes:
        assignments: Public assignment folders.
        reference: Private solutions and calibrations.
        submissions: What was handed in, by assignment and group.
        var: Everything generated: data, runs, gradebook, reports; private parts are 0700.
    """

    assignments: Path
    reference: Path
    submissions: Path
    var: Path

    @property
    def course_file(self) -> Path:
        """What belongs to the whole course; need not exist."""
        return self.assignments.parent / "course.yaml"

    @property
    def data(self) -> Path:
        """Imported data sets."""
        return self.var / "data"

    @property
    def private(self) -> Path:
        """The secret and everything made from it that students must not see."""
        return self.var / "private"

    @property
    def runs(self) -> Path:
        """The run store."""
        return self.var / "runs"

    @property
    def gradebook(self) -> Path:
        """The gradebook file."""
        return self.var / "gradebook.sqlite"

    @property
    def reports(self) -> Path:
        """HTML and CSV reports."""
        return self.var / "reports"

    @property
    def published(self) -> Path:
        """What groups were given, by assignment and number; never overwritten."""
        return self.var / "published"

    @property
    def anonymous(self) -> Path:
        """Reports under invented names, by assignment and profile."""
        return self.var / "anonymous"

    def calibration(self, assignment: str) -> Path:
        """The calibration file of an assignment."""
        return self.reference / assignment / "calibration.json"

    def validation(self, assignment: str) -> Path:
        """What known submissions of an assignment were worth."""
        return self.reference / assignment / "validation.json"

    def calibration_journal(self, assignment: str, profile: str) -> Path:
        """The runs measured here for an assignment's calibration."""
        return self.var / "calibration" / f"{assignment}-{profile}.jsonl"

    def event_logs(self, assignment: str, profile: str) -> Path:
        """The logs of the last batches, for whoever looks on."""
        return self.var / "batches" / f"{assignment}-{profile}"

    def anchor_checks(self, assignment: str, profile: str, machine: str, table: str) -> Path:
        """The runs that compared this machine's anchors with those of one calibration."""
        return self.var / "anchors" / f"{assignment}-{profile}-{machine}-{table}.jsonl"


def default_workspace() -> Workspace:
    """Return the workspace of the course at hand: this clone, or the folder `GRADER_COURSE`.

    `GRADER_HOME` moves the generated files elsewhere, `GRADER_SUBMISSIONS` what was handed in.

    Raises:
        CourseError: `GRADER_COURSE` names no folder.
    """
    course = _course_folder()
    home = os.environ.get("GRADER_HOME")
    return Workspace(
        assignments=course / "assignments",
        reference=course / "reference",
        submissions=Path(os.environ.get("GRADER_SUBMISSIONS") or course / "submissions"),
        var=Path(home) if home else course / "var",
    )


def bundled_workspace() -> Workspace:
    """Return the workspace of the example classes of this clone, wherever the course is kept."""
    return replace(
        default_workspace(),
        assignments=PROJECT / "assignments",
        reference=PROJECT / "reference",
        submissions=PROJECT / "submissions",
    )


def _course_folder() -> Path:
    named = os.environ.get("GRADER_COURSE")
    if not named:
        return PROJECT
    folder = Path(named).expanduser().absolute()
    if not folder.is_dir():
        raise CourseError(
            f"GRADER_COURSE names {folder}, which is no folder.",
            hint="Make it, with a folder `assignments` in it, or unset the variable.",
        )
    return folder


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Yield a temporary folder that becomes `target` when the block ends well, or vanishes.

    An existing `target` wins: whoever came first wrote the same thing.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".partial-") as folder:
        partial = Path(folder) / target.name
        partial.mkdir()
        yield partial
        if not target.exists():
            partial.rename(target)
