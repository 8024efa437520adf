"""Tuning an image classifier: train what the student built, predict three splits, score them."""

from __future__ import annotations

from typing import Literal, cast

from graders.analysis.classification_metrics import score_classification
from graders.domain.assignment import Assignment
from graders.domain.evidence import ClassificationScores
from graders.domain.training import Profile
from graders.tasks.base import ALL_INPUTS, Labels, Outputs
from graders.wire.messages import JobLimits, PredictJob, TrainingReported, TrainJob

_FILLED_BY_THE_EXECUTOR = JobLimits(cpu_seconds=1, file_mib=1, num_processes=1)
_PREDICTION_BATCH = 256
Device = Literal["cpu", "gpu"]


class Tuning:
    """Image classification in which the student improves on a working baseline."""

    def train_request(
        self, assignment: Assignment, profile: Profile, *, seed: int, device: str, threads: int
    ) -> TrainJob:
        """Return the train job for one run."""
        return TrainJob(
            seed=seed,
            device=cast(Device, device),
            threads=threads,
            files={},
            limits=_FILLED_BY_THE_EXECUTOR,
            input_shape=assignment.input_shape,
            num_classes=assignment.num_classes,
            max_epochs=profile.budget.max_epochs,
            max_batch_size=profile.budget.max_batch_size,
            giga_macs=profile.budget.giga_macs,
            custom_code_allowed=assignment.submission.custom_code_at_prediction,
        )

    def predict_request(
        self,
        assignment: Assignment,
        trained: TrainingReported,
        *,
        seed: int,
        device: str,
        threads: int,
    ) -> PredictJob:
        """Return the predict job; it carries student code only where the model needs it."""
        return PredictJob(
            seed=seed,
            device=cast(Device, device),
            threads=threads,
            files={},
            limits=_FILLED_BY_THE_EXECUTOR,
            input_shape=assignment.input_shape,
            num_classes=assignment.num_classes,
            splits=(ALL_INPUTS,),
            batch_size=_PREDICTION_BATCH,
            rebuild=trained.rebuild,
            use_prepare=trained.uses_prepare,
        )

    def score(self, outputs: Outputs, labels: Labels, *, num_classes: int) -> ClassificationScores:
        """Return accuracies and the confusion matrix."""
        return score_classification(
            y_hidden=labels["hidden"],
            hidden_outputs=outputs["hidden"],
            y_validation=labels["validation"],
            validation_outputs=outputs["validation"],
            y_train_probe=labels["train_probe"],
            train_outputs=outputs["train_probe"],
            num_classes=num_classes,
        )
