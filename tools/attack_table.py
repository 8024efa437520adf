"""Run the attack corpus and print its table as Markdown.

Usage: python tools/attack_table.py [--often] [--family FAMILY ...]

Without options every attack is run: a quarter of an hour on two cores. The exit status is 1 if
an attack was not contained, got another verdict than expected, or touched its neighbours.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

# A tool runs from a clone, installed or not.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.security.corpus_manifest import BATCHES, Attack, batch_of, read_manifest
from tests.security.corpus_outcome import Outcome
from tests.security.corpus_run import CorpusRuns

HEADER = "| attack | what it tries | verdict | grade | contained | neighbours untouched |"


def main() -> int:
    """Run, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(description="Run the attack corpus and print its table.")
    parser.add_argument("--often", action="store_true", help="only what `make test` runs")
    families = sorted(family for members in BATCHES.values() for family in members)
    parser.add_argument("--family", action="append", choices=families, help="only this family")
    options = parser.parse_args()
    chosen = [
        attack
        for attack in read_manifest()
        if not (options.often and attack.rare)
        and (options.family is None or attack.family in options.family)
    ]
    with tempfile.TemporaryDirectory(prefix="attacks-") as folder:
        return run(chosen, Path(folder))


def run(attacks: Sequence[Attack], folder: Path) -> int:
    """Run attacks in folders below `folder` and print how they ended."""
    runs = CorpusRuns(attacks, lambda name: new_folder(folder, name))
    touched: dict[str, list[str]] = {}
    for attack in attacks:
        name = batch_of(attack)
        if name not in touched:
            print(f"running {name} ...", file=sys.stderr, flush=True)
            touched[name] = runs.neighbour_differences(name, attack.assignment)
            wall, cpu = runs.batch(name).seconds, runs.batch(name).cpu_seconds
            print(f"    {wall:.0f} s, {cpu:.0f} s CPU in workers", file=sys.stderr, flush=True)
    outcomes = [runs.outcome(attack) for attack in attacks]
    print_table(outcomes, touched)
    complain(outcomes, touched)
    wall, cpu = runs.seconds
    print(f"all: {wall:.0f} s, {cpu:.0f} s CPU in workers", file=sys.stderr)
    return int(any(touched.values()) or not all(is_as_expected(one) for one in outcomes))


def new_folder(parent: Path, name: str) -> Path:
    """Make and return a folder."""
    folder = parent / name
    folder.mkdir()
    return folder


def is_as_expected(outcome: Outcome) -> bool:
    """Whether an attack was contained and got the verdict, the state and the flags it should."""
    attack = outcome.attack
    same = (outcome.verdict, outcome.status) == (attack.verdict, attack.status)
    return same and not outcome.breaches and set(attack.flags) <= set(outcome.flags)


def print_table(outcomes: Sequence[Outcome], touched: dict[str, list[str]]) -> None:
    """Print one table per family and a line with the totals."""
    family = ""
    for outcome in outcomes:
        attack = outcome.attack
        if attack.family != family:
            family = attack.family
            print(f"\n## {family.capitalize()}\n\n{HEADER}\n| --- | --- | --- | --- | --- | --- |")
        cells = (
            f"`{attack.id}`",
            attack.tries.replace("|", "\\|"),
            f"`{outcome.verdict}`",
            outcome.status.replace("_", " ") or "none",
            contained(outcome),
            "**no**" if touched[batch_of(attack)] else "yes",
        )
        print(f"| {' | '.join(cells)} |")
    good = sum(not outcome.breaches for outcome in outcomes)
    quiet = sum(not touched[batch_of(outcome.attack)] for outcome in outcomes)
    total = len(outcomes)
    print(f"\n{total} attacks: {good} contained, {quiet} without effect on their neighbours.")


def contained(outcome: Outcome) -> str:
    """Say whether an attack was contained; where it gained something, that a person is told."""
    if outcome.breaches:
        return f"**no** ({', '.join(sorted({breach.canary for breach in outcome.breaches}))})"
    is_flagged = bool(outcome.attack.flags) and outcome.is_told
    return "yes, flagged" if is_flagged else "yes"


def complain(outcomes: Sequence[Outcome], touched: dict[str, list[str]]) -> None:
    """Say on standard error what is not as it should be."""
    for outcome in outcomes:
        if not is_as_expected(outcome):
            attack = outcome.attack
            print(
                f"{attack.family}/{attack.id}: {outcome.verdict}, {outcome.status}, "
                f"{outcome.flags}; expected {attack.verdict}, {attack.status}, {attack.flags}\n"
                f"    {outcome.detail}\n    {[breach.detail for breach in outcome.breaches]}",
                file=sys.stderr,
            )
    for name, places in touched.items():
        for place in places:
            print(f"{name}: a neighbour's {place}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
