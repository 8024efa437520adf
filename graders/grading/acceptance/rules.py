"""The acceptance rules beside detection: reference, starter, trivial files, alternatives, noise."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from statistics import fmean
from typing import Final

from graders.domain.repeats import Schedule
from graders.domain.validation import Check, Role, Variant
from graders.grading.acceptance.flip_rate import simulate
from graders.grading.acceptance.results import Results
from graders.grading.acceptance.statistics import difference_error, pooled_sd

REFERENCE_SHARE: Final = 0.95
_ALTERNATIVE_SHARE: Final = 0.90
_SAME_BY: Final = 0.5
_LARGEST_SD: Final = 0.8
_LARGEST_FLIP_RATE: Final = 0.01
_BAD_SHARE: Final = 0.03
_FEWEST_ALTERNATIVES: Final = 3
_KNOWN: Final = (Role.STARTER.value, Role.GOOD_ENOUGH.value, Role.REFERENCE.value)


def check_reference(results: Results, bound: float, noisy_rows: frozenset[str]) -> Check:
    """A1: nearly every run of the reference gets nearly everything.

    Args:
        results: What was measured.
        bound: Points of the rows that vary, at the tolerance bound of the reference's measures.
        noisy_rows: Those rows.
    """
    weight = float(results.rubric.max_points)
    steady = [item for item in results.rubric.items if item.id not in noisy_rows]
    misses = tuple(
        f"{item.id}: {min(points):g} of {item.max_points} in a run"
        for item in steady
        if (points := results.row("reference", item.id)) and min(points) < float(item.max_points)
    )
    lowest = bound + sum(min(results.row("reference", item.id), default=0.0) for item in steady)
    return Check(
        rule="A1",
        title="The reference gets 95 % of the points or more, in 99 % of gradings",
        holds=lowest >= REFERENCE_SHARE * weight and not misses,
        said=f"tolerance bound {lowest:.2f} of {weight:g}; measured"
        f" {_range(results.totals('reference'))}",
        misses=misses,
    )


def check_starter(results: Results, band: tuple[float, float]) -> Check:
    """A2: the unchanged starter lies where the assignment says."""
    totals = results.totals("starter")
    return Check(
        rule="A2",
        title=f"The unchanged starter gets from {band[0]:g} to {band[1]:g} points",
        holds=bool(totals) and band[0] <= min(totals) and max(totals) <= band[1],
        said=f"measured {_range(totals)}",
    )


def check_trivial(results: Results) -> Check:
    """A3: what is no solution gets hardly anything, with a reason."""
    variants = results.of_role(Role.TRIVIAL)
    misses = [
        f"{variant.id}: {max(results.totals(variant.id)):g}, at most {variant.at_most:g}"
        for variant in variants
        if variant.at_most is not None and max(results.totals(variant.id)) > variant.at_most
    ]
    misses += [
        f"{variant.id}: ended {', '.join(sorted(_ended(results, variant)))}, not {variant.says}"
        for variant in variants
        if variant.says and _ended(results, variant) != {variant.says}
    ]
    highest = max((max(results.totals(variant.id)) for variant in variants), default=0.0)
    return Check(
        rule="A3",
        title="Trivial submissions stay below their limits, each with its verdict",
        holds=bool(variants) and not misses,
        said=f"{len(variants)} submissions, at most {highest:g} points",
        misses=tuple(misses),
    )


def check_alternatives(results: Results) -> Check:
    """A5: solutions that others wrote get nearly everything, and lose no row they fulfil."""
    variants = results.of_role(Role.ALTERNATIVE)
    weight = float(results.rubric.max_points)
    misses = tuple(
        f"{variant.id}: {fmean(results.totals(variant.id)):.2f}; lost {_lost(results, variant)}"
        for variant in variants
        if fmean(results.totals(variant.id)) < _ALTERNATIVE_SHARE * weight
    )
    means = [fmean(results.totals(variant.id)) for variant in variants]
    return Check(
        rule="A5",
        title="Independent correct solutions get 90 % of the points or more",
        holds=len(variants) >= _FEWEST_ALTERNATIVES and not misses,
        said="means "
        + ", ".join(
            f"{variant.id} {mean:.2f}" for variant, mean in zip(variants, means, strict=True)
        ),
        misses=misses,
    )


def check_same(results: Results) -> Check:
    """A6: what changes nothing changes no grade."""
    variants = results.of_role(Role.SAME)
    misses = []
    largest = 0.0
    for variant in variants:
        bases = {run.index: run for run in results.runs[variant.base]}
        for run in results.runs[variant.id]:
            moved = abs(run.total - bases[run.index].total)
            largest = max(largest, moved)
            if moved > _SAME_BY:
                misses.append(f"{variant.id}, run {run.index}: moved by {moved:.2f}")
    return Check(
        rule="A6",
        title="A change that means nothing moves the sum by half a point at most",
        holds=bool(variants) and not misses,
        said=f"{len(variants)} changes, the largest difference is {largest:.2f} points",
        misses=tuple(misses),
    )


def check_ladder(results: Results) -> Check:
    """A7: better solutions get more; each step is larger than its uncertainty."""
    steps = [
        *(variant.id for variant in _best_trivial(results)),
        *_KNOWN,
    ]
    steps = [step for step in steps if results.totals(step)]
    misses = []
    for lower, upper in pairwise(steps):
        low, high = results.totals(lower), results.totals(upper)
        if fmean(high) - fmean(low) <= 2 * difference_error(low, high):
            misses.append(f"{upper} ({fmean(high):.2f}) is not above {lower} ({fmean(low):.2f})")
        # A trivial file may beat a weak starter's measure; what it lacks is everything else.
        misses += [
            f"{upper} measures less than {lower} in {part or 'the model'}"
            for part, value in _measures(results, upper).items()
            if lower in _KNOWN and value < _measures(results, lower).get(part, value)
        ]
    return Check(
        rule="A7",
        title="Points rise with what a solution achieves",
        holds=len(steps) > 1 and not misses,
        said=" < ".join(f"{step} {fmean(results.totals(step)):.2f}" for step in steps),
        misses=tuple(misses),
    )


def check_gaming(results: Results) -> Check:
    """A8: a trick earns no more than the starter, or a person is asked to look."""
    variants = results.of_role(Role.GAMING)
    starter = max(results.totals("starter"), default=0.0)
    flagged = sum(any(run.flags for run in results.runs[variant.id]) for variant in variants)
    misses = tuple(
        f"{variant.id}: {run.total:.2f} points and no flag"
        for variant in variants
        for run in results.runs[variant.id]
        if run.total > starter and not run.flags
    )
    return Check(
        rule="A8",
        title="A trick earns no more than the starter, or is flagged",
        holds=bool(variants) and not misses,
        said=f"{len(variants)} tricks, {flagged} flagged; the starter has {starter:g}",
        misses=misses,
    )


def check_noise(results: Results, schedule: Schedule) -> Check:
    """A9: luck is worth less than a point, and decides few grades."""
    known = (Role.REFERENCE, Role.GOOD_ENOUGH, Role.STARTER)
    title = "One run's sum varies by 0.8 points at most, and fewer than 1 % of decisions flip"
    run_sd = pooled_sd([results.totals(role.value) for role in known])
    if run_sd is None:
        return Check(rule="A9", title=title, holds=False, said="no solution was run twice")
    plain = simulate(run_sd, schedule)
    with_bad = simulate(run_sd, schedule, bad_share=_BAD_SHARE)
    flips = max(plain.flips, with_bad.flips)
    by_solution = ", ".join(
        f"{role.value} {pooled_sd([results.totals(role.value)]) or 0.0:.2f}" for role in known
    )
    return Check(
        rule="A9",
        title=title,
        holds=run_sd <= _LARGEST_SD and flips < _LARGEST_FLIP_RATE,
        said=f"s1 = {run_sd:.2f} ({by_solution}); simulated flips {100 * plain.flips:.2f} %,"
        f" with 3 % bad runs {100 * with_bad.flips:.2f} %; {plain.mean_runs:.2f} runs a student",
    )


def _measures(results: Results, variant_id: str) -> Mapping[str, float]:
    runs = [run for run in results.runs.get(variant_id, ()) if run.measures]
    parts = dict.fromkeys(part for run in runs for part in run.measures)
    return {
        part: fmean(run.measures[part] for run in runs if part in run.measures) for part in parts
    }


def _best_trivial(results: Results) -> tuple[Variant, ...]:
    variants = results.of_role(Role.TRIVIAL)
    return (max(variants, key=lambda found: fmean(results.totals(found.id))),) if variants else ()


def _ended(results: Results, variant: Variant) -> set[str]:
    runs = results.runs[variant.id]
    return {verdict for run in runs for verdict in run.verdicts.values()} or {"completed"}


def _lost(results: Results, variant: Variant) -> str:
    lost = {
        item.id: float(item.max_points) - fmean(results.row(variant.id, item.id))
        for item in results.rubric.items
    }
    return ", ".join(f"{item} {points:.2f}" for item, points in lost.items() if points > 0.005)


def _range(values: tuple[float, ...]) -> str:
    if not values:
        return "nothing"
    return f"{min(values):.2f} to {max(values):.2f} in {len(values)} runs"
