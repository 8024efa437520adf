"""Compares what was handed in with each other, with private solutions and with earlier terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graders.analysis.similarity.clusters import connected
from graders.analysis.similarity.compare import (
    FEWEST_SHARED,
    Candidate,
    Comparison,
    Match,
    compare,
)
from graders.analysis.similarity.normalise import TokenStream
from graders.analysis.similarity.parsing import stream_of
from graders.analysis.similarity.passages import Span, find_passages, given_lines, lines_of
from graders.course.workspace import Workspace
from graders.domain.similarity import (
    Cluster,
    ComparedFile,
    NotCompared,
    Origin,
    Passage,
    SimilarityFindings,
    SimilarPair,
)
from graders.errors import UnknownNameError
from graders.intake.discovery import group_folders
from graders.intake.notebook import MAX_CODE_BYTES
from graders.pipeline.similarity_files import FoundFile, found_files, plain_text, public_texts

MOST_PAIRS: Final = 500
"""Pairs that get evidence and a page, most alike first: a ring of 300 has 45 000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityPlan:
    """What is compared.

    Attributes:
        workspace: The course.
        assignment_id: The assignment.
        threshold: From which score on a pair is shown, 0..1.
        groups: Only pairs with one of these groups; all when empty.
        others: Folders with earlier submissions or solutions found elsewhere.
        max_code_bytes: Largest code that is read, as in grading.
    """

    workspace: Workspace
    assignment_id: str
    threshold: float
    groups: tuple[str, ...] = ()
    others: tuple[Path, ...] = ()
    max_code_bytes: int = MAX_CODE_BYTES


def find_similar(plan: SimilarityPlan) -> SimilarityFindings:
    """Return the pairs above the threshold, with their evidence, in clusters.

    Nothing is run, and no two texts are compared that share no fingerprints.

    Raises:
        UnknownNameError: A group that is asked for has no folder.
    """
    known = [folder.name for folder in group_folders(_inbox(plan))]
    for name in plan.groups:
        if name not in known:
            raise UnknownNameError("group", name, known)
    files = list(files_of(plan))
    readable = [file for file in files if file.code is not None and file.code.is_readable]
    work = _Work(
        readable,
        [stream_of(text) for text in public_texts(plan.workspace, plan.assignment_id)],
        threshold=plan.threshold,
    )
    wanted = [match for match in work.comparison.matches if work.involves(match, plan.groups)]
    return SimilarityFindings(
        assignment=plan.assignment_id,
        threshold=plan.threshold,
        num_groups=len({file.owner for file in readable if file.origin is Origin.GROUP}),
        num_files=len(readable),
        num_common=work.comparison.num_common,
        num_pairs=len(wanted),
        clusters=_clusters([work.pair(match) for match in wanted[:MOST_PAIRS]]),
        not_compared=_not_compared(known, files, work.own_by_owner()),
    )


class _Work:
    """The streams of all files and what comparing them gave."""

    def __init__(
        self, files: Sequence[FoundFile], public: Sequence[TokenStream], *, threshold: float
    ) -> None:
        self._files = files
        self._streams = [stream_of(plain_text(file.code)) for file in files if file.code]
        candidates = [
            Candidate(owner=file.owner, is_group=file.origin is Origin.GROUP, stream=stream)
            for file, stream in zip(files, self._streams, strict=True)
        ]
        self.comparison: Comparison = compare(candidates, public, threshold=threshold)

    def involves(self, match: Match, groups: Sequence[str]) -> bool:
        """Whether one of the groups is part of a match; any match when there are none."""
        owners = {self._files[match.left].owner, self._files[match.right].owner}
        return not groups or not owners.isdisjoint(groups)

    def own_by_owner(self) -> Mapping[str, int]:
        """Return the own fingerprints of each owner's longest file."""
        most: dict[str, int] = {}
        for file, count in zip(self._files, self.comparison.num_own, strict=True):
            most[file.owner] = max(count, most.get(file.owner, 0))
        return most

    def pair(self, match: Match) -> SimilarPair:
        """Return a match with both files and the passages they share."""
        left, right = self._streams[match.left], self._streams[match.right]
        spans = find_passages(left, right, self.comparison.given)
        is_common_only = not spans
        if is_common_only:
            # Twins in a class of twins: all they share is common, and all of it is the evidence.
            spans = find_passages(left, right, frozenset())
        return SimilarPair(
            left=self._compared(match.left, marks_given=not is_common_only),
            right=self._compared(match.right, marks_given=not is_common_only),
            left_share=match.left_share,
            right_share=match.right_share,
            num_shared=match.num_shared,
            passages=tuple(_passage(span, left, right) for span in spans),
        )

    def _compared(self, index: int, *, marks_given: bool) -> ComparedFile:
        file, given = self._files[index], self.comparison.given
        return ComparedFile(
            owner=file.owner,
            origin=file.origin,
            name=file.name,
            text=file.code.text if file.code else "",
            locations=file.code.locations if file.code else (),
            num_own=self.comparison.num_own[index],
            given_lines=given_lines(self._streams[index], given) if marks_given else frozenset(),
        )


def files_of(plan: SimilarityPlan) -> Iterator[FoundFile]:
    """Yield every file that is compared, readable or not."""
    return found_files(
        plan.workspace, plan.assignment_id, plan.others, max_code_bytes=plan.max_code_bytes
    )


def _inbox(plan: SimilarityPlan) -> Path:
    return plan.workspace.submissions / plan.assignment_id


def _passage(span: Span, left: TokenStream, right: TokenStream) -> Passage:
    return Passage(
        left=lines_of(left, span.left, span.length),
        right=lines_of(right, span.right, span.length),
        num_tokens=span.length,
    )


def _clusters(pairs: Sequence[SimilarPair]) -> tuple[Cluster, ...]:
    """Group pairs, most alike first; ordered by their best pair."""
    components = connected((pair.left.owner, pair.right.owner) for pair in pairs)
    clusters = [
        Cluster(
            members=tuple(sorted(members)),
            pairs=tuple(pair for pair in pairs if pair.left.owner in members),
        )
        for members in components
    ]
    return tuple(sorted(clusters, key=lambda cluster: -cluster.pairs[0].score))


def _not_compared(
    groups: Sequence[str], files: Sequence[FoundFile], own: Mapping[str, int]
) -> tuple[NotCompared, ...]:
    """Name owners that nothing can be said about: no file, no readable one, or hardly own code."""
    names = {file.owner: file.name for file in files if file.origin is not Origin.REFERENCE}
    found = [
        NotCompared(owner=name, name="", why="no_file") for name in groups if name not in names
    ]
    for owner, name in names.items():
        if owner not in own:
            found.append(NotCompared(owner=owner, name=name, why="not_readable"))
        elif own[owner] < FEWEST_SHARED:
            found.append(NotCompared(owner=owner, name=name, why="little_own_code"))
    return tuple(sorted(found, key=lambda item: item.owner))
