"""Says in our words what a strict pydantic model found wrong with a course file."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, TypeGuard, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from graders.course.yaml_reader import KeyPath, YamlDocument
from graders.errors import FileProblem

_NUMBER = re.compile(r"[-+]?[0-9]{1,18}(\.[0-9]+)?")
_KEY_STEP = "[key]"
_TRUTH_WORDS = {
    "yes": "true",
    "on": "true",
    "true": "true",
    "no": "false",
    "off": "false",
    "false": "false",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """What a model declares at a key path.

    Attributes:
        annotation: Its type.
        expected: Its description, in words that follow "expected".
    """

    annotation: Any
    expected: str


def schema_problems(
    document: YamlDocument, error: ValidationError, model: type[BaseModel]
) -> list[FileProblem]:
    """Translate all of pydantic's errors; what a key must hold is its field's description.

    A key that is missing because it was misspelt is reported once, at the misspelling.
    """
    details = error.errors(include_url=False)
    intended = {_intended_key(model, detail) for detail in details if _is_unknown(detail)}
    return [
        _translate(document, detail, model)
        for detail in details
        if not (detail["type"] == "missing" and detail["loc"] in intended)
    ]


def describe_value(value: object) -> str:
    """Name a value for a message: `the text "ten"`, `3.5`, `a list of 2`."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        shown = value if len(value) <= 40 else value[:39] + "…"
        return f"the text {json.dumps(shown, ensure_ascii=False)}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, Mapping):
        return "a mapping"
    return str(value)


def suggest(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean `x`?", or the list of known names when none is near."""
    names = sorted(known)
    near = _nearest(name, names)
    return f"Did you mean `{near}`?" if near else f"Known: {', '.join(names) or 'none'}."


def type_remedy(value: object, wanted: object) -> str:
    """Say how to mend a value whose text was meant as another type."""
    if wanted in {int, float} and isinstance(value, str) and _NUMBER.fullmatch(value):
        return f"Write {value} without quotes."
    if wanted is bool and isinstance(value, str) and value.casefold() in _TRUTH_WORDS:
        return f"Write {_TRUTH_WORDS[value.casefold()]}."
    if wanted is str and isinstance(value, (int, float)):
        return "Put the value in quotes."
    return ""


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return near[0] if near else ""


def _is_unknown(detail: ErrorDetails) -> bool:
    return detail["type"] == "extra_forbidden"


def _intended_key(model: type[BaseModel], detail: ErrorDetails) -> tuple[str | int, ...]:
    *parent, name = detail["loc"]
    return (*parent, _nearest(str(name), _known_keys(model, tuple(parent))))


def _translate(document: YamlDocument, detail: ErrorDetails, model: type[BaseModel]) -> FileProblem:
    loc = detail["loc"]
    is_key = bool(loc) and loc[-1] == _KEY_STEP
    path: KeyPath = loc[:-1] if is_key else loc
    if _is_unknown(detail):
        known = _known_keys(model, path[:-1])
        return document.problem(
            path,
            expected="a known key",
            found=f"`{path[-1]}`",
            remedy=suggest(str(path[-1]), known),
        )
    place = _place(model, loc)
    if detail["type"] == "missing":
        return document.problem(
            path, expected=place.expected, found="no such key", remedy=f"Add `{path[-1]}:`."
        )
    found = f"the key `{path[-1]}`" if is_key else describe_value(detail["input"])
    remedy = _remedy(place, path[-1] if is_key else detail["input"])
    return document.problem(path, expected=place.expected, found=found, remedy=remedy)


def _remedy(place: _Place, value: object) -> str:
    if get_origin(place.annotation) is Literal and isinstance(value, str):
        near = _nearest(value, [str(choice) for choice in get_args(place.annotation)])
        return f"Did you mean `{near}`?" if near else ""
    return type_remedy(value, place.annotation)


def _known_keys(model: type[BaseModel], parent: tuple[str | int, ...]) -> list[str]:
    annotation = _place(model, parent).annotation
    return list(_fields(annotation)) if _is_model(annotation) else []


def _place(model: type[BaseModel], loc: tuple[str | int, ...]) -> _Place:
    is_key = bool(loc) and loc[-1] == _KEY_STEP
    place = _Place(model, "a mapping")
    for step in loc[:-2] if is_key else loc:
        place = _step(place, step)
    if is_key and get_origin(place.annotation) is dict:
        return _unwrap(get_args(place.annotation)[0], place.expected)
    return place


def _step(place: _Place, step: str | int) -> _Place:
    annotation = place.annotation
    if _is_model(annotation):
        found = _fields(annotation).get(str(step))
        if found is None:
            return _Place(object, "a known key")
        return _unwrap(found.annotation, found.description or place.expected)
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return _unwrap(arguments[1], place.expected)
    if get_origin(annotation) is list:
        return _unwrap(arguments[0], place.expected)
    return place


def _unwrap(annotation: object, expected: str) -> _Place:
    while get_origin(annotation) in {Annotated, UnionType}:
        annotation, *extras = get_args(annotation)
        for extra in extras:
            if isinstance(extra, FieldInfo) and extra.description:
                expected = extra.description
    return _Place(annotation, expected)


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
