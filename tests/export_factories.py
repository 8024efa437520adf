"""A graded class, its roster, and the files that learning platforms give out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from graders.course.workspace import bundled_workspace
from graders.domain.grade import Change, Grade, GradeStatus, Origin
from graders.domain.lateness import Extension, Lateness
from graders.domain.override import Override
from graders.domain.review import ReviewFlag
from graders.domain.submission import SourceLocation
from graders.intake.roster import Roster, read_people
from graders.pipeline.export_plan import ExportPlan
from graders.reports.exports.base import ExportTarget
from graders.reports.messages.text import Language
from tests import grade_factories as factories
from tests.assignment_factories import make_assignment

PRIVATE_REASON = "grandmother in hospital, private"
PRIVATE_BY = "ana-the-assistant"
PRIVATE_FLAG = "secret_exfil_name"
PRIVATE_SEED = "20260701"
PRIVATE = (PRIVATE_REASON, PRIVATE_BY, PRIVATE_FLAG, PRIVATE_SEED, "7f" * 32, "flag.")

ROSTER = """group,member,name,email,moodle_id,canvas_id,student_id
g01,ana,"Pérez, Ana María",ana@uni.example,101,9101,2020-1
g01,beto,Beto García López,beto@uni.example,102,9102,2020-2
g02,carla,Carla Núñez,carla@uni.example,,,
g02,dario,Darío O'Brien,,,,
g03,eva,Eva Gómez,eva@uni.example,105,9105,
g04,fede,Federico Ñandú,fede@uni.example,106,9106,
g09,gabi,Gabriela Ríos,gabi@uni.example,109,9109,
"""
NOON = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)


def overridden() -> Grade:
    """A grade that a person set to 72.5, with a flag on it."""
    grade = factories.middling()
    entry = Override(
        made_at=NOON,
        by=PRIVATE_BY,
        reason="oral exam",
        points=Decimal("72.50"),
        computed=grade.computed_points,
    )
    return replace(grade, override=entry, change=Change.OVERRIDDEN, flags=(flag(),))


def flag() -> ReviewFlag:
    """A flag with a private value."""
    return ReviewFlag(
        code="flag.patched_library",
        values=(("name", PRIVATE_FLAG),),
        where=(SourceLocation(line=1),),
        origin=Origin.STATIC,
    )


def late() -> Grade:
    """A grade that lost five points for lateness, after an extension with a private reason."""
    grade = factories.starter()
    due = grade.received_at - timedelta(days=3)
    lateness = Lateness(
        due=due,
        extension=Extension(who="g03", until=due + timedelta(days=1), reason=PRIVATE_REASON),
        seconds=2 * 86_400,
        units=2,
        lost=Decimal(5),
    )
    return replace(grade, lateness=lateness, late=True, status=GradeStatus.NEEDS_REVIEW,
                   flags=(flag(),))  # fmt: skip


def graded_class() -> dict[str, Grade]:
    """Nine groups: one set by hand, one late, one blank, failures of all kinds."""
    grades = {grade.group: grade for grade in factories.whole_class()}
    grades["g02"] = overridden()
    grades["g03"] = late()
    return grades


def roster(folder: Path, text: str = ROSTER) -> Roster:
    """Write and read a roster."""
    path = folder / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return read_people(path)


def make_plan(folder: Path, target: ExportTarget, **changes: object) -> ExportPlan:
    """A plan for the graded class; Spanish unless told otherwise."""
    facts: dict[str, object] = {
        "workspace": bundled_workspace(),
        "assignment": make_assignment(),
        "profile": "embedded",
        "grades": graded_class(),
        "roster": roster(folder),
        "target": target,
        "language": Language.ES,
    }
    return ExportPlan(**{**facts, **changes})  # type: ignore[arg-type]


HEADERS_EN = (
    "Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum Grade",
    "Grade can be changed", "Last modified (submission)", "Last modified (grade)",
    "Feedback comments",
)  # fmt: skip
HEADERS_ES = (
    "Identificador", "Nombre completo", "Número de ID", "Dirección de correo", "Estatus",
    "Calificación", "Calificación máxima", "La calificación puede ser cambiada",
    "Última modificación (entrega)", "Última modificación (calificación)",
    "Comentarios de retroalimentación",
)  # fmt: skip
MODIFIED = "viernes, 3 de julio de 2026, 09:15"
STUDENTS: tuple[tuple[str, str, str], ...] = (
    ("101", "Ana María Pérez", "ana@uni.example"),
    ("102", "Beto García López", "beto@uni.example"),
    ("203", "Carla Núñez", "carla@uni.example"),
    ("204", "Darío O'Brien", ""),
    ("105", "Eva Gómez", "eva@uni.example"),
    ("109", "Gabriela Ríos", "gabi@uni.example"),
    ("300", "Zoe, la \"oyente\"", "zoe@uni.example"),
)  # fmt: skip


def worksheet(
    *,
    headers: Iterable[str] = HEADERS_EN,
    participant: str = "Participant",
    grades: Mapping[str, str] | None = None,
    comments: Mapping[str, str] | None = None,
    maximum: str = "100.00",
    delimiter: str = ",",
    ending: str = "\n",
    students: Iterable[tuple[str, str, str]] = STUDENTS,
) -> str:
    """A grading worksheet as Moodle writes it."""
    said = comments or {}
    rows = [
        [f"{participant} {number}", name, "", email, "Submitted for grading",
         (grades or {}).get(number, ""), maximum, "Yes", "=1+1; 3 jul", MODIFIED,
         said.get(number, "")]
        for number, name, email in students
    ]  # fmt: skip
    return table_text([list(headers), *rows], delimiter=delimiter, ending=ending)


def table_text(rows: Iterable[Iterable[str]], *, delimiter: str = ",", ending: str = "\n") -> str:
    """Rows as CSV."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return buffer.getvalue()


TITLE = "Mejorar un clasificador de imágenes (4711)"


def gradebook(
    *,
    columns: Iterable[str] = (TITLE, "Otra tarea (4712)", "Current Score", "Final Score"),
    possible: Iterable[str] = ("100.00", "10.00", "(read only)", "(read only)"),
    values: Mapping[str, Iterable[str]] | None = None,
    posting: bool = True,
    delimiter: str = ",",
    ending: str = "\r\n",
) -> str:
    """A gradebook as Canvas exports it."""
    people = (
        ("Pérez, Ana María", "9101", "2020-1", "ana@uni.example"),
        ("García López, Beto", "9102", "2020-2", "beto@uni.example"),
        ("Núñez, Carla", "9203", "", "carla@uni.example"),
        ("O'Brien, Darío", "9204", "", ""),
        ("Gómez, Eva", "9105", "", "eva@uni.example"),
        ("Ríos, Gabriela", "9109", "", "gabi@uni.example"),
        ("Student, Test", "9999", "", "0c1f"),
    )
    columns, possible = list(columns), list(possible)
    blank = [""] * len(columns)
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *columns]]
    if posting:
        rows.append(["", "", "", "", "", "Manual Posting", *blank[1:]])
    rows.append(["    Points Possible", "", "", "", "", *possible])
    for name, number, sis, login in people:
        given = list((values or {}).get(number, blank))
        rows.append([name, number, sis, login, "Sección A; mañana", *given])
    return table_text(rows, delimiter=delimiter, ending=ending)
