"""Writes the pages and tables of a graded class, and the index of the course."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from graders.course.assignment_file import find_assignments
from graders.course.datasets.base import Superclasses
from graders.course.prepared_data import PreparedData
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.domain.rubric import Calibration
from graders.errors import GraderError
from graders.pipeline.context import GradingContext, UnitContext, load_assignment
from graders.pipeline.report_examples import with_examples
from graders.pipeline.write_pages import write_pages, write_whole
from graders.records.gradebook import Gradebook, open_gradebook
from graders.records.run_store import RunStore
from graders.reports.base import (
    ClassGroups,
    ClassReport,
    GroupReport,
    IndexColumn,
    IndexReport,
    ModelReport,
    page_name,
)
from graders.reports.csv_table import render_csv
from graders.reports.html import render_class_page, render_group_page, render_index_page
from graders.reports.json_record import grade_to_json
from graders.reports.messages.catalog import class_name
from graders.reports.messages.text import Language
from graders.reports.model_reports import models_of

_CLASS_PAGE = "index.html"
_COURSE_ORDER = ("cifar10_tuning", "cifar100_classifier", "lstm", "gan")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitData:
    """What pages need of one model's data.

    Attributes:
        data: Prepared splits of the first run; None where the data is not on this machine.
        anchors: Its calibration; None when there is none.
        of_run: Prepared splits of a later run, by its index.
    """

    data: PreparedData | None
    anchors: Calibration | None
    of_run: Callable[[int], PreparedData] | None = None

    def data_of_run(self, index: int) -> PreparedData | None:
        """Return the splits that a run was trained on, where they are on this machine."""
        if index == 0 or self.data is None or self.of_run is None:
            return self.data
        return self.of_run(index)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """What a set of reports is made from.

    Attributes:
        workspace: The course.
        assignment: The assignment.
        profile: Profile name.
        units: Data and anchors by part name; those of the only model have the name ''.
        language: Language of the pages.
        now: When they are made.
    """

    workspace: Workspace
    assignment: Assignment
    profile: str
    units: Mapping[str, UnitData]
    language: Language
    now: datetime


def units_of(context: GradingContext) -> Mapping[str, UnitData]:
    """Return what pages need of the data that a class was graded with."""
    return {
        part: UnitData(
            data=unit.data,
            anchors=unit.calibration,
            of_run=partial(_redrawn, context, unit),
        )
        for part, unit in context.units.items()
    }


def _redrawn(context: GradingContext, unit: UnitContext, index: int) -> PreparedData:
    return context.redraw(unit, index).data


def make_reports(plan: ReportPlan, grades: Sequence[Grade]) -> Path:
    """Write class page, group pages, CSV and JSON; return the class page."""
    folder = plan.workspace.reports / plan.assignment.id / plan.profile
    folder.mkdir(parents=True, exist_ok=True)
    write_pages(
        folder,
        [(page_name(grade.group), grade) for grade in grades],
        lambda grade: render_group_page(group_report(plan, grade)),
        shown_besides(plan),
    )
    page = render_class_page(class_report(plan, grades))
    write_whole(folder / "grades.csv", render_csv(grades))
    records = [grade_to_json(grade) for grade in grades]
    write_whole(folder / "grades.json", json.dumps(records, indent=1, ensure_ascii=False).encode())
    write_whole(folder / _CLASS_PAGE, page.encode())
    return folder / _CLASS_PAGE


def shown_besides(plan: ReportPlan) -> tuple[str, ...]:
    """Return what pages depend on besides grades: texts, rubric, anchors, which data is here."""
    units = {
        part: (unit.anchors, unit.data.data_id if unit.data else "")
        for part, unit in plan.units.items()
    }
    return (str(plan.language), plan.assignment.sha256, repr(units))


def class_report(plan: ReportPlan, grades: Sequence[Grade], *, pages: str = "") -> ClassReport:
    """Collect what the class page shows; `pages` is where it finds those of the groups."""
    return ClassReport(
        assignment=plan.assignment,
        grades=tuple(grades),
        language=plan.language,
        generated_at=plan.now,
        profile=plan.profile,
        pages=pages,
        anchors={part: unit.anchors for part, unit in plan.units.items() if unit.anchors},
    )


def group_report(plan: ReportPlan, grade: Grade) -> GroupReport:
    """Collect what one group's page shows."""
    return GroupReport(
        assignment=plan.assignment,
        grade=grade,
        models=tuple(
            _complete(model, plan, grade)
            for model in models_of(plan.assignment, grade, plan.language)
        ),
        language=plan.language,
    )


