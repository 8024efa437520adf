"""What a page shows of a model that must remember: its curves, its accuracy by lag, its probes."""

from __future__ import annotations

from graders.domain.recall_scores import RecallScores
from graders.reports import recall_plots
from graders.reports.base import ModelReport
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.section_view import (
    FigureView,
    SectionView,
    curve_section,
    prefix_of,
)


def recall_sections(
    model: ModelReport, scores: RecallScores, language: Language
) -> tuple[SectionView, ...]:
    """Learning curves, then accuracy by lag beside the answers to changed sequences."""
    prefix = prefix_of(model)
    figures = (
        FigureView(
            svg=recall_plots.lag_figure(scores, language, prefix=prefix),
            title=catalog.text("plot.lag", language),
            caption=catalog.text("page.lag.caption", language),
        ),
        FigureView(
            svg=recall_plots.probes_figure(scores, language, prefix=prefix),
            title=catalog.text("plot.probes", language),
            caption=catalog.text("page.probes.caption", language, {"chance": scores.chance}),
        ),
    )
    title = catalog.text("page.recall", language)
    recall = SectionView(name=f"{prefix}recall", title=title, figures=figures)
    return (*curve_section(model, language), recall)
