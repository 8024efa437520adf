"""Turns what was observed into the words of the table."""

from __future__ import annotations

from attacks import DISK_MIB, MEMORY_MIB, Attack
from course import ATTACKER, NEIGHBOURS, Batch

CONTAINED = "contained"


def points(value: float | None) -> str:
    """Return a score, or that there is none."""
    return "none" if value is None else f"{value:g}"


def outcome(attack: Attack, batch: Batch, base: Batch) -> str:
    """Say what an attack changed, against the same course without it."""
    if not batch.ran:
        return "did not run"
    found = _worked(attack, batch) + _own(batch, base) + _neighbours(batch, base)
    return "; ".join(found) or CONTAINED


def _worked(attack: Attack, batch: Batch) -> list[str]:
    """Return the effects that have a canary of their own, whatever the attack was meant for."""
    watch = batch.watch
    effects = {
        "answers read": batch.hidden_read,
        "file read": batch.other_read,
        "connected": watch.connections > 0,
        "process left": batch.left > 0 and not watch.stopped,
        "batch stopped": watch.stopped,
    }
    found = [word for word, happened in effects.items() if happened]
    if attack.name == "memory_and_disk":
        if watch.peak_mib >= MEMORY_MIB:
            found.append(f"{watch.peak_mib / 1024:.1f} GiB taken")
        if watch.peak_disk_mib >= DISK_MIB:
            found.append(f"{batch.disk_left_mib:.0f} MiB left on the disk")
    return found


def _own(batch: Batch, base: Batch) -> list[str]:
    before, after = base.scores[ATTACKER], batch.scores[ATTACKER]
    if before is None or after is None or after <= before:
        return []
    return [f"own score {points(before)} → {points(after)}"]


def _neighbours(batch: Batch, base: Batch) -> list[str]:
    changed = [
        f"{points(base.scores[who])} → {points(batch.scores[who])}"
        for who in NEIGHBOURS
        if batch.scores[who] != base.scores[who]
    ]
    if not changed or batch.watch.stopped:
        return []
    return [f"others' scores {', '.join(changed)}"]


def details(batch: Batch) -> list[str]:
    """Return the numbers behind an outcome: scores, seconds, largest process."""
    scores = " / ".join(points(score) for score in batch.scores.values())
    return [scores, f"{batch.watch.seconds:.0f}", f"{batch.watch.peak_mib:.0f}"]
