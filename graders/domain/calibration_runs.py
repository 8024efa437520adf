"""The runs of known solutions, as a report on a calibration shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graders.domain.rubric import Calibration


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRun:
    """One run of a known solution.

    Attributes:
        solution: Its name.
        measures: What was measured, by name; shares in [0, 1].
        epochs: Epochs or steps.
        cpu_seconds: Of its jobs together.
    """

    solution: str
    measures: Mapping[str, float]
    epochs: int
    cpu_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationReport:
    """Anchors and the runs behind them, of each model.

    Attributes:
        assignment: Assignment id.
        profile: Profile name.
        anchors: Anchors by part name ('' for the only model); None where a model needs none.
        runs: Runs by part name.
        notes: What the fit had to say of each curve, by part name.
        measured_at: Time in ISO form.
        run_sd: Spread of one run's sum over the known solutions, in points; None when unknown.
    """

    assignment: str
    profile: str
    anchors: Mapping[str, Calibration | None]
    runs: Mapping[str, tuple[KnownRun, ...]]
    notes: Mapping[str, tuple[str, ...]]
    measured_at: str
    run_sd: float | None
