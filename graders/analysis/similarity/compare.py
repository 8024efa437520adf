"""Finds pairs of streams that share more than chance explains, by an index of fingerprints."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graders.analysis.similarity.normalise import TokenStream
from graders.analysis.similarity.winnow import all_hashes, fingerprints

FEWEST_SHARED: Final = 10
"""A pair shares at least so many fingerprints, some four layers; fewer are anybody's lines.

Source:
    docs/similarity.md, "Why these numbers".
"""

COMMON_SHARE: Final = 0.5
"""What more groups than this have is how the task is done, and nobody's copy."""

FEWEST_GROUPS: Final = 6
"""Below this, half of a class may be one ring of copies, so nothing counts as common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file to compare.

    Attributes:
        owner: Files of one owner are never compared with each other.
        is_group: Whether it was handed in now; a pair has at least one such file.
        stream: What it says.
    """

    owner: str
    is_group: bool
    stream: TokenStream


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two files that share fingerprints.

    Attributes:
        left: Index of the one candidate; always of a group.
        right: Index of the other.
        left_share: Share of the left one's own fingerprints that the right one has, 0..1.
        right_share: The same the other way round.
        num_shared: Fingerprints both have.
    """

    left: int
    right: int
    left_share: float
    right_share: float
    num_shared: int

    @property
    def score(self) -> float:
        """The larger share, 0..1."""
        return max(self.left_share, self.right_share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing a class found.

    Attributes:
        num_own: Own fingerprints of each candidate.
        given: Hashes that count for nobody: given to all, or common in the class.
        num_common: How many of them are common in the class.
        matches: The best pair of files for each two owners above the threshold.
    """

    num_own: tuple[int, ...]
    given: frozenset[int]
    num_common: int
    matches: tuple[Match, ...]


def compare(
    candidates: Sequence[Candidate], public: Iterable[TokenStream], *, threshold: float
) -> Comparison:
    """Compare all files of different owners, without looking at each pair of texts.

    Args:
        candidates: The files.
        public: What everybody got, such as the starter.
        threshold: Least score of a pair, 0..1.

    Source:
        docs/similarity.md, "The score".
    """
    known: frozenset[int] = frozenset().union(*(all_hashes(stream) for stream in public))
    written = [fingerprints(item.stream) - known for item in candidates]
    common = _common(candidates, written)
    own = [prints - common for prints in written]
    matches = [*_matches(candidates, own), *_twins(candidates, written)]
    best: dict[tuple[str, str], Match] = {}
    for match in matches:
        owners = (candidates[match.left].owner, candidates[match.right].owner)
        known_best = best.get(owners)
        if match.score >= threshold and (known_best is None or match.score > known_best.score):
            best[owners] = match
    return Comparison(
        num_own=tuple(len(prints) for prints in own),
        given=known | common,
        num_common=len(common),
        matches=tuple(sorted(best.values(), key=lambda match: (-match.score, match.left))),
    )


def _common(candidates: Sequence[Candidate], prints: Sequence[frozenset[int]]) -> frozenset[int]:
    by_owner: dict[str, set[int]] = defaultdict(set)
    for candidate, found in zip(candidates, prints, strict=True):
        if candidate.is_group:
            by_owner[candidate.owner] |= found
    if len(by_owner) < FEWEST_GROUPS:
        return frozenset()
    counts = Counter(value for found in by_owner.values() for value in found)
    most = COMMON_SHARE * len(by_owner)
    return frozenset(value for value, count in counts.items() if count > most)


def _matches(candidates: Sequence[Candidate], own: Sequence[frozenset[int]]) -> Iterator[Match]:
    holders: Mapping[int, list[int]] = _holders(own)
    for left, candidate in enumerate(candidates):
        if not candidate.is_group or len(own[left]) < FEWEST_SHARED:
            continue
        shared = Counter(right for value in own[left] for right in holders[value])
        for right, count in shared.items():
            if count >= FEWEST_SHARED and _may_pair(candidates, left, right):
                yield Match(
                    left=left,
                    right=right,
                    left_share=count / len(own[left]),
                    right_share=count / len(own[right]),
                    num_shared=count,
                )


def _holders(own: Sequence[frozenset[int]]) -> Mapping[int, list[int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    for index, prints in enumerate(own):
        for value in prints:
            holders[value].append(index)
    return holders


def _twins(candidates: Sequence[Candidate], written: Sequence[frozenset[int]]) -> Iterator[Match]:
    """Files with equal fingerprints: alike even where most of a class handed in the same."""
    groups: dict[frozenset[int], list[int]] = defaultdict(list)
    for index, prints in enumerate(written):
        if len(prints) >= FEWEST_SHARED:
            groups[prints].append(index)
    for prints, same in groups.items():
        for left in same:
            for right in same:
                if candidates[left].is_group and _may_pair(candidates, left, right):
                    yield Match(
                        left=left,
                        right=right,
                        left_share=1.0,
                        right_share=1.0,
                        num_shared=len(prints),
                    )


def _may_pair(candidates: Sequence[Candidate], left: int, right: int) -> bool:
    """Whether two files may be compared; of two groups, each pair is named once."""
    one, other = candidates[left], candidates[right]
    if not other.is_group:
        return True
    return one.owner < other.owner
