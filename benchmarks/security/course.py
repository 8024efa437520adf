"""What the three graders have in common: a course, a batch of three students, its scores."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from attacks import DISK_MIB, MEMORY_MIB, Attack
from watch import Watch, end, left_behind

BEFORE, ATTACKER, AFTER = STUDENTS = ("a_before", "m_attacker", "z_after")
NEIGHBOURS = (BEFORE, AFTER)
CONTROL = Path(os.__file__)  # a file that student code may read in every grader

Scores = dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A graded batch, as seen from outside.

    Attributes:
        scores: Points by student; None where the grader has no result.
        ran: Whether the attack showed a sign of having run.
        hidden_read: Whether contents of hidden files came out.
        other_read: Whether contents of another's file came out.
        left: Processes that were still there when the grader had ended.
        disk_left_mib: Size of what the attack left on the disk.
        watch: The rest of what was observed.
    """

    scores: Scores
    ran: bool
    hidden_read: bool
    other_read: bool
    left: int
    disk_left_mib: float
    watch: Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What an attack is told about the machine: absolute paths of everything it wants.

    Attributes:
        hidden: Files with the hidden answers, as the attack may name them.
        truth: The same files, as this benchmark finds them.
        others: Files of the other students.
        gradebook: The database of grades.
        result: The stored result of the student before.
        next: The file of the student after.
        good: A text in a right solution.
        bad: The text that breaks it.
    """

    hidden: tuple[Path, ...]
    truth: tuple[Path, ...]
    others: tuple[Path, ...]
    gradebook: Path
    result: Path
    next: Path
    good: str
    bad: str


class Course(ABC):
    """A grader with one assignment.

    Attributes:
        title: Its name in the table.
        folder: Where everything of this grader lies.
    """

    title: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def prepare(self) -> None:
        """Make the course, once."""

    @abstractmethod
    def targets(self, course: Path) -> Targets:
        """Return what an attack on `course` is told."""

    @abstractmethod
    def hand_in(self, course: Path, attack: Attack, config: dict[str, object]) -> None:
        """Make a copy of the course in `course`, with the files of the three students."""

    @abstractmethod
    def grade(self, course: Path, watch: Watch) -> None:
        """Grade all students as an ordinary instructor would."""

    @abstractmethod
    def scores(self, course: Path) -> Scores:
        """Return the recorded scores."""

    @abstractmethod
    def visible(self, course: Path) -> str:
        """Return everything the grader shows or stores about the attacker."""

    def ran(self, course: Path, text: str, proof: str) -> bool:  # noqa: ARG002
        """Say whether the attacker's code showed a sign of having run."""
        return proof in text

    def batch(self, attack: Attack, *, deadline: float) -> Batch:
        """Grade a fresh course in which one student attacks."""
        course = self.folder / f"{attack.number:02}"
        marker, disk = self.folder / "marker", self.folder / "disk"
        watch = Watch(deadline=deadline, disk=disk)
        targets = self.targets(course)
        with watch.listening():
            self.hand_in(course, attack, _config(targets, watch, marker))
            hashes = [_keyed(watch, files) for files in (targets.truth, targets.others)]
            try:
                self.grade(course, watch)
                time.sleep(1)  # an ordinary process may still be ending
                left = len(left_behind(watch.token))
            finally:
                end(watch.token)
        text = watch.printed + self.visible(course)
        text += marker.read_text("utf-8", "replace") if marker.exists() else ""
        batch = Batch(
            scores=self.scores(course),
            ran=self.ran(course, text, keyed(watch.token, CONTROL.read_bytes())),
            hidden_read=any(found in text for found in hashes[0]),
            other_read=any(found in text for found in hashes[1]),
            left=left,
            disk_left_mib=disk.stat().st_size / 2**20 if disk.exists() else 0.0,
            watch=watch,
        )
        marker.unlink(missing_ok=True)
        disk.unlink(missing_ok=True)
        shutil.rmtree(course)
        return batch


def keyed(token: str, content: bytes) -> str:
    """Return what only code reports that ran in this batch and had `content`."""
    return hashlib.sha256(token.encode() + content).hexdigest()[:12]


def _keyed(watch: Watch, paths: tuple[Path, ...]) -> list[str]:
    return [keyed(watch.token, path.read_bytes()) for path in paths if path.is_file()]


def _config(targets: Targets, watch: Watch, marker: Path) -> dict[str, object]:
    """Return what the attack is told, as JSON values."""
    return {
        "hidden": [str(path) for path in targets.hidden],
        "others": [str(path) for path in targets.others],
        "control": str(CONTROL),
        "gradebook": str(targets.gradebook),
        "result": str(targets.result),
        "next": str(targets.next),
        "good": targets.good,
        "bad": targets.bad,
        "token": watch.token,
        "port": watch.port,
        "marker": str(marker),
        "disk": str(watch.disk),
        "disk_mib": DISK_MIB,
        "memory_mib": MEMORY_MIB,
    }
