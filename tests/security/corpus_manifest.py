"""The list of attacks: what each tries, and how it must end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

CORPUS: Final = Path(__file__).with_name("corpus")
NEIGHBOURS: Final = CORPUS / "neighbours"
FILES: Final = ("model.py", "model.ipynb")
# Each batch costs the training of two neighbours, so families share one.
BATCHES: Final = {
    "files": ("reading", "writing"),
    "acts": ("acting", "ending"),
    "results": ("forging", "arrays", "architectures"),
    "marks": ("cheating", "intake"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One file that means harm.

    Attributes:
        id: Name, and name of its folder.
        family: What it is after; the folder above.
        tries: One sentence.
        canaries: Canaries it is aimed at, of `corpus_canaries.CANARIES`.
        verdict: Expected verdict, or the code of the intake problem that ends it.
        status: Expected state of the grade; empty when there must be no grade.
        assignment: Assignment it is handed in for.
        built: Whether `corpus_builders` makes its files, because they cannot lie in a repository.
        twin: Whether its predictions must be those of the first neighbour, bit for bit.
        rare: Whether only `tools/attack_table.py` runs it: it is much like another one.
        no_points: Rubric rows that must give nothing.
        flags: Flags that a person must be shown; where they are, a gain in accuracy is no secret.
        exposed: Canaries that fire when it runs without a sandbox, which proves that it works.
    """

    id: str
    family: str
    tries: str
    canaries: tuple[str, ...]
    verdict: str
    status: str = "graded"
    assignment: str = "cifar10_tuning"
    built: bool = False
    twin: bool = False
    rare: bool = False
    no_points: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    exposed: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where its file lies."""
        return CORPUS / self.family / self.id

    @property
    def file(self) -> Path:
        """The file that is handed in.

        Raises:
            StopIteration: There is none.
        """
        return next(self.folder / name for name in FILES if (self.folder / name).is_file())


def read_manifest() -> tuple[Attack, ...]:
    """Return every attack in the order of the manifest.

    Raises:
        TypeError: An entry has an unknown key or lacks one.
    """
    document: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (CORPUS / "manifest.yaml").read_text("utf-8")
    )
    return tuple(
        Attack(family=family, **{key: _frozen(value) for key, value in entry.items()})
        for family, entries in document.items()
        for entry in entries
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def batch_of(attack: Attack) -> str:
    """Return the name of the batch that an attack is graded in: a few families, one assignment."""
    name = next(name for name, families in BATCHES.items() if attack.family in families)
    is_usual = attack.assignment == "cifar10_tuning"
    return name if is_usual else f"{name}-{attack.assignment}"
