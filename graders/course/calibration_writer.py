"""Writes measured anchors and the runs behind them into `calibration.json`."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graders.course.fit_anchors import Anchors
from graders.domain.generative_scores import GenerativeAnchors
from graders.domain.training import Profile

SCHEMA = 1


def known_runs(path: Path, profile: str) -> dict[str, dict[str, Any]]:
    """Return the profile's stored runs by run key; empty when there is no file yet."""
    if not path.exists():
        return {}
    section = json.loads(path.read_text("utf-8"))["profiles"].get(profile, {"runs": []})
    return {run["run_key"]: run for run in section["runs"] if run.get("run_key")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Everything that was fitted for a profile.

    Attributes:
        anchors: Anchors of an assignment with one model; None where it has no curve.
        generative: Anchors of a generator; None for other work.
        parts: Anchors of each part that has a curve.
    """

    anchors: Anchors | None = None
    generative: GenerativeAnchors | None = None
    parts: Mapping[str, Anchors] = field(default_factory=dict)


def write_profile(
    path: Path,
    assignment_id: str,
    profile: Profile,
    *,
    fitted: Fitted,
    runs: Sequence[Mapping[str, Any]],
    measured_at: str,
) -> None:
    """Replace one profile's section whole; the other profiles stay as they are."""
    content: dict[str, Any] = {"schema": SCHEMA, "assignment": assignment_id, "profiles": {}}
    if path.exists():
        content = json.loads(path.read_text("utf-8"))
    section: dict[str, Any] = {}
    if fitted.anchors:
        section["anchors"] = _anchors(fitted.anchors)
    if fitted.generative:
        section["generative"] = asdict(fitted.generative)
    if fitted.parts:
        section["parts"] = {name: _anchors(anchors) for name, anchors in fitted.parts.items()}
    section["runs"] = [dict(run) for run in runs]
    section["dataset"] = {name: _sizes(size) for name, size in profile.parts.items()} or _sizes(
        profile
    )
    section["measured_at"] = measured_at
    content["profiles"][profile.name] = section
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, partial = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.write("\n")
    Path(partial).chmod(0o644)
    Path(partial).replace(path)


def _anchors(anchors: Anchors) -> dict[str, Any]:
    return {
        "accuracy_knots": [list(knot) for knot in anchors.accuracy_knots],
        "gap_full_credit": anchors.gap_full_credit,
        "gap_no_credit": anchors.gap_no_credit,
        **({"notes": list(anchors.notes)} if anchors.notes else {}),
    }


def _sizes(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.dataset,
        "num_train": profile.num_train,
        "num_validation": profile.num_validation,
        "num_hidden": profile.num_hidden,
        "num_train_probe": profile.num_train_probe,
    }
