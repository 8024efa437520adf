"""Writes measured anchors and the runs behind them into `calibration.json`."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graders.course.fit_anchors import Anchors
from graders.domain.training import Profile

SCHEMA = 1


def known_runs(path: Path, profile: str) -> dict[str, dict[str, Any]]:
    """Return the profile's stored runs by run key; empty when there is no file yet."""
    if not path.exists():
        return {}
    section = json.loads(path.read_text("utf-8"))["profiles"].get(profile, {"runs": []})
    return {run["run_key"]: run for run in section["runs"] if run.get("run_key")}


def write_profile(
    path: Path,
    assignment_id: str,
    profile: Profile,
    *,
    anchors: Anchors,
    runs: Sequence[Mapping[str, Any]],
    measured_at: str,
) -> None:
    """Replace one profile's section whole; the other profiles stay as they are."""
    content: dict[str, Any] = {"schema": SCHEMA, "assignment": assignment_id, "profiles": {}}
    if path.exists():
        content = json.loads(path.read_text("utf-8"))
    sizes = asdict(profile)
    content["profiles"][profile.name] = {
        "anchors": {
            "accuracy_knots": [list(knot) for knot in anchors.accuracy_knots],
            "gap_full_credit": anchors.gap_full_credit,
            "gap_no_credit": anchors.gap_no_credit,
        },
        "runs": [dict(run) for run in runs],
        "dataset": {
            "name": profile.dataset,
            **{key: sizes[key] for key in sizes if key.startswith("num_")},
        },
        "measured_at": measured_at,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, partial = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.write("\n")
    Path(partial).chmod(0o644)
    Path(partial).replace(path)
