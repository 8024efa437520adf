"""What students get of an assignment: handouts, starter, the file itself, and public extras."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graders.course.assignment_file import FILE_NAME
from graders.course.starter_notebook import notebook_text
from graders.domain.assignment import Assignment
from graders.errors import CourseError
from graders.reports.handout import default_handout, fill_handout
from graders.reports.messages.text import Language

STARTER: Final = "starter.py"
NOTEBOOK: Final = "starter.ipynb"
HANDOUTS: Final = {language: f"handout.{language}.md" for language in Language}
MAX_EXTRA_BYTES: Final = 64 * 2**20
_OWN: Final = frozenset({FILE_NAME, STARTER, NOTEBOOK, *HANDOUTS.values()})


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFile:
    """One file as a student gets it.

    Attributes:
        name: Path below the student's folder, with `/`.
        content: Its bytes.
        source: The file of the course it comes from, for messages.
    """

    name: str
    content: bytes
    source: Path


def public_files(
    folder: Path, assignment: Assignment, languages: Sequence[Language]
) -> tuple[PublicFile, ...]:
    """Return what students get, in a fixed order.

    A missing handout or notebook is made: the one from the assignment file, the other from the
    starter.

    Args:
        folder: The assignment's folder.
        assignment: The assignment in it.
        languages: Languages of the handouts.

    Raises:
        CourseError: There is no starter, a handout's block is wrong, or an extra is a link, is
            too large, or cannot be read.
    """
    starter = folder / STARTER
    if not starter.is_file():
        raise CourseError(f"There is no {starter}; students begin with it.")
    handouts = [_handout(folder, assignment, language) for language in languages]
    script = PublicFile(name=STARTER, content=_read(starter), source=starter)
    return (*handouts, script, _notebook(folder), *_extras(folder))


def _handout(folder: Path, assignment: Assignment, language: Language) -> PublicFile:
    path = folder / HANDOUTS[language]
    if path.is_file():
        written = _text(path)
        text = fill_handout(written, assignment, language, file=str(path))
    else:
        text = default_handout(assignment, language)
    return PublicFile(name=path.name, content=text.encode(), source=path)


def _notebook(folder: Path) -> PublicFile:
    path = folder / NOTEBOOK
    if path.is_file():
        return PublicFile(name=NOTEBOOK, content=_read(path), source=path)
    starter = folder / STARTER
    return PublicFile(name=NOTEBOOK, content=notebook_text(_text(starter)).encode(), source=starter)


def _extras(folder: Path) -> Iterator[PublicFile]:
    """Yield everything else in the folder, such as networks in `features/`."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if any(part.startswith(".") or part == "__pycache__" for part in name.parts):
            continue
        if path.is_symlink():
            raise CourseError(f"{path} is a link, so what it shows may lie outside of the folder.")
        if path.is_file() and str(name) not in _OWN:
            yield PublicFile(name=name.as_posix(), content=_read(path), source=path)


def _read(path: Path) -> bytes:
    if path.is_symlink():
        raise CourseError(f"{path} is a link, so what it shows may lie outside of the folder.")
    if path.stat().st_size > MAX_EXTRA_BYTES:
        raise CourseError(f"{path} is larger than {MAX_EXTRA_BYTES // 2**20} MiB.")
    return path.read_bytes()


def _text(path: Path) -> str:
    try:
        return _read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CourseError(f"{path} is not UTF-8 text (byte {error.start}).") from None
