"""What a group's page says, in words and figures, before any HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graders.domain.evidence import ClassificationScores, TrainingHistory
from graders.domain.grade import Grade
from graders.reports import plots
from graders.reports.base import GroupReport
from graders.reports.images import png_data_uri
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable

_MAX_PAIRS = 5
MAX_IMAGES = 12
_GAP_STATE: Final = {
    "gap.small": "good",
    "gap.underfit": "underfit",
    "gap.nothing_learned": "underfit",
    "gap.mild": "mild",
    "gap.large": "strong",
}


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
        words: dict[str, str | float] = {
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
