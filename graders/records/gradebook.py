"""The gradebook: every grade ever given, append-only, in SQLite with a write-ahead log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import Integer, String, Text, create_engine, event, func, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from graders.domain.grade import Grade, GradeFingerprint
from graders.errors import GradebookVersionError

SCHEMA = 1
_GRADE = TypeAdapter(Grade)
_FINGERPRINT = TypeAdapter(GradeFingerprint)
_APPEND_ONLY = tuple(
    f"CREATE TRIGGER IF NOT EXISTS grades_no_{action.lower()} BEFORE {action} ON grades "
    "BEGIN SELECT RAISE(ABORT, 'grades are append-only'); END"
    for action in ("UPDATE", "DELETE")
)


class _Base(DeclarativeBase):
    pass


class _GradeRow(_Base):
    __tablename__ = "grades"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    assignment: Mapped[str] = mapped_column(String(64), index=True)
    group: Mapped[str] = mapped_column(String(64), index=True)
    profile: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16))
    graded_at: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(64))
    record: Mapped[str] = mapped_column(Text)


class Gradebook:
    """Grades by assignment, group and profile; the newest one counts.

    Args:
        file: The SQLite file; created when missing.

    Raises:
        GradebookVersionError: The file was written by a newer version.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._engine = create_engine(f"sqlite:///{file}")
        event.listen(self._engine, "connect", _use_write_ahead_log)
        self._prepare(file)

    def append(self, grade: Grade) -> None:
        """Add a grade; it is on disk when this returns."""
        with Session(self._engine) as session, session.begin():
            session.add(
                _GradeRow(
                    assignment=grade.assignment,
                    group=grade.group,
                    profile=grade.profile,
                    status=str(grade.status),
                    graded_at=grade.graded_at.isoformat(),
                    fingerprint=fingerprint_digest(grade.fingerprint),
                    record=_GRADE.dump_json(grade).decode(),
                )
            )

    def latest(self, assignment: str, profile: str) -> dict[str, Grade]:
        """Return the newest grade of every group."""
        newest = (
            select(func.max(_GradeRow.id))
            .where(_GradeRow.assignment == assignment, _GradeRow.profile == profile)
            .group_by(_GradeRow.group)
        )
        with Session(self._engine) as session:
            rows = session.scalars(
                select(_GradeRow).where(_GradeRow.id.in_(newest)).order_by(_GradeRow.group)
            )
            return {row.group: _GRADE.validate_json(row.record) for row in rows}

    def history(self, assignment: str, group: str) -> tuple[Grade, ...]:
        """Return every grade of a group, oldest first."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(_GradeRow)
                .where(_GradeRow.assignment == assignment, _GradeRow.group == group)
                .order_by(_GradeRow.id)
            )
            return tuple(_GRADE.validate_json(row.record) for row in rows)

    def profiles(self, assignment: str) -> tuple[str, ...]:
        """Return the profiles that have grades, the most recently used first."""
        with Session(self._engine) as session:
            rows = session.execute(
                select(_GradeRow.profile, func.max(_GradeRow.id))
                .where(_GradeRow.assignment == assignment)
                .group_by(_GradeRow.profile)
                .order_by(func.max(_GradeRow.id).desc())
            )
            return tuple(profile for profile, _newest in rows)

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def _prepare(self, file: Path) -> None:
        with self._engine.begin() as connection:
            found = connection.execute(text("PRAGMA user_version")).scalar_one()
            if found > SCHEMA:
                raise GradebookVersionError(
                    f"{file} was written by a newer grader "
                    f"(schema {found}; this one knows {SCHEMA}).",
                    hint="Update the grader, or set GRADER_HOME to another folder.",
                )
            _Base.metadata.create_all(connection)
            for statement in _APPEND_ONLY:
                connection.execute(text(statement))
            connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))


@contextmanager
def open_gradebook(file: Path) -> Iterator[Gradebook]:
    """Open a gradebook for the length of a block."""
    gradebook = Gradebook(file)
    try:
        yield gradebook
    finally:
        gradebook.close()


def fingerprint_digest(fingerprint: GradeFingerprint) -> str:
    """Hash what a grade was computed from."""
    return hashlib.sha256(_FINGERPRINT.dump_json(fingerprint)).hexdigest()


def _use_write_ahead_log(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


__all__ = ["SCHEMA", "Gradebook", "fingerprint_digest", "open_gradebook"]
