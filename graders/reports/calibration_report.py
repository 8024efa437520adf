"""The report on a calibration, as Markdown: anchors, their curve, and every run behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean, stdev

from tabulate import tabulate

from graders.domain.calibration_runs import CalibrationReport, KnownRun
from graders.domain.rubric import Calibration
from graders.reports.calibration_plots import picture_name


def calibration_markdown(report: CalibrationReport) -> str:
    """Return the whole report; a picture for each model lies beside it."""
    lines = [
        f"# Calibration of `{report.assignment}`, profile `{report.profile}`",
        "",
        "Written by `python grader.py calibrate`; how anchors follow from runs is in"
        " docs/grading.md.",
        f"Measured {report.measured_at}.",
    ]
    if report.run_sd is not None:
        lines.append(
            f"One run's sum varies by {report.run_sd:.2f} points (standard deviation, each known"
            " solution counting the same)."
        )
    for part, runs in report.runs.items():
        lines += ["", f"## {part or 'The model'}", "", f"![Runs]({picture_name(part)})", ""]
        lines += _anchors(report.anchors.get(part))
        lines += [line for note in report.notes.get(part, ()) for line in (note, "")]
        lines += [_summary(runs), "", "Every run:", "", _every_run(runs)]
    return "\n".join(lines) + "\n"


def _anchors(anchors: Calibration | None) -> Iterator[str]:
    if anchors is None:
        return
    if anchors.generative is not None:
        found = anchors.generative
        yield (
            f"KID from {found.kid_untrained:.4f} (untrained) to {found.kid_reference:.4f}"
            f" (reference), real against real {found.kid_floor:.4f}; density"
            f" {found.density_good_enough:.4f} (good enough) and {found.density_reference:.4f},"
            f" coverage {found.coverage_good_enough:.4f} and {found.coverage_reference:.4f}, total"
            f" variation {found.total_variation_reference:.4f}."
        )
    else:
        knots = ", ".join(f"{value:g} → {share:g}" for value, share in anchors.accuracy_knots)
        yield (
            f"Accuracy → share of the points: {knots}. Gap: nothing lost up to"
            f" {anchors.gap_full_credit:g}, nothing given from {anchors.gap_no_credit:g}."
        )
    yield ""


def _summary(runs: Sequence[KnownRun]) -> str:
    names = _measures(runs)
    rows = []
    for solution in dict.fromkeys(run.solution for run in runs):
        own = [run for run in runs if run.solution == solution]
        cells = [
            _mean([run.measures[name] for run in own if name in run.measures]) for name in names
        ]
        seconds = f"{fmean(run.cpu_seconds for run in own):.0f}"
        rows.append([solution, str(len(own)), *cells, seconds])
    return _table(["solution", "runs", *names, "CPU s"], rows)


def _every_run(runs: Sequence[KnownRun]) -> str:
    names = _measures(runs)
    rows = [
        [run.solution, *(_number(run.measures.get(name)) for name in names), str(run.epochs)]
        for run in runs
    ]
    return _table(["solution", *names, "epochs or steps"], rows)


def _measures(runs: Sequence[KnownRun]) -> list[str]:
    return list(dict.fromkeys(name for run in runs for name in run.measures))


def _mean(values: Sequence[float]) -> str:
    if not values:
        return ""
    spread = f" ± {_number(stdev(values))}" if len(values) > 1 else ""
    return f"{_number(fmean(values))}{spread}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return tabulate(rows, headers=head, tablefmt="github", disable_numparse=True)
