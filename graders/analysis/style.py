"""Runs the linter of this environment over a submission's text."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from graders.domain.evidence import StyleFacts, StyleViolation
from graders.domain.submission import SourceLocation
from graders.errors import EnvironmentNotReadyError

RULES = "E4,E7,E9,F,W6,N,C901,PLR0912,PLR0915,B,NPY002"
# F405 repeats F403 for every use; E402 punishes what the grader leaves out.
_NEVER = "E402,F405"
# Cells may show a value, repeat an import or end in a semicolon.
_NOT_IN_NOTEBOOKS = "E703,F401,F811,B015,B018"
_MAX_COMPLEXITY = 10
_MAX_VIOLATIONS = 500
_TIMEOUT_SECONDS = 20


def check_style(source: str, locations: Sequence[SourceLocation]) -> StyleFacts | None:
    """Return the linter's findings in the text the student wrote, without IPython's lines.

    The student's `noqa` comments do not count.

    Returns:
        None where the linter does not come to an end with this text: a person has to look.

    Raises:
        EnvironmentNotReadyError: The linter is missing or broken.
    """
    is_notebook = any(where.cell is not None for where in locations)
    entries = _run_ruff(source, f"{_NEVER},{_NOT_IN_NOTEBOOKS}" if is_notebook else _NEVER)
    if entries is None:
        return None
    violations = tuple(_violations(entries, locations))[:_MAX_VIOLATIONS]
    return StyleFacts(violations=violations, linter=f"ruff {metadata.version('ruff')}")


def _run_ruff(source: str, ignored: str) -> list[Any] | None:
    command = [
        *(str(_ruff()), "check", "--isolated", "--no-cache", "--quiet", "--exit-zero"),
        *("--output-format", "json", "--ignore-noqa", "--no-preview"),
        *("--select", RULES, "--ignore", ignored, "--target-version", "py311"),
        *("--config", f"lint.mccabe.max-complexity = {_MAX_COMPLEXITY}"),
        *("--config", 'builtins = ["get_ipython", "display"]'),
        *("--stdin-filename", "model.py", "-"),
    ]
    # A RUFF_* variable of the machine would change what is found.
    environment = {key: text for key, text in os.environ.items() if not key.startswith("RUFF_")}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, the student's text on standard input
            command,
            input=source.encode("utf-8", "replace"),
            capture_output=True,
            timeout=_TIMEOUT_SECONDS,
            check=True,
            env=environment,
        )
        entries = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        # Its time grows with the square of some lines; that is no reason to grade nothing.
        return None
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise EnvironmentNotReadyError(
            f"The linter did not answer: {type(error).__name__}.", hint="Run: grader doctor"
        ) from error
    return entries if isinstance(entries, list) else []


def _violations(
    entries: list[Any], locations: Sequence[SourceLocation]
) -> Iterator[StyleViolation]:
    for entry in entries:
        rule = entry.get("code")
        # Without a rule code it is a syntax error, which intake has already reported.
        if not rule or rule == "invalid-syntax":
            continue
        line = max(1, int(entry["location"]["row"]))
        known = line <= len(locations)
        where = locations[line - 1] if known else SourceLocation(line=line)
        yield StyleViolation(rule=rule, message=str(entry["message"])[:300], where=where)


@cache
def _ruff() -> Path:
    """Return the linter installed beside this interpreter, so that its version is the pinned one.

    Raises:
        EnvironmentNotReadyError: There is none.
    """
    name = f"ruff{sysconfig.get_config_var('EXE') or ''}"
    folders = (Path(sysconfig.get_path("scripts")), Path(sys.prefix) / "bin")
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    found = shutil.which("ruff")
    if found is None:
        raise EnvironmentNotReadyError("The linter ruff is missing.", hint="Run: make setup")
    return Path(found)
