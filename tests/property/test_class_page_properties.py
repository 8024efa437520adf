"""The class page of any class: whatever groups are called and however their points lie."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.domain.grade import Grade
from graders.reports.class_plots import points_figure, spread_figure
from graders.reports.html import render_class_page
from graders.reports.messages.text import Language
from tests import class_factories as term
from tests import grade_factories as factories

KINDS = st.sampled_from(term.class_of_a_term())
POINTS = st.none() | st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
NAMES = st.text(min_size=1, max_size=30)
BOUNDARIES = st.lists(st.integers(1, 99).map(Decimal), max_size=4, unique=True)


@st.composite
def classes(draw: st.DrawFn) -> tuple[Grade, ...]:
    names = draw(st.lists(NAMES, max_size=9, unique=True))
    return tuple(_grade(draw(KINDS), name, draw(POINTS)) for name in names)


def _grade(kind: Grade, name: str, points: Decimal | None) -> Grade:
    named = replace(kind, group=name)
    return named if points is None else replace(term.by_hand(named, str(points)), group=name)


@given(classes(), BOUNDARIES, st.sampled_from(Language))
@settings(deadline=None, max_examples=40)
def test_figures_of_any_class_are_well_formed(
    grades: tuple[Grade, ...], boundaries: list[Decimal], language: Language
) -> None:
    for draw in (points_figure, spread_figure):
        ElementTree.fromstring(draw(grades, language, boundaries=boundaries))  # noqa: S314 - ours


@given(classes(), st.sampled_from(Language))
@settings(deadline=None, max_examples=25)
def test_the_page_of_any_class_is_whole_and_runs_nothing(
    grades: tuple[Grade, ...], language: Language
) -> None:
    """Each group has a line in each order; no name becomes markup."""
    page = render_class_page(replace(factories.class_report(language), grades=grades,
                                     anchors={"": factories.CALIBRATION}))  # fmt: skip
    seen = _Tags()
    seen.feed(page)
    assert "script" not in seen.tags
    table = page[page.index('<table class="class">') : page.index("</table>")]
    assert table.count('<th scope="row">') == 3 * len(grades)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its signature
        self.tags.add(tag)
