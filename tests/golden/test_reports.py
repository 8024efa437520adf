from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from graders.reports.csv_table import render_csv
from graders.reports.html import render_class_page, render_group_page, render_index_page
from graders.reports.messages.text import Language
from graders.reports.terminal import explain_text, grade_table
from tests import course_factories as course
from tests import grade_factories as factories
from tests.class_factories import term_report

Golden = Callable[[str, str], None]


def as_text(page: str) -> str:
    """The words of a page, a line per block; of drawings, their descriptions."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    body = re.sub(r"<svg.*?<title[^>]*>(.*?)</title><desc[^>]*>(.*?)</desc>.*?</svg>",
                  r"[\1: \2]", body, flags=re.DOTALL)  # fmt: skip
    body = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r"[\1]", body)
    body = re.sub(
        r"</?(p|h\d|li|tr|td|th|dt|dd|div|section|summary|caption|title|pre)\b[^>]*>", "\n", body
    )
    words = html.unescape(re.sub(r"<[^>]+>", "", body))
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in words.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize("language", list(Language))
def test_group_page(golden: Golden, language: Language) -> None:
    report = factories.group_report(factories.middling(), language, images=2)
    golden(f"group.{language}.txt", as_text(render_group_page(report)))


@pytest.mark.parametrize("language", list(Language))
def test_group_pages_of_the_other_kinds_of_work(golden: Golden, language: Language) -> None:
    pages = {
        "fine": course.fine_report(language),
        "lstm": course.lstm_report(language, memory_fails=True),
        "gan": course.gan_report(language),
    }
    for name, report in pages.items():
        golden(f"group-{name}.{language}.txt", as_text(render_group_page(report)))


@pytest.mark.parametrize("language", list(Language))
def test_class_page(golden: Golden, language: Language) -> None:
    golden(f"class.{language}.txt", as_text(render_class_page(term_report(language))))


@pytest.mark.parametrize("language", list(Language))
def test_index(golden: Golden, language: Language) -> None:
    golden(f"index.{language}.txt", as_text(render_index_page(course.index_report(language))))


def test_csv(golden: Golden) -> None:
    golden("grades.csv", render_csv(factories.whole_class()).decode("utf-8"))


@pytest.mark.parametrize("language", list(Language))
def test_explain(golden: Golden, language: Language) -> None:
    grades = (factories.overfit(), factories.not_buildable(), factories.ungraded())
    shown = [explain_text(factories.group_report(grade, language)) for grade in grades]
    shown.append(grade_table(factories.whole_class(), language))
    golden(f"explain.{language}.txt", "\n\n".join(shown) + "\n")
