"""Documents for Gradescope, Classroom 50, GitHub and JUnit keep the rules of their readers."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graders.domain.grade import CriterionStatus
from graders.domain.override import Override
from graders.domain.submission import SourceLocation
from graders.domain.verdict import Stage, Verdict
from graders.errors import UsageError
from graders.pipeline.export import export
from graders.reports.csv_table import render_csv
from graders.reports.exports.base import ExportTarget
from graders.reports.exports.classroom50 import classroom50_result
from graders.reports.exports.github import github_annotations
from graders.reports.exports.gradescope import as_json, gradescope_results
from graders.reports.exports.junit import junit_xml
from graders.reports.json_record import grade_to_json
from graders.reports.messages.text import Language
from tests import export_factories as made
from tests import grade_factories as factories
from tests.assignment_factories import make_assignment

ASSIGNMENT = make_assignment()
GRADES = made.graded_class()
SCORED = [grade for grade in GRADES.values() if grade.points is not None]
ES = Language.ES

_FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
_VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number", "minimum": 0},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": _FORMAT,
        "test_output_format": _FORMAT,
        "test_name_format": _FORMAT,
        "visibility": _VISIBILITY,
        "stdout_visibility": _VISIBILITY,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number", "minimum": 0},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string", "minLength": 1},
                    "name_format": _FORMAT,
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": _FORMAT,
                    "tags": {"type": "array"},
                    "visibility": {"const": "visible"},
                    "extra_data": {},
                },
            },
        },
    },
    "anyOf": [
        {"required": ["score"]},
        {
            "required": ["tests"],
            "properties": {"tests": {"minItems": 1, "items": {"required": ["score"]}}},
        },
    ],
}
CLASSROOM50 = {
    "type": "object",
    "additionalProperties": False,
    "required": ["schema", "classroom", "assignment", "usernames", "submission", "commit",
                 "release", "review", "datetime", "score", "max-score", "tests"],
    "properties": {
        **{name: {"type": "string"} for name in
           ("classroom", "assignment", "commit", "release", "review")},
        "schema": {"const": "classroom50/result/v1"},
        "usernames": {"type": "array", "minItems": 1, "maxItems": 1, "items": {"type": "string"}},
        "submission": {"type": "string", "pattern": "^submit/"},
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "score": {"type": "integer"},
        "max-score": {"type": "integer"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {
                    "test-name": {"type": "string"},
                    "passed": {"type": "boolean"},
                    "score": {"type": "integer"},
                    "max-score": {"type": "integer"},
                },
            },
        },
    },
}  # fmt: skip


def total(document):
    """What Gradescope shows: `score`, else the sum of the tests."""
    return document.get("score", sum(test.get("score", 0) for test in document["tests"]))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("grade", SCORED, ids=lambda grade: grade.group)
def test_gradescope_shows_what_counts(grade, language):
    """The document keeps the rules, and the total is what counts, by hand and late as well."""
    document = json.loads(as_json(gradescope_results(grade, ASSIGNMENT, language)))
    jsonschema.validate(document, GRADESCOPE)
    assert total(document) == pytest.approx(float(grade.points))
    assert len(document["tests"]) == len(grade.results)
    assert all(test["output"] for test in document["tests"])
    assert ("score" in document) == (grade.points != grade.rows_points)


def test_a_blank_grade_is_no_document_and_one_by_hand_has_no_rows():
    """Gradescope cannot say blank; what a person set stands alone."""
    blank = factories.ungraded()
    assert gradescope_results(blank, ASSIGNMENT, ES) is None
    assert classroom50_result(blank, ASSIGNMENT, ES, username="a", environment={}) is None
    entry = Override(made_at=made.NOON, by="x", reason="oral", points=Decimal(60), computed=None)
    document = gradescope_results(replace(blank, override=entry), ASSIGNMENT, ES)
    jsonschema.validate(document, GRADESCOPE)
    assert (document["score"], document["tests"]) == (60.0, [])


def test_a_row_that_was_not_assessed_is_not_failed():
    """It has no score of its own, and the total is given as a whole."""
    grade = GRADES["g01"]
    rows = (
        replace(grade.results[0], status=CriterionStatus.NOT_ASSESSED, points=Decimal(0),
                finding=None),
        *grade.results[1:],
    )  # fmt: skip
    document = gradescope_results(replace(grade, results=rows), ASSIGNMENT, ES)
    jsonschema.validate(document, GRADESCOPE)
    assert {"score", "status"} & set(document["tests"][0]) == set()
    assert document["score"] == float(replace(grade, results=rows).points)


def test_a_failure_of_the_student_is_explained():
    """What Python said, where, and what to do."""
    said = gradescope_results(GRADES["g07"], ASSIGNMENT, Language.EN)["output"]
    assert "expected ndim=4" in said
    assert "line 24" in said


@pytest.mark.parametrize("grade", SCORED, ids=lambda grade: grade.group)
def test_classroom50_has_whole_points(grade):
    """All its fields, integers, rounded half up."""
    document = classroom50_result(grade, ASSIGNMENT, ES, username="octo", environment={})
    jsonschema.validate(document, CLASSROOM50)
    assert abs(document["score"] - grade.points) <= Decimal("0.5")
    assert document["usernames"] == ["octo"]


def test_classroom50_rounds_half_up():
    """72.5 is 73."""
    document = classroom50_result(GRADES["g02"], ASSIGNMENT, ES, username="x", environment={})
    assert (document["score"], document["max-score"]) == (73, 100)


def test_a_runner_of_classroom50_says_what_only_it_knows(tmp_path):
    """Its variables fill the fields, for the one group that was asked for."""
    known = {"CLASSROOM": "dl-2026", "ASSIGNMENT": "tp1", "SUBMISSION_TAG": "submit/1-a",
             "USERNAME": "octo", "COMMIT_URL": "https://c", "RELEASE_URL": "https://r"}  # fmt: skip
    facts = {"environment": known, "out": tmp_path / "o"}
    with pytest.raises(UsageError, match="--group"):
        export(made.make_plan(tmp_path, ExportTarget.CLASSROOM50, **facts))
    export(made.make_plan(tmp_path, ExportTarget.CLASSROOM50, only_groups=("g02",), **facts))
    document = json.loads((tmp_path / "o" / "result.json").read_text())
    jsonschema.validate(document, CLASSROOM50)
    assert (document["classroom"], document["assignment"]) == ("dl-2026", "tp1")
    assert (document["usernames"], document["review"]) == (["octo"], "")


def test_each_group_or_person_has_a_file(tmp_path):
    """None for a blank grade; strange names become safe folders."""
    strange = replace(GRADES["g05"], group="../../etc", members=("../x",))
    grades = {**GRADES, strange.group: strange}
    out = tmp_path / "out"
    done = export(made.make_plan(tmp_path, ExportTarget.GRADESCOPE, out=out, grades=grades))
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.json"))
    assert len(names) == len(done.written) == 9
    assert "g09/results.json" not in names
    assert all(re.fullmatch(r"[\w-]+/results\.json", name) for name in names)
    for path in out.rglob("*.json"):
        assert b"\r" not in path.read_bytes()
    out = tmp_path / "fifty"
    export(made.make_plan(tmp_path, ExportTarget.CLASSROOM50, out=out, grades=grades))
    assert {"ana", "beto", "carla", "dario", "eva", "fede", "g05-a"} <= {
        path.parent.name for path in out.rglob("result.json")}  # fmt: skip
    assert not (out / "gabi").exists()


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as GitHub's runner reads them."""
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(notice|warning|error)(?: ([^:]*))?::(.*)", line)
        assert match, line
        pairs = [pair.partition("=") for pair in (match[2] or "").split(",") if pair]
        properties = {name: _unescaped(value) for name, _, value in pairs}
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        found.append((match[1], properties, _unescaped(match[3])))
    return found


