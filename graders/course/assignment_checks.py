"""Rules of `assignment.yaml` that tie one key to another, to the registries or to the folder.

Each check looks at plain values and passes over what the schema has already refused, so that all
problems of a file can be shown at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Final, get_args

from graders.course.assignment_models import (
    check_models,
    check_part_of_row,
    mapping,
    rubric_rows,
    wrong,
)
from graders.course.assignment_schema import AssignmentFile, RubricRow
from graders.course.file_problems import describe_value, suggest, type_remedy
from graders.course.yaml_reader import KeyPath, YamlDocument
from graders.errors import FileProblem
from graders.grading.criteria import CRITERIA
from graders.grading.criteria.base import (
    Criterion,
    FunctionNames,
    ParameterProblem,
    check_params,
)

TOTAL_POINTS: Final = Decimal(100)
ROW_KEYS: Final = frozenset(RubricRow.model_fields)
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")


def cross_checks(document: YamlDocument, *, folder_name: str) -> Iterator[FileProblem]:
    """Yield every broken rule.

    Args:
        document: The file's plain values.
        folder_name: Name of the assignment's folder.
    """
    yield from _check_id(document, folder_name)
    yield from _check_due(document)
    yield from _check_default_profile(document)
    yield from check_models(document)
    yield from _check_runs(document)
    yield from _check_row_ids(document)
    yield from _check_points(document)
    for index, row in enumerate(rubric_rows(document)):
        yield from _check_row(document, index, row)


def parse_due(text: str) -> datetime | None:
    """Read an ISO date-time; None when it is none or lacks its offset."""
    try:
        due = datetime.fromisoformat(text)
    except ValueError:
        return None
    return due if due.tzinfo is not None else None


def _check_id(document: YamlDocument, folder_name: str) -> Iterator[FileProblem]:
    value = document.get(("id",))
    if not isinstance(value, str):
        return
    if not _ID.fullmatch(value):
        expected = "lower-case letters, digits and `_`, beginning with a letter"
        yield wrong(document, ("id",), expected)
    elif value != folder_name:
        expected = f"the folder's name `{folder_name}`"
        yield wrong(document, ("id",), expected, "Rename one of them.")


def _check_due(document: YamlDocument) -> Iterator[FileProblem]:
    value = document.get(("due",))
    if isinstance(value, str) and parse_due(value) is None:
        expected = "a date-time with offset, such as 2026-06-30T23:59:00-03:00, or null"
        yield wrong(document, ("due",), expected)


def _check_default_profile(document: YamlDocument) -> Iterator[FileProblem]:
    value, profiles = document.get(("default_profile",)), document.get(("profiles",))
    names = get_args(AssignmentFile.model_fields["default_profile"].annotation)
    # A misspelt profile is reported where it stands; it may well be the one that is meant here.
    are_known = isinstance(profiles, dict) and all(name in names for name in profiles)
    if are_known and value in names and value not in profiles:
        remedy = suggest(value, profiles)
        yield wrong(document, ("default_profile",), "a profile this file defines", remedy)


def _check_runs(document: YamlDocument) -> Iterator[FileProblem]:
    for key, said in (("counts", "numbers of runs"), ("boundaries", "points")):
        path: KeyPath = ("runs", key)
        values = document.get(path)
        numbers = (
            [value for value in values if isinstance(value, (int, float))]
            if isinstance(values, list)
            else []
        )
        if any(left >= right for left, right in pairwise(numbers)):
            yield document.problem(path, expected=f"{said} that increase", found=str(numbers))
    counts = document.get(("runs", "counts"))
    has_folds = document.get(("runs", "cross_validation")) is True and isinstance(counts, list)
    # A fold that only some submissions meet would be another examination for them.
    if has_folds and (len(counts) != 1 or counts[0] == 1):
        yield document.problem(
            ("runs", "counts"),
            expected="one number of runs, 3 or more, because there is a fold for each run",
            found=str(counts),
        )


def _check_row_ids(document: YamlDocument) -> Iterator[FileProblem]:
    seen: dict[str, int] = {}
    for index, row in enumerate(rubric_rows(document)):
        row_id = row.get("id")
        if isinstance(row_id, str) and seen.setdefault(row_id, index) != index:
            line = document.line(("rubric", seen[row_id], "id"))
            yield wrong(
                document, ("rubric", index, "id"), f"an id of its own (line {line} has it, too)"
            )


def _check_points(document: YamlDocument) -> Iterator[FileProblem]:
    rows = rubric_rows(document)
    total = Decimal(0)
    for index in range(len(rows)):
        path: KeyPath = ("rubric", index, "points")
        value = document.get(path)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 100:
            return
        points = Decimal(document.texts[path])
        total += points
        if points != round(points, 2):
            yield wrong(document, path, "a number with at most 2 decimals")
    if rows and total != TOTAL_POINTS:
        verb = "Add" if total < TOTAL_POINTS else "Take away"
        yield document.problem(
            ("rubric",),
            expected=f"points that sum to {TOTAL_POINTS}",
            found=f"a sum of {total}",
            remedy=f"{verb} {abs(TOTAL_POINTS - total)}.",
        )


def _check_row(
    document: YamlDocument, index: int, row: Mapping[str, object]
) -> Iterator[FileProblem]:
    name = row.get("criterion")
    if not isinstance(name, str):
        return
    if name not in CRITERIA:
        path: KeyPath = ("rubric", index, "criterion")
        yield wrong(document, path, "a registered criterion", suggest(name, CRITERIA))
        return
    entry = CRITERIA.get(name)
    params = {key: value for key, value in row.items() if key not in ROW_KEYS}
    yield from check_part_of_row(document, index, entry)
    for problem in check_params(entry, params):
        yield _parameter_problem(document, index, problem)
    yield from _check_function_names(document, index, entry)


def _parameter_problem(
    document: YamlDocument, index: int, problem: ParameterProblem
) -> FileProblem:
    path: KeyPath = ("rubric", index, problem.name)
    if problem.kind is None:
        near = problem.suggestion
        remedy = f"Did you mean `{near}`?" if near else "Remove it."
        found = f"`{problem.name}`"
    elif path in document.marks:
        remedy = type_remedy(document.get(path), problem.kind)
        found = describe_value(document.get(path))
    else:
        remedy, found = f"Add `{problem.name}:`.", "no such key"
    return document.problem(path, expected=problem.expected, found=found, remedy=remedy)


def _check_function_names(
    document: YamlDocument, index: int, entry: Criterion
) -> Iterator[FileProblem]:
    functions = mapping(document, ("submission", "functions"))
    for parameter in entry.parameters.values():
        path: KeyPath = ("rubric", index, parameter.name)
        names = document.get(path)
        if parameter.kind is not FunctionNames or not parameter.accepts(names):
            continue
        for position, name in enumerate(names):
            if name not in functions:
                expected = "a function that `submission.functions` names"
                yield wrong(document, (*path, position), expected, suggest(name, functions))
