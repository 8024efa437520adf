"""The assignment in Otter-Grader: `otter assign`, then `otter run` for one file after another."""

from __future__ import annotations

import json
import shutil
import zipfile
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
    quarters = images.reshape(-1, 2, 4, 2, 4).mean(axis=(2, 4)).reshape(-1, 4) # SOLUTION
    return quarters.argmax(axis=1) # SOLUTION
"""


class OtterCourse(Course):
    """Otter without a container."""

    title = "otter run"

    def __init__(self, folder: Path, environment: PeerEnvironment) -> None:
        super().__init__(folder)
        self.environment = environment
        self.template = folder / "template"

    def prepare(self) -> None:
        """Write the master notebook and let `otter assign` make the other two parts of it."""
        notebooks.write(self.template / NOTEBOOK, _master())
        watch = Watch()
        status = self._run("assign", NOTEBOOK, "dist", course=self.template, watch=watch)
        if status != 0:
            raise RuntimeError(watch.printed)
        made = next((self.template / "dist" / "autograder").glob("*.zip"))
        made.rename(self.template / "autograder.zip")
        with zipfile.ZipFile(self.template / "autograder.zip") as archive:
            archive.extractall(self.template / "unpacked")

    def targets(self, course: Path) -> Targets:
        """Return the paths of the instructor's folder, and the tests beside the running file."""
        handed_in = course / "submissions"
        archive = course / "autograder.zip"
        tests = sorted((self.template / "unpacked" / "tests").glob("*.py"))
        return Targets(
            hidden=(*(Path("tests") / test.name for test in tests), archive),
            truth=(*tests, archive),
            others=tuple(handed_in / f"{who}.ipynb" for who in (BEFORE, AFTER)),
            gradebook=course / "none",
            result=course / "results" / BEFORE / "results.json",
            next=handed_in / f"{AFTER}.ipynb",
            good=task.BEST,
            bad=task.WORST,
        )

    def hand_in(self, course: Path, attack: Attack, config: dict[str, object]) -> None:
        """Copy the course and put the three notebooks into one folder."""
        shutil.copytree(self.template, course)
        released = course / "dist" / "student" / NOTEBOOK
        for who in STUDENTS:
            source = attack.cell(config) if who == ATTACKER else task.honest(who)
            notebooks.answer(released, course / "submissions" / f"{who}.ipynb", source)
            (course / "results" / who).mkdir(parents=True)

    def grade(self, course: Path, watch: Watch) -> None:
        """Run `otter run` on every file in turn, as a shell loop would."""
        for who in STUDENTS:
            arguments = ("-a", "autograder.zip", "-o", f"results/{who}", f"submissions/{who}.ipynb")
            self._run("run", *arguments, course=course, watch=watch)

    def scores(self, course: Path) -> Scores:
        """Add the scores of the result files."""
        scores: Scores = {}
        for who in STUDENTS:
            file = course / "results" / who / "results.json"
            if file.exists():
                tests = json.loads(file.read_text("utf-8"))["tests"]
                scores[who] = sum(float(test.get("score", 0)) for test in tests)
            else:
                scores[who] = None
        return scores

    def visible(self, course: Path) -> str:
        """Return the attacker's result file."""
        file = course / "results" / ATTACKER / "results.json"
        return file.read_text("utf-8") if file.exists() else ""

    def _run(self, *arguments: str, course: Path, watch: Watch) -> int:
        command = self.environment.command("otter", *arguments)
        return watch.run(command, course, self.environment.variables(self.folder / "home"))


def _master() -> list[notebooks.Cell]:
    unwanted = "export_cell: false\ncheck_all_cell: false"
    cells = [
        notebooks.cell("raw", f"# ASSIGNMENT CONFIG\nname: ps1\ninit_cell: true\n{unwanted}"),
        notebooks.cell("code", task.GIVEN),
    ]
    points = [task.POINTS[test.name] for test in task.TESTS]
    cells += [
        notebooks.cell(
            "raw", f"# BEGIN QUESTION\nname: q1\nall_or_nothing: false\npoints: {points}"
        ),
        notebooks.cell("markdown", "Write `classify(images)`."),
        notebooks.cell("raw", "# BEGIN SOLUTION"),
        notebooks.cell("code", _SOLUTION),
        notebooks.cell("raw", "# END SOLUTION"),
        notebooks.cell("raw", "# BEGIN TESTS"),
    ]
    for test in task.TESTS:
        source = f"{'# HIDDEN' if test.hidden else ''}\n{test.setup}bool({test.claim})".strip()
        shown = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
        output = [shown | {"data": {"text/plain": "True"}}]
        cells.append(notebooks.cell("code", source, outputs=output))
    return [
        *cells,
        notebooks.cell("raw", "# END TESTS"),
        notebooks.cell("raw", "# END QUESTION"),
    ]
