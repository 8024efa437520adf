"""What makes a person look at a submission: flags, and the measurements behind them."""

from __future__ import annotations

from dataclasses import dataclass

from graders.domain.model_facts import Origin
from graders.domain.submission import SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFlag:
    """A reason for a person to look at a submission; it changes no points.

    Attributes:
        code: Message code, such as `flag.patched_library`.
        values: Values for the message text.
        where: Places in the file; empty where the flag was measured.
        origin: Who vouches for it.
        part: Name of the model it is about, when there are several; else empty.
    """

    code: str
    values: tuple[tuple[str, str], ...] = ()
    where: tuple[SourceLocation, ...] = ()
    origin: Origin
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPixels:
    """Answers to hidden images, and to copies in which each pixel moved by one grey level.

    Origin: MEASURED.

    Attributes:
        num_images: Images that were asked twice.
        original_accuracy: On the images as they are, in [0, 1].
        moved_accuracy: On their copies, in [0, 1].
        num_lost: Images right as they are and wrong as a copy.
        num_won: Images wrong as they are and right as a copy.
    """

    num_images: int
    original_accuracy: float
    moved_accuracy: float
    num_lost: int
    num_won: int

    @property
    def drop(self) -> float:
        """Accuracy lost on the copies (0.05 = 5 percentage points)."""
        return self.original_accuracy - self.moved_accuracy

    @property
    def standard_error(self) -> float:
        """Sampling error of the drop over pairs, in accuracy units."""
        changed = self.num_lost + self.num_won
        paired = (self.num_lost - self.num_won) ** 2 / self.num_images
        return float(max(changed - paired, 0.0) ** 0.5 / self.num_images)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerInfluence:
    """How much a model's outputs depend on what one of its layers says.

    Attributes:
        kind: Keras class name.
        name: Layer name; `outer/inner` inside a nested model.
        gradient: Largest gradient of the outputs with respect to the layer's own, as a share of
            the largest of all layers.
        effect: Largest change of an output when the layer's own are disturbed strongly, as a share
            of how outputs vary over inputs; None where the gradient was reason enough not to try.
    """

    kind: str
    name: str
    gradient: float
    effect: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """The influence of every layer of a model rebuilt by Keras alone. Origin: MEASURED.

    Attributes:
        layers: Layers in order; empty where nothing could be measured.
        output_variation: Largest standard deviation of an output over the inputs.
    """

    layers: tuple[LayerInfluence, ...]
    output_variation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSteps:
    """Steps of training that the budget counted, and those beside it. Origin: REPORTED.

    Attributes:
        counted: Batches of the grader's own training.
        taken: Updates that the model's optimizer has made.
        elsewhere: Updates in calls of `fit` and `train_on_batch` that the grader did not make.
    """

    counted: int
    taken: int
    elsewhere: int

    @property
    def uncounted(self) -> int:
        """Steps that the budget did not see."""
        return max(self.taken - self.counted, self.elsewhere, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """What was measured of one model beside its scores; None where it does not apply.

    Attributes:
        moved: Answers to images whose pixels moved.
        influence: What each layer does for the outputs.
        steps: Steps of training.
    """

    moved: MovedPixels | None = None
    influence: Influence | None = None
    steps: TrainingSteps | None = None
