"""An assignment as the teacher defined it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from graders.domain.repeats import USUAL, Schedule
from graders.domain.rubric import Rubric
from graders.domain.submission import AttemptRule
from graders.domain.training import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionSpec:
    """A function the submission defines.

    Attributes:
        name: Its name.
        parameters: Parameter names in order.
        required: Whether a submission without it cannot be graded.
    """

    name: str
    parameters: tuple[str, ...]
    required: bool

    @property
    def signature(self) -> str:
        """How the student writes it, such as `build_model(input_shape, num_classes)`."""
        return f"{self.name}({', '.join(self.parameters)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionSpec:
    """What a student hands in.

    Attributes:
        functions: Required and optional functions.
        settings_name: The dictionary of training settings, `TRAINING`.
        settings_keys: Its required keys.
        max_file_kib: Largest accepted file.
        custom_code_at_prediction: Whether a model with own Python code may be graded.
        attempt: Which attempt is graded when there are several.
    """

    functions: tuple[FunctionSpec, ...]
    settings_name: str
    settings_keys: tuple[str, ...]
    max_file_kib: int
    custom_code_at_prediction: bool
    attempt: AttemptRule = AttemptRule.LAST

    def function(self, name: str) -> FunctionSpec:
        """Return the specification of the function `name`."""
        return next(spec for spec in self.functions if spec.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpec:
    """How one model is got out of a submission.

    Attributes:
        build: Function that returns the compiled model.
        callbacks: Optional function that returns callbacks.
        settings_path: Keys from the settings dictionary to this model's settings.
    """

    build: str = "build_model"
    callbacks: str = "callbacks"
    settings_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One model of an assignment that asks for several.

    Attributes:
        name: Short name, such as `memory`.
        title: Title by language code.
        task: Registered task kind.
        model: How it is got out of the submission.
        input_shape: Shape of one input.
        vocabulary_size: Number of token ids; 0 for images.
        num_classes: Number of classes.
    """

    name: str
    title: Mapping[str, str]
    task: str
    model: ModelSpec
    input_shape: tuple[int, ...]
    vocabulary_size: int
    num_classes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A valid assignment; only `course.assignment_file` builds one.

    Attributes:
        id: Folder name, such as `cifar10_tuning`.
        title: Title by language code.
        task: Registered task kind; empty when there are parts.
        input_shape: `(height, width, channels)`, or `(length,)` of a sequence.
        vocabulary_size: Number of token ids; 0 for images.
        num_classes: Number of classes.
        model: How the model is got out of the submission.
        part: Name of the part this describes; empty for a whole assignment.
        parts: Its models, when it asks for several.
        submission: What is handed in.
        profiles: Profiles by name.
        default_profile: The profile used when none is named.
        rubric: Criteria and points.
        schedule: How often a submission is trained.
        due: Deadline with time zone; None when there is none.
        sha256: Hash of the assignment file.
    """

    id: str
    title: Mapping[str, str]
    task: str
    input_shape: tuple[int, ...]
    num_classes: int
    submission: SubmissionSpec
    profiles: Mapping[str, Profile]
    default_profile: str
    rubric: Rubric
    due: datetime | None
    sha256: str
    vocabulary_size: int = 0
    model: ModelSpec = ModelSpec()
    part: str = ""
    schedule: Schedule = USUAL
    parts: tuple[Part, ...] = ()

    @property
    def unit(self) -> str:
        """Name of what is trained, unique in the course: `lstm.memory`, `cifar10_tuning`."""
        return f"{self.id}.{self.part}" if self.part else self.id

    @property
    def counts_until(self) -> datetime | None:
        """Time from which on an attempt counts only if there is no earlier one; None for never."""
        return self.due if self.submission.attempt is AttemptRule.LAST_ON_TIME else None

    def units(self, profile: Profile) -> tuple[tuple[Assignment, Profile], ...]:
        """Return what is trained one by one: each part as an assignment of one model.

        An assignment without parts is its own and only unit.
        """
        if not self.parts:
            return ((self._sized(profile), profile),)
        return tuple(
            (self._of_part(part)._sized(profile.parts[part.name]), profile.parts[part.name])
            for part in self.parts
        )

    def _of_part(self, part: Part) -> Assignment:
        return replace(
            self,
            title=part.title,
            task=part.task,
            input_shape=part.input_shape,
            vocabulary_size=part.vocabulary_size,
            num_classes=part.num_classes,
            model=part.model,
            part=part.name,
            parts=(),
            profiles={name: profile.parts[part.name] for name, profile in self.profiles.items()},
        )

    def _sized(self, profile: Profile) -> Assignment:
        return replace(
            self,
            input_shape=profile.input_shape or self.input_shape,
            vocabulary_size=profile.vocabulary_size or self.vocabulary_size,
        )
