"""The shape of `reference/<id>/validation.yaml`: known submissions, and what each must show."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from graders.course.assignment_schema import RowName, Section

VariantName = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]*\z", max_length=60, description="a name such as `no_pooling`"),
]
Words = Annotated[str, Field(min_length=1, max_length=300, description="a sentence in English")]
FileName = Annotated[
    str,
    Field(
        pattern=r"^([a-z][a-z0-9_]*/)?[a-z][a-z0-9_]*\.(py|ipynb)\z",
        description="a file of this folder, such as `mutants/dense.py`",
    ),
]
Code = Annotated[str, Field(min_length=1, max_length=20_000, description="lines of code")]
PythonName = Annotated[
    str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*\z", description="a Python name")
]
Points = Annotated[float, Field(ge=0, le=100, description="points from 0 to 100")]


class ReplaceSection(Section):
    """One change of the text; `old` stands in the file exactly once."""

    old: Code
    new: str = Field(max_length=20_000, description="lines of code, or nothing")


class VariantSection(Section):
    """A known submission: a file, or changes of one."""

    id: VariantName
    title: Words
    file: FileName | None = Field(
        default=None, description="a file of this folder, such as `mutants/dense.py`"
    )
    of: Literal["reference", "good_enough", "starter"] | None = Field(
        default=None, description="`reference`, `good_enough` or `starter`"
    )
    replace: list[ReplaceSection] = Field(
        default_factory=list, max_length=40, description="a list of changes with `old` and `new`"
    )
    rename: dict[PythonName, PythonName] = Field(
        default_factory=dict, description="a mapping from old to new Python names"
    )
    append: str = Field(default="", max_length=20_000, description="lines of code")
    rewrite: list[Literal["reordered", "reformatted", "notebook", "without_docstrings"]] = Field(
        default_factory=list,
        description="a list of `reordered`, `reformatted`, `notebook` and `without_docstrings`",
    )


class MutantSection(VariantSection):
    """A submission with one planted fault."""

    hits: RowName = Field(description="the row that must lose points")
    collateral: list[RowName | Literal["*"]] = Field(
        default_factory=list, description='a list of rows that may lose points too, or ["*"]'
    )
    says: str = Field(default="", max_length=100, description="a message code or a verdict")


class TrivialSection(VariantSection):
    """What is no solution."""

    at_most: Points
    says: str = Field(default="", max_length=100, description="a verdict")


class AlternativeSection(Section):
    """A correct solution that was written independently."""

    id: VariantName
    title: Words
    file: FileName


class ValidationFile(Section):
    """The whole file."""

    schema_version: Literal[1] = Field(alias="schema", description="1")
    starter: Annotated[
        list[Points],
        Field(min_length=2, max_length=2, description="a pair [lowest, highest] of points"),
    ]
    trivial: list[TrivialSection] = Field(max_length=100, description="a list of submissions")
    mutants: list[MutantSection] = Field(max_length=100, description="a list of submissions")
    alternatives: list[AlternativeSection] = Field(
        max_length=100, description="a list of submissions"
    )
    same: list[VariantSection] = Field(max_length=100, description="a list of submissions")
    gaming: list[VariantSection] = Field(max_length=100, description="a list of submissions")
