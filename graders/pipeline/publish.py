"""Freezes what groups get: each its page, with a manifest, in a folder never overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graders import __version__
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.grade import Grade, GradeStatus
from graders.domain.publication import (
    SCHEMA,
    GradebookHead,
    HeldBack,
    Manifest,
    Published,
    PublishedGroup,
)
from graders.pipeline.make_reports import ReportPlan, class_report, group_report
from graders.pipeline.publish_leaks import private_things, refuse_page
from graders.pipeline.write_pages import write_pages, write_whole
from graders.records.gradebook import open_gradebook
from graders.records.publications import (
    GROUPS,
    MANIFEST,
    draft,
    hashes,
    manifest_bytes,
    publications,
    read_manifest,
    settle,
    sha256_of,
)
from graders.reports.base import page_name
from graders.reports.html import render_class_page, render_group_page
from graders.reports.json_record import grade_to_json

INDEX: Final = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPlan:
    """What is published, and where.

    Attributes:
        report: What pages are made from.
        folder: Where the publications of the assignment are.
        with_all: Whether groups whose grade needs a person or a rerun get their page, too.
        with_index: Whether a page of the class is written for the teaching staff.
    """

    report: ReportPlan
    folder: Path
    with_all: bool = False
    with_index: bool = False


def grades_and_head(
    workspace: Workspace, assignment: Assignment, profile: str
) -> tuple[Mapping[str, Grade], GradebookHead]:
    """Read the newest grades together with the state of the gradebook they belong to."""
    with open_gradebook(workspace.gradebook) as gradebook:
        head = gradebook.head()
        while True:
            grades = gradebook.latest(assignment.id, profile)
            after = gradebook.head()
            if after == head:
                return grades, GradebookHead(num_grades=head[0], last_link=head[1])
            # Somebody grades at this moment: what was read may be of before and after.
            head = after


def held_back(grade: Grade) -> HeldBack | None:
    """Return why a grade should not be published yet; None where a person set it or all is well.

    Where something else is computed since a person set it, that person may have to look again.
    """
    if grade.points_by_hand is not None:
        return HeldBack.NEEDS_REVIEW if grade.moved_since_override else None
    if grade.needs_rerun:
        return HeldBack.NEEDS_RERUN
    return HeldBack.NEEDS_REVIEW if grade.status is GradeStatus.NEEDS_REVIEW else None


def publish(plan: PublishPlan, grades: Mapping[str, Grade], head: GradebookHead) -> Published:
    """Write the pages and their manifest, whole or not at all.

    Nothing is written where no page and no state differs from the last publication.

    Raises:
        CourseError: A page would tell something private; says what.
        StorageError: The folder cannot be written, or an earlier publication cannot be read.
    """
    waiting = {group: held_back(grade) for group, grade in grades.items()}
    held = {group: why for group, why in waiting.items() if why and not plan.with_all}
    given = {group: grade for group, grade in grades.items() if group not in held}
    if not given:
        return Published(manifest=None, held_back=held)
    earlier = tuple(read_manifest(path) for path in publications(plan.folder))
    before = _last_of(earlier, plan.report.profile)
    with draft(plan.folder) as drafted:
        _write_groups(drafted, plan.report, given)
        manifest = replace(
            _manifest(plan.report, given, held, head),
            number=earlier[-1].number + 1 if earlier else 1,
            previous_sha256=_hash_of(plan.folder, earlier[-1]) if earlier else "",
        )
        if before is not None and _is_said_again(before, manifest, hashes(drafted)):
            return _published(plan.folder, before, None, is_new=False)
        if plan.with_index:
            _write_index(drafted, plan.report, list(given.values()))
        manifest = replace(manifest, files=hashes(drafted))
        write_whole(drafted / MANIFEST, manifest_bytes(manifest))
        settle(drafted, _place(plan.folder, manifest))
    return _published(plan.folder, manifest, before, is_new=True)


def _published(
    folder: Path, manifest: Manifest, before: Manifest | None, *, is_new: bool
) -> Published:
    return Published(
        manifest=manifest,
        manifest_sha256=_hash_of(folder, manifest),
        folder=str(_place(folder, manifest)),
        before=before,
        is_new=is_new,
        held_back=manifest.held_back,
    )


def _manifest(
    report: ReportPlan,
    given: Mapping[str, Grade],
    held: Mapping[str, HeldBack],
    head: GradebookHead,
) -> Manifest:
    """A manifest without what depends on the publications before it and on files."""
    return Manifest(
        schema=SCHEMA,
        assignment=report.assignment.id,
        profile=report.profile,
        number=1,
        language=str(report.language),
        published_at=report.now,
        grader_version=__version__,
        gradebook=head,
        previous_sha256="",
        files={},
        groups={group: _entry(grade) for group, grade in given.items()},
        held_back=held,
    )


def _entry(grade: Grade) -> PublishedGroup:
    return PublishedGroup(
        points=grade.points,
        max_points=grade.max_points,
        record_sha256=record_sha256(grade),
        page=f"{GROUPS}/{page_name(grade.group)}",
    )


def record_sha256(grade: Grade) -> str:
    """Return SHA-256 of a grade's record as JSON, keys sorted, without spaces, in UTF-8."""
    record = json.dumps(
        grade_to_json(grade), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(record.encode()).hexdigest()


def _write_groups(drafted: Path, plan: ReportPlan, given: Mapping[str, Grade]) -> None:
    """Write each group's page and read it again: what is proved is what is given."""
    folder = drafted / GROUPS
    folder.mkdir()
    write_pages(
        folder,
        [(page_name(grade.group), grade) for grade in given.values()],
        lambda grade: render_group_page(group_report(plan, grade)),
        (),
    )
    private = private_things(plan, given.values())
    for grade in given.values():
        refuse_page((folder / page_name(grade.group)).read_bytes(), grade, private)


def _write_index(drafted: Path, plan: ReportPlan, given: Sequence[Grade]) -> None:
    report = class_report(plan, given, pages=f"{GROUPS}/")
    write_whole(drafted / INDEX, render_class_page(report).encode())


def _last_of(earlier: Sequence[Manifest], profile: str) -> Manifest | None:
    return next((one for one in reversed(earlier) if one.profile == profile), None)


def _place(folder: Path, manifest: Manifest) -> Path:
    return folder / f"{manifest.number:04d}"


def _hash_of(folder: Path, manifest: Manifest) -> str:
    return sha256_of(_place(folder, manifest) / MANIFEST)


def _is_said_again(before: Manifest, now: Manifest, pages: Mapping[str, str]) -> bool:
    """Whether every group would get what it got, and the same ones would wait."""
    given = {name: found for name, found in before.files.items() if name.startswith(f"{GROUPS}/")}
    return (given, before.groups, before.held_back) == (pages, now.groups, now.held_back)
