"""The assignment in nbgrader: `generate_assignment`, `autograde`, `export`, all by default."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import notebooks
import task
from attacks import Attack
from course import AFTER, ATTACKER, BEFORE, STUDENTS, Course, Scores, Targets
from peer_environment import PeerEnvironment
from watch import Watch

NOTEBOOK = "ps1.ipynb"
_SOLUTION = """\
def classify(images):
    ### BEGIN SOLUTION
    quarters = images.reshape(-1, 2, 4, 2, 4).mean(axis=(2, 4)).reshape(-1, 4)
    return quarters.argmax(axis=1)
    ### END SOLUTION
"""


class NbgraderCourse(Course):
    """nbgrader with its file layout: source, release, submitted, autograded, gradebook.db."""

    title = "nbgrader"

    def __init__(self, folder: Path, environment: PeerEnvironment) -> None:
        super().__init__(folder)
        self.environment = environment
        self.template = folder / "template"

    def prepare(self) -> None:
        """Write the source notebook and generate the students' version."""
        notebooks.write(self.template / "source" / "ps1" / NOTEBOOK, _source())
        config = "c = get_config()\nc.CourseDirectory.course_id = 'peers'\n"
        (self.template / "nbgrader_config.py").write_text(config, "utf-8")
        watch = Watch()
        status = self._run("generate_assignment", "ps1", course=self.template, watch=watch)
        if status != 0:
            raise RuntimeError(watch.printed)

    def targets(self, course: Path) -> Targets:
        """Return the paths of nbgrader's own layout."""
        handed_in = course / "submitted"
        return Targets(
            hidden=(course / "source" / "ps1" / NOTEBOOK,),
            truth=(course / "source" / "ps1" / NOTEBOOK,),
            others=tuple(handed_in / who / "ps1" / NOTEBOOK for who in (BEFORE, AFTER)),
            gradebook=course / "gradebook.db",
            result=course / "none",
            next=handed_in / AFTER / "ps1" / NOTEBOOK,
            good=task.BEST,
            bad=task.WORST,
        )

    def hand_in(self, course: Path, attack: Attack, config: dict[str, object]) -> None:
        """Copy the course and put the three notebooks where `collect` would put them."""
        shutil.copytree(self.template, course)
        released = course / "release" / "ps1" / NOTEBOOK
        for who in STUDENTS:
            source = attack.cell(config) if who == ATTACKER else task.honest(who)
            notebooks.answer(released, course / "submitted" / who / "ps1" / NOTEBOOK, source)

    def grade(self, course: Path, watch: Watch) -> None:
        """Run `nbgrader autograde ps1` on all students."""
        self._run("autograde", "ps1", course=course, watch=watch)

    def scores(self, course: Path) -> Scores:
        """Read the scores that `nbgrader export` writes; no autograded notebook is no result."""
        watch = Watch()
        self._run("export", course=course, watch=watch)
        with (course / "grades.csv").open(newline="", encoding="utf-8") as file:
            rows = {row["student_id"]: row for row in csv.DictReader(file)}
        return {
            who: float(rows[who]["score"] or 0)
            if (course / "autograded" / who / "ps1" / NOTEBOOK).exists()
            else None
            for who in STUDENTS
        }

    def visible(self, course: Path) -> str:
        """Return the attacker's executed notebook."""
        executed = course / "autograded" / ATTACKER / "ps1" / NOTEBOOK
        return executed.read_text("utf-8") if executed.exists() else ""

    def _run(self, *arguments: str, course: Path, watch: Watch) -> int:
        command = self.environment.command("nbgrader", *arguments)
        return watch.run(command, course, self.environment.variables(self.folder / "home"))


def _source() -> list[notebooks.Cell]:
    cells = [
        _cell("given", task.GIVEN, locked=True),
        _cell("classify", _SOLUTION, solution=True),
    ]
    for test in task.TESTS:
        source = f"{test.setup}assert {test.claim}\n"
        if test.hidden:
            source = f"# {test.name}\n### BEGIN HIDDEN TESTS\n{source}### END HIDDEN TESTS\n"
        cells.append(_cell(test.name, source, locked=True, points=task.POINTS[test.name]))
    return cells


def _cell(
    name: str,
    source: str,
    *,
    locked: bool = False,
    solution: bool = False,
    points: int | None = None,
) -> notebooks.Cell:
    marks: dict[str, object] = {
        "grade": points is not None,
        "grade_id": name,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        marks["points"] = points
    return notebooks.cell("code", source, metadata={"nbgrader": marks})
