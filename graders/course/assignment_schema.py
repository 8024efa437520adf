"""The shape of `assignment.yaml`: strict pydantic models.

Every field's description completes the sentence "expected ...": it is what the teacher reads when
the field is wrong.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Final = 1

Identifier = Annotated[
    str,
    Field(
        pattern=r"^[a-z_][a-z0-9_]*\z",
        max_length=60,
        description="a Python name in lower case",
    ),
]
RowName = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]*\z", max_length=60, description="a name such as `pooling`"),
]
SettingName = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z_][A-Za-z0-9_]*\z", max_length=60, description="a key such as `epochs`"
    ),
]
Dimension = Annotated[int, Field(ge=1, le=100_000, description="an integer from 1 to 100000")]
Shape = Annotated[
    list[Dimension],
    Field(min_length=1, max_length=4, description="a list of 1 to 4 sizes, such as [32, 32, 3]"),
]
NumClasses = Annotated[int, Field(ge=2, le=10_000, description="an integer from 2 to 10000")]
VocabularySize = Annotated[
    int, Field(ge=2, le=1_000_000, description="an integer from 2 to 1000000")
]
RunCount = Annotated[Literal[1, 3, 5, 7, 9], Field(description="1, 3, 5, 7 or 9")]
Boundary = Annotated[float, Field(gt=0, lt=100, description="points between 0 and 100")]
ProfileName = Annotated[
    Literal["embedded", "cpu", "full"],
    Field(description="`embedded`, `cpu` or `full`"),
]


class Section(BaseModel):
    """Base of every mapping in the file: nothing is coerced, unknown keys are refused."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)


class Title(Section):
    """The title in both languages."""

    es: str = Field(min_length=1, max_length=200, description="a title in Spanish")
    en: str = Field(min_length=1, max_length=200, description="a title in English")


class FunctionSection(Section):
    """One function of the submission."""

    parameters: list[Identifier] = Field(max_length=20, description="a list of parameter names")
    required: bool = Field(description="true or false")


class SettingsSection(Section):
    """The dictionary of training settings."""

    name: str = Field(
        pattern=r"^[A-Z][A-Z0-9_]*\z",
        max_length=60,
        description="a Python name in capitals, such as `TRAINING`",
    )
    keys_: list[SettingName] = Field(
        alias="keys", min_length=1, max_length=20, description="a list of keys, such as [epochs]"
    )


class SubmissionSection(Section):
    """What a student hands in."""

    functions: dict[Identifier, FunctionSection] = Field(
        min_length=1, max_length=40, description="a mapping from function name to its parameters"
    )
    settings: SettingsSection = Field(description="a mapping with `name` and `keys`")
    max_file_kib: int = Field(ge=1, le=10_240, description="an integer from 1 to 10240")
    custom_code_at_prediction: Literal["allowed", "refused"] = Field(
        description="`allowed` or `refused`"
    )
    attempt: Literal["last", "last_on_time"] = Field(
        default="last", description="`last` or `last_on_time`"
    )


class BudgetSection(Section):
    """How much training counts, in epochs or, for adversarial training, in steps."""

    epochs: int | None = Field(
        default=None, ge=1, le=10_000, description="an integer from 1 to 10000"
    )
    steps: int | None = Field(
        default=None, ge=1, le=1_000_000, description="an integer from 1 to 1000000"
    )
    batch_size: int = Field(ge=1, le=65_536, description="an integer from 1 to 65536")
    giga_macs: float = Field(gt=0, le=1e9, description="a number above 0 and up to 1e9")


class LimitsSection(Section):
    """What stops a runaway."""

    wall_seconds: int = Field(ge=1, le=864_000, description="an integer from 1 to 864000")
    cpu_seconds: int = Field(ge=1, le=864_000, description="an integer from 1 to 864000")
    build_cpu_seconds: int = Field(ge=1, le=3_600, description="an integer from 1 to 3600")
    memory_mib: int = Field(ge=256, le=1_048_576, description="an integer from 256 to 1048576")
    scratch_mib: int = Field(ge=1, le=65_536, description="an integer from 1 to 65536")
    processes: int = Field(ge=1, le=10_000, description="an integer from 1 to 10000")
    output_kib: int = Field(ge=1, le=65_536, description="an integer from 1 to 65536")