def _complete(model: ModelReport, plan: ReportPlan, grade: Grade) -> ModelReport:
    """Add names, anchors, and examples where the data is the one the grade was made from."""
    unit = plan.units.get(model.part)
    if unit is None:
        return model
    known = replace(model, anchors=unit.anchors)
    if unit.data is None:
        return known
    names = tuple(class_name(name, plan.language) for name in unit.data.class_names)
    groups = _class_groups(unit.data.superclasses, plan.language)
    known = replace(known, class_names=names, class_groups=groups)
    shown = grade.repeats.run(grade.repeats.shown)
    outcome = shown.units.get(model.part) if shown else None
    data = unit.data_of_run(grade.repeats.shown)
    stored = RunStore(plan.workspace.runs).latest(outcome.run_key) if outcome else None
    if outcome is None or data is None or stored is None or data.data_id != outcome.data_id:
        return known
    return with_examples(known, data, stored[1], names)


def _class_groups(superclasses: Superclasses | None, language: Language) -> ClassGroups | None:
    if superclasses is None:
        return None
    return ClassGroups(
        names=tuple(class_name(name, language) for name in superclasses.names),
        of_class=superclasses.of_class,
    )


def refresh_index(workspace: Workspace, language: Language, now: datetime) -> Path:
    """Write the page of all assignments that have grades; return it."""
    columns: list[IndexColumn] = []
    if workspace.gradebook.exists():
        with open_gradebook(workspace.gradebook) as gradebook:
            for name in find_assignments(workspace.assignments):
                column = _column(workspace, gradebook, name)
                if column:
                    columns.append(column)
    columns.sort(key=lambda column: assignment_order(column.assignment.id))
    report = IndexReport(columns=tuple(columns), language=language, generated_at=now)
    workspace.reports.mkdir(parents=True, exist_ok=True)
    page = workspace.reports / _CLASS_PAGE
    write_whole(page, render_index_page(report).encode())
    return page


def assignment_order(name: str) -> tuple[int, str]:
    """Sort key: the course's own assignments in the order they are taught, then the others."""
    known = _COURSE_ORDER.index(name) if name in _COURSE_ORDER else len(_COURSE_ORDER)
    return known, name


def _column(workspace: Workspace, gradebook: Gradebook, name: str) -> IndexColumn | None:
    """The profile whose pages are there, of those graded last; None without grades."""
    profiles = gradebook.profiles(name)
    if not profiles:
        return None
    try:
        assignment = load_assignment(workspace, name)
    except GraderError:
        # A broken file of another assignment must not cost this one its reports.
        return None
    folders = {profile: workspace.reports / name / profile for profile in profiles}
    written = [profile for profile in profiles if (folders[profile] / _CLASS_PAGE).exists()]
    profile = (written or profiles)[0]
    grades = gradebook.latest(name, profile)
    pages = {group: f"{name}/{profile}/{page_name(group)}" for group in grades}
    return IndexColumn(
        assignment=assignment,
        profile=profile,
        grades=grades,
        class_page=f"{name}/{profile}/{_CLASS_PAGE}" if written else "",
        group_pages={
            group: page for group, page in pages.items() if (workspace.reports / page).exists()
        },
    )
