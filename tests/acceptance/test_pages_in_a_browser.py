"""Pages in a real browser: nothing is fetched, nothing overflows, keys reach everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.reports.html import render_class_page, render_group_page, render_index_page
from graders.reports.messages.text import Language
from tests import chromium
from tests import course_factories as course
from tests import grade_factories as factories
from tests.class_factories import term_report

pytestmark = pytest.mark.skipif(chromium.PROGRAM is None, reason=chromium.WHY_NOT)
ES, EN = Language.ES, Language.EN
PHONE, DESK = 360, 1180
VISIBLE_GROUPS = """
[...page.querySelectorAll('table.class tbody')].filter(body => body.offsetHeight > 0)
.map(body => [...body.rows].map(row => row.querySelector('a').textContent))
"""
CHOOSE = "(page.getElementById('order-{order}').click(), " + VISIBLE_GROUPS + ")"
REACHED = """
[...page.querySelectorAll('a, summary, input, [tabindex]')].filter(one => one.checkVisibility())
.map(one => {
  one.focus({focusVisible: true});
  const ring = one.matches('input') ? one.nextElementSibling : one;
  const style = view.getComputedStyle(ring);
  return [page.activeElement === one, style.outlineStyle, parseFloat(style.outlineWidth)];
})
"""


def pages(language: Language) -> dict[str, str]:
    return {
        "class": render_class_page(term_report(language)),
        "group": render_group_page(factories.group_report(factories.notebook(), language)),
        "gan": render_group_page(course.gan_report(language)),
        "index": render_index_page(course.index_report(language)),
    }


def test_a_page_asks_the_network_for_nothing(tmp_path: Path) -> None:
    """All of the browser's requests go to us; a page that has some to make is heard."""
    control = tmp_path / "control.html"
    control.write_text('<img src="http://pages.example/picture.png">')
    with chromium.listening_proxy() as (option, asked):
        chromium.run_chromium(control, option, "--dump-dom")
    assert [line for line in asked if "pages.example" in line]
    for name, page in pages(ES).items():
        file = tmp_path / f"{name}.html"
        file.write_text(page, "utf-8")
        with chromium.listening_proxy() as (option, asked):
            chromium.run_chromium(file, option, "--dump-dom")
        assert asked == [], name


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", ["class", "group", "gan", "index"])
def test_nothing_is_wider_than_the_window(tmp_path: Path, name: str, width: int) -> None:
    """Wide tables scroll inside of their own frame."""
    asked = "[page.documentElement.scrollWidth, view.innerWidth]"
    found, given = chromium.probe(pages(ES)[name], asked, tmp_path, width=width)
    assert given == width
    assert found <= width


@pytest.mark.parametrize("order", ["group", "points", "attention"])
def test_a_radio_button_chooses_the_order(tmp_path: Path, order: str) -> None:
    """One body of the table is shown, in the order of its button, without a script of ours."""
    page = pages(EN)["class"]
    (shown,) = chromium.probe(page, CHOOSE.replace("{order}", order), tmp_path)
    expected = {
        "group": ["g01", "g02", "g03"],
        "points": ["g01", "g06", "g04"],
        "attention": ["g09", "g06", "g07"],
    }
    assert shown[:3] == expected[order]
    assert len(shown) == 9


@pytest.mark.parametrize("name", ["class", "group", "gan"])
def test_keys_reach_everything_and_it_can_be_seen(tmp_path: Path, name: str) -> None:
    """Every link, summary, button and scrolling frame takes the focus and gets a ring."""
    found = chromium.probe(pages(ES)[name], REACHED, tmp_path)
    assert len(found) >= 3
    for took_it, style, ring in found:
        assert took_it
        assert style == "solid"
        assert ring >= 2


def test_the_skip_link_comes_into_sight(tmp_path: Path) -> None:
    question = """(page.querySelector('.skip').focus(),
    page.querySelector('.skip').getBoundingClientRect().left)"""
    assert chromium.probe(pages(ES)["class"], question, tmp_path) >= 0


def test_the_class_page_prints_in_the_chosen_order(tmp_path: Path) -> None:
    file, printed = tmp_path / "class.html", tmp_path / "class.pdf"
    file.write_text(pages(ES)["class"], "utf-8")
    chromium.run_chromium(file, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    assert printed.read_bytes().startswith(b"%PDF-")
    assert printed.stat().st_size > 20_000
