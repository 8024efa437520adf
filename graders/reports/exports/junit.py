"""JUnit XML (family `xunit2`): a suite for each group, a case for each rubric row.

A failure is the student's, an error the grader's, and a row that the run did not reach is skipped.

Source:
    pytest, junitxml.py and junit-10.xsd.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from graders.domain.assignment import Assignment
from graders.domain.grade import CriterionResult, CriterionStatus, Grade
from graders.reports.exports.said import failure_text, row_text, summary
from graders.reports.failure_view import failure_views
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.row_view import RowView, row_views

MEDIA_TYPE = "application/xml"

_ILLEGAL: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_NO_TIME: Final = "0.000"


def junit_xml(grades: Sequence[Grade], assignment: Assignment, language: Language) -> bytes:
    """Return one suite for each grade; characters that XML cannot hold are left out."""
    suites = [_suite(grade, assignment, language) for grade in grades]
    root = ET.Element("testsuites", {"name": _legal(assignment.id)})
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    root.set("time", _NO_TIME)
    root.extend(suites)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _suite(grade: Grade, assignment: Assignment, language: Language) -> ET.Element:
    cases = _cases(grade, assignment, language)
    suite = ET.Element("testsuite", {"name": _legal(grade.group)})
    for attribute, tag in (("errors", "error"), ("failures", "failure"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("tests", str(len(cases)))
    suite.set("time", _NO_TIME)
    suite.set("timestamp", grade.graded_at.isoformat())
    properties = ET.SubElement(suite, "properties")
    known = {"assignment": grade.assignment, "max_points": str(grade.max_points)}
    if grade.points is not None:
        known["points"] = str(grade.points)
    for name, value in known.items():
        ET.SubElement(properties, "property", {"name": name, "value": _legal(value)})
    suite.extend(cases)
    if grade.points is not None:
        ET.SubElement(suite, "system-out").text = _legal(summary(grade, assignment, language))
    return suite


def _cases(grade: Grade, assignment: Assignment, language: Language) -> list[ET.Element]:
    name = f"{grade.assignment}.{grade.group}"
    run = _case(name, catalog.text("export.junit.run", language))
    if grade.rows_points is None:
        # By hand it may be worth something all the same; what the grader owed is still missing.
        _outcome(run, "error", catalog.text("export.blank", language))
        return [run]
    for view in failure_views(grade, assignment, language):
        _outcome(run, "failure", failure_text(view, language))
        break
    rows = zip(grade.results, row_views(grade, assignment, language), strict=True)
    return [run, *(_of_row(name, result, row, language) for result, row in rows)]


def _of_row(name: str, result: CriterionResult, row: RowView, language: Language) -> ET.Element:
    case = _case(name, row.full_title)
    said = f"{row.points} / {row.max_points}. {row_text(row, language)}"
    if result.status is CriterionStatus.NOT_ASSESSED:
        _outcome(case, "error", said)
    elif result.status is CriterionStatus.NOT_REACHED:
        _outcome(case, "skipped", said)
    elif result.status is not CriterionStatus.MET:
        _outcome(case, "failure", said)
    return case


def _case(group: str, title: str) -> ET.Element:
    attributes = {"classname": _legal(group), "name": _legal(title), "time": _NO_TIME}
    return ET.Element("testcase", attributes)


def _outcome(case: ET.Element, tag: str, said: str) -> None:
    legal = _legal(said)
    outcome = ET.SubElement(case, tag, {"message": legal.partition("\n")[0]})
    if tag == "skipped":
        outcome.set("type", "pytest.skip")
    outcome.text = legal


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