def _unescaped(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


@pytest.mark.parametrize("grade", list(GRADES.values()), ids=lambda grade: grade.group)
def test_annotations_are_commands_that_github_reads(grade):
    """Points once, at most ten of a kind, places only where lines are the file's."""
    found = commands(github_annotations(grade, ASSIGNMENT, Language.EN))
    kinds = [kind for kind, _properties, _message in found]
    assert max(kinds.count(kind) for kind in kinds) <= 10
    assert (kinds[0] == "notice") == (grade.points is not None)
    if grade.group == "g07":
        assert ("error", "24") in [(kind, had.get("line")) for kind, had, _ in found]
    if grade.file_name.endswith(".ipynb"):
        assert not any("line" in properties for _kind, properties, _message in found)


def test_annotations_stand_where_the_findings_are():
    """A loss with a place has the line of the file."""
    found = commands(github_annotations(GRADES["g02"], ASSIGNMENT, ES))
    assert any({"file", "line"} <= set(had) for kind, had, _message in found if kind == "warning")


def test_lines_of_a_notebook_are_told_in_words_only():
    """GitHub counts lines of the whole file; those of a cell would point somewhere else."""
    grade = GRADES["g02"]
    moved = tuple(
        replace(row, finding=replace(row.finding, where=(SourceLocation(line=4, cell=2),)))
        for row in grade.results
        if row.finding is not None
    )
    found = commands(github_annotations(replace(grade, results=moved), ASSIGNMENT, Language.EN))
    assert not any("line" in properties for _kind, properties, _message in found)
    assert any("cell 2, line 4" in message for _kind, _properties, message in found)


def validated(data: bytes) -> ET.Element:
    """The rules of pytest's junit-10.xsd for what is used here."""
    root = ET.fromstring(data)  # noqa: S314 - our own bytes
    assert root.tag == "testsuites"
    assert set(root.attrib) <= {"name", "time", "tests", "failures", "errors"}
    for suite in root:
        assert suite.tag == "testsuite"
        assert {"name", "tests", "failures", "errors"} <= set(suite.attrib)
        assert set(suite.attrib) <= {"name", "tests", "failures", "errors", "group", "time",
                                     "skipped", "timestamp", "hostname", "id", "package", "file",
                                     "log", "url", "version"}  # fmt: skip
        assert {child.tag for child in suite} <= {"properties", "testcase", "system-out"}
        cases = suite.findall("testcase")
        assert int(suite.attrib["tests"]) == len(cases)
        for tag, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.attrib[name]) == sum(case.find(tag) is not None for case in cases)
        for element in suite.iter("property"):
            assert set(element.attrib) == {"name", "value"}
        for case in cases:
            assert set(case.attrib) <= {"name", "classname", "time", "group"}
            assert len(case) <= 1
            for outcome in case:
                assert outcome.tag in {"failure", "error", "skipped"}
                assert set(outcome.attrib) <= {"type", "message"}
    for element in root.iter():
        assert re.fullmatch(r"[0-9]{0,3}(\.[0-9]{0,3})?", element.get("time", ""))
    return root


