"""Pages of a class are written by several processes, and they end quietly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import signal, sys
from dataclasses import replace
from pathlib import Path
from graders.pipeline.write_pages import write_pages
from tests import grade_factories as factories

def interrupt(number, frame):
    raise KeyboardInterrupt

signal.signal(signal.SIGTERM, interrupt)
grades = [replace(factories.strong(), group=f"g{number}") for number in range(20)]
named = [(f"{grade.group}.html", grade) for grade in grades]
print(write_pages(Path(sys.argv[1]), named, lambda grade: grade.group, ()))
print(write_pages(Path(sys.argv[1]), named, lambda grade: grade.group, ()))
"""


def test_processes_that_wrote_pages_end_without_a_traceback(tmp_path: Path) -> None:
    """The command line turns a signal into Ctrl-C; children that inherit this must not show it."""
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.split() == ["20", "0"]
    assert result.stderr == ""
    assert (tmp_path / "g7.html").read_text("utf-8").startswith("g7")
