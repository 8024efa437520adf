"""Writes the pages and tables of a graded class."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from graders.analysis.classification_metrics import most_confused
from graders.course.prepared_data import PreparedData
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.domain.rubric import Calibration
from graders.records.run_store import RunStore
from graders.reports.base import ClassReport, ConfusedImage, GroupReport, page_name
from graders.reports.csv_table import render_csv
from graders.reports.html import render_class_page, render_group_page
from graders.reports.json_record import grade_to_json
from graders.reports.messages.catalog import class_name
from graders.reports.messages.text import Language

NUM_CONFUSED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """What a set of reports is made from.

    Attributes:
        workspace: The course.
        assignment: The assignment.
        profile: Profile name.
        data: Prepared splits; None where the data is not on this machine.
        anchors: Calibration of the profile; None when there is none.
        language: Language of the pages.
        now: When they are made.
    """

    workspace: Workspace
    assignment: Assignment
    profile: str
    data: PreparedData | None
    anchors: Calibration | None
    language: Language
    now: datetime


def make_reports(plan: ReportPlan, grades: Sequence[Grade]) -> Path:
    """Write class page, group pages, CSV and JSON; return the class page."""
    folder = plan.workspace.reports / plan.assignment.id / plan.profile
    folder.mkdir(parents=True, exist_ok=True)
    for grade in grades:
        report = group_report(plan, grade)
        _write(folder / page_name(grade.group), render_group_page(report).encode())
    page = render_class_page(
        ClassReport(
            assignment=plan.assignment,
            grades=tuple(grades),
            language=plan.language,
            generated_at=plan.now,
            profile=plan.profile,
        )
    )
    _write(folder / "grades.csv", render_csv(grades))
    records = [grade_to_json(grade) for grade in grades]
    _write(folder / "grades.json", json.dumps(records, indent=1, ensure_ascii=False).encode())
    _write(folder / "index.html", page.encode())
    return folder / "index.html"


def group_report(plan: ReportPlan, grade: Grade) -> GroupReport:
    """Collect what one group's page shows."""
    return GroupReport(
        assignment=plan.assignment,
        grade=grade,
        class_names=_class_names(plan),
        confused=_confused_images(plan, grade),
        language=plan.language,
        anchors=plan.anchors,
    )


def _class_names(plan: ReportPlan) -> tuple[str, ...]:
    names = plan.data.class_names if plan.data else ()
    return tuple(class_name(name, plan.language) for name in names)


def _confused_images(plan: ReportPlan, grade: Grade) -> tuple[ConfusedImage, ...]:
    """Pick confident mistakes on the public validation split: hidden images stay hidden."""
    stored = RunStore(plan.workspace.runs).latest(grade.fingerprint.run_key)
    is_same_data = plan.data is not None and plan.data.data_id == grade.fingerprint.data_id
    if stored is None or plan.data is None or not is_same_data or "validation" not in stored[1]:
        return ()
    hidden = plan.data.hidden_labels()
    outputs = hidden.true_class_order(stored[1]["validation"])
    images = plan.data.validation_images()
    names = _class_names(plan)
    return tuple(
        ConfusedImage(
            pixels=np.array(images[index]),
            true_name=names[true],
            predicted_name=names[predicted],
            confidence=confidence,
        )
        for index, true, predicted, confidence in most_confused(
            hidden.labels["validation"], outputs, NUM_CONFUSED
        )
    )


def _write(path: Path, content: bytes) -> None:
    descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(partial).chmod(0o644)
    Path(partial).replace(path)
