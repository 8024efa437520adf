"""Keeps every calibration run as soon as it is measured, so nothing is trained twice."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class CalibrationJournal:
    """Runs of one assignment and profile, a line of JSON each, in the order they ended.

    A calibration that is interrupted, or whose fit is refused, finds its runs here again.

    Args:
        path: The file; made with the first run.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def known(self) -> dict[str, dict[str, Any]]:
        """Return the kept runs by run key; a line that was cut short counts as not measured."""
        if not self._path.exists():
            return {}
        runs = (_run(line) for line in self._path.read_text("utf-8").splitlines())
        return {run["run_key"]: run for run in runs if run}

    def add(self, run: Mapping[str, Any]) -> None:
        """Append a run and wait until it is on the disk."""
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                # A line that was cut short must not swallow this one.
                file.write("\n" + json.dumps(run) + "\n")
                file.flush()
                os.fsync(file.fileno())


def _run(line: str) -> dict[str, Any] | None:
    try:
        run = json.loads(line)
    except json.JSONDecodeError:
        return None
    return run if isinstance(run, dict) and run.get("run_key") else None
