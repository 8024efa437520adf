"""Reads a handed-in file and makes a submission of it; never raises for a student's mistake."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graders.domain.assignment import Assignment
from graders.domain.submission import IntakeProblem, Submission
from graders.intake.cleaning import CleanedCode, clean_code
from graders.intake.code_text import CodeText, file_locations, unreadable
from graders.intake.discovery import HandedIn
from graders.intake.encoding import decode_text
from graders.intake.notebook import MAX_CODE_BYTES, MAX_NOTEBOOK_BYTES, read_notebook
from graders.intake.quoting import quote

_CHUNK = 2**20


def read_submission(
    handed_in: HandedIn, assignment: Assignment, *, members: Sequence[str] = ()
) -> Submission:
    """Return the submission of a group; everything the student did wrong is in its `problems`.

    Raises:
        OSError: This machine cannot read the file, which is not the student's fault.
    """
    limit = assignment.submission.max_file_kib * 1024
    path = handed_in.path
    if path is None:
        problem = handed_in.problem or IntakeProblem(code="intake.no_file")
        data_hash, code = hashlib.sha256(b"").hexdigest(), unreadable(problem)
    else:
        data_hash, code = read_code(path, max_code_bytes=limit)
    cleaned = CleanedCode(source=code.text)
    if code.is_readable:
        cleaned = clean_code(code, assignment.submission)
    return Submission(
        assignment=assignment.id,
        group=handed_in.group,
        members=tuple(members),
        file_name=quote(path.name, 120) if path else "",
        received_at=handed_in.received_at,
        sha256=data_hash,
        original=code.text,
        source=cleaned.source if code.is_readable else "\n" * code.text.count("\n"),
        locations=code.locations,
        left_out=cleaned.left_out,
        problems=(*code.problems, *cleaned.problems),
        module_text=code.module_text,
    )


def read_code(path: Path, *, max_code_bytes: int = MAX_CODE_BYTES) -> tuple[str, CodeText]:
    """Return the SHA-256 of a file's bytes and its code.

    Args:
        path: A `.py` or `.ipynb` file.
        max_code_bytes: Largest accepted code, as UTF-8; a notebook's outputs do not count.

    Raises:
        OSError: The file cannot be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        return hashlib.sha256(b"").hexdigest(), unreadable(IntakeProblem(code="intake.not_a_file"))
    digest, data = _hash_and_read(path)
    if data is None:
        return digest, unreadable(_too_large(MAX_NOTEBOOK_BYTES))
    return digest, code_of(data, is_notebook=path.suffix.lower() == ".ipynb", limit=max_code_bytes)


def code_of(data: bytes, *, is_notebook: bool, limit: int = MAX_CODE_BYTES) -> CodeText:
    """Return the code in `data`; never raises."""
    if not data.strip():
        return unreadable(IntakeProblem(code="intake.empty"))
    limit = min(limit, MAX_CODE_BYTES)
    if is_notebook or _looks_like_notebook(data):
        code = read_notebook(data)
    elif len(data) > limit * 4:
        # UTF-32 takes four bytes for what UTF-8 writes in one.
        return unreadable(_too_large(limit))
    else:
        text, problems = decode_text(data)
        code = CodeText(text=text, locations=file_locations(text), problems=problems)
    if len(code.text.encode("utf-8", "replace")) > limit:
        return unreadable(_too_large(limit))
    if code.is_readable and not code.text.strip():
        return replace(code, problems=(*code.problems, IntakeProblem(code="intake.empty")))
    return code


def _looks_like_notebook(data: bytes) -> bool:
    """Recognise a notebook that was only renamed to `.py`."""
    return data[:200].lstrip().startswith(b"{") and b'"cells"' in data and b'"nbformat"' in data


def _hash_and_read(path: Path) -> tuple[str, bytes | None]:
    """Return the hash of the whole file, and its bytes unless they are too many to look at."""
    digest = hashlib.sha256()
    chunks: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size <= MAX_NOTEBOOK_BYTES:
                chunks.append(chunk)
    return digest.hexdigest(), b"".join(chunks) if size <= MAX_NOTEBOOK_BYTES else None


def _too_large(limit: int) -> IntakeProblem:
    return IntakeProblem(code="intake.too_large", values=(("limit", str(limit // 1024)),))
