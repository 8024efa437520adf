"""Known submissions with made-up points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from graders.domain.rubric import Rubric, RubricItem
from graders.domain.validation import Role, Variant, VariantRun
from graders.grading.acceptance.results import Results

RUBRIC = Rubric(
    items=(
        RubricItem(id="accuracy", criterion="hidden_accuracy", max_points=Decimal(40)),
        RubricItem(id="pooling", criterion="pooling", max_points=Decimal(10)),
        RubricItem(id="softmax", criterion="softmax_output", max_points=Decimal(2)),
    )
)
FULL = {"accuracy": 40.0, "pooling": 10.0, "softmax": 2.0}


def variant(name: str, role: Role = Role.MUTANT, **changes: object) -> Variant:
    known = {"base": "reference", "title": name, "file_name": f"{name}.py", "text": name}
    return Variant(id=name, role=role, **(known | changes))  # type: ignore[arg-type]


def run(name: str, index: int, points: Mapping[str, float], **changes: object) -> VariantRun:
    known = {"verdicts": {"": "completed"}, "measures": {"": sum(points.values()) / 52}}
    codes = {item: f"{item}.low" for item in points if points[item] < FULL[item]}
    return VariantRun(
        variant=name,
        index=index,
        points=points,
        **({"codes": codes} | known | changes),  # type: ignore[arg-type]
    )


def results(
    variants: Mapping[Variant | str, list[Mapping[str, float]]], **changes: object
) -> Results:
    """Return results; a name stands for the known solution of that role."""
    made = {
        (variant(key, Role(key), base="") if isinstance(key, str) else key): rows
        for key, rows in variants.items()
    }
    return Results(
        rubric=RUBRIC,
        variants=tuple(made),
        runs={
            known.id: tuple(
                run(known.id, index, FULL | dict(points), **changes)
                for index, points in enumerate(rows)
            )
            for known, rows in made.items()
        },
    )
