"""What a group's page says, in words and figures, before any HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graders.domain.evidence import ClassificationScores, TrainingHistory
from graders.domain.grade import Grade, GradeStatus
from graders.domain.submission import IntakeProblem, SourceLocation
from graders.domain.verdict import Verdict
from graders.reports import plots
from graders.reports.base import GroupReport
from graders.reports.images import png_data_uri
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable

_MAX_PAIRS = 5
MAX_IMAGES = 12
_HINT = "hint."
_GAP_STATE: Final = {
    "gap.small": "good",
    "gap.underfit": "underfit",
    "gap.nothing_learned": "underfit",
    "gap.mild": "mild",
    "gap.large": "strong",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureView:
    """Why a run ended early: name, sentence, what Python said, what to do."""

    name: str
    said: str
    where: str
    message: str
    problems: tuple[str, ...]
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure (SVG made by us, hence safe), its title and what it says in words."""

    svg: str
    title: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageView:
    """A wrongly classified image with its words."""

    uri: str
    alt: str
    true_name: str
    predicted_name: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedText:
    """A sentence and the place it is about; the place may be empty."""

    where: str
    said: str


def verdict_of(grade: Grade) -> Verdict | None:
    """The verdict a grade rests on; None when nothing ran and nothing was read."""
    if grade.evidence is not None:
        return grade.evidence.verdict
    return grade.run.verdict if grade.run is not None else None


def failure_view(grade: Grade, language: Language) -> FailureView | None:
    """The failure of a grade in words; None when the run completed or the grade is blank."""
    verdict = verdict_of(grade)
    if verdict in (None, Verdict.COMPLETED) or grade.status is GradeStatus.UNGRADED:
        return None
    sources = (grade.evidence, grade.run)
    failure = next((part.failure for part in sources if part and part.failure), None)
    # What intake says about a file it refused already tells how to mend it.
    told = [item for item in grade.problems if item.fatal or item.code.startswith(_HINT)]
    neutral = {"kind": catalog.text("verdict.unknown_kind", language), "message": "", "where": "",
               "limit": "", "stage": ""}  # fmt: skip
    return FailureView(
        name=catalog.verdict_text(verdict, language),
        said=catalog.failure_text(failure, language)
        if failure
        else catalog.text(f"verdict.{verdict}.said", language, neutral),
        where=catalog.failure_place(failure, language) if failure else "",
        message=printable(failure.message, keep_newlines=True).strip() if failure else "",
        problems=tuple(_problem_line(problem, language) for problem in told),
        remedy="" if told else catalog.remedy_text(verdict, language),
    )


def _problem_line(problem: IntakeProblem, language: Language) -> str:
    said = catalog.problem_text(problem, language)
    place = catalog.place_text(problem.where, language) if problem.where else ""
    return f"{place}: {said}" if place else said


def curve_views(history: TrainingHistory | None, language: Language) -> tuple[FigureView, ...]:
    """Learning curves, loss first; empty when nothing was trained."""
    if history is None:
        return ()
    return tuple(
        FigureView(
            svg=plots.learning_curve(history, metric, language),
            title=catalog.text(f"plot.{metric}", language),
            caption=catalog.text(f"page.curves.{metric}", language),
        )
        for metric in ("loss", "accuracy")
        if history.metrics.get(metric)
    )


def score_views(report: GroupReport, scores: ClassificationScores) -> tuple[FigureView, ...]:
    """The gap, and the accuracy curve when its anchors are known."""
    language, anchors = report.language, report.anchors
    views = [
        FigureView(
            svg=plots.gap_figure(scores, anchors, language),
            title=catalog.text("plot.gap", language),
            caption=catalog.text(f"page.gap.{gap_state(report.grade)}", language),
        )
    ]
    if anchors:
        accuracy = scores.hidden_accuracy
        knots = list(zip(*anchors.accuracy_knots, strict=True))
        values = {
            "accuracy": accuracy,
            "share": float(np.interp(accuracy, knots[0], knots[1])),
            "full": knots[0][-1],
        }
        views.append(
            FigureView(
                svg=plots.accuracy_curve(accuracy, anchors, language),
                title=catalog.text("plot.accuracy_curve", language),
                caption=catalog.text("plot.accuracy_curve.said", language, values),
            )
        )
    return tuple(views)


def gap_state(grade: Grade) -> str:
    """What the gap criterion concluded: `underfit`, `good`, `mild`, `strong`, or `unknown`."""
    findings = (result.finding for result in grade.results if result.finding)
    found = (_GAP_STATE[finding.code] for finding in findings if finding.code in _GAP_STATE)
    return next(found, "unknown")


def confusion_view(report: GroupReport, scores: ClassificationScores) -> FigureView:
    """The confusion matrix."""
    language = report.language
    return FigureView(
        svg=plots.confusion_figure(scores.confusion_matrix, report.class_names, language),
        title=catalog.text("plot.confusion", language),
        caption=catalog.text("page.confusion.caption", language),
    )


def confused_pairs(
    scores: ClassificationScores, class_names: Sequence[str], language: Language
) -> tuple[str, ...]:
    """The most frequent confusions in words, by share of the true class."""
    counts = np.asarray(scores.confusion_matrix, dtype=np.int64)
    totals = np.maximum(counts.sum(axis=1), 1)
    names = list(class_names) or [str(index) for index in range(len(counts))]
    pairs = [
        (counts[true, chosen] / totals[true], true, chosen)
        for true, chosen in np.ndindex(counts.shape)
        if true != chosen and counts[true, chosen]
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    return tuple(
        catalog.text(
            "page.confusion.pair",
            language,
            {"true": names[true], "predicted": names[chosen], "share": float(share),
             "count": int(counts[true, chosen]), "total": int(totals[true])},
        )
        for share, true, chosen in pairs[:_MAX_PAIRS]
    )  # fmt: skip


def image_views(report: GroupReport) -> tuple[ImageView, ...]:
    """The most confused images, ready for the page."""
    views = []
    for image in report.confused[:MAX_IMAGES]:
        words = {
            "true": image.true_name,
            "predicted": image.predicted_name,
            "confidence": image.confidence,
        }
        views.append(
            ImageView(
                uri=png_data_uri(image.pixels),
                alt=catalog.text("page.images.alt", report.language, words),
                true_name=printable(image.true_name),
                predicted_name=printable(image.predicted_name),
                confidence=catalog.text("page.images.confidence", report.language, words),
            )
        )
    return tuple(views)


def left_out_views(grade: Grade, language: Language) -> tuple[PlacedText, ...]:
    """Statements that were not run, and why."""
    return tuple(
        PlacedText(
            where=catalog.place_text(left_out.where, language),
            said=catalog.left_out_text(left_out, language),
        )
        for left_out in grade.left_out
    )


def remark_views(grade: Grade, language: Language) -> tuple[PlacedText, ...]:
    """What the worker noted and what intake remarked without refusing the file."""
    noted = [
        PlacedText(where="", said=catalog.note_text(note, language))
        for note in (grade.run.notes if grade.run else ())
    ]
    remarked = [
        PlacedText(where=_where(problem.where, language), said=catalog.problem_text(problem, language))
        for problem in grade.problems
        if not problem.fatal and not problem.code.startswith(_HINT)
    ]
    return (*noted, *remarked)


def _where(where: SourceLocation | None, language: Language) -> str:
    return catalog.place_text(where, language) if where else ""
