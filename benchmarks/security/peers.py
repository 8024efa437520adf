"""Ten attacks on nbgrader, on Otter-Grader without a container, and on this grader.

Usage: python benchmarks/security/peers.py [--venv DIR] [--only nbgrader,otter,ours] [--attacks 1,2]

Method: each attack is graded in a fresh copy of a course, in one batch with an honest student
before and one after. The attacker's solution is worthless otherwise, so a raised score is the
attack's. The peers grade a small NumPy notebook with public and hidden tests (`task.py`), by
default configuration: `nbgrader autograde`, and `otter run` once for each file. This grader gets
the same attacks in Keras files for `cifar10_tuning` on the `embedded` profile, through `submit`
and `grade`; the one change is a memory limit of 2 GiB. Attacks know every absolute path.

An outcome is seen from outside, never said by the attack: scores against a batch without attack,
a keyed hash of a file's contents among what came out, a listener's count, processes and files
afterwards, the largest process, and a deadline for the batch. In every grader the same hash of a
file that all may read must come out as well, which proves that the attack ran and could report;
else the table says "did not run". Memory, disk and time have bounds of their own. Everything lies
in a temporary folder and is removed; what a batch leaves is killed.
"""

from __future__ import annotations

import argparse
import platform
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from attacks import ATTACKS, NONE, Attack
from course import STUDENTS, Batch, Course
from nbgrader_course import NbgraderCourse
from otter_course import OtterCourse
from our_course import ROOT, OurCourse
from outcomes import details, outcome
from peer_environment import PeerEnvironment, make_environment
from tabulate import tabulate

GRADERS = ("nbgrader", "otter", "ours")
Results = dict[tuple[str, int], Batch]


def main() -> int:
    """Run the batches and print the tables."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, _interrupted)
    started = time.monotonic()
    attacks = [attack for attack in ATTACKS if attack.number in arguments.attacks]
    with tempfile.TemporaryDirectory(prefix="peers-") as name:
        folder = Path(name)
        environment = make_environment(arguments.venv or folder / "venv")
        courses = _courses(arguments.only, folder, environment)
        results: Results = {}
        for course in courses:
            for attack in (NONE, *attacks):
                batch = course.batch(attack, deadline=arguments.deadline)
                results[course.title, attack.number] = batch
                word = outcome(attack, batch, results[course.title, NONE.number])
                word = word if attack.number else "baseline"
                print(f"{course.title}: {attack.title}: {word}", *details(batch), file=sys.stderr)
        versions = environment.versions()
    _print_tables(courses, attacks, results)
    print(f"\n{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, ", end="")
    print(
        ", ".join(f"{package} {version}" for package, version in sorted(versions.items())), end=""
    )
    print(f"; {time.monotonic() - started:.0f} s")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Ten attacks on three graders.")
    parser.add_argument("--venv", type=Path, help="environment of the peers, made when missing")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(GRADERS))
    parser.add_argument(
        "--attacks",
        type=lambda text: [int(number) for number in text.split(",")],
        default=[attack.number for attack in ATTACKS],
    )
    parser.add_argument("--deadline", type=float, default=420, help="seconds of a batch")
    arguments = parser.parse_args()
    if unknown := set(arguments.only) - set(GRADERS):
        parser.error(f"--only knows {', '.join(GRADERS)}, not {', '.join(sorted(unknown))}")
    if arguments.venv and ROOT in arguments.venv.absolute().parents:
        parser.error("--venv must be outside of this repository")
    return arguments


def _courses(names: list[str], folder: Path, environment: PeerEnvironment) -> list[Course]:
    courses: list[Course] = []
    for name in names:
        (folder / name).mkdir()
        if name == "ours":
            courses.append(OurCourse(folder / name))
        else:
            made = NbgraderCourse if name == "nbgrader" else OtterCourse
            courses.append(made(folder / name, environment))
    for course in courses:
        course.prepare()
    return courses


def _print_tables(courses: list[Course], attacks: list[Attack], results: Results) -> None:
    rows, numbers = [], []
    for attack in attacks:
        batches = [(results[one.title, attack.number], results[one.title, 0]) for one in courses]
        rows.append(
            [
                attack.number,
                attack.title,
                *(outcome(attack, batch, base) for batch, base in batches),
            ]
        )
    for attack in (NONE, *attacks):
        found = [details(results[one.title, attack.number]) for one in courses]
        numbers.append([attack.number, *(cell for cells in found for cell in cells)])
    titles = [course.title for course in courses]
    print(tabulate(rows, ["", "attack", *titles], tablefmt="github"))
    print(f"\nPoints of {' / '.join(STUDENTS)}; seconds of the batch; largest process in MiB:\n")
    head = [f"{title} {what}".strip() for title in titles for what in ("points", "s", "MiB")]
    print(tabulate(numbers, ["", *head], tablefmt="github", disable_numparse=True))


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    """Turn the signal into an exception, so that everything is cleaned up on the way out."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
