"""What was established about a submission; criteria are pure functions of these pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graders.domain.adversarial_graphs import AdversarialFacts
from graders.domain.generative_scores import GenerativeScores
from graders.domain.model_facts import GraphFacts, LayerFacts, Origin, TrainingHistory
from graders.domain.recall_scores import RecallScores
from graders.domain.review import Influence, Probes, ReviewFlag, TrainingSteps
from graders.domain.submission import SourceLocation
from graders.domain.verdict import StudentFailure, Verdict


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
        top5_accuracy: Share of hidden examples whose class is among the five largest outputs, in
            [0, 1]; None with fewer than twenty classes.
        coarse_accuracy: Share of hidden examples whose prediction lies in the right group of
            classes, in [0, 1]; None where classes have no groups.
    """

    hidden_accuracy: float
    validation_accuracy: float
    train_accuracy: float
    num_hidden: int
    num_train_probe: int
    num_classes: int
    confusion_matrix: tuple[tuple[int, ...], ...]
    top5_accuracy: float | None = None
    coarse_accuracy: float | None = None

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


Scores = ClassificationScores | RecallScores | GenerativeScores


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
        adversarial: The pair of models and its training; None for a single model.
        influence: What each layer does for the outputs; None where Keras alone cannot rebuild it.
        steps: Steps of training, counted and not.
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
    adversarial: AdversarialFacts | None = None
    influence: Influence | None = None
    steps: TrainingSteps | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEvidence:
    """What one model of a submission with several left behind.

    Attributes:
        verdict: How its run ended.
        failure: Why, when it did not complete.
        graph: The built model.
        history: Learning curves.
        scores: What its predictions are worth.
    """

    verdict: Verdict
    failure: StudentFailure | None = None
    graph: GraphFacts | None = None
    history: TrainingHistory | None = None
    scores: Scores | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything a grade rests on; a piece is None when the run ended before it.

    Attributes:
        verdict: How the run ended; of several runs, how the first that failed did.
        failure: Why, when it did not complete.
        source: Facts from parsing; None when the file cannot be parsed.
        style: Linter findings; None when the file cannot be parsed.
        graph: The built model, of a submission with one model.
        history: Its learning curves.
        scores: What its predictions or samples are worth.
        adversarial: The pair of models and its training, of a generative submission.
        parts: Evidence of each model by part name, of a submission with several models.
        suspicions: What parsing found that a person should see. Origin: STATIC.
        probes: What was measured beside the scores, by part name; '' is the only model.
    """

    verdict: Verdict
    failure: StudentFailure | None = None
    source: SourceFacts | None = None
    style: StyleFacts | None = None
    graph: GraphFacts | None = None
    history: TrainingHistory | None = None
    scores: Scores | None = None
    adversarial: AdversarialFacts | None = None
    parts: Mapping[str, PartEvidence] = field(default_factory=dict)
    suspicions: tuple[ReviewFlag, ...] = ()
    probes: Mapping[str, Probes] = field(default_factory=dict)


__all__ = [
    "ClassificationScores",
    "Evidence",
    "FunctionFacts",
    "GraphFacts",
    "LayerFacts",
    "Origin",
    "PartEvidence",
    "RunEvidence",
    "RunNote",
    "Scores",
    "SourceFacts",
    "StyleFacts",
    "StyleViolation",
    "TrainingHistory",
    "Usage",
]
