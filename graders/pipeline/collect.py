"""Imports what was handed in elsewhere: open, recognise, match, choose, store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from graders.course.assignment_file import assignment_folder
from graders.course.course_file import read_time_zone
from graders.course.public_files import STARTER, public_files
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.collected import Collected, CollectedEntry, Outcome, SourceKind
from graders.domain.submission import IntakeProblem
from graders.errors import UsageError
from graders.intake.collecting.entries import Entry
from graders.intake.collecting.people import Found, find_group
from graders.intake.collecting.pick_file import Wanted
from graders.intake.collecting.recognise import read_entries, recognise
from graders.intake.collecting.source import open_source
from graders.intake.collecting.tree import Budget, Tree, shown_name
from graders.intake.discovery import discover
from graders.intake.roster import Roster, read_people, roster_file
from graders.pipeline.collect_group import GroupImport, import_group
from graders.pipeline.context import load_assignment
from graders.records.file_lock import KeyLocks


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectPlan:
    """What the command line asked for.

    Attributes:
        workspace: The course.
        assignment_id: Assignment that the files are for.
        source: The download: a folder or an archive.
        kind: Whose download it is; None to recognise it.
        dry_run: Only say what would happen.
        now: The present time with time zone.
    """

    workspace: Workspace
    assignment_id: str
    source: Path
    kind: SourceKind | None
    dry_run: bool
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    plan: CollectPlan
    assignment: Assignment
    inbox: Path
    roster: Roster
    wanted: Wanted


def collect(plan: CollectPlan) -> Collected:
    """Import every entry that belongs to exactly one group and holds exactly one submission.

    Raises:
        GraderError: The course files are wrong, there is no such source, it is not of the kind
            that was named, or this machine cannot store; attempts stored before stay.
    """
    setting = _prepare(plan)
    with (
        _lock(plan),
        open_source(plan.source, zone=setting.wanted.zone, budget=setting.wanted.budget) as tree,
    ):
        if isinstance(tree, IntakeProblem):
            return _unusable(setting, tree, kind=None)
        found = recognise(tree, plan.kind, setting.roster)
        if found is None:
            raise UsageError(
                f"{plan.source} does not look like a download of {plan.kind}.",
                hint="Leave out --from, and the kind is recognised.",
            )
        kind, root = found
        entries = read_entries(kind, root, setting.assignment.id)
        if isinstance(entries, IntakeProblem):
            return _unusable(setting, entries, kind=kind)
        rows = [*_import(setting, entries, kind, tree), *_refused_names(tree)]
    return _collected(setting, rows, kind=kind)


def _zone(workspace: Workspace, assignment: Assignment) -> tzinfo | None:
    """Return whose clocks times without a zone are of; None for this machine's."""
    name = read_time_zone(workspace)
    if name:
        return ZoneInfo(name)
    return assignment.due.tzinfo if assignment.due else None


def _prepare(plan: CollectPlan) -> _Setting:
    assignment = load_assignment(plan.workspace, plan.assignment_id)
    if not plan.source.exists():
        raise UsageError(f"There is no {plan.source}.", hint="SOURCE is a folder or an archive.")
    inbox = plan.workspace.submissions / assignment.id
    wanted = Wanted(
        spec=assignment.submission,
        starters=_public_hashes(plan.workspace, assignment),
        zone=_zone(plan.workspace, assignment),
        budget=Budget(),
    )
    roster = read_people(roster_file(inbox))
    return _Setting(plan=plan, assignment=assignment, inbox=inbox, roster=roster, wanted=wanted)


def _public_hashes(workspace: Workspace, assignment: Assignment) -> frozenset[str]:
    """Return the hashes of what students got: it says nothing about who handed it in unchanged."""
    folder = assignment_folder(workspace.assignments, assignment.id)
    if not (folder / STARTER).is_file():
        return frozenset()
    files = public_files(folder, assignment, ())
    return frozenset(hashlib.sha256(file.content).hexdigest() for file in files)


def _lock(plan: CollectPlan) -> AbstractContextManager[None]:
    """Keep a second `collect` for the same assignment waiting; a dry run writes not even a lock."""
    if plan.dry_run:
        return nullcontext()
    key = hashlib.sha256(plan.assignment_id.encode()).hexdigest()
    return KeyLocks(plan.workspace.var / "collecting.lock").held(key)


def _import(
    setting: _Setting, entries: Sequence[Entry], kind: SourceKind, tree: Tree
) -> Iterator[CollectedEntry]:
    """Yield what became of each entry, in the order of the download."""
    owners: dict[int, Found] = {}
    rows: dict[int, CollectedEntry] = {}
    for place, entry in enumerate(entries):
        owner = entry.problem or find_group(entry.claims, setting.roster)
        if isinstance(owner, Found):
            owners[place] = owner
        else:
            rows[place] = problem_row(entry.label, owner)
    for group in sorted({owner.group for owner in owners.values()}):
        task = GroupImport(
            group=group,
            entries={
                place: (entries[place], owner)
                for place, owner in owners.items()
                if owner.group == group
            },
            kind=kind,
            time_from=tree.time_from,
            wanted=setting.wanted,
            inbox=setting.inbox,
            due=setting.assignment.due,
            now=setting.plan.now,
            dry_run=setting.plan.dry_run,
        )
        rows |= import_group(task)
    yield from _in_order(rows)


def _in_order(rows: Mapping[int, CollectedEntry]) -> Iterator[CollectedEntry]:
    yield from (rows[place] for place in sorted(rows))


def _refused_names(tree: Tree) -> Iterator[CollectedEntry]:
    """Yield one row for each reason why names were refused: a hostile archive holds thousands."""
    codes = dict.fromkeys(problem.code for _name, problem in tree.problems)
    for code in codes:
        names = [name for name, problem in tree.problems if problem.code == code]
        first = next(problem for _name, problem in tree.problems if problem.code == code)
        label = names[0] if len(names) == 1 else f"{shown_name(names[0])} (+{len(names) - 1})"
        yield problem_row(label, first)


def problem_row(label: str, problem: IntakeProblem) -> CollectedEntry:
    """Return the row of an entry that was not imported."""
    return CollectedEntry(entry=shown_name(label), outcome=Outcome.PROBLEM, problem=problem)


def _unusable(setting: _Setting, problem: IntakeProblem, kind: SourceKind | None) -> Collected:
    return _collected(setting, [problem_row(setting.plan.source.name, problem)], kind=kind)


def _collected(
    setting: _Setting, rows: Sequence[CollectedEntry], *, kind: SourceKind | None
) -> Collected:
    have = {item.group for item in discover(setting.inbox) if item.path is not None}
    have |= {row.group for row in rows if row.outcome is not Outcome.PROBLEM}
    return Collected(
        assignment=setting.assignment.id,
        kind=kind,
        dry_run=setting.plan.dry_run,
        entries=tuple(rows),
        missing=tuple(group for group in setting.roster.groups if group not in have),
    )
