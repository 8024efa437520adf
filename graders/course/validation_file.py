"""Reads the known submissions of an assignment from `reference/<id>/validation.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from graders.course.file_problems import schema_problems, suggest
from graders.course.rewriting import REWRITERS, renamed
from graders.course.validation_schema import (
    MutantSection,
    TrivialSection,
    ValidationFile,
    VariantSection,
)
from graders.course.workspace import Workspace
from graders.course.yaml_reader import KeyPath, YamlDocument, read_yaml
from graders.domain.assignment import Assignment
from graders.domain.validation import ANY_ROW, Role, Variant
from graders.errors import AssignmentFileError, CourseError, FileProblem

FILE_NAME: Final = "validation.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationPlan:
    """The known submissions of one assignment.

    Attributes:
        starter_band: Lowest and highest points of the unchanged starter.
        variants: Reference, good-enough solution and starter, then all others.
    """

    starter_band: tuple[float, float]
    variants: tuple[Variant, ...]


def read_validation(workspace: Workspace, assignment: Assignment) -> ValidationPlan:
    """Read the plan and make the text of every known submission.

    Raises:
        CourseError: There is no plan for this assignment.
        AssignmentFileError: A submission cannot be made as the file says; carries every problem.
    """
    folder = workspace.reference / assignment.id
    path = folder / FILE_NAME
    if not path.is_file():
        raise CourseError(
            f"Assignment {assignment.id!r} has no known submissions ({path}).",
            hint="docs/validation.md says how to write them.",
        )
    document = read_yaml(path)
    try:
        model = ValidationFile.model_validate(document.values)
    except ValidationError as error:
        raise AssignmentFileError(schema_problems(document, error, ValidationFile)) from error
    known = _known_solutions(workspace, assignment)
    problems: list[FileProblem] = [*_unknown_rows(model, document, assignment)]
    made: list[Variant] = list(known.values())
    for role, path_of, section in _sections(model):
        try:
            made.append(_variant(role, section, folder, known))
        except (ValueError, OSError) as error:
            problems.append(
                document.problem(
                    path_of, expected="a submission that can be made", found=str(error)
                )
            )
    problems += _repeated(made, document)
    if problems:
        raise AssignmentFileError(problems)
    low, high = model.starter
    return ValidationPlan(starter_band=(low, high), variants=tuple(made))


def _known_solutions(workspace: Workspace, assignment: Assignment) -> dict[str, Variant]:
    reference = workspace.reference / assignment.id
    files = {
        Role.REFERENCE: reference / "solution.py",
        Role.GOOD_ENOUGH: reference / "good_enough.py",
        Role.STARTER: workspace.assignments / assignment.id / "starter.py",
    }
    return {
        role.value: Variant(
            id=role.value,
            role=role,
            title=role.value.replace("_", " "),
            file_name=path.name,
            text=path.read_text(encoding="utf-8"),
        )
        for role, path in files.items()
        if path.is_file()
    }


def _sections(model: ValidationFile) -> Iterator[tuple[Role, KeyPath, VariantSection]]:
    for index, trivial in enumerate(model.trivial):
        yield Role.TRIVIAL, ("trivial", index), trivial
    for index, mutant in enumerate(model.mutants):
        yield Role.MUTANT, ("mutants", index), mutant
    for index, alternative in enumerate(model.alternatives):
        section = VariantSection(id=alternative.id, title=alternative.title, file=alternative.file)
        yield Role.ALTERNATIVE, ("alternatives", index), section
    for index, same in enumerate(model.same):
        yield Role.SAME, ("same", index), same
    for index, trick in enumerate(model.gaming):
        yield Role.GAMING, ("gaming", index), trick


def _variant(
    role: Role, section: VariantSection, folder: Path, known: dict[str, Variant]
) -> Variant:
    base = section.of or Role.REFERENCE.value
    if base not in known:
        raise ValueError(f"there is no {base} to make it from")
    if section.file:
        text = (folder / section.file).read_text(encoding="utf-8")
        suffix = Path(section.file).suffix
    else:
        text, suffix = known[base].text, ".py"
    text = _changed(text, section)
    if "notebook" in section.rewrite:
        suffix = ".ipynb"
    made = Variant(
        id=section.id,
        role=role,
        title=section.title,
        file_name=section.id + suffix,
        text=text,
        base=base,
    )
    if isinstance(section, MutantSection):
        return replace(
            made, hits=section.hits, collateral=tuple(section.collateral), says=section.says
        )
    if isinstance(section, TrivialSection):
        return replace(made, says=section.says, at_most=section.at_most)
    return made


def _changed(text: str, section: VariantSection) -> str:
    for change in section.replace:
        found = text.count(change.old)
        if found != 1:
            raise ValueError(f"`{change.old.strip()[:60]}` stands in the file {found} times")
        text = text.replace(change.old, change.new)
    if section.append:
        text = f"{text.rstrip()}\n\n\n{section.append.rstrip()}\n"
    steps: list[Callable[[str], str]] = []
    if section.rename:
        steps.append(lambda code: renamed(code, section.rename))
    steps += [REWRITERS[name] for name in section.rewrite]
    for step in steps:
        text = step(text)
    return text


def _unknown_rows(
    model: ValidationFile, document: YamlDocument, assignment: Assignment
) -> Iterator[FileProblem]:
    rows = [item.id for item in assignment.rubric.items]
    for index, mutant in enumerate(model.mutants):
        for row in (mutant.hits, *mutant.collateral):
            if row not in rows and row != ANY_ROW:
                yield document.problem(
                    ("mutants", index),
                    expected="rows of the rubric",
                    found=f"`{row}`",
                    remedy=suggest(row, rows),
                )


def _repeated(variants: list[Variant], document: YamlDocument) -> Iterator[FileProblem]:
    ids = [variant.id for variant in variants]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield document.problem((), expected="every id once", found=f"`{name}` twice")
