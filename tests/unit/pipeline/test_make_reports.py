"""Reports from stored runs and prepared data: pages with examples, and the index of the course."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from graders.course.prepared_data import PreparedData, prepare_data
from graders.course.workspace import PROJECT, Workspace
from graders.domain.grade import Grade
from graders.domain.repeats import ONCE, Repeats, RunOutcome, UnitOutcome
from graders.domain.review import Probes
from graders.pipeline.context import load_assignment
from graders.pipeline.make_reports import ReportPlan, UnitData, make_reports, refresh_index
from graders.records.gradebook import open_gradebook
from graders.records.run_store import RunStore
from graders.reports.messages.text import Language
from tests import course_factories as course
from tests import grade_factories as factories

NOW = datetime(2026, 7, 1, 13, 30, tzinfo=UTC)
KEY = "5d" * 32


def make_workspace(folder: Path) -> Workspace:
    return Workspace(
        assignments=PROJECT / "assignments",
        reference=PROJECT / "reference",
        submissions=folder / "submissions",
        var=folder / "var",
    )


def text_data(workspace: Workspace) -> PreparedData:
    assignment = load_assignment(workspace, "lstm")
    profile = assignment.profiles["embedded"]
    unit, size = next(
        (unit, size) for unit, size in assignment.units(profile) if unit.part == "sentiment"
    )
    small = replace(size, num_train=40, num_validation=30, num_hidden=40, num_train_probe=20)
    return prepare_data(workspace, unit, small, secret=b"a secret of the test")


def stored_grade(workspace: Workspace, data: PreparedData) -> Grade:
    """A grade of two models whose second left outputs that are always sure and often wrong."""
    grade = course.lstm_grade()
    outputs = np.tile(np.array([[0.9, 0.1]], np.float32), (30, 1))
    RunStore(workspace.runs).add(KEY, grade.part_runs["sentiment"], {"validation": outputs})
    outcome = UnitOutcome(
        run=grade.part_runs["sentiment"],
        scores=grade.evidence.parts["sentiment"].scores,
        probes=Probes(),
        run_key=KEY,
        data_id=data.data_id,
    )
    run = RunOutcome(index=0, units={"sentiment": outcome})
    return replace(grade, repeats=Repeats(schedule=ONCE, runs=(run,)))


def plan_for(workspace: Workspace, data: PreparedData | None) -> ReportPlan:
    unit = UnitData(data=data, anchors=factories.CALIBRATION)
    return ReportPlan(
        workspace=workspace,
        assignment=course.lstm_assignment(),
        profile="embedded",
        units={"memory": UnitData(data=None, anchors=None), "sentiment": unit},
        language=Language.ES,
        now=NOW,
    )


def test_a_page_shows_public_texts_of_the_data_it_was_graded_on(tmp_path: Path) -> None:
    """Mistakes come as words of the validation split; other data gives no examples."""
    workspace = make_workspace(tmp_path)
    data = text_data(workspace)
    grade = stored_grade(workspace, data)
    page = make_reports(plan_for(workspace, data), [grade])
    shown = (page.parent / "g01.html").read_text("utf-8")
    assert shown.count("<blockquote>") > 0
    assert "&lt;pad&gt;" not in shown
    other = replace(data, data_id="other data")
    make_reports(plan_for(workspace, other), [grade])
    assert "<blockquote>" not in (page.parent / "g01.html").read_text("utf-8")


def test_pages_are_written_without_data(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    grades = [course.lstm_grade(), course.lstm_grade(memory_fails=True)]
    page = make_reports(plan_for(workspace, None), grades)
    names = {path.name for path in page.parent.iterdir()}
    assert names == {"index.html", "g01.html", "g02.html", "grades.csv", "grades.json"}


def times(folder: Path) -> dict[str, int]:
    return {page.name: page.stat().st_mtime_ns for page in folder.glob("g*.html")}


def test_only_pages_that_would_change_are_written_again(tmp_path: Path) -> None:
    """Same grades, same pages, untouched; a new grade or language writes what it concerns."""
    workspace = make_workspace(tmp_path)
    grades = [course.lstm_grade(), course.lstm_grade(memory_fails=True)]
    folder = make_reports(plan_for(workspace, None), grades).parent
    first = times(folder)
    make_reports(replace(plan_for(workspace, None), now=NOW.replace(year=2027)), grades)
    assert times(folder) == first
    changed = [grades[0], replace(grades[1], members=("another",))]
    make_reports(plan_for(workspace, None), changed)
    second = times(folder)
    assert second["g01.html"] == first["g01.html"]
    assert second["g02.html"] > first["g02.html"]
    make_reports(replace(plan_for(workspace, None), language=Language.EN), changed)
    assert all(time > second[name] for name, time in times(folder).items())


def test_a_page_that_somebody_cut_is_written_again(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    grades = [course.lstm_grade()]
    page = make_reports(plan_for(workspace, None), grades).parent / "g01.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:1000])
    make_reports(plan_for(workspace, None), grades)
    assert page.read_bytes() == whole


def test_many_pages_written_on_all_cores_are_those_written_one_by_one(tmp_path: Path) -> None:
    """Sixteen pages are enough to share the work; not a byte depends on it."""
    grade = course.lstm_grade(memory_fails=True)
    many = [replace(grade, group=f"g{number:02d}") for number in range(20)]
    together = make_reports(plan_for(make_workspace(tmp_path / "a"), None), many).parent
    for one in many:
        alone = make_reports(plan_for(make_workspace(tmp_path / "b"), None), [one]).parent
        name = f"{one.group}.html"
        assert (alone / name).read_bytes() == (together / name).read_bytes()


def test_the_index_links_only_pages_that_exist(tmp_path: Path) -> None:
    """An assignment with grades and no reports is listed without links."""
    workspace = make_workspace(tmp_path)
    grades = [course.lstm_grade()]
    tuning = factories.strong()
    workspace.var.mkdir(parents=True)
    with open_gradebook(workspace.gradebook) as gradebook:
        for grade in (*grades, tuning):
            gradebook.append(grade)
    make_reports(plan_for(workspace, None), grades)
    shown = refresh_index(workspace, Language.ES, NOW).read_text("utf-8")
    assert 'href="lstm/embedded/index.html"' in shown
    assert 'href="lstm/embedded/g01.html"' in shown
    assert "cifar10_tuning/" not in shown
    assert shown.index(">99<") < shown.index(">92,43<")


def test_a_course_without_grades_has_an_index(tmp_path: Path) -> None:
    page = refresh_index(make_workspace(tmp_path), Language.EN, NOW)
    assert "no grades yet" in page.read_text("utf-8")
