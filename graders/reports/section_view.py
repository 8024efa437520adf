"""The parts a model's section of a page is made of, in words and figures, before any HTML."""

from __future__ import annotations

from dataclasses import dataclass

from graders.domain.evidence import TrainingHistory
from graders.reports import curve_plots
from graders.reports.base import ModelReport
from graders.reports.messages import catalog
from graders.reports.messages.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure (SVG made by us, hence safe), its title and what it says in words."""

    svg: str
    title: str
    caption: str
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageView:
    """A wrongly classified image with its words."""

    uri: str
    alt: str
    true_name: str
    predicted_name: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A wrongly classified text with its words."""

    words: str
    true_name: str
    predicted_name: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StripView:
    """Several samples of one moment of the training, side by side in one image."""

    label: str
    uri: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourView:
    """A generated image and the training image nearest to it."""

    sample: str
    sample_alt: str
    nearest: str
    nearest_alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One titled part of a page.

    Attributes:
        name: Its id on the page, unique.
        title: Its title.
        figures: Figures, side by side.
        pairs: Confusions in words.
        images: Wrongly classified images.
        texts: Wrongly classified texts.
        strips: Samples through the training, oldest first.
        neighbours: Samples beside the nearest training images.
        notes: Sentences below them.
    """

    name: str
    title: str
    figures: tuple[FigureView, ...] = ()
    pairs: tuple[str, ...] = ()
    images: tuple[ImageView, ...] = ()
    texts: tuple[TextView, ...] = ()
    strips: tuple[StripView, ...] = ()
    neighbours: tuple[NeighbourView, ...] = ()
    notes: tuple[str, ...] = ()


def prefix_of(model: ModelReport) -> str:
    """What the ids of a model's figures and sections begin with; empty for the only model."""
    return f"{model.part}-" if model.part else ""


def curve_section(model: ModelReport, language: Language) -> tuple[SectionView, ...]:
    """Learning curves, loss first; empty when nothing was trained."""
    history = model.evidence.history
    figures = _curves(history, prefix_of(model), language) if history else ()
    if not figures:
        return ()
    title = catalog.text("page.curves", language)
    return (SectionView(name=f"{prefix_of(model)}curves", title=title, figures=figures),)


def _curves(history: TrainingHistory, prefix: str, language: Language) -> tuple[FigureView, ...]:
    return tuple(
        FigureView(
            svg=curve_plots.learning_curve(history, metric, language, prefix=prefix),
            title=catalog.text(f"plot.{metric}", language),
            caption=catalog.text(f"page.curves.{metric}", language),
        )
        for metric in ("loss", "accuracy")
        if history.metrics.get(metric)
    )
