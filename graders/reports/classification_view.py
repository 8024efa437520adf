"""What a page shows of a classifier: how well it does on new data, and what it confuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from graders.domain.evidence import ClassificationScores
from graders.domain.grade import Grade
from graders.reports import accuracy_plots, confusion_plots
from graders.reports.base import ModelReport
from graders.reports.images import png_data_uri
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.section_view import (
    FigureView,
    ImageView,
    SectionView,
    TextView,
    curve_section,
    prefix_of,
)

_FEW_PAIRS = 5
_MANY_PAIRS = 10
_FEW_CLASSES = 20
_MAX_IMAGES = 12
_MAX_TEXTS = 6
_GAP_STATE: Final = {
    "gap.small": "good",
    "gap.underfit": "underfit",
    "gap.nothing_learned": "underfit",
    "gap.mild": "mild",
    "gap.large": "strong",
}


def classification_sections(
    model: ModelReport, scores: ClassificationScores, grade: Grade, language: Language
) -> tuple[SectionView, ...]:
    """Learning curves, gap and accuracy, confusions with examples."""
    prefix = prefix_of(model)
    generalises = SectionView(
        name=f"{prefix}generalises",
        title=catalog.text("page.generalises", language),
        figures=_score_figures(model, scores, gap_state(grade, model.part), language),
    )
    confused = SectionView(
        name=f"{prefix}confused",
        title=catalog.text("page.confused", language),
        figures=(_confusion_figure(model, scores, language),),
        pairs=confused_pairs(scores, model.class_names, language),
        images=_images(model, language),
        texts=_texts(model, language),
    )
    return (*curve_section(model, language), generalises, confused)


def gap_state(grade: Grade, part: str = "") -> str:
    """What the gap criterion concluded: `underfit`, `good`, `mild`, `strong`, or `unknown`."""
    codes = (
        result.finding.code for result in grade.results if result.finding and result.part == part
    )
    return next((_GAP_STATE[code] for code in codes if code in _GAP_STATE), "unknown")


def _score_figures(
    model: ModelReport, scores: ClassificationScores, state: str, language: Language
) -> tuple[FigureView, ...]:
    prefix, anchors = prefix_of(model), model.anchors
    gap = FigureView(
        svg=accuracy_plots.gap_figure(scores, anchors, language, prefix=prefix),
        title=catalog.text("plot.gap", language),
        caption=catalog.text(f"page.gap.{state}", language),
    )
    if not anchors:
        return (gap,)
    accuracy = scores.hidden_accuracy
    known, shares = zip(*anchors.accuracy_knots, strict=True)
    values = {
        "accuracy": accuracy,
        "share": float(np.interp(accuracy, known, shares)),
        "full": known[-1],
    }
    curve = FigureView(
        svg=accuracy_plots.accuracy_curve(accuracy, anchors, language, prefix=prefix),
        title=catalog.text("plot.accuracy_curve", language),
        caption=catalog.text("plot.accuracy_curve.said", language, values),
    )
    return (gap, curve)


def _confusion_figure(
    model: ModelReport, scores: ClassificationScores, language: Language
) -> FigureView:
    matrix, prefix, groups = scores.confusion_matrix, prefix_of(model), model.class_groups
    if groups and len(matrix) > _FEW_CLASSES and len(groups.of_class) == len(matrix):
        return FigureView(
            svg=confusion_plots.group_confusion_figure(matrix, groups, language, prefix=prefix),
            title=catalog.text("plot.group_confusion", language),
            caption=catalog.text("page.confusion.groups", language),
            wide=True,
        )
    return FigureView(
        svg=confusion_plots.confusion_figure(matrix, model.class_names, language, prefix=prefix),
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
    most = _FEW_PAIRS if len(counts) <= _FEW_CLASSES else _MANY_PAIRS
    return tuple(
        catalog.text(
            "page.confusion.pair",
            language,
            {"true": names[true], "predicted": names[chosen], "share": float(share),
             "count": int(counts[true, chosen]), "total": int(totals[true])},
        )
        for share, true, chosen in pairs[:most]
    )  # fmt: skip


def _images(model: ModelReport, language: Language) -> tuple[ImageView, ...]:
    views = []
    for image in model.images[:_MAX_IMAGES]:
        words = {
            "true": image.true_name,
            "predicted": image.predicted_name,
            "confidence": image.confidence,
        }
        views.append(
            ImageView(
                uri=png_data_uri(image.pixels),
                alt=catalog.text("page.images.alt", language, words),
                true_name=printable(image.true_name),
                predicted_name=printable(image.predicted_name),
                confidence=catalog.text("page.images.confidence", language, words),
            )
        )
    return tuple(views)


def _texts(model: ModelReport, language: Language) -> tuple[TextView, ...]:
    return tuple(
        TextView(
            words=printable(mistake.words),
            true_name=printable(mistake.true_name),
            predicted_name=printable(mistake.predicted_name),
            confidence=catalog.number_text(mistake.confidence, "percent", language),
        )
        for mistake in model.texts[:_MAX_TEXTS]
    )
