"""Finds private things among files that are meant for students."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from graders.course.calibration_file import FILE_NAME as CALIBRATION
from graders.course.public_files import HANDOUTS, STARTER, PublicFile
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.errors import CourseError
from graders.intake.reading import read_code
from graders.intake.roster import ROSTER_FILE
from graders.pipeline.late_work import EXTENSIONS_FILE

SHORTEST_LEAK: Final = 40
"""Shorter lines are what anybody would write."""

_SOLUTIONS: Final = (".py", ".ipynb")
_PRIVATE_NAMES: Final = frozenset(
    {CALIBRATION, "secret", "gradebook.sqlite", ROSTER_FILE, EXTENSIONS_FILE}
)
_CALIBRATION_KEYS: Final = ("accuracy_knots", "kid_reference", "gap_full_credit")
_LABELS: Final = re.compile(r"^(true_\w+|y_\w+|labels?|permutation)(\.npy)?$")
_EXAMPLE: Final = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def refuse_leaks(
    workspace: Workspace,
    assignment: Assignment,
    files: Sequence[PublicFile],
    *,
    program: Sequence[PublicFile] = (),
) -> None:
    """Compare what would leave with the course's private files.

    A line of a known solution is private when it has `SHORTEST_LEAK` characters or more and stands
    neither in the starter nor in the Python examples of all handouts.

    Args:
        workspace: The course.
        assignment: The assignment.
        files: Course files that would leave.
        program: Files of the grader itself that would leave; they may name calibration keys.

    Raises:
        CourseError: Something private would leave; names the file and the line.
    """
    reference = workspace.reference / assignment.id
    hashes = _private_files(reference)
    secret = stored_secret(workspace)
    lines = private_lines(workspace, assignment)
    for file, is_course_file in [
        *((one, True) for one in files),
        *((one, False) for one in program),
    ]:
        _refuse_private_file(file, hashes)
        _refuse_secret(file, secret)
        _refuse_labels(file)
        for place, line in _lines(file):
            if is_course_file:
                _refuse_calibration(line, place)
            _refuse_line(line, place, lines)


def _refuse_private_file(file: PublicFile, hashes: Mapping[str, Path]) -> None:
    if Path(file.name).name in _PRIVATE_NAMES:
        raise CourseError(f"{file.source} would be released; files of this name are private.")
    twin = hashes.get(hashlib.sha256(file.content).hexdigest())
    if twin is not None:
        raise CourseError(f"{file.source} would be released; it is the private file {twin}.")


def _refuse_secret(file: PublicFile, secret: bytes) -> None:
    if secret and (secret in file.content or secret.hex().encode() in file.content.lower()):
        raise CourseError(f"{file.source} would be released; the secret of the course is in it.")


def _refuse_labels(file: PublicFile) -> None:
    """Refuse arrays that are named like labels; nothing is loaded."""
    names = [Path(file.name).name]
    if zipfile.is_zipfile(io.BytesIO(file.content)):
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            names += archive.namelist()
    for name in names:
        if _LABELS.match(name):
            raise CourseError(f"{file.source} would be released; `{name}` holds labels.")


def _refuse_calibration(line: str, place: str) -> None:
    key = next((key for key in _CALIBRATION_KEYS if key in line), None)
    if key is not None:
        raise CourseError(f"{place} would be released; `{key}` belongs to the calibration.")


def _refuse_line(line: str, place: str, private: Mapping[str, str]) -> None:
    plain = _plain(line)
    if len(plain) < SHORTEST_LEAK:
        return
    for known, origin in private.items():
        if known in plain:
            raise CourseError(
                f"{place} would be released; the line is that of the known solution {origin}.",
                hint="Remove it, or write it into the starter if students may have it.",
            )


def _private_files(reference: Path) -> dict[str, Path]:
    return {
        hashlib.sha256(path.read_bytes()).hexdigest(): path
        for path in sorted(reference.rglob("*"))
        if path.is_file() and path.stat().st_size > 0 and "__pycache__" not in path.parts
    }


def private_lines(workspace: Workspace, assignment: Assignment) -> dict[str, str]:
    """Return lines of the known solutions that nothing public holds, with the place of each.

    They are without indentation and repeated spaces, and at least `SHORTEST_LEAK` characters long.
    """
    reference = workspace.reference / assignment.id
    known = _known_lines(workspace.assignments / assignment.id)
    lines: dict[str, str] = {}
    for path in sorted(reference.rglob("*")):
        if path.suffix not in _SOLUTIONS or not path.is_file():
            continue
        _sha256, code = read_code(path)
        for number, line in enumerate(code.text.splitlines(), start=1):
            plain = _plain(line)
            is_known = any(plain in public for public in known)
            if len(plain) >= SHORTEST_LEAK and not is_known:
                lines.setdefault(plain, f"{path}:{number}")
    return lines


def _known_lines(folder: Path) -> list[str]:
    """Lines that are public on purpose: the starter, and the example that all handouts share."""
    starter = (folder / STARTER).read_text(encoding="utf-8")
    examples = [_example(folder / name) for name in HANDOUTS.values()]
    shared = set.intersection(*examples)
    return [*map(_plain, starter.splitlines()), *sorted(shared)]


def _example(handout: Path) -> set[str]:
    if not handout.is_file():
        return set()
    code = "".join(_EXAMPLE.findall(handout.read_text(encoding="utf-8")))
    return {_plain(line) for line in code.splitlines()}


def stored_secret(workspace: Workspace) -> bytes:
    """Return the course's secret; empty where there is none yet."""
    path = workspace.private / "secret"
    return path.read_bytes().strip() if path.is_file() else b""


def _lines(file: PublicFile) -> Iterator[tuple[str, str]]:
    """Yield each line of a text with its place; nothing for other files."""
    try:
        text = file.content.decode("utf-8")
    except UnicodeDecodeError:
        return
    if not file.name.endswith(".ipynb"):
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{file.source}:{number}", line
        return
    for index, cell in enumerate(_cells(text), start=1):
        for number, line in enumerate(cell.splitlines(), start=1):
            yield f"{file.source}, cell {index}, line {number}", line


def _cells(text: str) -> list[str]:
    """Sources of a notebook's cells; the text itself when it is no notebook."""
    try:
        cells = json.loads(text)["cells"]
        return ["".join(cell["source"]) for cell in cells]
    except (ValueError, KeyError, TypeError):
        return [text]


def _plain(line: str) -> str:
    return " ".join(line.split())
