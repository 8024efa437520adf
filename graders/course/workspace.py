"""Where things are: course files beside the code, generated and secret files under one folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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

    def calibration(self, assignment: str) -> Path:
        """The calibration file of an assignment."""
        return self.reference / assignment / "calibration.json"


def default_workspace() -> Workspace:
    """Return the workspace of this clone; `GRADER_HOME` moves the generated files elsewhere."""
    home = os.environ.get("GRADER_HOME")
    return Workspace(
        assignments=PROJECT / "assignments",
        reference=PROJECT / "reference",
        submissions=Path(os.environ.get("GRADER_SUBMISSIONS") or PROJECT / "submissions"),
        var=Path(home) if home else PROJECT / "var",
    )


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
