"""Classifying images: train what the student built, predict three splits, score them."""

from __future__ import annotations

from graders.analysis.classification_metrics import score_classification
from graders.domain.evidence import ClassificationScores, GraphFacts, TrainingHistory
from graders.tasks.base import Outputs, Truth
from graders.tasks.single_model import SingleModel

_NUM_MOVED_COPIES = 200


class Classification(SingleModel):
    """Image classification, from scratch."""

    @property
    def pieces(self) -> frozenset[type]:
        """The model, its learning curves, and its accuracy."""
        return frozenset({GraphFacts, TrainingHistory, ClassificationScores})

    @property
    def num_moved_copies(self) -> int:
        """Enough to see a table of known images, few enough to cost no time."""
        return _NUM_MOVED_COPIES

    def score(self, outputs: Outputs, truth: Truth) -> ClassificationScores:
        """Return accuracies and the confusion matrix."""
        return score_classification(outputs, truth.labels, truth.num_classes, groups=truth.groups)
