"""A publication in words: what was frozen, what changed since the last one, who waits and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graders.domain.publication import (
    DamagedFile,
    GroupChange,
    HeldBack,
    Manifest,
    Published,
    PublishedGroup,
    changes,
)
from graders.reports.base import StatusRow, SubmissionState
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable


def publication_text(published: Published, language: Language) -> str:
    """Return what was published, what each group has now and had before, and who waits."""
    manifest = published.manifest
    waiting = _held(published.held_back, language)
    if manifest is None:
        return "\n".join((catalog.text("publish.nothing", language), *waiting))
    proof = {
        "sha256": published.manifest_sha256,
        "grades": manifest.gradebook.num_grades,
        "link": manifest.gradebook.last_link,
    }
    return "\n".join(
        (
            *_head(published, manifest, language),
            *waiting,
            catalog.text("publish.proof", language, proof),
        )
    )


def publication_data(published: Published) -> dict[str, Any]:
    """Return the same for programs: points as texts, null for a blank grade."""
    manifest, before = published.manifest, published.before
    return {
        "new": published.is_new,
        "folder": published.folder or None,
        "number": manifest.number if manifest else None,
        "manifest_sha256": published.manifest_sha256 or None,
        "previous": before.number if before else None,
        "groups": {g: _points(given) for g, given in manifest.groups.items()} if manifest else {},
        "changes": [
            {
                "group": change.group,
                "difference": str(change.difference),
                "old": _points(change.old),
                "new": _points(change.new),
            }
            for change in (changes(before, manifest) if before and manifest else ())
        ],
        "held_back": {group: str(why) for group, why in published.held_back.items()},
    }


def _held(held: Mapping[str, HeldBack], language: Language) -> Iterator[str]:
    if held:
        yield catalog.text("publish.held", language)
    for group, why in held.items():
        yield f"  {_say(f'held.{why}', language, {'group': printable(group)})}"


def stale_text(rows: Sequence[StatusRow], language: Language) -> str:
    """Return which groups `grade` should see to first; empty where it has nothing to do."""
    lines = []
    for state in (SubmissionState.CHANGED, SubmissionState.PENDING):
        groups = ", ".join(printable(row.group) for row in rows if row.state is state)
        if groups:
            lines.append(_say(f"stale.{state}", language, {"groups": groups}))
    return "\n".join(lines)


def check_text(
    assignment: str, count: int, damaged: Sequence[DamagedFile], language: Language
) -> str:
    """Return which published files are not what they were; or that all are."""
    if not count:
        return _say("check.none", language, {"assignment": assignment})
    if not damaged:
        return _say("check.well", language, {"count": count})
    return "\n".join(
        _say(f"check.{one.damage}", language, {"number": f"{one.number:04d}", "file": one.name})
        for one in damaged
    )


def check_data(count: int, damaged: Sequence[DamagedFile]) -> dict[str, Any]:
    """Return the same for programs."""
    return {
        "publications": count,
        "damaged": [
            {"number": one.number, "file": one.name, "damage": str(one.damage)} for one in damaged
        ],
    }


def _head(published: Published, manifest: Manifest, language: Language) -> Iterator[str]:
    if not published.is_new:
        yield _say("unchanged", language, {"number": manifest.number})
        return
    values = {
        "number": manifest.number,
        "assignment": manifest.assignment,
        "profile": manifest.profile,
        "count": len(manifest.groups),
        "folder": published.folder,
    }
    yield _say("written", language, values)
    yield from _changed(manifest, published.before, language)


def _changed(manifest: Manifest, before: Manifest | None, language: Language) -> Iterator[str]:
    if before is None:
        yield catalog.text("publish.first", language)
        return
    told = changes(before, manifest)
    yield _say("since", language, {"number": before.number})
    for change in told:
        yield f"  {_change(change, language)}"
    same = len(manifest.groups) - sum(change.new is not None for change in told)
    if same:
        yield f"  {_say('same', language, {'count': same})}"


def _change(change: GroupChange, language: Language) -> str:
    values = {
        "group": printable(change.group),
        "old": _shown(change.old, language),
        "new": _shown(change.new, language),
    }
    return _say(str(change.difference), language, values)


def _shown(given: PublishedGroup | None, language: Language) -> str:
    if given is None or given.points is None:
        return catalog.text("publish.blank", language)
    return catalog.points_text(given.points, language)


def _points(given: PublishedGroup | None) -> str | None:
    return None if given is None or given.points is None else str(given.points)


def _say(code: str, language: Language, values: Mapping[str, object]) -> str:
    return catalog.text(f"publish.{code}", language, values)
