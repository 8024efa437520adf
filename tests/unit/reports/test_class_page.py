"""What an instructor finds on the class page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graders.domain.grade import Grade
from graders.reports.base import ClassReport
from graders.reports.class_view import class_table
from graders.reports.criteria_view import criteria_view
from graders.reports.decisions_view import by_hand_views, late_views
from graders.reports.findings_view import MOST_SHOWN, common_findings
from graders.reports.html import render_class_page
from graders.reports.messages.text import Language
from graders.reports.near_view import near_views
from graders.reports.timing_view import timing_view
from tests import class_factories as term
from tests import course_factories as course
from tests import grade_factories as factories
from tests.unit.reports.test_html import outline

ES, EN = Language.ES, Language.EN


def report_of(*grades: Grade, language: Language = EN) -> ClassReport:
    return replace(term.term_report(language), grades=grades)


@pytest.mark.parametrize("language", list(Language))
def test_the_page_is_whole_in_both_languages(language: Language) -> None:
    """Tags closed in order, unique ids, headings without gaps, no script, nothing fetched."""
    page = render_class_page(term.term_report(language))
    found = outline(page)
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert found.levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(found.levels, found.levels[1:],
                                                            strict=False))  # fmt: skip
    assert "script" not in found.tags
    assert not re.search(r"\{[a-z_]+(:[a-z]+)?\}",
                         re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))  # fmt: skip


def test_the_table_stands_in_three_orders() -> None:
    """By group as given; most points first, blank last; most urgent first, ties as given."""
    orders = {order.name: order for order in class_table(term.term_report()).orders}
    shown = {name: [row.group for row in order.rows] for name, order in orders.items()}
    assert shown["group"] == [f"g0{number}" for number in range(1, 10)]
    assert shown["points"][0] == "g01"
    assert shown["points"][-1] == "g09"
    assert shown["attention"][:4] == ["g09", "g06", "g07", "g08"]
    assert shown["attention"][4:] == ["g01", "g02", "g03", "g04", "g05"]


def test_orders_are_radio_buttons_with_labels_and_a_legend() -> None:
    page = render_class_page(term.term_report(EN))
    boxes = re.findall(r'<input type="radio" name="order" id="([\w-]+)"( checked)?>', page)
    assert [name for name, checked in boxes if checked] == ["order-group"]
    for name, _checked in boxes:
        assert f'<label for="{name}">' in page
        assert f"#{name}:checked ~ .scroll .by-{name.removeprefix('order-')}" in page
    assert "<legend>Order</legend>" in page


def test_a_row_tells_how_hard_it_was_and_what_it_tells_apart() -> None:
    view = criteria_view(term.term_report(EN))
    assert "6 groups with every row judged" in view.note
    rows = {row.title: row for row in view.rows}
    assert [row.percent for row in view.rows] == sorted(row.percent for row in view.rows)
    accuracy = rows["Accuracy on hidden data"]
    assert re.fullmatch(r"0\.\d\d", accuracy.discrimination)
    assert re.fullmatch(r"from −?0\.\d\d to 0\.\d\d", accuracy.between)
    everybody = rows["Required functions"]
    assert (everybody.discrimination, everybody.remark) == ("—", "everybody")


def test_with_few_groups_the_page_says_that_discrimination_takes_more() -> None:
    """A group whose run ended early was not judged on every row, and does not count."""
    few = report_of(*term.class_of_a_term()[:5], factories.not_buildable())
    view = criteria_view(few)
    assert "takes at least 6 groups with every row judged; there are 5" in view.note
    assert {row.discrimination for row in view.rows} == {"—"}


def test_rows_are_remarked_on_only_where_chance_cannot_be_why() -> None:
    """Nine groups leave doubt; a class of 40 whose style goes against all else does not."""
    assert {row.remark for row in criteria_view(term.term_report()).rows} == {"", "everybody"}
    best, worst = factories.strong(), factories.without_convolution()
    styles = {result.item: result for result in factories.middling().results}
    poor_style = tuple(styles[row.item] if row.item == "style" else row for row in best.results)
    many = [replace(best, group=f"a{number}", results=poor_style) for number in range(20)]
    many += [replace(worst, group=f"b{number}") for number in range(20)]
    remarks = {row.title: row.remark for row in criteria_view(report_of(*many)).rows}
    assert remarks["Code style"] == "negative"


def test_groups_near_a_threshold_are_named_and_linked() -> None:
    views = {(view.title, view.threshold): view for view in near_views(term.term_report(EN))}
    floor = views["Accuracy on hidden data", "no points: 46.0%"]
    assert [(one.group, one.link) for one in floor.groups] == [("g03", "g03.html")]
    assert floor.num_measured == 6
    assert ("Overfitting gap", "full marks: 10.0 pp") in views
    assert views["Sum of the rows", "boundary: 60"].groups == ()


def test_without_anchors_only_boundaries_are_told() -> None:
    report = replace(term.term_report(EN), anchors={})
    assert {view.title for view in near_views(report)} == {"Sum of the rows"}
    assert near_views(report_of(factories.ungraded())) == ()


def test_each_model_has_its_own_anchors() -> None:
    report = replace(
        term.term_report(EN),
        assignment=course.lstm_assignment(),
        grades=(course.lstm_grade(),),
        anchors={"sentiment": factories.CALIBRATION},
    )
    titles = {view.title for view in near_views(report)}
    assert titles == {"Reviews: Accuracy on hidden data", "Reviews: Overfitting gap"}


def test_what_groups_share_comes_with_counts_and_failures_always() -> None:
    """Most frequent first; the words are those of the group that lost most."""
    found = common_findings(term.term_report(EN))
    counts = [len(one.groups) for one in found]
    assert counts == sorted(counts, reverse=True)
    losses = [one for one in found if one.kind == "loss"]
    assert min(len(one.groups) for one in losses) >= 2
    partly = next(one for one in losses if one.title == "Accuracy on hidden data")
    assert [one.group for one in partly.groups] == ["g02", "g04", "g05", "g06"]
    assert "48.7%" in partly.said
    failures = [one for one in found if one.kind == "failure"]
    assert {one.groups[0].group for one in failures} == {"g07", "g08"}
    assert any("conv2d_3" in one.said for one in failures)
    assert len(found) <= MOST_SHOWN


def test_remarks_that_several_heard_are_common_too() -> None:
    grades = [replace(factories.middling(), group=f"g{number}") for number in range(3)]
    remarks = [one for one in common_findings(report_of(*grades)) if one.kind == "remark"]
    assert [len(one.groups) for one in remarks] == [3]
    assert remarks[0].lost == ""


def test_time_is_told_of_every_training() -> None:
    """Median, largest with its group, and sum; how many trainings, and why there were more."""
    view = timing_view(term.term_report(EN))
    cpu, wall = view.rows
    assert cpu.largest_of == "g05"
    assert cpu.largest == "4 min 00 s"
    assert wall.total == "17 min 40 s"
    assert view.said[0].startswith("22 trainings of 8 groups")
    assert "near a boundary: 1" in view.said[1]
    assert timing_view(report_of(factories.ungraded())).rows == ()


def test_late_files_and_grades_by_hand_are_listed_for_the_staff() -> None:
    """With who and why; why somebody got an extension stays private even here."""
    report = term.term_report(EN)
    (late,) = late_views(report)
    assert (late.group.group, late.lost) == ("g02", "10")
    (decided,) = by_hand_views(report)
    assert (decided.by, decided.reason, decided.points) == (term.BY, term.REASON, "72.5")
    page = render_class_page(report)
    assert term.BY in page
    assert term.EXTENSION_REASON not in page


def test_sections_without_content_are_left_out() -> None:
    page = render_class_page(report_of(factories.ungraded()))
    for name in ("near", "common", "late", "by-hand", "timing", "spread"):
        assert f'id="{name}"' not in page
    assert "<figure>" in page


def test_long_lists_of_groups_are_cut() -> None:
    many = [replace(factories.middling(), group=f"g{number:03d}") for number in range(60)]
    page = render_class_page(report_of(*many))
    common = page[page.index('id="common"') :]
    assert 'href="g023.html"' in common
    assert 'href="g024.html"' not in common
    assert "and 36 more" in common


def test_a_large_class_has_its_spread_instead_of_a_line_a_group() -> None:
    many = [replace(factories.strong(), group=f"g{number}") for number in range(61)]
    page = render_class_page(report_of(*many))
    assert 'id="spread"' in page
    assert 'id="points"' not in page
