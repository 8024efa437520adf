"""Pictures of a validation: what each planted fault cost, and what every run was worth."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle

from graders.domain.validation import Role, Validation, is_collateral
from graders.reports.charts.palette import BLUE, GREEN, INK, MUTED, ORANGE, RULE
from graders.reports.svg_figure import figure_style, new_figure, to_svg

_COLOURS = {Role.MUTANT: ORANGE, Role.ALTERNATIVE: GREEN, Role.SAME: GREEN}


def matrix_figure(validation: Validation) -> str:
    """Share of each row's points that each mutant lost; frames mark the planted rows; SVG."""
    found, rows = validation.detections, validation.rows
    lost = np.array(
        [[max(one.drops[row], 0.0) / points for row, points in rows] for one in found]
    ).reshape(len(found), len(rows))
    with figure_style():
        figure = new_figure(1.8 + 0.42 * len(rows), 1.6 + 0.26 * len(found))
        axes = figure.add_subplot()
        axes.pcolormesh(lost, cmap="Blues", vmin=0.0, vmax=1.0, edgecolors="white", linewidth=1.0)
        for line, one in enumerate(found):
            for column, (row, _points) in enumerate(rows):
                if row == one.variant.hits:
                    colour = ORANGE if one.killed else INK
                    axes.add_patch(
                        Rectangle((column, line), 1, 1, fill=False, edgecolor=colour, linewidth=2.0)
                    )
                elif lost[line, column] > 0.1 and not is_collateral(one.variant, row):
                    axes.annotate(
                        "!", (column + 0.5, line + 0.5), ha="center", va="center", color=INK
                    )
        axes.set_xticks(
            np.arange(len(rows)) + 0.5, [row for row, _ in rows], rotation=60, ha="right"
        )
        axes.set_yticks(np.arange(len(found)) + 0.5, [one.variant.id for one in found])
        axes.invert_yaxis()
        axes.tick_params(length=0, labelcolor=INK)
        killed = sum(one.killed for one in found)
        return to_svg(
            figure,
            name="matrix",
            title="What each planted fault cost, row by row",
            description=f"{killed} of {len(found)} planted faults lost points in their own row.",
        )


def points_figure(validation: Validation) -> str:
    """The sum of every run, one line for each known submission; SVG."""
    shown = [variant for variant in validation.variants if validation.runs.get(variant.id)]
    with figure_style():
        figure = new_figure(6.2, 0.8 + 0.2 * len(shown))
        axes = figure.add_subplot()
        for height, variant in enumerate(shown):
            totals = [run.total for run in validation.runs[variant.id]]
            axes.hlines(height, min(totals), max(totals), color=RULE, linewidth=3)
            colour = _COLOURS.get(variant.role, BLUE)
            axes.plot(totals, [height] * len(totals), "o", color=colour, markersize=4, alpha=0.8)
        axes.set_yticks(range(len(shown)), [variant.id for variant in shown])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlim(0, 102)
        axes.set_xlabel("points", color=MUTED)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.grid(axis="x")
        return to_svg(
            figure,
            name="runs",
            title="Points of every run of every known submission",
            description=f"{len(shown)} submissions.",
        )