class SizeSection(Section):
    """What one model trains on, and within which budget."""

    dataset: RowName = Field(description="the name of a data set, such as `cifar10`")
    train: int = Field(ge=1, le=10_000_000, description="an integer from 1 to 10000000")
    validation: int = Field(ge=1, le=10_000_000, description="an integer from 1 to 10000000")
    hidden: int = Field(ge=1, le=10_000_000, description="an integer from 1 to 10000000")
    train_probe: int = Field(ge=1, le=10_000_000, description="an integer from 1 to 10000000")
    # Where a profile's data differs from what the assignment says.
    input_shape: Shape | None = None
    vocabulary_size: VocabularySize | None = None
    budget: BudgetSection = Field(
        description="a mapping with `epochs` or `steps`, `batch_size`, `giga_macs`"
    )


class ProfileSection(SizeSection):
    """One size of an assignment with one model."""

    limits: LimitsSection = Field(description="a mapping of runaway limits")


class PartsProfileSection(Section):
    """One size of an assignment with several models."""

    parts: dict[RowName, SizeSection] = Field(
        min_length=1, max_length=8, description="a mapping from part to data and budget"
    )
    limits: LimitsSection = Field(description="a mapping of runaway limits")


class PartSection(Section):
    """One model of an assignment with several."""

    title: Title = Field(description="a mapping with `es` and `en`")
    task: str = Field(description="the name of a task, such as `text`")
    build: Identifier
    callbacks: Identifier
    input_shape: Shape
    vocabulary_size: VocabularySize | None = None
    num_classes: NumClasses


class RubricRow(Section):
    """One row of the rubric; other keys are the criterion's parameters."""

    model_config = ConfigDict(extra="allow")

    id: RowName = Field(description="a row name such as `pooling`")
    criterion: str = Field(description="the name of a criterion, such as `pooling`")
    part: str = Field(default="", description="the name of a part")
    points: float = Field(gt=0, le=100, description="a number above 0 and up to 100")


class RunsSection(Section):
    """How often a submission is trained, and near which sums it is trained again."""

    counts: list[RunCount] = Field(
        min_length=1, max_length=5, description="a list of numbers of runs: 1, 3, 5, 7 or 9"
    )
    boundaries: list[Boundary] = Field(
        max_length=20, description="a list of points, such as [60, 80]"
    )
    largest_margin: float = Field(default=1.5, ge=0, le=10, description="points from 0 to 10")
    cross_validation: bool = Field(default=False, description="true or false")


class CommonFile(Section):
    """What every assignment file holds."""

    schema_version: Literal[1] = Field(alias="schema", description="1")
    # Names that must also exist somewhere are checked in `assignment_checks`.
    id: str = Field(description="the folder's name")
    title: Title = Field(description="a mapping with `es` and `en`")
    due: str | None = Field(
        description="a date-time with offset, such as 2026-06-30T23:59:00-03:00, or null"
    )
    submission: SubmissionSection = Field(description="a mapping of what is handed in")
    default_profile: ProfileName = Field(description="`embedded`, `cpu` or `full`")
    runs: RunsSection | None = Field(
        default=None, description="a mapping with `counts` and `boundaries`"
    )
    rubric: list[RubricRow] = Field(min_length=1, max_length=100, description="a list of rows")


class AssignmentFile(CommonFile):
    """The file of an assignment with one model, or one pair of models."""

    task: str = Field(description="the name of a task, such as `tuning`")
    input_shape: Shape
    vocabulary_size: VocabularySize | None = None
    num_classes: NumClasses
    profiles: dict[ProfileName, ProfileSection] = Field(
        min_length=1, description="a mapping with `embedded`, `cpu` or `full`"
    )


class PartsAssignmentFile(CommonFile):
    """The file of an assignment that asks for several models."""

    parts: dict[RowName, PartSection] = Field(
        min_length=1, max_length=8, description="a mapping from part to model"
    )
    profiles: dict[ProfileName, PartsProfileSection] = Field(
        min_length=1, description="a mapping with `embedded`, `cpu` or `full`"
    )
