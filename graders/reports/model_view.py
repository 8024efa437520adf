"""A model on a group's page: its headline and its sections, by the kind of work."""

from __future__ import annotations

from dataclasses import dataclass

from graders.domain.evidence import ClassificationScores
from graders.domain.generative_scores import GenerativeScores
from graders.domain.grade import GradeStatus
from graders.domain.recall_scores import RecallScores
from graders.reports.base import GroupReport, ModelReport
from graders.reports.classification_view import classification_sections
from graders.reports.generative_view import generative_sections
from graders.reports.headline import headline
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.recall_view import recall_sections
from graders.reports.section_view import SectionView, curve_section


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """One model on a page.

    Attributes:
        name: Its id on the page; empty for the only model.
        title: Its title; empty for the only model.
        headline: One sentence on how it did; empty when nothing was measured.
        sections: Figures and examples.
    """

    name: str
    title: str
    headline: str
    sections: tuple[SectionView, ...]


def model_views(report: GroupReport) -> tuple[ModelView, ...]:
    """One view per model, in order; none for a blank grade."""
    if report.grade.status is GradeStatus.UNGRADED:
        return ()
    return tuple(
        ModelView(
            name=model.part,
            title=printable(model.title),
            headline=headline(model, report.language),
            sections=_sections(model, report, report.language),
        )
        for model in report.models
    )


def _sections(
    model: ModelReport, report: GroupReport, language: Language
) -> tuple[SectionView, ...]:
    scores = model.evidence.scores
    if isinstance(scores, ClassificationScores):
        return classification_sections(model, scores, report.grade, language)
    if isinstance(scores, RecallScores):
        return recall_sections(model, scores, language)
    if model.adversarial or isinstance(scores, GenerativeScores):
        return generative_sections(model, scores, language)
    return curve_section(model, language)
