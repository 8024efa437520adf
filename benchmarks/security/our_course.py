"""The same attacks on this repository's grader, through `python grader.py`."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from attacks import Attack
from course import AFTER, ATTACKER, BEFORE, NEIGHBOURS, STUDENTS, Course, Scores, Targets
from watch import Watch

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "cifar10_tuning"
FILE = "model.py"
MEMORY_MIB = 2048
RAN_VERDICTS = {
    "wall_time_exceeded",
    "cpu_time_exceeded",
    "memory_exceeded",
    "disk_exceeded",
    "processes_exceeded",
    "malformed_output",
    "killed",
}
EPOCHS = {"good": '"epochs": 10', "bad": '"epochs": 1'}


class OurCourse(Course):
    """A course folder of its own, with a copy of one assignment."""

    title = "this grader"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._records: dict[tuple[Path, str], dict[str, object]] = {}

    def prepare(self) -> None:
        """Copy the assignment with a lower memory limit, and make the data and the secret."""
        template = self.folder / "template"
        for part in ("assignments", "reference"):
            shutil.copytree(ROOT / part / ASSIGNMENT, template / part / ASSIGNMENT)
        file = template / "assignments" / ASSIGNMENT / "assignment.yaml"
        text = file.read_text("utf-8").replace("memory_mib: 4096", f"memory_mib: {MEMORY_MIB}")
        file.write_text(text, "utf-8")
        watch = Watch()
        self._submit(template, BEFORE, _honest(BEFORE))
        if (
            self._run(
                "grade", ASSIGNMENT, "--jobs", "1", "--runs", "1", course=template, watch=watch
            )
            != 0
        ):
            raise RuntimeError(watch.printed)
        shutil.rmtree(template / "submissions")
        for made in (template / "var").iterdir():
            if made.name != "private":
                shutil.rmtree(made) if made.is_dir() else made.unlink()

    def targets(self, course: Path) -> Targets:
        """Return the paths of a course of this grader."""
        var, made = course / "var", self.folder / "template" / "var"
        labels = [
            course / path.relative_to(self.folder / "template") for path in made.rglob("true*.npy")
        ]
        handed_in = {who: self._attempt(course, who) for who in NEIGHBOURS}
        return Targets(
            hidden=(*sorted(labels), var / "private" / "secret"),
            truth=(*sorted(labels), var / "private" / "secret"),
            others=tuple(handed_in.values()),
            gradebook=var / "gradebook.sqlite",
            result=course / "none",
            next=handed_in[AFTER],
            good=EPOCHS["good"],
            bad=EPOCHS["bad"],
        )

    def hand_in(self, course: Path, attack: Attack, config: dict[str, object]) -> None:
        """Copy the course and run `submit` for each student."""
        shutil.copytree(self.folder / "template", course)
        for who in STUDENTS:
            text = attack.keras_file(config) if who == ATTACKER else _honest(who)
            self._submit(course, who, text)

    def grade(self, course: Path, watch: Watch) -> None:
        """Run `grade` on all students, one after the other as the peers do."""
        self._run("grade", ASSIGNMENT, "--jobs", "1", "--runs", "1", course=course, watch=watch)

    def scores(self, course: Path) -> Scores:
        """Read the points of the records; a blank grade is no result."""
        scores: Scores = {}
        for who in STUDENTS:
            points = self._record(course, who).get("points")
            scores[who] = None if points is None else float(str(points))
        return scores

    def visible(self, course: Path) -> str:
        """Return the attacker's record and pages."""
        watch = Watch()
        self._run("report", ASSIGNMENT, course=course, watch=watch)
        pages = (course / "var" / "reports").rglob("*.html")
        record = json.dumps(self._record(course, ATTACKER))
        return record + "".join(page.read_text("utf-8") for page in pages)

    def ran(self, course: Path, text: str, proof: str) -> bool:
        """A verdict about running code is a sign as well."""
        evidence = self._record(course, ATTACKER).get("evidence")
        verdict = evidence.get("verdict") if isinstance(evidence, dict) else None
        return super().ran(course, text, proof) or verdict in RAN_VERDICTS

    def _record(self, course: Path, who: str) -> dict[str, object]:
        if (course, who) not in self._records:
            watch = Watch()
            self._run("explain", ASSIGNMENT, who, "--json", course=course, watch=watch)
            printed = watch.printed if watch.printed.startswith("{") else "{}"
            self._records[course, who] = json.loads(printed)
        return self._records[course, who]

    def _attempt(self, course: Path, who: str) -> Path:
        return course / "submissions" / ASSIGNMENT / who / "attempts" / "0001" / FILE

    def _submit(self, course: Path, who: str, text: str) -> None:
        file = course / FILE
        file.write_text(text, "utf-8")
        watch = Watch()
        arguments = (str(file), "--assignment", ASSIGNMENT, "--group", who)
        if self._run("submit", *arguments, course=course, watch=watch) != 0:
            raise RuntimeError(watch.printed)
        file.unlink()

    def _run(self, *arguments: str, course: Path, watch: Watch) -> int:
        environment = {
            **os.environ,
            "GRADER_COURSE": str(course),
            "GRADER_HOME": str(course / "var"),
            "GRADER_SUBMISSIONS": str(course / "submissions"),
            "GRADER_LANG": "en",
            "NO_COLOR": "1",
        }
        command = [sys.executable, str(ROOT / "grader.py"), *arguments]
        return watch.run(command, course, environment)


def _honest(name: str) -> str:
    """Return the good-enough solution with fewer epochs, and no other student's text."""
    text = (ROOT / "reference" / ASSIGNMENT / "good_enough.py").read_text("utf-8")
    text = text.replace('"epochs": 18', EPOCHS["good"])
    return text.replace('activation="softmax"', f'activation="softmax", name="{name}"')
