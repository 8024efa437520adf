"""One sentence on how a model did, by the kind of work."""

from __future__ import annotations

from graders.domain.evidence import ClassificationScores
from graders.domain.generative_scores import GenerativeScores
from graders.domain.recall_scores import RecallScores
from graders.reports.base import ModelReport
from graders.reports.messages import catalog
from graders.reports.messages.text import Language


def headline(model: ModelReport, language: Language) -> str:
    """Return the sentence; empty when nothing was measured."""
    scores = model.evidence.scores
    if isinstance(scores, ClassificationScores):
        return _of_classifier(model, scores, language)
    if isinstance(scores, RecallScores):
        return _of_recall(model, scores, language)
    if isinstance(scores, GenerativeScores):
        return _of_generator(model, scores, language)
    return ""


def _epochs(model: ModelReport) -> int:
    return model.evidence.history.epochs_run if model.evidence.history else 0


def _of_classifier(model: ModelReport, scores: ClassificationScores, language: Language) -> str:
    values = {
        "epochs": _epochs(model),
        "hidden": scores.hidden_accuracy,
        "train": scores.train_accuracy,
        "gap": scores.gap,
    }
    said = [
        catalog.text(
            "page.headline.texts" if model.reads_text else "page.headline", language, values
        )
    ]
    for name in ("top5", "coarse"):
        value = getattr(scores, f"{name}_accuracy")
        if value is not None:
            said.append(catalog.text(f"page.headline.{name}", language, {"value": value}))
    return " ".join(said)


def _of_recall(model: ModelReport, scores: RecallScores, language: Language) -> str:
    lag, at_longest = scores.accuracy_by_lag[-1]
    values = {
        "epochs": _epochs(model),
        "hidden": scores.hidden_accuracy,
        "lag": str(lag),
        "longest": at_longest,
        "chance": scores.chance,
    }
    return catalog.text("page.headline.recall", language, values)


def _of_generator(model: ModelReport, scores: GenerativeScores, language: Language) -> str:
    history = model.adversarial.history if model.adversarial else None
    values: dict[str, object] = {
        "steps": history.steps_run if history else scores.final.step,
        "kid": scores.final.kid,
        "untrained": scores.untrained_kid,
        "modes": scores.modes,
        "classes": scores.num_classes,
    }
    anchors = model.anchors.generative if model.anchors else None
    if anchors is None:
        return catalog.text("page.headline.generator", language, values)
    values["reference"] = anchors.kid_reference
    return catalog.text("page.headline.generator.compared", language, values)
