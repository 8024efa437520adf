import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from graders.domain.grade import Grade, GradeStatus
from graders.reports.base import page_name
from graders.reports.html import render_class_page, render_group_page
from graders.reports.messages.text import Language
from tests import grade_factories as factories

EVIL = '<script>alert("x")</script>$x^2$\x1b[31m'
VOID = {"meta", "img", "br", "link", "input", "hr", "path", "use", "rect"}


class Outline(HTMLParser):
    """Collects headings, ids and open tags; complains about tags closed in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    return parser


@pytest.mark.parametrize("grade", [*factories.whole_class(), factories.not_readable()],
                         ids=lambda grade: grade.group)  # fmt: skip
@pytest.mark.parametrize("language", list(Language))
def test_group_pages_are_self_contained_and_in_order(grade: Grade, language: Language) -> None:
    """Nothing is fetched, no scripts, unique ids, headings without gaps, a language."""
    page = render_group_page(factories.group_report(grade, language))
    found = outline(page)
    assert found.open == []
    assert f'<html lang="{language}">' in page
    assert "script" not in found.tags
    assert not re.search(r'(?:src|href)="(?!#|data:)', page.replace("xlink:href", "href"))
    assert len(found.ids) == len(set(found.ids))
    assert found.levels[0] == 1
    steps = zip(found.levels, found.levels[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    assert not re.search(
        r"\{[a-z_]+(:[a-z]+)?\}", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    )


def test_the_same_report_gives_the_same_bytes() -> None:
    report = factories.group_report(factories.strong())
    assert render_group_page(report) == render_group_page(report)


def test_a_blank_grade_is_no_zero() -> None:
    page = render_group_page(factories.group_report(factories.ungraded()))
    assert "no es un cero" in page
    assert "Falló el corrector" in page
    assert 'class="big">0' not in page
    assert "<table" not in page


def test_a_failure_stands_on_top_with_line_and_remedy() -> None:
    page = render_group_page(factories.group_report(factories.not_buildable()))
    assert page.index("Cómo arreglarlo") < page.index("criterio por criterio")
    assert "línea 24" in page
    assert "conv2d_3" in page


def test_a_refused_file_shows_what_intake_said() -> None:
    page = render_group_page(factories.group_report(factories.not_readable()))
    assert "línea 18" in page
    assert "was never closed" in page


def test_a_late_or_unsure_grade_says_so() -> None:
    grade = replace(factories.starter(), status=GradeStatus.NEEDS_REVIEW)
    page = render_group_page(factories.group_report(grade))
    assert "Entrega tardía" in page
    assert "Por revisar" in page


def test_left_out_statements_are_listed() -> None:
    page = render_group_page(factories.group_report(factories.notebook()))
    assert "celda 5, línea 2" in page
    assert "model.fit" in page


def test_images_are_said_to_be_public() -> None:
    page = render_group_page(factories.group_report(factories.overfit()))
    assert page.count("data:image/png") == 8
    assert "validación pública" in page


def test_a_page_without_anchors_has_no_accuracy_curve() -> None:
    report = factories.group_report(factories.strong())
    bare = tuple(replace(model, anchors=None) for model in report.models)
    report = replace(report, models=bare)
    page = render_group_page(report)
    assert 'id="gap-title"' in page
    assert "accuracy-curve" not in page


def test_hostile_names_stay_text_on_both_pages() -> None:
    evil = replace(factories.strong(), group=EVIL, members=(EVIL,), file_name=EVIL)
    report = factories.group_report(evil)
    named = tuple(replace(model, class_names=(EVIL,) * 10) for model in report.models)
    report = replace(report, models=named)
    pages = (
        render_group_page(report),
        render_class_page(replace(factories.class_report(), grades=(evil,))),
    )
    for page in pages:
        assert "<script" not in page
        assert "\x1b" not in page
        assert "$x^2$" in page


def test_the_class_page_links_every_group_and_names_who_needs_attention() -> None:
    page = render_class_page(factories.class_report())
    found = outline(page)
    assert found.open == []
    for grade in factories.whole_class():
        assert f'href="{page_name(grade.group)}"' in page
    attention = page[page.index("Necesitan atención") : page.index("Todos los grupos")]
    assert attention.index("g09") < attention.index("g07") < attention.index("g08")
    assert "g01" not in attention


def test_the_hardest_criterion_comes_first() -> None:
    page = render_class_page(factories.class_report())
    averages = page[page.index('class="averages"') :]
    assert averages.index("Brecha de sobreajuste") < averages.index("Estilo del código")


def test_an_empty_class_has_a_page() -> None:
    assert "<h1>" in render_class_page(replace(factories.class_report(), grades=()))


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", "con espacios", "ñandú", ".x"])
def test_page_names_stay_in_their_folder(name: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]+\.html", page_name(name))
    assert page_name(name) != page_name(name + "x")
