"""What a kind of work must provide: requests for the worker and scores from what it returned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from numpy.typing import NDArray

from graders.domain.assignment import Assignment
from graders.domain.evidence import ClassificationScores
from graders.domain.training import Profile
from graders.registry import Registry
from graders.wire.messages import PredictJob, TrainingReported, TrainJob

# The one input of a predict job: every split, in a secret order.
ALL_INPUTS = "all"
Labels = Mapping[str, NDArray[Any]]
Outputs = Mapping[str, NDArray[Any]]


class TaskKind(Protocol):
    """One kind of work; stateless.

    Example:
        `graders.tasks.tuning.Tuning` is the shortest complete one.
    """

    def train_request(
        self, assignment: Assignment, profile: Profile, *, seed: int, device: str, threads: int
    ) -> TrainJob:
        """Return the train job; the executor fills in files and limits."""

    def predict_request(
        self,
        assignment: Assignment,
        trained: TrainingReported,
        *,
        seed: int,
        device: str,
        threads: int,
    ) -> PredictJob:
        """Return the predict job for a trained model."""

    def score(self, outputs: Outputs, labels: Labels, *, num_classes: int) -> ClassificationScores:
        """Score what the model predicted against labels the worker never had."""


TASKS: Registry[TaskKind] = Registry("task")
