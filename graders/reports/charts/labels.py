"""Where labels go, so that none covers another or what is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Box:
    """The place of a label: its edges, downwards and to the right."""

    left: float
    top: float
    right: float
    bottom: float

    def lies_in(self, other: Box) -> bool:
        """Whether the whole box is inside of `other`."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def meets(self, other: Box) -> bool:
        """Whether both share a place."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_crossed(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether the straight line from `start` to `end` runs through the box.

        Source:
            Liang and Barsky, "A new concept and method for line clipping", ACM Transactions on
            Graphics 3(1), 1984.
        """
        first, last = 0.0, 1.0
        sides = ((self.left, self.right), (self.top, self.bottom))
        for (low, high), at, to in zip(sides, start, end, strict=True):
            if at == to:
                if not low < at < high:
                    return False
                continue
            enters, leaves = sorted(((low - at) / (to - at), (high - at) / (to - at)))
            first, last = max(first, enters), min(last, leaves)
        return first < last


def free_box(
    candidates: Iterable[Box],
    *,
    within: Box,
    lines: Sequence[Sequence[tuple[float, float]]] = (),
    taken: Sequence[Box] = (),
) -> Box | None:
    """Return the first candidate that is inside `within` and covers nothing; None if all do.

    Args:
        candidates: Places for one label, the best first.
        within: What they must not leave.
        lines: Corners of lines that they must not cover.
        taken: Labels that are there.
    """
    return next(
        (
            box
            for box in candidates
            if box.lies_in(within)
            and not any(box.is_crossed(*ends) for line in lines for ends in pairwise(line))
            and not any(box.meets(other) for other in taken)
        ),
        None,
    )


def spread(
    middles: Sequence[float], widths: Sequence[float], *, low: float, high: float, gap: float = 6.0
) -> tuple[float, ...]:
    """Move labels of one row apart, as little as needed, and into [`low`, `high`].

    Args:
        middles: Where the middle of each would be.
        widths: Their widths; where they do not all fit, the last ones leave at `high`.
        low: Least place of a left edge.
        high: Greatest place of a right edge.
        gap: Least distance between two.

    Returns:
        The middles to use, in the order given.
    """
    order = sorted(range(len(middles)), key=lambda index: middles[index])
    placed = list(middles)
    edge = high
    for index in reversed(order):
        placed[index] = min(placed[index], edge - widths[index] / 2)
        edge = placed[index] - widths[index] / 2 - gap
    edge = low
    for index in order:
        placed[index] = max(placed[index], edge + widths[index] / 2)
        edge = placed[index] + widths[index] / 2 + gap
    return tuple(placed)
