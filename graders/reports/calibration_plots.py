"""Pictures of a calibration: each run of each known solution, and the curve fitted to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graders.domain.calibration_runs import KnownRun
from graders.domain.rubric import Calibration
from graders.reports.charts.palette import BLUE, GREEN, INK, MUTED, ORANGE, RULE
from graders.reports.svg_figure import figure_style, new_figure, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS = {"reference": GREEN, "overfit": ORANGE}
# What a reader looks for first, of each kind of work.
_SHOWN = ("hidden_accuracy", "gap", "kid", "coverage", "density", "total_variation")


def picture_name(part: str) -> str:
    """Return the file name of a model's picture."""
    return f"runs-{part}.svg" if part else "runs.svg"


def runs_figure(part: str, runs: Sequence[KnownRun], anchors: Calibration | None) -> str:
    """One panel for each measure, a dot for each run, and the curve of points; SVG."""
    names = [name for name in _SHOWN if any(name in run.measures for run in runs)]
    solutions = list(dict.fromkeys(run.solution for run in runs))
    with figure_style():
        figure = new_figure(2.9 * len(names), 1.0 + 0.45 * len(solutions))
        for place, name in enumerate(names):
            axes = figure.add_subplot(1, len(names), place + 1)
            _draw(axes, name, runs, solutions)
            axes.set_yticks(
                range(len(solutions)), solutions if place == 0 else [""] * len(solutions)
            )
            if anchors is not None and anchors.generative is None:
                _draw_anchors(axes, name, anchors, len(solutions))
        return to_svg(
            figure,
            name=f"calibration{part}",
            title="Every run of every known solution",
            description=f"{len(runs)} runs of {', '.join(solutions)}.",
        )


def _draw(axes: Axes, name: str, runs: Sequence[KnownRun], solutions: Sequence[str]) -> None:
    for height, solution in enumerate(solutions):
        values = [
            run.measures[name] for run in runs if run.solution == solution and name in run.measures
        ]
        if values:
            axes.hlines(height, min(values), max(values), color=RULE, linewidth=3)
        colour = _COLOURS.get(solution, BLUE)
        axes.plot(values, [height] * len(values), "o", color=colour, markersize=4, alpha=0.8)
    axes.set_ylim(len(solutions) - 0.4, -0.6)
    axes.set_xlabel(name.replace("_", " "), color=MUTED)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.grid(axis="x")
    if name == "kid":
        axes.set_xscale("symlog", linthresh=0.01)


def _draw_anchors(axes: Axes, name: str, anchors: Calibration, num_solutions: int) -> None:
    """Mark where points begin and end; for the accuracy, the whole curve."""
    if name == "gap":
        for place in (anchors.gap_full_credit, anchors.gap_no_credit):
            axes.axvline(place, color=INK, linewidth=0.8, linestyle=":")
    if name != "hidden_accuracy":
        return
    curve = axes.twinx()
    values = [value for value, _share in anchors.accuracy_knots]
    shares = [100 * share for _value, share in anchors.accuracy_knots]
    curve.plot(values, shares, "-", color=INK, linewidth=1.2, marker="|")
    curve.set_ylim(-60 / num_solutions, 105)
    curve.set_yticks([0, 30, 70, 100], ["0 %", "30 %", "70 %", "100 %"])
    curve.tick_params(axis="y", length=0, labelcolor=MUTED, labelsize=7)
