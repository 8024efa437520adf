"""Whether every planted fault is found, in its own row and nowhere else."""

from __future__ import annotations

from statistics import fmean
from typing import Final

from graders.domain.first_losses import NUM_FIRST_LOSSES, Loss, in_reading_order
from graders.domain.rubric import RubricItem
from graders.domain.validation import Check, Detection, Role, Variant, is_collateral
from graders.grading.acceptance.results import Results
from graders.grading.acceptance.statistics import half_width, paired_half_width

_SMALLEST_DROP: Final = 3.0
_SMALLEST_SHARE: Final = 0.25
# A row of few points says half a fault with half of its points: one convolution of two.
_ENOUGH_OF_A_ROW: Final = 0.5
_DROP_OF_A_RUN: Final = 1.0
_RUNS_THAT_DROP: Final = 0.8
_FEWEST_RUNS: Final = 2
_STRAY: Final = 1.0
_STRAY_SHARE: Final = 0.1
_STRAY_BOUND: Final = 2.0
_LARGEST_OFF_DIAGONAL: Final = 0.10


def detections(results: Results) -> tuple[Detection, ...]:
    """Return what each mutant lost, in order."""
    return tuple(_detect(results, mutant) for mutant in results.of_role(Role.MUTANT))


def off_diagonal_mass(found: tuple[Detection, ...]) -> float:
    """Return the share of all lost points that were lost where nothing was planted."""
    lost = sum(entry.in_place + entry.off_diagonal for entry in found)
    return sum(entry.off_diagonal for entry in found) / lost if lost else 0.0


def check_detection(found: tuple[Detection, ...]) -> Check:
    """A4: every mutant loses its row, and rows beside it stand.

    Source:
        docs/validation.md, "The rules".
    """
    mass = off_diagonal_mass(found)
    missed = [f"{entry.variant.id}: {entry.why_not}" for entry in found if not entry.killed]
    stray = [
        f"{entry.variant.id}: {item} moved by {-drop:+.2f}"
        for entry in found
        for item, drop in entry.stray.items()
    ]
    killed = len(found) - len(missed)
    once = [entry.variant.id for entry in found if entry.num_runs < _FEWEST_RUNS]
    if once:
        missed.append(f"{len(once)} mutants were run once, which says nothing of chance")
    return Check(
        rule="A4",
        title="Every mutant loses points in its row, and hardly any elsewhere",
        holds=bool(found) and not missed and not stray and mass <= _LARGEST_OFF_DIAGONAL,
        said=f"{killed} of {len(found)} mutants killed; {100 * mass:.1f} % of all lost points lie"
        f" off the diagonal (at most {100 * _LARGEST_OFF_DIAGONAL:.0f} %)",
        misses=(*missed, *stray),
    )


def check_feedback(found: tuple[Detection, ...]) -> Check:
    """A11: what a page says first (the verdict, three losses) names the planted fault."""
    misses = tuple(
        f"{entry.variant.id}: read first {entry.top}, planted {entry.variant.hits}"
        for entry in found
        if not 0 < entry.rank <= NUM_FIRST_LOSSES
    )
    first = sum(entry.rank == 1 for entry in found)
    return Check(
        rule="A11",
        title="The verdict or the three losses that a page puts first name the planted fault",
        holds=bool(found) and not misses,
        said=f"{len(found) - len(misses)} of {len(found)} mutants, {first} in the first place",
        misses=misses,
    )


def _detect(results: Results, mutant: Variant) -> Detection:
    drops = {item.id: results.mean_drop(mutant, item.id) for item in results.rubric.items}
    why_not = _why_alive(results, mutant)
    top, rank = _read_first(results, mutant)
    return Detection(
        variant=mutant,
        drops=drops,
        killed=not why_not,
        why_not=why_not,
        num_runs=len(results.runs[mutant.id]),
        stray={
            item.id: drops[item.id]
            for item in results.rubric.items
            if item.id != mutant.hits
            and not is_collateral(mutant, item.id)
            and _has_moved(results, mutant, item, drops[item.id])
        },
        rank=rank,
        top=top,
    )


def _why_alive(results: Results, mutant: Variant) -> str:
    weight = _weight(results, mutant.hits)
    base, own = results.row(mutant.base, mutant.hits), results.row(mutant.id, mutant.hits)
    drop = fmean(base) - fmean(own)
    needed = min(max(_SMALLEST_DROP, _SMALLEST_SHARE * weight), _ENOUGH_OF_A_ROW * weight)
    if drop < needed - 1e-9:
        return f"{mutant.hits} lost {drop:.2f} of {weight:g} on average, {needed:.2f} are needed"
    if drop - half_width(base, own) <= 0.0:
        return f"{mutant.hits} lost {drop:.2f} ± {half_width(base, own):.2f}: not certain"
    falling = sum(fmean(base) - points >= min(_DROP_OF_A_RUN, needed) - 1e-9 for points in own)
    if falling < _RUNS_THAT_DROP * len(own) - 1e-9:
        return f"{mutant.hits} fell in {falling} of {len(own)} runs only"
    return ""


def _has_moved(results: Results, mutant: Variant, item: RubricItem, drop: float) -> bool:
    weight = float(item.max_points)
    base, own = results.row(mutant.base, item.id), results.row(mutant.id, item.id)
    bound = abs(drop) + paired_half_width(base, own)
    return abs(drop) > max(_STRAY, _STRAY_SHARE * weight) + 1e-9 or bound > max(
        _STRAY_BOUND, _STRAY_SHARE * weight
    )


def _read_first(results: Results, mutant: Variant) -> tuple[str, int]:
    """Return what stands first on the page of all runs, and the place of the planted row."""
    runs = results.runs[mutant.id]
    ended = {verdict for run in runs for verdict in run.verdicts.values()} - {"completed"}
    # A run that failed is explained above all rows, by how it ended.
    if ended and (not mutant.says or mutant.says in ended):
        return ", ".join(sorted(ended)), 1
    losses = _losses(results, mutant)
    if not losses:
        return "nothing", 0
    codes = {run.codes.get(losses[0], "") for run in runs}
    top = f"{losses[0]} ({', '.join(sorted(codes))})"
    says_so = all(mutant.says in {"", run.codes.get(mutant.hits)} for run in runs)
    is_among = mutant.hits in losses and says_so
    return top, losses.index(mutant.hits) + 1 if is_among else 0


def _losses(results: Results, mutant: Variant) -> list[str]:
    """Return the rows that lost points on average, in the order in which a page names them."""
    lost = in_reading_order(
        Loss(
            item=item.id,
            criterion=item.criterion,
            part=item.part,
            points=float(item.max_points) - fmean(results.row(mutant.id, item.id)),
        )
        for item in results.rubric.items
    )
    return [loss.item for loss in lost]


def _weight(results: Results, item: str) -> float:
    return next(float(row.max_points) for row in results.rubric.items if row.id == item)
