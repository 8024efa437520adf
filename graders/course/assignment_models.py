"""Rules of `assignment.yaml` about what is trained: tasks, parts, data sizes, budgets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graders.course.assignment_schema import BudgetSection
from graders.course.datasets.registered import DATASETS
from graders.course.file_problems import describe_value, suggest
from graders.course.yaml_reader import KeyPath, YamlDocument
from graders.errors import FileProblem
from graders.grading.criteria.base import SHARED_PIECES, Criterion
from graders.tasks import TASKS
from graders.tasks.base import Counted


def check_models(document: YamlDocument) -> Iterator[FileProblem]:
    """Yield what is wrong with tasks, parts, data sets, sizes and budgets."""
    for path in _model_paths(document):
        task = document.get((*path, "task"))
        if isinstance(task, str) and task not in TASKS:
            yield wrong(document, (*path, "task"), "a registered task", suggest(task, TASKS))
        elif path and isinstance(task, str) and TASKS.get(task).counted is Counted.STEPS:
            expected = "a task that trains one model; a pair of models is an assignment of its own"
            yield wrong(document, (*path, "task"), expected)
    yield from _check_part_functions(document)
    yield from _check_part_names(document)
    for path, task in _sizes(document):
        yield from _check_size(document, path)
        yield from _check_budget(document, (*path, "budget"), task)


def check_part_of_row(
    document: YamlDocument, index: int, entry: Criterion
) -> Iterator[FileProblem]:
    """Yield what keeps a rubric row from being judged: no such part, or no such evidence."""
    parts = mapping(document, ("parts",))
    path: KeyPath = ("rubric", index, "part")
    part = document.get(path)
    needed = [piece for piece in entry.pieces if piece not in SHARED_PIECES]
    if part is not None and part not in parts:
        yield wrong(document, path, "a part that `parts` names", suggest(str(part), parts))
        return
    if parts and part is None and needed:
        yield document.problem(
            path,
            expected="the part whose model this row judges",
            found="no such key",
            remedy=f"Add `part:` with one of {', '.join(parts)}.",
        )
        return
    task = document.get(("parts", part, "task") if part is not None else ("task",))
    if isinstance(task, str) and task in TASKS:
        missing = [piece for piece in needed if piece not in TASKS.get(task).pieces]
        if missing:
            expected = f"a criterion for the task `{task}` (this one needs {missing[0].__name__})"
            yield wrong(document, ("rubric", index, "criterion"), expected)


def wrong(document: YamlDocument, path: KeyPath, expected: str, remedy: str = "") -> FileProblem:
    """Return the problem of the value at `path`, with what was found there."""
    found = describe_value(document.get(path))
    return document.problem(path, expected=expected, found=found, remedy=remedy)


def rubric_rows(document: YamlDocument) -> list[dict[str, object]]:
    """Return the rubric's rows; none when the rubric is no list of mappings."""
    rows = document.get(("rubric",))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return []
    return rows


def mapping(document: YamlDocument, path: KeyPath) -> dict[str, Any]:
    """Return the mapping at `path`; an empty one when there is none."""
    value = document.get(path)
    return value if isinstance(value, dict) else {}


def _model_paths(document: YamlDocument) -> list[KeyPath]:
    parts = mapping(document, ("parts",))
    return [("parts", name) for name in parts] or [()]


def _check_part_functions(document: YamlDocument) -> Iterator[FileProblem]:
    functions = mapping(document, ("submission", "functions"))
    for name in mapping(document, ("parts",)):
        for role in ("build", "callbacks"):
            path: KeyPath = ("parts", name, role)
            function = document.get(path)
            if isinstance(function, str) and function not in functions:
                expected = "a function that `submission.functions` names"
                yield wrong(document, path, expected, suggest(function, functions))


def _check_part_names(document: YamlDocument) -> Iterator[FileProblem]:
    parts = mapping(document, ("parts",))
    if not parts:
        return
    for profile in mapping(document, ("profiles",)):
        path: KeyPath = ("profiles", profile, "parts")
        sized = mapping(document, path)
        if sized and set(sized) != set(parts):
            yield document.problem(
                path,
                expected=f"the parts {', '.join(parts)}",
                found=", ".join(str(name) for name in sized),
            )


def _sizes(document: YamlDocument) -> Iterator[tuple[KeyPath, str]]:
    """Yield where data and budget of a model stand, with the model's task."""
    for profile in mapping(document, ("profiles",)):
        for model in _model_paths(document):
            path: KeyPath = ("profiles", profile, *model)
            if mapping(document, path):
                yield path, str(document.get((*model, "task")))


def _check_size(document: YamlDocument, path: KeyPath) -> Iterator[FileProblem]:
    probed, train = document.get((*path, "train_probe")), document.get((*path, "train"))
    if isinstance(probed, int) and isinstance(train, int) and probed > train:
        yield wrong(document, (*path, "train_probe"), f"at most `train`, which is {train}")
    dataset = document.get((*path, "dataset"))
    if isinstance(dataset, str) and dataset not in DATASETS:
        yield wrong(
            document, (*path, "dataset"), "a registered data set", suggest(dataset, DATASETS)
        )


def _check_budget(document: YamlDocument, path: KeyPath, task: str) -> Iterator[FileProblem]:
    # A misspelt key is reported where it stands; it may well be the one that is missed here.
    written = mapping(document, path)
    if task not in TASKS or not written or not set(written) <= set(BudgetSection.model_fields):
        return
    counted = TASKS.get(task).counted
    other = Counted.STEPS if counted is Counted.EPOCHS else Counted.EPOCHS
    if document.get((*path, str(other))) is not None:
        expected = f"no `{other}`: the task `{task}` counts {counted}"
        yield wrong(document, (*path, str(other)), expected, f"Write `{counted}:` instead.")
    elif document.get((*path, str(counted))) is None:
        yield document.problem(
            (*path, str(counted)),
            expected=f"how many {counted} are allowed",
            found="no such key",
            remedy=f"Add `{counted}:`.",
        )
