"""Flags are shown to those who decide, with places and advice, and to nobody else."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from graders.domain.evidence import Origin
from graders.domain.grade import GradeStatus
from graders.domain.review import ReviewFlag
from graders.domain.submission import SourceLocation
from graders.reports.base import StatusRow, SubmissionState
from graders.reports.csv_table import render_csv
from graders.reports.html import render_class_page, render_group_page
from graders.reports.json_record import grade_to_json
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.review_view import review_text
from graders.reports.terminal import explain_text, status_table
from tests import grade_factories as factories

EVIL = "<script>x</script>\x1b[31m"
FLAGS = (
    ReviewFlag(
        code="flag.patched_library",
        values=(("names", "keras.Model.fit"),),
        where=(SourceLocation(line=12), SourceLocation(line=3, cell=2)),
        origin=Origin.STATIC,
    ),
    ReviewFlag(
        code="flag.exact_inputs",
        values=(("images", "200"), ("moved", "0.3150"), ("original", "0.9850")),
        origin=Origin.MEASURED,
    ),
    ReviewFlag(
        code="flag.inert_layers",
        values=(("count", "1"), ("names", EVIL)),
        origin=Origin.MEASURED,
    ),
    ReviewFlag(
        code="flag.nested_training",
        values=(("counted", "800"), ("uncounted", "1600")),
        origin=Origin.REPORTED,
    ),
)


def flagged():
    return replace(factories.strong(), flags=FLAGS, status=GradeStatus.NEEDS_REVIEW)


def codes_in_use():
    root = Path(__file__).resolve().parents[3] / "graders"
    return {
        code
        for folder in ("analysis", "grading")
        for path in (root / folder).rglob("*.py")
        for code in re.findall(r'"(flag\.[a-z_]+)"', path.read_text("utf-8"))
    }


def test_every_flag_has_title_text_and_advice():
    """In both languages, as for every code of the catalogue."""
    assert len(codes_in_use()) == 6
    for code in codes_in_use():
        assert all(catalog.has(f"{code}{part}") for part in ("", ".said", ".do"))


def test_every_flag_is_documented():
    """docs/review-flags.md says what each means."""
    page = (Path(__file__).resolve().parents[3] / "docs/review-flags.md").read_text("utf-8")
    assert all(f"`{code}`" in page for code in codes_in_use())


@pytest.mark.parametrize("language", list(Language))
def test_the_class_page_shows_flags_with_place_numbers_and_advice(language):
    """Group, what, where, how much, what to do, who vouches; hostile names stay text."""
    report = replace(factories.class_report(language), grades=(flagged(), factories.middling()))
    page = render_class_page(report)
    section = page[page.index('id="flags"') : page.index('id="groups"')]
    assert "keras.Model.fit" in section
    assert re.search(r"98[.,]5\s?%", section)
    assert catalog.text("flag.nested_training.do", language).split("`")[0] in section
    assert "<script" not in page
    assert "\x1b" not in page
    attention = page[: page.index('id="flags"')]
    assert catalog.text("flag.patched_library", language) in attention


def test_a_class_without_flags_has_no_section():
    """Nothing to review, nothing to read."""
    assert 'id="flags"' not in render_class_page(factories.class_report())


@pytest.mark.parametrize("language", list(Language))
def test_the_groups_own_page_accuses_nobody(language):
    """It says that a person will look, and not what for."""
    report = factories.group_report(flagged(), language)
    shown = (render_group_page(report), explain_text(report))
    for text in shown:
        for flag in FLAGS:
            assert catalog.text(flag.code, language) not in text
        assert "keras.Model.fit" not in text
    assert catalog.text("page.review.said", language) in shown[0]


def test_points_of_a_flagged_grade_are_unchanged():
    """A person decides."""
    assert flagged().points == factories.strong().points


def test_tables_count_flags_and_the_record_holds_them():
    """CSV, terminal and JSON, for teachers and for programs."""
    grades = [flagged(), factories.middling(), factories.ungraded()]
    rows = list(csv.DictReader(io.StringIO(render_csv(grades).decode("utf-8-sig"), newline="")))
    assert [row["flags"] for row in rows[::3]] == ["4", "0", ""]
    record = grade_to_json(grades[0])
    assert [flag["code"] for flag in record["flags"]] == [flag.code for flag in FLAGS]
    row = StatusRow(group="g", state=SubmissionState.NEEDS_REVIEW, grade=flagged())
    assert status_table([row], Language.EN).splitlines()[-1].split()[-1] == "4"


@pytest.mark.parametrize("language", list(Language))
def test_the_terminal_lists_flags_with_lines_and_advice(language):
    """What `explain` adds for those who grade."""
    text = review_text(flagged(), language)
    assert catalog.text("review.head", language) in text
    assert "12" in text
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) <= 92
    assert review_text(factories.strong(), language) == ""
