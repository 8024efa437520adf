"""What a page shows of a generator: its samples, how they compare, and how it trained."""

from __future__ import annotations

from graders.domain.generative_scores import GenerativeScores
from graders.reports import generative_plots, quality_plots
from graders.reports.base import ModelReport, Pictures
from graders.reports.images import png_data_uri, strip_data_uri
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.section_view import (
    FigureView,
    NeighbourView,
    SectionView,
    StripView,
    prefix_of,
)


def generative_sections(
    model: ModelReport, scores: GenerativeScores | None, language: Language
) -> tuple[SectionView, ...]:
    """Samples through the training, quality, balance, neighbours, losses; what there is of it."""
    prefix = prefix_of(model)
    found: list[SectionView] = []
    if model.pictures:
        found.append(_samples(model.pictures, prefix, language))
    if scores:
        found.append(_quality(model, scores, language))
    if model.pictures and len(model.pictures.final):
        found.append(_neighbours(model.pictures, scores, prefix, language))
    return (*found, *_training(model, language))


def _samples(pictures: Pictures, prefix: str, language: Language) -> SectionView:
    strips = []
    for step, samples in pictures.through_training:
        values = {"step": step, "count": len(samples)}
        code = "page.samples.step" if step else "page.samples.untrained"
        strips.append(
            StripView(
                label=catalog.text(code, language, values),
                uri=strip_data_uri(samples),
                alt=catalog.text("page.samples.alt", language, values),
            )
        )
    title = catalog.text("page.samples", language)
    return SectionView(name=f"{prefix}samples", title=title, strips=tuple(strips))


def _quality(model: ModelReport, scores: GenerativeScores, language: Language) -> SectionView:
    prefix = prefix_of(model)
    anchors = model.anchors.generative if model.anchors else None
    figures = (
        FigureView(
            svg=quality_plots.quality_figure(scores, anchors, language, prefix=prefix),
            title=catalog.text("plot.quality", language),
            caption=catalog.text("page.quality.caption", language),
            wide=True,
        ),
        FigureView(
            svg=generative_plots.class_share_figure(
                scores, model.class_names, language, prefix=prefix
            ),
            title=catalog.text("plot.class_shares", language),
            caption=catalog.text(
                "page.class_shares.caption",
                language,
                {"modes": scores.modes, "classes": scores.num_classes},
            ),
        ),
    )
    title = catalog.text("page.quality", language)
    return SectionView(name=f"{prefix}quality-section", title=title, figures=figures)


def _neighbours(
    pictures: Pictures, scores: GenerativeScores | None, prefix: str, language: Language
) -> SectionView:
    views = tuple(
        NeighbourView(
            sample=png_data_uri(sample),
            sample_alt=catalog.text("page.neighbours.sample", language, {"number": number}),
            nearest=png_data_uri(nearest),
            nearest_alt=catalog.text("page.neighbours.nearest", language, {"number": number}),
        )
        for number, (sample, nearest) in enumerate(
            zip(pictures.final, pictures.nearest, strict=True), start=1
        )
    )
    title = catalog.text("page.neighbours", language)
    said = (
        (catalog.text("page.neighbours.share", language, {"share": scores.memorised_share}),)
        if scores
        else ()
    )
    return SectionView(name=f"{prefix}neighbours", title=title, neighbours=views, notes=said)


def _training(model: ModelReport, language: Language) -> tuple[SectionView, ...]:
    history = model.adversarial.history if model.adversarial else None
    if history is None or not history.steps:
        return ()
    prefix = prefix_of(model)
    figures = (
        FigureView(
            svg=generative_plots.loss_figure(history, language, prefix=prefix),
            title=catalog.text("plot.adversarial_loss", language),
            caption=catalog.text("page.adversarial_loss.caption", language),
        ),
        FigureView(
            svg=generative_plots.discriminator_figure(history, language, prefix=prefix),
            title=catalog.text("plot.discriminator_accuracy", language),
            caption=catalog.text("page.discriminator.caption", language),
        ),
    )
    title = catalog.text("page.adversarial", language)
    return (SectionView(name=f"{prefix}adversarial", title=title, figures=figures),)
