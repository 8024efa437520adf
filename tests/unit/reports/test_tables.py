import csv
import io
import json
import subprocess
import sys
from dataclasses import replace

import pytest

from graders.domain.evidence import Evidence
from graders.reports.base import StatusRow, SubmissionState
from graders.reports.csv_table import render_csv
from graders.reports.json_record import SCHEMA, grade_to_json
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.terminal import explain_text, grade_table, rubric_table, status_table
from tests import grade_factories as factories

ES = Language.ES
EVIL = "g\x1b]0;x\x07\r\n\u202eevil"


def cells(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_csv_has_one_row_per_member_and_blank_cells_for_blank_grades() -> None:
    rows = cells(render_csv(factories.whole_class()))
    assert len(rows) == 9 * 3
    blank = [row for row in rows if row["group"] == "g09"]
    assert {row["points"] for row in blank} == {""}
    assert {row["improvement"] for row in blank} == {""}
    assert {row["verdict"] for row in rows if row["group"] == "g07"} == {"not_buildable"}


def test_a_group_without_roster_has_one_row() -> None:
    assert len(cells(render_csv([replace(factories.strong(), members=())]))) == 1


def test_json_is_plain_exact_and_versioned() -> None:
    record = grade_to_json(factories.middling())
    assert record["schema"] == SCHEMA
    assert record["points"] == "77.56"
    assert record["received_at"] == "2026-06-28T21:14:00-03:00"
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert grade_to_json(factories.ungraded())["points"] is None


def test_json_turns_numbers_that_are_not_finite_into_null() -> None:
    grade = factories.strong()
    evidence = grade.evidence or Evidence(verdict=grade.run.verdict)  # type: ignore[union-attr]
    history = replace(evidence.history, metrics={"loss": (float("nan"), 1.0)})  # type: ignore[type-var]
    record = grade_to_json(replace(grade, evidence=replace(evidence, history=history)))
    assert record["evidence"]["history"]["metrics"]["loss"] == [None, 1.0]


@pytest.mark.parametrize("language", list(Language))
def test_the_grade_table_has_a_line_per_group(language: Language) -> None:
    table = grade_table(factories.whole_class(), language)
    assert len(table.splitlines()) == 2 + 9
    assert max(len(line) for line in table.splitlines()) <= 120


def test_the_rubric_table_ends_in_the_total() -> None:
    assert rubric_table(factories.make_assignment(), ES).splitlines()[-1].split() == [
        "total",
        "100",
    ]


def test_the_status_table_shows_every_state() -> None:
    rows = [
        StatusRow(group=f"g{index}", state=state) for index, state in enumerate(SubmissionState)
    ]
    rows.append(StatusRow(group="g9", state=SubmissionState.GRADED, grade=factories.strong(),
                          received_at=factories.RECEIVED))  # fmt: skip
    table = status_table(rows, ES)
    assert len(table.splitlines()) == 2 + len(rows)
    assert "99" in table


def test_explanations_teach_and_say_whose_fault_it_is() -> None:
    assert "Para probar" in explain_text(factories.group_report(factories.middling()))
    assert "línea 24" in explain_text(factories.group_report(factories.not_buildable()))
    blank = explain_text(factories.group_report(factories.ungraded()))
    assert "no es un cero" in blank
    assert " 0 de " not in blank


def test_no_control_character_reaches_the_terminal() -> None:
    grade = replace(factories.not_buildable(), group=EVIL, file_name=EVIL, members=(EVIL,))
    failure = replace(grade.evidence.failure, message=EVIL, kind=EVIL)  # type: ignore[union-attr, type-var]
    grade = replace(grade, evidence=replace(grade.evidence, failure=failure))  # type: ignore[type-var]
    row = StatusRow(group=EVIL, state=SubmissionState.GRADED, grade=grade)
    shown = "".join(
        [
            grade_table([grade], ES),
            explain_text(factories.group_report(grade)),
            status_table([row], ES),
        ]
    )
    assert all(char == "\n" or char.isprintable() for char in shown)


def test_printable_keeps_letters_of_every_script() -> None:
    assert printable("ñandú 日本 🙂") == "ñandú 日本 🙂"
    assert printable("a\nb\x00\ud800") == "a b\\x00\\ud800"
    assert printable("a\nb", keep_newlines=True) == "a\nb"


def test_tables_do_not_load_matplotlib_or_jinja() -> None:
    """Commands that print tables start fast."""
    modules = ("terminal", "csv_table", "json_record")
    code = "".join(f"import graders.reports.{name};" for name in modules) + (
        "import sys; sys.exit(bool({'matplotlib', 'jinja2', 'rich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