def test_junit_tells_whose_fault_it_is():
    """Failure: the student's; error: the grader's; skipped: not reached."""
    root = validated(junit_xml(list(GRADES.values()), ASSIGNMENT, ES))
    suites = {suite.attrib["name"]: suite for suite in root}
    assert set(suites) == set(GRADES)
    assert suites["g01"].find("testcase/error") is None
    blank = suites["g09"]
    assert (blank.attrib["errors"], blank.attrib["failures"]) == ("1", "0")
    assert [item.attrib["name"] for item in blank.iter("property")] == ["assignment", "max_points"]
    broken = suites["g07"]
    assert broken.find("testcase/failure") is not None
    skipped = sum(result.status is CriterionStatus.NOT_REACHED for result in GRADES["g07"].results)
    assert int(broken.attrib["skipped"]) == skipped > 0
    points = {item.attrib["name"]: item.attrib["value"] for item in suites["g02"].iter("property")}
    assert points["points"] == "72.50"


def test_csv_and_json_are_what_report_writes(tmp_path):
    """The same bytes; blank grades are in them, as blanks."""
    done = export(made.make_plan(tmp_path, ExportTarget.CSV))
    assert done.document == render_csv(list(GRADES.values()))
    path = tmp_path / "a" / "grades.json"
    export(made.make_plan(tmp_path, ExportTarget.JSON, out=path))
    plain = json.loads(json.dumps([grade_to_json(grade) for grade in GRADES.values()], default=str))
    assert json.loads(path.read_text("utf-8")) == plain


def student_visible(language):
    """Everything that students may see, as one text for each format."""
    grades = list(GRADES.values())
    scored = [grade for grade in grades if grade.points is not None]
    yield as_json([gradescope_results(grade, ASSIGNMENT, language) for grade in scored])
    yield as_json(
        [
            classroom50_result(grade, ASSIGNMENT, language, username="u", environment={})
            for grade in scored
        ]
    )
    yield junit_xml(grades, ASSIGNMENT, language)
    yield "".join(github_annotations(grade, ASSIGNMENT, language) for grade in grades).encode()


@pytest.mark.parametrize("language", list(Language))
def test_students_see_nothing_private(language):
    """No flag, no reason of an extension, not who decided, no seed, no key, no machine's cause."""
    planted = json.dumps([grade_to_json(grade) for grade in GRADES.values()], default=str)
    for private in (*made.PRIVATE, "SIGBUS"):
        assert private in planted
        for seen in student_visible(language):
            assert private not in seen.decode()


HOSTILE = st.text(max_size=12) | st.sampled_from(
    ["]]>", "<b>&", "::error::x", "a\n::set-output::", "\x00\x1b[31m\ufffe", "\ud800", "%0A,:"]
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(name=HOSTILE, message=HOSTILE)
def test_hostile_names_break_no_document(name, message):
    """XML and JSON stay well formed, and nobody slips in a command."""
    evidence = factories.failed(
        Verdict.NOT_BUILDABLE, Stage.BUILDING, kind=name or "E", message=message, line=3
    )
    grade = replace(
        factories.make_grade(name or "g", evidence, members=(name,)), file_name=f"{name}.py"
    )
    jsonschema.validate(json.loads(as_json(gradescope_results(grade, ASSIGNMENT, ES))), GRADESCOPE)
    validated(junit_xml([grade], ASSIGNMENT, ES))
    for kind, _properties, _message in commands(github_annotations(grade, ASSIGNMENT, ES)):
        assert kind in {"notice", "warning", "error"}
