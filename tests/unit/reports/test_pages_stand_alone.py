"""Every page works without a network, a script or a mouse: what can be read from its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import graders.reports
from graders.reports.html import render_class_page, render_group_page, render_index_page
from graders.reports.messages.text import Language
from tests import course_factories as course
from tests import grade_factories as factories
from tests.class_factories import term_report

STYLE = (Path(graders.reports.__file__).parent / "templates" / "style.css").read_text("utf-8")
Make = Callable[[Language], str]


def group(grade: Callable[[], object], *, anonymous: bool = False) -> Make:
    def make(language: Language) -> str:
        report = factories.group_report(grade(), language)
        return render_group_page(replace(report, is_anonymous=anonymous))

    return make


PAGES: dict[str, Make] = {
    "group": group(factories.middling),
    "notebook": group(factories.notebook),
    "failed": group(factories.not_buildable),
    "blank": group(factories.ungraded),
    "anonymous": group(factories.strong, anonymous=True),
    "lstm": lambda language: render_group_page(course.lstm_report(language)),
    "gan": lambda language: render_group_page(course.gan_report(language)),
    "class": lambda language: render_class_page(term_report(language)),
    "index": lambda language: render_index_page(course.index_report(language)),
}
INTERACTIVE = {"a", "summary", "input"}
FORBIDDEN = {"script", "iframe", "object", "embed", "form", "button", "select", "textarea", "link"}
FETCHING = ("src", "srcset", "action", "formaction", "data", "poster", "background", "ping")


class Elements(HTMLParser):
    """Every element with its attributes, in order; and the words inside of links and summaries."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.named: dict[int, str] = {}
        self._open: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag in {"a", "summary", "label", "legend"}:
            self._open.append(len(self.found) - 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"a", "summary", "label", "legend"}:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for place in self._open:
            self.named[place] = self.named.get(place, "") + data


def elements(page: str) -> Elements:
    parser = Elements()
    parser.feed(page)
    return parser


@pytest.fixture(params=[(name, language) for name in PAGES for language in Language],
                ids=lambda pair: f"{pair[0]}-{pair[1]}")  # fmt: skip
def page(request: pytest.FixtureRequest) -> str:
    name, language = request.param
    return PAGES[name](language)


def test_nothing_is_fetched(page: str) -> None:
    """No address of another machine, no file beside the page, and a policy that forbids both."""
    bare = re.sub(r'xmlns(:xlink)?="http://www\.w3\.org/[\w/]+"', "", page)
    assert "//" not in re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", bare)
    assert not re.search(r"@import|url\((?!#)", page)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    for tag, attributes in elements(page).found:
        assert tag not in FORBIDDEN, tag
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        for name in FETCHING:
            assert attributes.get(name, "data:").startswith("data:"), (tag, attributes)


def test_what_can_be_used_has_a_name_and_a_place_in_the_order(page: str) -> None:
    """Links, summaries and labelled inputs; what scrolls can be reached, and says what it is."""
    parsed = elements(page)
    ids = {attributes["id"] for _tag, attributes in parsed.found if "id" in attributes}
    labelled = {attributes.get("for") for tag, attributes in parsed.found if tag == "label"}
    for place, (tag, attributes) in enumerate(parsed.found):
        assert int(attributes.get("tabindex", "0")) == 0, (tag, attributes)
        if tag in {"a", "summary", "legend", "label"}:
            assert parsed.named.get(place, "").strip(), (tag, attributes)
        if tag == "a":
            assert attributes.get("href"), attributes
        if tag == "input":
            assert attributes["type"] == "radio"
            assert attributes["id"] in labelled
        if "tabindex" in attributes and tag == "div":
            assert attributes["role"] == "region"
            assert attributes.get("aria-label") or attributes["aria-labelledby"] in ids
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set(attributes.get(name, "").split()) <= ids, (tag, attributes)


def test_the_way_past_the_head_comes_first(page: str) -> None:
    """The first thing that Tab reaches leads to the content."""
    parsed = elements(page)
    first = next(attributes for tag, attributes in parsed.found if tag in INTERACTIVE)
    assert first["href"] == "#main"
    assert ("main", {"id": "main"}) in parsed.found


def test_links_within_a_page_have_a_target(page: str) -> None:
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


@pytest.mark.parametrize("selector", ["a", "summary", "[tabindex]", "input:focus-visible + label"])
def test_whatever_has_the_focus_shows_it(selector: str) -> None:
    rule = next(line for line in STYLE.splitlines() if "outline: 3px" in line)
    assert selector in rule.partition("{")[0]
    assert not re.search(r"outline:\s*(none|0)", STYLE)


def test_a_hidden_button_is_no_hole_for_the_focus() -> None:
    """Radio buttons are transparent, not absent: what is not displayed cannot be reached."""
    rule = next(line for line in STYLE.splitlines() if ".orders input" in line)
    assert "opacity: 0" in rule
    screen = STYLE.partition("@media print")[0]
    assert not re.search(r"\.orders input[^}]*display:\s*none", screen)
