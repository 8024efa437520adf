"""All families of texts, joined; a family is one module with a mapping `TEXTS`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from graders.reports.messages import (
    checks,
    checks_adversarial,
    class_page,
    classes,
    classes_cifar100,
    classes_gray,
    classes_shapes100,
    collect,
    course,
    criteria,
    criteria_adversarial,
    criteria_generative,
    criteria_sequence,
    exports,
    figures,
    generative,
    handout,
    index,
    intake,
    interface,
    lateness,
    models,
    notes,
    override,
    publish,
    repeats,
    review,
    similarity,
    terminal,
    verdicts,
)
from graders.reports.messages.text import Text


def compose(families: Iterable[Mapping[str, Text]]) -> Mapping[str, Text]:
    """Join families of texts.

    Raises:
        ValueError: Two families, or one family twice, define the same code.
    """
    joined: dict[str, Text] = {}
    for family in families:
        for code, entry in family.items():
            if code in joined:
                raise ValueError(f"message code {code!r} is defined twice")
            joined[code] = entry
    return MappingProxyType(joined)


TEXTS: Final = compose(
    module.TEXTS
    for module in (
        criteria,
        criteria_adversarial,
        criteria_generative,
        criteria_sequence,
        intake,
        checks,
        checks_adversarial,
        class_page,
        classes,
        classes_cifar100,
        classes_gray,
        classes_shapes100,
        collect,
        verdicts,
        lateness,
        notes,
        override,
        publish,
        repeats,
        review,
        similarity,
        interface,
        index,
        models,
        generative,
        exports,
        figures,
        handout,
        terminal,
        course,
    )
)
