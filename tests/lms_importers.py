"""How Moodle and Canvas read the files that come back, from their own importers' source.

Moodle: mod/assign/feedback/offline/importgradeslib.php, locallib.php. Canvas:
lib/gradebook_importer.rb.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

HEADERS = {
    "en": ("Identifier", "Grade", "Last modified (grade)", "Feedback comments", "Participant "),
    "es": (
        "Identificador",
        "Calificación",
        "Última modificación (calificación)",
        "Comentarios de retroalimentación",
        "Participante ",
    ),
}


@dataclass
class MoodleAssignment:
    """What Moodle has: grades and comments by participant id."""

    participants: set[str]
    maximum: float = 100.0
    grades: dict[str, float] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    decimal_mark: str = "."
    language: str = "en"

    def import_worksheet(self, data: bytes, delimiter: str = ",") -> tuple[dict, dict]:
        """Return the grades and comments that change; raises where Moodle refuses the file."""
        rows = _rows(data, delimiter)
        identifier, grade, modified, comments, prefix = HEADERS[self.language]
        header = rows[0]
        for needed in (identifier, grade, modified):
            if needed not in header:
                raise ValueError(f"invalidgradeimport: {needed}")
        grades: dict[str, float] = {}
        texts: dict[str, str] = {}
        for row in rows[1:]:
            number = row[header.index(identifier)][len(prefix) :]
            if number not in self.participants:
                continue
            value = self._number(row[header.index(grade)])
            if (
                value is not None
                and value != self.grades.get(number)
                and 0 <= value <= self.maximum
            ):
                grades[number] = value
            if comments in header:
                said = row[header.index(comments)]
                if said != self.comments.get(number, ""):
                    texts[number] = said
        return grades, texts

    def _number(self, text: str) -> float | None:
        """`unformat_float`: the locale's decimal mark becomes a point."""
        plain = text.strip().replace(" ", "").replace(self.decimal_mark, ".")
        return float(plain) if plain else None


@dataclass
class CanvasCourse:
    """What Canvas has: assignments by id with title and points possible, students by id."""

    assignments: dict[int, tuple[str, float]]
    students: dict[int, str]
    scores: dict[tuple[int, int], str] = field(default_factory=dict)

    def import_gradebook(self, data: bytes) -> dict[tuple[int, int], str]:
        """Return scores that change, by student and assignment.

        Raises where Canvas refuses the header, or would make a new assignment or a new user.
        """
        lines = data.decode("utf-8-sig")
        rows = _rows(data, _separator(lines))
        header = rows[0]
        self._require_header(header)
        columns = self._assignment_columns(header)
        changed: dict[tuple[int, int], str] = {}
        for row in rows[1:]:
            if "Points Possible" in row[0]:
                self._read_maxima(row, columns)
                continue
            if all(re.fullmatch(r"(?i)\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
                continue
            student = self._student(row)
            for assignment, at in columns.items():
                new, old = _normal(row[at].strip()), self.scores.get((student, assignment), "")
                if not _same(old, new):
                    changed[student, assignment] = new
        return changed

    def _read_maxima(self, row: list[str], columns: dict[int, int]) -> None:
        for assignment, at in columns.items():
            if "read only" in row[at]:
                raise LookupError(f"assignment {assignment} is read only")
            shown = _normal(row[at])
            if shown and float(shown) != self.assignments[assignment][1]:
                raise LookupError("points possible would change")

    def _require_header(self, header: list[str]) -> None:
        if not (len(header) > 3 and "Student" in header[0] and "ID" in header[1]):
            raise ValueError("Invalid header row")
        if "Section" not in header[self._student_columns(header) - 1]:
            raise ValueError("Invalid header row: Section")

    @staticmethod
    def _student_columns(header: list[str]) -> int:
        """`update_column_count`."""
        count = 3
        if re.search(r"SIS\s+Login\s+ID", header[2]):
            return count + 1
        if re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
            more = 1 if re.search(r"Integration\s+ID", header[4]) else 0
            count += 2 + more
            if re.search(r"Root\s+Account", header[4 + more]):
                count += 1
        return count

    def _assignment_columns(self, header: list[str]) -> dict[int, int]:
        columns = {}
        dropped = re.compile(
            "Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|"
            "Override Score|Override Grade|Override Status"
        )
        for at, name in enumerate(header):
            if at < self._student_columns(header) or dropped.search(name):
                continue
            found = re.search(r"\((\d+)\)\s*$", name)
            known = int(found[1]) if found and int(found[1]) in self.assignments else None
            by_title = [key for key, (title, _) in self.assignments.items() if title == name]
            if known is None and not by_title:
                raise LookupError(f"a new assignment {name!r} would be made")
            columns[by_title[0] if known is None else known] = at
        return columns

    def _student(self, row: list[str]) -> int:
        if row[1].strip().isdigit() and int(row[1]) in self.students:
            return int(row[1])
        by_name = [key for key, name in self.students.items() if name == row[0]]
        if not by_name:
            raise LookupError(f"a new user {row[0]!r} would be made")
        return by_name[0]


def _separator(text: str) -> str:
    """`identify_delimiter`: what gives the first three lines equally many fields."""
    counts = {}
    for mark in ";,":
        sizes = {
            len(next(csv.reader([line], delimiter=mark), [])) for line in text.splitlines()[:3]
        }
        counts[mark] = sizes.pop() if len(sizes) == 1 else 0
    return ";" if counts[";"] > counts[","] else ","


def _rows(data: bytes, delimiter: str) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]


def _normal(text: str) -> str:
    """`decimal_comma_to_period`."""
    if not re.fullmatch(r"-?[0-9.,]+%?", text):
        return text
    *whole, last = re.split(r"[,.]", text)
    return f"{''.join(whole)}.{last}" if whole else last


def _same(old: str, new: str) -> bool:
    if old == new or {old, new} <= {"", "-"}:
        return True
    if not old or not new or "EX" in {old.upper(), new.upper()}:
        return False
    return round(float(old), 2) == round(float(new), 2)
