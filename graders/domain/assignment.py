"""An assignment as the teacher defined it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from graders.domain.rubric import Rubric
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
    """

    functions: tuple[FunctionSpec, ...]
    settings_name: str
    settings_keys: tuple[str, ...]
    max_file_kib: int
    custom_code_at_prediction: bool

    def function(self, name: str) -> FunctionSpec:
        """Return the specification of the function `name`."""
        return next(spec for spec in self.functions if spec.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A valid assignment; only `course.assignment_file` builds one.

    Attributes:
        id: Folder name, such as `cifar10_tuning`.
        title: Title by language code.
        task: Registered task kind.
        input_shape: `(height, width, channels)`.
        num_classes: Number of classes.
        submission: What is handed in.
        profiles: Profiles by name.
        default_profile: The profile used when none is named.
        rubric: Criteria and points.
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
