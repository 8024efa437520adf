"""Pages for showing in class tell points and findings, and nobody's name, file or time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from graders.course.secret import read_or_create_secret
from graders.course.workspace import Workspace
from graders.domain.grade import Grade
from graders.domain.submission import LeftOut, SourceLocation
from graders.domain.verdict import StudentFailure
from graders.errors import CourseError
from graders.pipeline.anonymous import make_anonymous_reports
from graders.reports.messages.text import Language
from graders.reports.page_words import page_text
from tests import class_factories as term
from tests import grade_factories as factories
from tests.unit.pipeline.test_make_reports import make_workspace
from tests.unit.pipeline.test_publish import plan_of

ES, EN = Language.ES, Language.EN
LINK = re.compile(r'href="([^"#]+)"')


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path)
    read_or_create_secret(made.private)
    return made


def people() -> tuple[Grade, ...]:
    """The class of a term, as people: with ids, names, files and times that must not be told."""
    return tuple(
        replace(
            grade,
            group=f"grupo{number:02d}",
            members=(f"est-{number:04d}", f"Zulema Quiroga{number}"),
            file_name=f"tarea_de_quiroga{number}.ipynb",
            received_at=grade.received_at + timedelta(minutes=number),
        )
        for number, grade in enumerate(term.class_of_a_term(), start=1)
    )


def written(workspace: Workspace, *grades: Grade, language: Language = ES) -> Mapping[str, str]:
    plan = plan_of(workspace, language=language).report
    index = make_anonymous_reports(plan, list(grades or people()))
    return {page.name: page.read_text("utf-8") for page in index.parent.glob("*.html")}


@pytest.mark.parametrize("language", list(Language))
def test_no_page_tells_who_or_when(workspace: Workspace, language: Language) -> None:
    """No group, member, file, time of arrival or hash; no flag, no reason, no name of the staff."""
    pages = written(workspace, language=language)
    assert len(pages) == 10
    private = [r"grupo ?\d", "est-0", "quiroga", r"\.ipynb", "21:1", "21:2", "5{8}", "7f7f7f",
               term.BY, "oral", "certificado", "26 jun", "26 Jun", "losses.get"]  # fmt: skip
    for name, page in pages.items():
        words = page_text(page)
        for told in private:
            assert not re.search(told, words, re.IGNORECASE), (name, told)


def test_points_and_findings_are_told(workspace: Workspace) -> None:
    """What the class is shown is right: every sum, reasons, failures, what lateness cost."""
    pages = written(workspace)
    index = pages["index.html"]
    for points in (">99<", ">67,56<", ">33<", ">72,5<", ">35,21<", ">94,2<", ">12<", ">45<"):
        assert points in index
    assert "tardía −10" in index
    assert "Ninguna capa del modelo regulariza" in index
    assert any("El modelo no se construye" in page for page in pages.values())
    assert 'id="late"' not in index
    assert 'id="by-hand"' not in index


def test_pages_link_only_each_other(workspace: Workspace) -> None:
    pages = written(workspace)
    for page in pages.values():
        assert set(LINK.findall(page)) <= set(pages)
    linked = set(LINK.findall(pages["index.html"]))
    assert linked == set(pages) - {"index.html"}


def test_pages_are_the_same_each_time_and_stay_apart(workspace: Workspace) -> None:
    """The same names and bytes whatever the order of groups; nothing under the usual reports."""
    first = written(workspace)
    again = written(workspace, *reversed(people()))
    assert first == again
    assert not workspace.reports.exists()
    folder = workspace.anonymous / "cifar10_tuning" / "embedded"
    assert {path.suffix for path in folder.iterdir()} == {".html"}


def test_pages_that_no_group_has_any_more_are_removed(workspace: Workspace) -> None:
    before = set(written(workspace))
    after = set(written(workspace, *people()[:4]))
    assert len(after) == 5
    assert after < before


def test_what_python_said_and_what_was_left_out_is_not_shown(workspace: Workspace) -> None:
    """Messages, statements and kinds of errors of their own may hold a name or a path."""
    failure = factories.not_buildable()
    assert failure.evidence is not None
    assert failure.run is not None
    told = StudentFailure(
        verdict=failure.evidence.verdict,
        stage=failure.evidence.failure.stage,
        kind="QuirogaError",
        message="/home/quiroga1/model.py is broken",
        line=3,
    )
    broken = replace(
        people()[0],
        evidence=replace(failure.evidence, failure=told),
        run=replace(failure.run, failure=told),
        results=failure.results,
        left_out=(LeftOut(code="left_out.shell", where=SourceLocation(line=1), text="!quiroga"),),
    )
    pages = written(workspace, broken)
    assert all("quiroga" not in page.casefold() for page in pages.values())


def test_names_of_people_in_findings_are_masked(workspace: Workspace) -> None:
    """A function may be called after whoever wrote it."""
    grade = people()[1]
    first = next(result for result in grade.results if result.finding and result.finding.values)
    values = tuple((name, "est-0002" if not _is_number(value) else value)
                   for name, value in first.finding.values)  # fmt: skip
    named = replace(first, finding=replace(first.finding, values=values))
    results = tuple(named if result is first else result for result in grade.results)
    pages = written(workspace, replace(grade, results=results))
    assert all("est-0002" not in page for page in pages.values())


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def test_a_name_that_would_be_told_stops_it(workspace: Workspace) -> None:
    """Where a title of the course names somebody, nothing is written over that."""
    plan = plan_of(workspace).report
    titled = replace(plan.assignment, title={"es": "Tarea de Zulema Quiroga1", "en": "x"})
    with pytest.raises(CourseError, match="zulema quiroga1"):
        make_anonymous_reports(replace(plan, assignment=titled), list(people()))
