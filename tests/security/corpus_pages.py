"""The pages that people see of a batch: they can be made, and nothing of an attack acts in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.domain.grade import Grade
from graders.errors import GraderError
from graders.pipeline.context import GradingContext
from graders.pipeline.make_reports import ReportPlan, make_reports, units_of
from graders.reports.base import GroupReport, page_name
from graders.reports.messages.text import Language
from graders.reports.terminal import explain_text
from tests.security.corpus_canaries import Breach, leaks, odd_characters
from tests.security.corpus_lab import Lab

# What the attacks write where text goes; in a page it must not stand as it is.
MARKUP: Final = ("<script>alert", "<img src=x", "javascript:alert")


def page_breaches(
    lab: Lab, context: GradingContext, grades: Mapping[str, Grade]
) -> dict[str, list[Breach]]:
    """Write the reports of a class and return what is wrong with them, by group; '' for all."""
    plan = ReportPlan(
        workspace=lab.workspace,
        assignment=context.assignment,
        profile=context.profile.name,
        units=units_of(context),
        language=Language.ES,
        now=context.now(),
    )
    try:
        folder = make_reports(plan, list(grades.values())).parent
    except (GraderError, LookupError, ValueError, TypeError, OSError) as error:
        return {"": [_unshowable(error)]}
    group_of_page = {page_name(group): group for group in grades}
    found: dict[str, list[Breach]] = {}
    for path in sorted(folder.iterdir()):
        text = path.read_text("utf-8")
        breaches = leaks(text.encode(), lab.secrets, path.name)
        if path.suffix == ".html":
            breaches += odd_characters(text, path.name)
            breaches += [_acting(mark, path.name) for mark in MARKUP if mark in text]
        found.setdefault(group_of_page.get(path.name, ""), []).extend(breaches)
    return found


def terminal_breaches(grade: Grade, context: GradingContext) -> list[Breach]:
    """Explain a grade in every language, as a person would see it on a terminal."""
    try:
        shown = "".join(
            explain_text(GroupReport(assignment=context.assignment, grade=grade, language=language))
            for language in Language
        )
    except (GraderError, LookupError, ValueError, TypeError) as error:
        return [_unshowable(error)]
    return odd_characters(shown, "what is shown")


def _unshowable(error: Exception) -> Breach:
    return Breach(canary="report", detail=f"{type(error).__name__}: {error}")


def _acting(mark: str, page: str) -> Breach:
    return Breach(canary="report", detail=f"{mark} in {page}")
