"""A grade as JSON values, for programs and for the answer to "why did I get this grade?"."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from graders.domain.grade import Grade
from graders.reports.key_measures import measures

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA = 1
"""Version of the record; raised when a field changes its meaning or goes away."""


def grade_to_json(grade: Grade) -> dict[str, Any]:
    """Return a grade as values `json.dumps` takes as they are, with the same field names.

    Points are texts (exact decimals), times ISO 8601 with time zone, numbers that are not finite
    null. `points` is what counts, `computed_points` the sum of the rows (`rows_points`) less what
    lateness costs; all three are null for a blank grade, `points` unless a person set it.
    `measures` are the numbers of its scores by name.
    """
    return {
        "schema": SCHEMA,
        "points": _plain(grade.points),
        "computed_points": _plain(grade.computed_points),
        "rows_points": _plain(grade.rows_points),
        "max_points": str(grade.max_points),
        "measures": {name: _plain(value) for name, value in measures(grade).items()},
        **_fields(grade),
    }


def _fields(value: DataclassInstance) -> dict[str, object]:
    return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return _plain_parts(value)


def _plain_parts(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value
