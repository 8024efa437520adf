"""Files that are alike: what was compared, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graders.domain.submission import SourceLocation


class Origin(StrEnum):
    """Where a compared file comes from."""

    GROUP = "group"
    REFERENCE = "reference"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFile:
    """One file as it was compared.

    Attributes:
        owner: Whose it is: a group id, or a name such as `reference/solution.py`. Files of one
            owner are never compared with each other.
        origin: Where it comes from.
        name: File name, with the attempt before it where there are several.
        text: The code as handed in: the file, or all code cells joined.
        locations: Place of every line of `text`.
        num_own: Fingerprints that are neither given to all nor common in the class.
        given_lines: 1-based lines of `text` whose code is given to all or common in the class.
    """

    owner: str
    origin: Origin
    name: str
    text: str
    locations: tuple[SourceLocation, ...]
    num_own: int
    given_lines: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Code that stands in both files of a pair.

    Attributes:
        left: Its 1-based lines in the left file's text, ascending.
        right: Its 1-based lines in the right file's text, ascending.
        num_tokens: Its length in tokens.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    num_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPair:
    """Two files that are more alike than the threshold.

    Attributes:
        left: The one file; of a group.
        right: The other file.
        left_share: Share of the left file's own fingerprints found in the right one, 0..1.
        right_share: The same the other way round.
        num_shared: Fingerprints that both have.
        passages: Where it shows, longest first.
    """

    left: ComparedFile
    right: ComparedFile
    left_share: float
    right_share: float
    num_shared: int
    passages: tuple[Passage, ...] = ()

    @property
    def score(self) -> float:
        """The larger share, 0..1: padding a copy makes only the smaller one fall."""
        return max(self.left_share, self.right_share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Owners that hang together by similar pairs.

    Attributes:
        members: Owners, sorted.
        pairs: Their pairs, most alike first.
    """

    members: tuple[str, ...]
    pairs: tuple[SimilarPair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCompared:
    """A file that could not be compared.

    Attributes:
        owner: Whose it is.
        name: File name; empty where there is no file.
        why: `no_file`, `not_readable` or `little_own_code`.
    """

    owner: str
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityFindings:
    """What the comparison of a class found.

    Attributes:
        assignment: Assignment id.
        threshold: From which score on a pair is shown, 0..1.
        num_groups: Groups with a file.
        num_files: Files compared, of groups and of others.
        num_common: Fingerprints left out because most groups have them.
        num_pairs: Pairs above the threshold, shown or not.
        clusters: Similar pairs by cluster, most alike first.
        not_compared: Files that nothing can be said about.
    """

    assignment: str
    threshold: float
    num_groups: int
    num_files: int
    num_common: int
    num_pairs: int
    clusters: tuple[Cluster, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()

    @property
    def pairs(self) -> tuple[SimilarPair, ...]:
        """All pairs, by cluster."""
        return tuple(pair for cluster in self.clusters for pair in cluster.pairs)
