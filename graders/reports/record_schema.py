"""The published shape of a grade's record, as JSON Schema."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter

from graders.domain.grade import Grade
from graders.reports.json_record import SCHEMA

IDENTIFIER: Final = f"grade-record-{SCHEMA}"
_BESIDE: Final[dict[str, Any]] = {
    "schema": {"const": SCHEMA, "description": "Version of this layout."},
    "points": {
        "type": ["string", "null"],
        "description": "What counts, as an exact decimal; null for a blank grade.",
    },
    "computed_points": {
        "type": ["string", "null"],
        "description": "What was computed; `points` is another number where a person set it.",
    },
    "rows_points": {
        "type": ["string", "null"],
        "description": "Sum of the rows, exact; `computed_points` is less for a late file.",
    },
    "max_points": {"type": "string", "description": "Sum of the rows' maxima, exact."},
    "measures": {
        "type": "object",
        "additionalProperties": {"type": ["number", "null"]},
        "description": "Numbers of its scores by name, such as `memory.hidden_accuracy`.",
    },
}


def record_schema() -> dict[str, Any]:
    """Return the schema of what `explain --json` prints and `grades.json` lists.

    Every field is there in every record. Descriptions of fields are in `docs/grade-record.md`.

    Source:
        JSON Schema, draft 2020-12.
    """
    schema = TypeAdapter(Grade).json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    for part in (schema, *definitions.values()):
        _close(part)
    schema["properties"] = {**_BESIDE, **schema["properties"]}
    schema["required"] = list(schema["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTIFIER,
        **schema,
        "title": "Grade record",
        "$defs": dict(sorted(definitions.items())),
    }


def _close(part: dict[str, Any]) -> None:
    """Allow known fields only, all of them, and null where a number is not finite."""
    part.pop("description", None)
    properties = part.get("properties")
    if properties is None:
        return
    part["required"] = list(properties)
    part["additionalProperties"] = False
    for name, field in properties.items():
        properties[name] = _with_null(_without_title(field))


def _without_title(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key not in ("title", "default")}


def _with_null(field: Any) -> Any:  # noqa: ANN401 - any value of a JSON document
    if isinstance(field, list):
        return [_with_null(entry) for entry in field]
    if not isinstance(field, dict):
        return field
    if field.get("type") == "number":
        return {**field, "type": ["number", "null"]}
    return {key: _with_null(value) for key, value in field.items()}
