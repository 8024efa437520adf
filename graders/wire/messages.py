"""What a worker may say back.

Theory of operation: the trusted side reads frames (see `codec`) from a pipe. Every message is a
strict pydantic model, so an unknown key or a wrong type is a malformed message. No message has a
place for a score.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, TypeAdapter

from graders.wire.jobs import Message, ShortText

LongText = Annotated[str, Field(max_length=4_000)]
Count = Annotated[int, Field(ge=0, le=10**15)]
Curve = Annotated[tuple[FiniteFloat | None, ...], Field(max_length=10_000)]
Share = Annotated[FiniteFloat, Field(ge=0, le=1e9)]


class StageReached(Message):
    """The worker entered a stage."""

    kind: Literal["stage"] = "stage"
    stage: ShortText


class EpochReported(Message):
    """An epoch ended (1-based); non-finite metrics are left out."""

    kind: Literal["epoch"] = "epoch"
    epoch: Count
    epochs: Count
    metrics: dict[ShortText, FiniteFloat] = Field(max_length=40)


class NoteReported(Message):
    """Something the student should know; `code` is a message code."""

    kind: Literal["note"] = "note"
    code: ShortText
    values: dict[ShortText, ShortText] = Field(default_factory=dict, max_length=20)


class FailureReported(Message):
    """Student code failed; the parent decides whether to believe it.

    Attributes:
        verdict: One of the student-side verdict names.
        error: Exception type, or a message code `check.*` for what the worker itself checks.
        values: Values for the text of a `check.*` code.
        line: 1-based line of the source; None when none of its lines is on the stack.
    """

    kind: Literal["failure"] = "failure"
    verdict: ShortText
    error: ShortText
    message: LongText = ""
    values: dict[ShortText, ShortText] = Field(default_factory=dict, max_length=20)
    line: int | None = Field(default=None, ge=1, le=10**7)


class BreakdownReported(Message):
    """The worker itself failed outside student code; the run is retried."""

    kind: Literal["breakdown"] = "breakdown"
    message: LongText


class LayerReported(Message):
    """One layer on a path from input to output."""

    kind: ShortText
    name: ShortText
    output_shape: tuple[int | None, ...] = Field(max_length=8)
    num_params: Count
    macs: Count
    settings: dict[ShortText, ShortText] = Field(max_length=20)


class GraphReported(Message):
    """The built model, walked from input to output.

    Attributes:
        role: `model`, or `generator` and `discriminator` of a pair.
    """

    kind: Literal["graph"] = "graph"
    role: Literal["model", "generator", "discriminator"] = "model"
    layers: tuple[LayerReported, ...] = Field(max_length=2_000)
    num_params: Count
    num_trainable: Count
    macs: Count
    loss: ShortText = ""
    loss_from_logits: bool = False
    optimizer: ShortText = ""
    learning_rate: FiniteFloat | None = None


class TrainingReported(Message):
    """Training ended normally.

    Attributes:
        metrics: Values per epoch; non-finite ones are None.
        rebuild: How the model can be rebuilt for prediction.
        uses_prepare: Whether inputs went through the student's `prepare`.
        num_weights: Number of `weights/NNNN` arrays that follow.
        steps_counted: Batches of this training, as the budget counted them.
        steps_taken: Updates that the model's optimizer has made in its life.
        steps_elsewhere: Updates in calls of `fit` and `train_on_batch` beside this training.
    """

    kind: Literal["training"] = "training"
    metrics: dict[ShortText, Curve] = Field(max_length=40)
    epochs_requested: Count
    epochs_run: Count
    examples_seen: Count
    budget_reached: bool
    rebuild: Literal["architecture", "source"]
    uses_prepare: bool
    num_weights: Count
    steps_counted: Count = 0
    steps_taken: Count = 0
    steps_elsewhere: Count = 0


class InfluenceOfLayer(Message):
    """How much a model's outputs depend on one of its layers.

    Attributes:
        layer: Keras class name.
        name: Layer name; `outer/inner` inside a nested model.
        gradient: Largest gradient of the outputs with respect to the layer's own, as a share of
            the largest of all layers.
        effect: Largest change of an output when the layer's own are disturbed, as a share of
            `output_variation`; None where it was not tried.
    """

    layer: ShortText
    name: ShortText
    gradient: Share
    effect: Share | None = None


class InfluenceReported(Message):
    """What each layer of a rebuilt model does for its outputs; empty where that was not measured.

    Attributes:
        output_variation: Largest standard deviation of an output over the inputs.
    """

    kind: Literal["influence"] = "influence"
    layers: Annotated[tuple[InfluenceOfLayer, ...], Field(max_length=2_000)] = ()
    output_variation: Share = 0.0


class AdversarialTrainingReported(Message):
    """Training of a pair of models ended normally.

    Attributes:
        steps: Steps at which the curves were taken.
        generator_loss: One value per entry of `steps`; None where it was not finite.
        discriminator_loss: As `generator_loss`.
        discriminator_accuracy: On real and generated images of one batch.
        steps_requested: Steps asked for.
        steps_run: Steps taken.
        budget_reached: Whether the budget ended the training.
        step_macs: Multiply-accumulates that one step costs, as the budget counts them.
        latent_dim: Latent dimensions.
        checkpoint_steps: Step of each checkpoint, in order.
        num_weights: Arrays `generator/<checkpoint>_<number>` of each checkpoint that follow.
    """

    kind: Literal["adversarial_training"] = "adversarial_training"
    steps: Annotated[tuple[Count, ...], Field(max_length=10_000)]
    generator_loss: Curve
    discriminator_loss: Curve
    discriminator_accuracy: Curve
    steps_requested: Count
    steps_run: Count
    budget_reached: bool
    step_macs: Count = 0
    latent_dim: Count
    checkpoint_steps: Annotated[tuple[Count, ...], Field(max_length=100)]
    num_weights: Count


class ArchitectureReported(Message):
    """The model's configuration as JSON text, without compile settings."""

    kind: Literal["architecture"] = "architecture"
    config: Annotated[str, Field(max_length=4_000_000)]


class Finished(Message):
    """The last frame of a complete run, with what the worker ran on."""

    kind: Literal["finished"] = "finished"
    environment: dict[ShortText, ShortText] = Field(max_length=40)


WorkerMessage = Annotated[
    StageReached
    | EpochReported
    | NoteReported
    | FailureReported
    | BreakdownReported
    | GraphReported
    | TrainingReported
    | AdversarialTrainingReported
    | ArchitectureReported
    | InfluenceReported
    | Finished,
    Field(discriminator="kind"),
]
AnyMessage = (
    StageReached
    | EpochReported
    | NoteReported
    | FailureReported
    | BreakdownReported
    | GraphReported
    | TrainingReported
    | AdversarialTrainingReported
    | ArchitectureReported
    | InfluenceReported
    | Finished
)
MESSAGE: TypeAdapter[AnyMessage] = TypeAdapter(WorkerMessage)
