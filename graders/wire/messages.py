"""Requests to a worker and what it may say back.

Theory of operation: the trusted side starts a worker, writes one request as JSON to its standard
input and reads frames (see `codec`) from a pipe. Every message is a strict pydantic model, so an
unknown key or a wrong type is a malformed message. No message has a place for a score or a label
that the worker was not given.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, TypeAdapter

PROTOCOL = 1

ShortText = Annotated[str, Field(max_length=200)]
LongText = Annotated[str, Field(max_length=4_000)]
Count = Annotated[int, Field(ge=0, le=10**15)]
Curve = Annotated[tuple[FiniteFloat | None, ...], Field(max_length=10_000)]


class Message(BaseModel):
    """Base of everything that crosses the wall: strict, frozen, no unknown keys."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class JobLimits(Message):
    """Limits the worker puts on itself before any student byte is read."""

    cpu_seconds: int
    file_mib: int
    num_processes: int


class TrainJob(Message):
    """Load the student's file, build and train the model, hand back architecture and weights.

    Attributes:
        files: Paths inside the worker by role: `source`, `x_train`, `y_train`, `x_validation`,
            `y_validation`, and `lockdown` (seccomp program) when there is one.
        functions: Names the worker may call when the source defines them.
    """

    job: Literal["train"] = "train"
    protocol: int = PROTOCOL
    seed: int
    device: Literal["cpu", "gpu"]
    threads: int
    files: dict[str, str]
    limits: JobLimits
    input_shape: tuple[int, ...]
    num_classes: int
    max_epochs: int
    max_batch_size: int
    giga_macs: float
    custom_code_allowed: bool


class PredictJob(Message):
    """Rebuild a trained model and return its outputs for unlabelled inputs.

    Attributes:
        files: Paths inside the worker by role: `weights`, and `architecture` (model JSON) or
            `source`; one `inputs/<split>` per entry of `splits`.
        splits: Names of the inputs to predict, in order.
        rebuild: Whether the model comes from its architecture or from the student's `build_model`.
        use_prepare: Whether the student's `prepare` is applied to the inputs.
    """

    job: Literal["predict"] = "predict"
    protocol: int = PROTOCOL
    seed: int
    device: Literal["cpu", "gpu"]
    threads: int
    files: dict[str, str]
    limits: JobLimits
    input_shape: tuple[int, ...]
    num_classes: int
    splits: tuple[str, ...]
    batch_size: int
    rebuild: Literal["architecture", "source"]
    use_prepare: bool


WorkerRequest = Annotated[TrainJob | PredictJob, Field(discriminator="job")]
REQUEST: TypeAdapter[TrainJob | PredictJob] = TypeAdapter(WorkerRequest)


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
    """The built model, walked from input to output."""

    kind: Literal["graph"] = "graph"
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
    | ArchitectureReported
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
    | ArchitectureReported
    | Finished
)
MESSAGE: TypeAdapter[AnyMessage] = TypeAdapter(WorkerMessage)
