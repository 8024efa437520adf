"""Where two streams say the same: the evidence that a person looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from graders.analysis.similarity.normalise import TokenStream
from graders.analysis.similarity.winnow import GRAM, Gram, grams

_MOST_PLACES: Final = 12
"""Places of one gram that are tried in each file; repeated blocks have many, and look the same."""

MOST_PASSAGES: Final = 60


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Equal labels in two streams.

    Attributes:
        length: Labels in it.
        left: Position in the left stream.
        right: Position in the right stream.
    """

    length: int
    left: int
    right: int


def find_passages(
    left: TokenStream, right: TokenStream, given: Collection[int]
) -> tuple[Span, ...]:
    """Return the longest equal stretches that do not overlap in either stream, longest first.

    Args:
        left: The one stream.
        right: The other stream.
        given: Hashes of grams that count for nobody.

    Source:
        Wise, "Running Karp-Rabin Matching and Greedy String Tiling", Sydney, 1993: longest
        first, each label used once.
    """
    taken_left, taken_right = [False] * len(left.labels), [False] * len(right.labels)
    found = []
    for span in sorted(_runs(left, right, given), key=lambda s: (-s.length, s.left, s.right)):
        for piece in _free(span, taken_left, taken_right):
            found.append(piece)
            for offset in range(piece.length):
                taken_left[piece.left + offset] = taken_right[piece.right + offset] = True
    found.sort(key=lambda s: (-s.length, s.left))
    return tuple(found[:MOST_PASSAGES])


def lines_of(stream: TokenStream, start: int, length: int) -> tuple[int, ...]:
    """Return the lines of a stretch, ascending, with the blank and comment lines inside it."""
    own = sorted(set(stream.lines[start : start + length]))
    coded = frozenset(stream.lines)
    lines = own[:1]
    for line in own[1:]:
        between = range(lines[-1] + 1, line)
        if not any(other in coded for other in between):
            lines += between
        lines.append(line)
    return tuple(lines)


def given_lines(stream: TokenStream, given: Collection[int]) -> frozenset[int]:
    """Return the lines whose every label stands in a gram that counts for nobody."""
    covered = [False] * len(stream.labels)
    for part in grams(stream):
        for gram in part:
            if gram.value in given:
                for position in range(gram.start, gram.start + gram.length):
                    covered[position] = True
    own = {line for line, is_given in zip(stream.lines, covered, strict=True) if not is_given}
    return frozenset(stream.lines) - own


def _runs(left: TokenStream, right: TokenStream, given: Collection[int]) -> Iterator[Span]:
    """Yield stretches of grams that follow each other in both streams alike."""
    places = _places(right, given)
    diagonals: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for value, mine in _places(left, given).items():
        for gram in mine:
            for other in places.get(value, ()):
                diagonals[gram.start - other.start].append((gram.start, gram.length))
    for shift, starts in diagonals.items():
        starts.sort()
        begin, end = starts[0][0], sum(starts[0])
        for start, length in starts[1:]:
            # Where a function ends, no gram goes on, and so the passage ends as well.
            if start >= end:
                yield Span(end - begin, begin, begin - shift)
                begin = start
            end = start + length
        yield Span(end - begin, begin, begin - shift)


def _places(stream: TokenStream, given: Collection[int]) -> dict[int, list[Gram]]:
    places: dict[int, list[Gram]] = defaultdict(list)
    for part in grams(stream):
        for gram in part:
            if gram.value not in given and len(places[gram.value]) < _MOST_PLACES:
                places[gram.value].append(gram)
    return places


def _free(span: Span, taken_left: list[bool], taken_right: list[bool]) -> Iterator[Span]:
    """Yield what no longer passage has used, in pieces of at least a gram or the whole span."""
    shortest = min(GRAM, span.length)
    begin = None
    for offset in range(span.length + 1):
        is_free = offset < span.length and not (
            taken_left[span.left + offset] or taken_right[span.right + offset]
        )
        if is_free and begin is None:
            begin = offset
        elif not is_free and begin is not None:
            if offset - begin >= shortest:
                yield Span(offset - begin, span.left + begin, span.right + begin)
            begin = None
