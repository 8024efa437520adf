"""The gradebook: every grade ever given, append-only, in SQLite with a write-ahead log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import Connection, Integer, String, Text, create_engine, event, func, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from graders.domain.grade import Change, Grade, GradeFingerprint
from graders.errors import GradebookVersionError, StorageError

SCHEMA = 2
_GRADE = TypeAdapter(Grade)
_FINGERPRINT = TypeAdapter(GradeFingerprint)
_WITHOUT_CHAIN = 1
_WRITES = "writes"
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
    chain: Mapped[str] = mapped_column(String(64))


class Gradebook:
    """Grades by assignment, group and profile; the newest one counts.

    Args:
        file: The SQLite file; created when missing.

    Raises:
        GradebookVersionError: The file was written by a newer version.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file
        self._engine = create_engine(f"sqlite:///{file}")
        event.listen(self._engine, "connect", _use_write_ahead_log)
        event.listen(self._engine, "begin", _begin)
        with _told_plainly(file):
            self._prepare(file)

    def append(self, grade: Grade) -> Grade:
        """Add a grade and return it as it was added; it is on disk then."""
        return self.append_all([grade])[0]

    def append_all(self, grades: Iterable[Grade]) -> tuple[Grade, ...]:
        """Add several grades, all of them or none; they are on disk when this returns.

        What a person decided about a group's points goes over to its newer grades, whoever writes
        them.

        Returns:
            The grades as they were added.

        Raises:
            StorageError: They cannot be written.
        """
        added = []
        writer = self._engine.execution_options(**{_WRITES: True})
        with _told_plainly(self._file), Session(writer) as session, session.begin():
            chain = self._last_chain(session)
            for new in grades:
                grade = _with_override(
                    new, _newest(session, new.assignment, new.group, new.profile)
                )
                added.append(grade)
                record = _GRADE.dump_json(grade).decode()
                chain = next_link(chain, record)
                session.add(
                    _GradeRow(
                        assignment=grade.assignment,
                        group=grade.group,
                        profile=grade.profile,
                        status=str(grade.status),
                        graded_at=grade.graded_at.isoformat(),
                        fingerprint=fingerprint_digest(grade.fingerprint),
                        record=record,
                        chain=chain,
                    )
                )
                # One by one, so that the order of the rows is that of the chain.
                session.flush()
        return tuple(added)

    def broken_link(self) -> int | None:
        """Return the number of the first grade that does not follow from those before it, or None.

        A grade that was changed, taken out or put in later shows here, unless everything after it
        was written anew as well.
        """
        chain = ""
        with Session(self._engine) as session:
            rows = session.execute(
                select(_GradeRow.id, _GradeRow.record, _GradeRow.chain).order_by(_GradeRow.id)
            )
            for number, (row, record, stored) in enumerate(rows, start=1):
                chain = next_link(chain, record)
                if stored != chain or row != number:
                    return int(row)
        return None

    def head(self) -> tuple[int, str]:
        """Return how many grades there are and the last link of their chain; '' when empty."""
        with Session(self._engine) as session:
            count = session.scalar(select(func.count(_GradeRow.id))) or 0
            return int(count), self._last_chain(session)

    @staticmethod
    def _last_chain(session: Session) -> str:
        newest = select(_GradeRow.chain).order_by(_GradeRow.id.desc()).limit(1)
        return session.scalar(newest) or ""

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

    def latest_of(self, assignment: str, group: str, profile: str) -> Grade | None:
        """Return the newest grade of one group, or None."""
        with Session(self._engine) as session:
            return _newest(session, assignment, group, profile)

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
        writer = self._engine.execution_options(**{_WRITES: True})
        with writer.begin() as connection:
            found = connection.execute(text("PRAGMA user_version")).scalar_one()
            if found > SCHEMA:
                raise GradebookVersionError(
                    f"{file} was written by a newer grader "
                    f"(schema {found}; this one knows {SCHEMA}).",
                    hint="Update the grader, or set GRADER_HOME to another folder.",
                )
            if found == _WITHOUT_CHAIN:
                _add_chain(connection)
            _Base.metadata.create_all(connection)
            for statement in _APPEND_ONLY:
                connection.execute(text(statement))
            connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))


@contextmanager
def _told_plainly(file: Path) -> Iterator[None]:
    """Turn what SQLite says of a full disk or of another writer into a sentence."""
    try:
        yield
    except OperationalError as error:
        raise StorageError(
            f"{file} cannot be written: {error.orig}.",
            hint="Free space on the disk, or end what keeps it locked; grades before this one are "
            "kept, and the same command goes on.",
        ) from error


def _newest(session: Session, assignment: str, group: str, profile: str) -> Grade | None:
    newest = (
        select(_GradeRow.record)
        .where(
            _GradeRow.assignment == assignment,
            _GradeRow.group == group,
            _GradeRow.profile == profile,
        )
        .order_by(_GradeRow.id.desc())
        .limit(1)
    )
    record = session.scalar(newest)
    return None if record is None else _GRADE.validate_json(record)


def _with_override(new: Grade, earlier: Grade | None) -> Grade:
    """Take over what a person decided, unless the new grade brings a decision of its own."""
    if new.change is Change.OVERRIDDEN or earlier is None:
        return new
    return replace(new, override=earlier.override)


def _add_chain(connection: Connection) -> None:
    """Bring a gradebook of schema 1 to schema 2: its grades are linked as they are now."""
    connection.execute(text("DROP TRIGGER IF EXISTS grades_no_update"))
    connection.execute(text("ALTER TABLE grades ADD COLUMN chain VARCHAR(64) NOT NULL DEFAULT ''"))
    chain = ""
    for row, record in connection.execute(text("SELECT id, record FROM grades ORDER BY id")).all():
        chain = next_link(chain, record)
        linked = text("UPDATE grades SET chain = :chain WHERE id = :id")
        connection.execute(linked, {"chain": chain, "id": row})


def next_link(chain: str, record: str) -> str:
    """Return the link of a record: SHA-256 over the link before it and the record's text."""
    return hashlib.sha256(f"{chain}\n{record}".encode()).hexdigest()


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


def _begin(connection: Connection) -> None:
    # Who writes must read the last link first, with nobody in between; who reads waits for nobody.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _use_write_ahead_log(connection: DBAPIConnection, _record: object) -> None:
    # SQLAlchemy's own advice for SQLite: the driver must not begin transactions by itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


__all__ = ["SCHEMA", "Gradebook", "fingerprint_digest", "next_link", "open_gradebook"]
