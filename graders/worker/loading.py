"""Runs the student's file and calls its functions, telling student failures from ours."""

from __future__ import annotations

import errno
import sys
import traceback
import types
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.domain.verdict import Verdict

SOURCE_NAME = "submission.py"
_MAX_MESSAGE = 600
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# What the interpreter says when the kernel gives it no further thread.
_NO_THREAD = "can't start new thread"


class StudentCodeFailed(Exception):  # noqa: N818 - an outcome of student code, not an error of ours
    """Student code raised, or did not return what it must.

    Attributes:
        verdict: The named outcome.
        error: Exception type or `check.*` code.
        message: First lines of what was raised.
        line: 1-based line of the source; None when none is on the stack.
        values: Values for the text of a `check.*` code.
    """

    def __init__(
        self,
        verdict: Verdict,
        error: str,
        *,
        message: str = "",
        line: int | None = None,
        values: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(error)
        self.verdict = verdict
        self.error = error
        self.message = message
        self.line = line
        self.values = {key: str(value)[:200] for key, value in (values or {}).items()}


class student_code:  # noqa: N801 - reads as a statement: `with student_code(verdict): ...`
    """Context in which whatever is raised is the student's failure with the given verdict."""

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict

    def __enter__(self) -> None:
        """Enter the context."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: Any
    ) -> None:
        """Turn an exception into `StudentCodeFailed`."""
        if error is None or isinstance(error, StudentCodeFailed):
            return
        raise StudentCodeFailed(
            limit_met(error) or self._verdict,
            type(error).__name__[:200],
            message=_first_lines(error),
            line=student_line(error),
        ) from None


def limit_met(error: BaseException) -> Verdict | None:
    """Return the verdict of the limit that made the kernel refuse what raised `error`, or None."""
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        return Verdict.DISK_EXCEEDED
    no_process = isinstance(error, BlockingIOError) and error.errno == errno.EAGAIN
    no_thread = isinstance(error, RuntimeError) and _NO_THREAD in _first_lines(error)
    if no_process or no_thread:
        return Verdict.PROCESSES_EXCEEDED
    return None


def student_line(error: BaseException) -> int | None:
    """Return the innermost line of the student's file on the error's stack."""
    if isinstance(error, SyntaxError) and error.filename == SOURCE_NAME:
        return error.lineno
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == SOURCE_NAME
    ]
    return lines[-1] if lines else None


def _first_lines(error: BaseException) -> str:
    # str() of a student's own exception class is student code and may fail.
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - the message is a courtesy, the verdict stands without it
        return ""
    kept = [line for line in text.splitlines() if line.strip()][:4]
    return "\n".join(kept)[:_MAX_MESSAGE]


@dataclass(frozen=True, slots=True)
class StudentModule:
    """The student's file after it ran once.

    Attributes:
        namespace: Its global names.
    """

    namespace: Mapping[str, Any]

    def has(self, name: str) -> bool:
        """Whether the file defines a callable of that name."""
        return callable(self.namespace.get(name))

    def call(self, name: str, verdict: Verdict, *arguments: Any) -> Any:
        """Call one of its functions.

        Raises:
            StudentCodeFailed: It raised, or tried to leave the program.
        """
        with student_code(verdict):
            return self.namespace[name](*arguments)


def load_student_module(path: Path, given: Mapping[str, Any] | None = None) -> StudentModule:
    """Run the cleaned source once, as a module called `submission`.

    Args:
        path: The source.
        given: Global names that it finds already there.

    Raises:
        StudentCodeFailed: It raised while it was loading.
    """
    module = types.ModuleType("submission")
    module.__dict__.update(given or {})
    sys.modules["submission"] = module
    with student_code(Verdict.NOT_IMPORTABLE):
        code = compile(path.read_text(encoding="utf-8"), SOURCE_NAME, "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 - the one place that runs student code
    return StudentModule(module.__dict__)
