"""The command line as a process of its own, on a course of one test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[1]


class CommandLine(Protocol):
    """Runs a command and returns how it ended."""

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run it with further variables of the environment."""


def command_line(
    *always: str, folder: Path, home: Path | None = None, submissions: Path | None = None
) -> CommandLine:
    """Return what runs `grader.py` in a folder.

    Args:
        always: What stands before the arguments of each call.
        folder: Where it is run.
        home: Folder of everything generated; `folder/var` when left out.
        submissions: Folder of what was handed in; `folder/submissions` when left out.
    """

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "grader.py"), *always, *arguments],
            cwd=folder,
            env={
                **os.environ,
                "GRADER_HOME": str(home or folder / "var"),
                "GRADER_SUBMISSIONS": str(submissions or folder / "submissions"),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run
