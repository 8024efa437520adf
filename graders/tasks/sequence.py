"""Sequences of tokens: remembering a key over a long lag, and classifying texts."""

from __future__ import annotations

from graders.analysis.classification_metrics import score_classification
from graders.analysis.sequence_metrics import score_recall
from graders.domain.evidence import ClassificationScores, GraphFacts, TrainingHistory
from graders.domain.recall_scores import RecallScores
from graders.tasks.base import Outputs, Truth
from graders.tasks.single_model import SingleModel


class Recall(SingleModel):
    """Naming the key after the first cue, however long ago that was."""

    ablated = True

    @property
    def pieces(self) -> frozenset[type]:
        """The model, its learning curves, and its accuracy by lag."""
        return frozenset({GraphFacts, TrainingHistory, RecallScores})

    def score(self, outputs: Outputs, truth: Truth) -> RecallScores:
        """Return accuracy by lag and under changes of the sequences."""
        return score_recall(outputs, truth.labels, truth.facts, num_classes=truth.num_classes)


class Text(SingleModel):
    """Classifying texts given as token ids."""

    @property
    def pieces(self) -> frozenset[type]:
        """The model, its learning curves, and its accuracy."""
        return frozenset({GraphFacts, TrainingHistory, ClassificationScores})

    def score(self, outputs: Outputs, truth: Truth) -> ClassificationScores:
        """Return accuracies and the confusion matrix."""
        return score_classification(outputs, truth.labels, truth.num_classes, groups=truth.groups)
