"""Work in which one model is trained and then asked for outputs on inputs it has never seen."""

from __future__ import annotations

from typing import Literal

from graders.domain.assignment import Assignment
from graders.domain.training import Profile
from graders.tasks.base import ALL_INPUTS, Counted, Machine
from graders.wire.jobs import ModelCall, PredictJob, TrainJob
from graders.wire.messages import TrainingReported

_PREDICTION_BATCH = 256


class SingleModel:
    """Requests of every kind of work that trains one model; kinds differ in their scores.

    Attributes:
        ablated: Whether outputs are also asked for with recurrent kernels set to zero.
    """

    ablated = False

    @property
    def counted(self) -> Counted:
        """Budgets count epochs."""
        return Counted.EPOCHS

    @property
    def num_moved_copies(self) -> int:
        """None: what is no image has no pixels."""
        return 0

    def train_request(self, assignment: Assignment, profile: Profile, machine: Machine) -> TrainJob:
        """Return the train job; the executor fills in files and limits."""
        return TrainJob(
            **machine.request_fields(),
            model=model_call(assignment),
            max_epochs=profile.budget.max_epochs,
            max_batch_size=profile.budget.max_batch_size,
            giga_macs=profile.budget.giga_macs,
            custom_code_allowed=assignment.submission.custom_code_at_prediction,
        )

    def predict_request(
        self,
        assignment: Assignment,
        trained: TrainingReported,
        machine: Machine,
        *,
        inputs: tuple[str, ...],
    ) -> PredictJob:
        """Return the predict job; it carries student code only where the model needs it.

        Args:
            assignment: The assignment, or the part of it that is trained.
            trained: What the train job reported.
            machine: How to compute.
            inputs: Names of the input sets; those besides `ALL_INPUTS` have another shape, which
                a model may be unable to read.
        """
        return PredictJob(
            **machine.request_fields(),
            model=model_call(assignment),
            splits=inputs,
            optional_splits=tuple(name for name in inputs if name != ALL_INPUTS),
            ablated_splits=(ALL_INPUTS,) if self.ablated else (),
            batch_size=_PREDICTION_BATCH,
            rebuild=trained.rebuild,
            use_prepare=trained.uses_prepare,
        )


def model_call(assignment: Assignment) -> ModelCall:
    """Say how the worker gets the model out of the file and what it is built for."""
    is_text = assignment.vocabulary_size > 0
    kind: Literal["tokens", "images"] = "tokens" if is_text else "images"
    return ModelCall(
        input_shape=assignment.input_shape,
        inputs=kind,
        num_classes=assignment.num_classes,
        build=assignment.model.build,
        build_arguments=(
            assignment.vocabulary_size if is_text else assignment.input_shape,
            assignment.num_classes,
        ),
        settings_path=assignment.model.settings_path,
        callbacks=assignment.model.callbacks,
    )
