"""What was established about a submission; criteria are pure functions of these pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from graders.domain.submission import SourceLocation
from graders.domain.verdict import StudentFailure, Verdict


class Origin(StrEnum):
    """Who vouches for a fact."""

    STATIC = "static"
    MEASURED = "measured"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionFacts:
    """A function found in the source.

    Attributes:
        name: Its name.
        parameters: Parameter names.
        where: Its `def` line.
        docstring: Its docstring; empty when there is none.
    """

    name: str
    parameters: tuple[str, ...]
    where: SourceLocation
    docstring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What parsing the source established. Origin: STATIC.

    Attributes:
        functions: Top-level functions in file order.
        has_settings: Whether the settings dictionary exists.
        module_docstring: Docstring (or first Markdown cell) of the file; empty when there is none.
        num_code_lines: Lines that are neither blank nor comments.
    """

    functions: tuple[FunctionFacts, ...]
    has_settings: bool
    module_docstring: str
    num_code_lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleViolation:
    """One linter finding.

    Attributes:
        rule: Rule code, such as `N806`.
        message: The linter's words.
        where: The place.
    """

    rule: str
    message: str
    where: SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleFacts:
    """What the linter found. Origin: STATIC."""

    violations: tuple[StyleViolation, ...]
    linter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerFacts:
    """One layer on a path from input to output.

    Attributes:
        kind: Keras class name, such as `Conv2D`.
        name: Layer name.
        output_shape: Without the batch dimension; None where a dimension is free.
        num_params: Number of parameters.
        macs: Multiply-accumulates per example.
        settings: A few configuration values, such as activation, rate, strides, kernel_size.
    """

    kind: str
    name: str
    output_shape: tuple[int | None, ...]
    num_params: int
    macs: int
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFacts:
    """The built model.

    Attributes:
        layers: Layers on a path from input to output, in order.
        num_params: All parameters.
        num_trainable: Trainable parameters.
        macs: Multiply-accumulates of one forward pass of one example.
        loss: Name of the compiled loss; empty when unknown.
        loss_from_logits: Whether the loss applies the softmax itself.
        optimizer: Optimizer class name; empty when unknown.
        learning_rate: Initial learning rate; None for a schedule or when unknown.
        origin: MEASURED when rebuilt without student code, else REPORTED.
    """

    layers: tuple[LayerFacts, ...]
    num_params: int
    num_trainable: int
    macs: int
    loss: str = ""
    loss_from_logits: bool = False
    optimizer: str = ""
    learning_rate: float | None = None
    origin: Origin = Origin.REPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingHistory:
    """Learning curves as Keras gave them. Origin: REPORTED.

    Attributes:
        metrics: Values per epoch by metric name (`loss`, `accuracy`, `val_loss`, ...).
        epochs_requested: Epochs the student asked for.
        epochs_run: Epochs begun.
        examples_seen: Training examples fed, counted by the worker.
        budget_reached: Whether the budget ended the training.
    """

    metrics: Mapping[str, tuple[float, ...]]
    epochs_requested: int
    epochs_run: int
    examples_seen: int
    budget_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassificationScores:
    """Accuracy against labels the worker never had. Origin: MEASURED.

    Attributes:
        hidden_accuracy: On the hidden test split, in [0, 1].
        validation_accuracy: On the public validation split, in [0, 1].
        train_accuracy: On a fixed sample of the training split, inference mode, in [0, 1].
        num_hidden: Hidden examples.
        num_train_probe: Training examples measured.
        num_classes: Number of classes.
        confusion_matrix: Counts on the hidden split, `[true][predicted]`.
    """

    hidden_accuracy: float
    validation_accuracy: float
    train_accuracy: float
    num_hidden: int
    num_train_probe: int
    num_classes: int
    confusion_matrix: tuple[tuple[int, ...], ...]

    @property
    def gap(self) -> float:
        """Train minus hidden accuracy, both in inference mode (0.05 = 5 percentage points)."""
        return self.train_accuracy - self.hidden_accuracy

    @property
    def gap_standard_error(self) -> float:
        """Sampling error of the gap, in accuracy units."""
        return float(
            (
                self.train_accuracy * (1 - self.train_accuracy) / self.num_train_probe
                + self.hidden_accuracy * (1 - self.hidden_accuracy) / self.num_hidden
            )
            ** 0.5
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Resources of a run as the parent process measured them; informative only.

    Attributes:
        wall_seconds: Wall clock.
        cpu_seconds: CPU time of all its processes.
        peak_memory_mib: Largest proportional memory seen.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_memory_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNote:
    """Something the worker did or saw that the student should know.

    Attributes:
        code: Message code, such as `note.seed_ignored`.
        values: Values for the message text.
    """

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEvidence:
    """What one training run left behind; the predictions lie beside it as arrays.

    Attributes:
        verdict: How it ended.
        failure: Why, when it did not complete.
        seed: Seed of the run.
        graph: The built model; None when the run never built one.
        history: Learning curves; None when it never trained.
        predictions_sha256: Hash of the stored predictions; empty when there are none.
        student_code_at_prediction: Whether predicting needed the student's Python code.
        notes: Things worth telling.
        usage: Resources.
        environment: Versions, device, threads, isolation.
    """

    verdict: Verdict
    failure: StudentFailure | None
    seed: int
    graph: GraphFacts | None
    history: TrainingHistory | None
    predictions_sha256: str
    student_code_at_prediction: bool
    notes: tuple[RunNote, ...]
    usage: Usage
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything a grade rests on; a piece is None when the run ended before it.

    Attributes:
        verdict: How the run ended.
        failure: Why, when it did not complete.
        source: Facts from parsing; None when the file cannot be parsed.
        style: Linter findings; None when the file cannot be parsed.
        graph: The built model.
        history: Learning curves.
        scores: Accuracies and confusion matrix.
    """

    verdict: Verdict
    failure: StudentFailure | None = None
    source: SourceFacts | None = None
    style: StyleFacts | None = None
    graph: GraphFacts | None = None
    history: TrainingHistory | None = None
    scores: ClassificationScores | None = None
