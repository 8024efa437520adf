"""Grades attacks between two honest neighbours, and looks at every canary before and after."""

from __future__ import annotations

import contextlib
import sysconfig
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graders.course.workspace import PROJECT
from graders.domain.grade import Grade
from graders.intake.discovery import discover
from graders.intake.roster import read_roster
from graders.pipeline.context import GradingContext
from graders.pipeline.grade_batch import BatchPlan, grade_batch
from graders.records.gradebook import open_gradebook
from graders.sandbox.executor import Executor
from graders.sandbox.temporary import own_prefix
from graders.sandbox.zygote import JOBS_FOLDER
from tests.security.corpus_canaries import (
    Breach,
    adopting_orphans,
    changes,
    hashes,
    kernel_settings,
    left_behind,
    mounts,
    offspring,
    planted,
    snapshot,
    survivors,
    written,
)
from tests.security.corpus_lab import FIRST, LAST, Lab, with_executor
from tests.security.corpus_manifest import Attack, batch_of
from tests.security.corpus_outcome import Outcome, comparable, differences, outcome_of
from tests.security.corpus_pages import page_breaches
from tests.security.corpus_recorder import Recorder

JOBS: Final = 2
_WRITTEN_BY_US: Final = (
    *("var/runs", "var/logs", "var/gradebook.sqlite", "var/gradebook.sqlite-wal"),
    *("var/gradebook.sqlite-shm", "tmp", "home/canary.sock"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOutcome:
    """How a batch ended.

    Attributes:
        outcomes: One entry per attack, by its id.
        neighbours: What the two honest groups got, without times and usage.
        seconds: Wall clock.
        cpu_seconds: CPU time of the workers.
    """

    outcomes: Mapping[str, Outcome]
    neighbours: Mapping[str, Any]
    seconds: float
    cpu_seconds: float


class CorpusRuns:
    """Runs each batch of the corpus once, when somebody asks for it.

    Args:
        attacks: The attacks to run.
        new_folder: Makes an empty folder from a name.
    """

    def __init__(self, attacks: Sequence[Attack], new_folder: Callable[[str], Path]) -> None:
        self._attacks = attacks
        self._new_folder = new_folder
        self._batches: dict[str, BatchOutcome] = {}
        self._in_peace: dict[str, BatchOutcome] = {}

    def batch(self, name: str) -> BatchOutcome:
        """Return how a batch ended."""
        if name not in self._batches:
            members = [attack for attack in self._attacks if batch_of(attack) == name]
            self._batches[name] = run_batch(
                self._new_folder(name), members, assignment=members[0].assignment
            )
        return self._batches[name]

    def outcome(self, attack: Attack) -> Outcome:
        """Return how an attack ended."""
        return self.batch(batch_of(attack)).outcomes[attack.id]

    def neighbour_differences(self, name: str, assignment: str) -> list[str]:
        """Return where a batch's honest grades differ from those of a batch without attacks."""
        if assignment not in self._in_peace:
            folder = self._new_folder(f"peace-{assignment}")
            self._in_peace[assignment] = run_batch(folder, (), assignment=assignment)
        expected = self._in_peace[assignment].neighbours
        return list(differences(expected, self.batch(name).neighbours))

    @property
    def seconds(self) -> tuple[float, float]:
        """Wall clock and CPU time of everything that was run."""
        done = [*self._batches.values(), *self._in_peace.values()]
        return sum(one.seconds for one in done), sum(one.cpu_seconds for one in done)


def run_batch(
    folder: Path,
    attacks: Sequence[Attack],
    *,
    assignment: str = "cifar10_tuning",
    executor: Executor | None = None,
) -> BatchOutcome:
    """Hand in and grade attacks between two neighbours.

    Args:
        folder: An empty folder.
        attacks: Attacks on one assignment; none for the grades that the neighbours get in peace.
        assignment: The assignment.
        executor: Instead of the sandbox; then neighbours hand in what is never trained.
    """
    started = time.monotonic()
    lab = Lab(folder, attacks, assignment)
    lab.has_neighbours = executor is None
    context = lab.context(executor)
    recorder = Recorder(executor=context.executor, secrets=lab.secrets)
    with lab.watched_machine() as listener, adopting_orphans():
        lab.hand_in(listener)
        before = _State(lab)
        grades = _grade(lab, with_executor(context, recorder), recorder)
        listener.stop()
        breaches = [*before.breaches(), *listener.breaches()]
    breaches_of = page_breaches(lab, context, grades)
    for group, found in recorder.found.items():
        breaches_of.setdefault(group, []).extend(found)
    for breach in breaches:
        breaches_of.setdefault(lab.attack_in(breach.detail), []).append(breach)
    anybodys = _suspects(attacks, breaches_of.get("", []))
    return BatchOutcome(
        outcomes={
            attack.id: outcome_of(
                lab, group, grades, context, [*anybodys(attack), *breaches_of.get(group, [])]
            )
            for group, attack in lab.attacks.items()
        },
        neighbours={group: comparable(grades[group]) for group in (FIRST, LAST)},
        seconds=time.monotonic() - started,
        cpu_seconds=recorder.cpu_seconds,
    )


def _suspects(
    attacks: Sequence[Attack], breaches: Sequence[Breach]
) -> Callable[[Attack], list[Breach]]:
    """Tell which breaches that bear nobody's mark an attack is suspected of.

    It is one of those that aim at the canary; where none does, it may be any.
    """
    aimed_at = {canary for attack in attacks for canary in attack.canaries}

    def of(attack: Attack) -> list[Breach]:
        return [
            breach
            for breach in breaches
            if breach.canary in attack.canaries or breach.canary not in aimed_at
        ]

    return of


def _grade(lab: Lab, context: GradingContext, recorder: Recorder) -> Mapping[str, Grade]:
    plan = BatchPlan(
        handed_in=discover(lab.inbox),
        roster=read_roster(lab.inbox / "roster.csv"),
        jobs=JOBS,
        rerun=False,
        log_folder=lab.workspace.var / "logs",
    )
    earlier = lab.earlier_grade(context)
    with open_gradebook(lab.workspace.gradebook) as gradebook:
        gradebook.append(earlier)
        grade_batch(plan, context, gradebook, recorder.notify)
        latest = gradebook.latest(lab.assignment, context.profile.name)
    return {group: grade for group, grade in latest.items() if group != earlier.group}


class _State:
    """The machine as it was before the batch."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._since = time.time()
        self._course, self._python = self._look(), self._look_at_python()
        self._settings = kernel_settings()
        self._data = self._hash()
        self._processes, self._mounts = offspring(), mounts()

    def breaches(self) -> list[Breach]:
        """Return what is different now, and put the kernel's settings back."""
        lab = self._lab
        packages = Path(sysconfig.get_path("purelib"))
        shared = {Path("/tmp"): 1, Path("/var/tmp"): 1, Path("/dev/shm"): 2}  # noqa: S108 - searched
        places = {PROJECT: 9, packages: 3, **shared}
        changed_data = (
            path for path, digest in self._hash().items() if self._data.get(path) != digest
        )
        return [
            *survivors(self._processes),
            *changes(self._course, self._look()),
            *changes(self._python, self._look_at_python(), is_shared=True),
            *self._restored_settings(),
            *planted(places, lab.mark),
            *written(PROJECT, lab.mark, since=self._since),
            *left_behind("mount", self._mounts, mounts()),
            *left_behind("temporary", set(), _temporary_files(lab.temporary)),
            *(Breach(canary="data", detail=path) for path in changed_data),
        ]

    def _look(self) -> dict[str, str]:
        return snapshot(self._lab.folder, leave_out=_WRITTEN_BY_US)

    @staticmethod
    def _look_at_python() -> dict[str, str]:
        packages, library = (Path(sysconfig.get_path(name)) for name in ("purelib", "stdlib"))
        return {**snapshot(packages, depth=3), **snapshot(library, depth=2)}

    def _hash(self) -> dict[str, str]:
        workspace = self._lab.workspace
        return {**hashes(workspace.private), **hashes(workspace.data)}

    def _restored_settings(self) -> list[Breach]:
        now = kernel_settings()
        for path, value in self._settings.items():
            if now.get(path) != value:
                with contextlib.suppress(OSError):
                    Path(path).write_text(value, "utf-8")
        return changes(self._settings, now, canary="kernel")


def _temporary_files(folder: Path) -> set[str]:
    """Names in a temporary folder, without the folders of warm workers that hold no job's files."""
    return {
        path.name
        for path in folder.iterdir()
        if not path.name.startswith(own_prefix(JOBS_FOLDER)) or any(path.iterdir())
    }
