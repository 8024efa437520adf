"""Every record fits the published schema, and the schema is the one that is published."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from graders.reports.json_record import grade_to_json
from graders.reports.record_schema import record_schema
from tests import course_factories as course
from tests import grade_factories as factories
from tests.unit.reports.test_repeats_view import three

PUBLISHED = Path(__file__).parents[3] / "docs" / "grade-record.schema.json"
GRADES = [
    *factories.whole_class(),
    factories.not_readable(),
    course.lstm_grade(),
    course.gan_grade(),
    course.fine_grade(),
    three(),
]


def problems(record: object) -> list[str]:
    """Say what does not fit, after a passage through text as any reader has it."""
    read = json.loads(json.dumps(record))
    return [error.message for error in Draft202012Validator(record_schema()).iter_errors(read)]


def test_published_schema_is_up_to_date():
    assert json.loads(PUBLISHED.read_text("utf-8")) == record_schema(), (
        "run tools/write_record_schema.py"
    )


def test_schema_is_a_schema():
    Draft202012Validator.check_schema(record_schema())


@pytest.mark.parametrize("grade", GRADES, ids=lambda grade: f"{grade.assignment}-{grade.group}")
def test_record_fits_the_schema(grade):
    assert problems(grade_to_json(grade)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("points",), 78.5),
        (("schema",), 99),
        (("status",), "splendid"),
        (("unknown",), 1),
        (("results", 0, "finding", "credit"), "all"),
        (("repeats", "runs", 0, "units", "", "run", "seed"), "lucky"),
        (("repeats", "certainty", "low"), "60"),
    ],
)
def test_another_record_does_not_fit(path, value):
    record = deepcopy(json.loads(json.dumps(grade_to_json(three()))))
    place = record
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert problems(record)


def test_a_record_without_a_field_does_not_fit():
    for name in record_schema()["required"]:
        record = grade_to_json(three())
        del record[name]
        assert problems(record), name
