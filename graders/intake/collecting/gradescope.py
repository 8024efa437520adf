"""Reads what Gradescope gives as "Export Submissions".

A folder for each submission, such as `submission_123`, beside `submission_metadata.yml`, which
holds for each folder `:submitters:` (`:name:`, `:email:`, `:sid:`) and `:created_at:`.

Source:
    As read in programs that use such exports; not tried on a real one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

import yaml

from graders.domain.submission import IntakeProblem
from graders.intake.collecting.entries import Claim, Entry, stray
from graders.intake.collecting.tree import Item, Tree, plain_name

METADATA: Final = "submission_metadata.yml"
_MAX_BYTES: Final = 32 * 2**20
_MAX_SUBMITTERS: Final = 50
_MAX_DEPTH: Final = 100
# The C parser reads a class in a second; both only make nodes here and never an object.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def recognises(tree: Tree) -> bool:
    """Whether the file with the submitters is there."""
    return any(item.name == METADATA for item in tree.top_files())


def entries(tree: Tree) -> tuple[Entry, ...] | IntakeProblem:
    """Return one entry per submission, or why the file with the submitters cannot be read."""
    metadata = next(item for item in tree.top_files() if item.name == METADATA)
    told = _read(metadata)
    if isinstance(told, IntakeProblem):
        return told
    folders = tree.top_folders()
    known = [_entry(name, node, folders.get(name, ())) for name, node in told.items()]
    loose = [(item.name, (item,)) for item in tree.top_files() if item is not metadata]
    others = [(name, items) for name, items in folders.items() if name not in told]
    strays = [stray(name, items) for name, items in (*others, *loose)]
    return (*known, *(entry for entry in strays if entry))


def _read(metadata: Item) -> Mapping[str, yaml.Node] | IntakeProblem:
    data = metadata.read(_MAX_BYTES + 1)
    if isinstance(data, IntakeProblem):
        return data
    damaged = IntakeProblem(code="collect.gradescope_metadata")
    if len(data) > _MAX_BYTES:
        return damaged
    try:
        root = yaml.compose(data, Loader=_LOADER) if _is_flat(data) else None
    except (yaml.YAMLError, ValueError, RecursionError, MemoryError):
        return damaged
    told = dict(_pairs(root))
    return told or damaged


def _is_flat(data: bytes) -> bool:
    """Whether nothing is nested deeply: the C parser makes nodes by recursion and would crash."""
    depth = 0
    for event in yaml.parse(data, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            return False
    return True


def _entry(name: str, node: yaml.Node, items: tuple[Item, ...]) -> Entry:
    told = dict(_pairs(node))
    people = told.get(":submitters")
    submitters = people.value[:_MAX_SUBMITTERS] if isinstance(people, yaml.SequenceNode) else ()
    claims = tuple(_claim(dict(_pairs(submitter))) for submitter in submitters)
    return Entry(
        label=name,
        claims=claims,
        items=items,
        received_at=time_of(_text(told.get(":created_at"))),
        problem=None if claims else IntakeProblem(code="collect.no_submitter"),
    )


def _claim(told: Mapping[str, yaml.Node]) -> Claim:
    name, email, sid = (_text(told.get(key)) for key in (":name", ":email", ":sid"))
    return Claim(
        who=name or email or sid,
        ids=(("student_id", sid), ("member", sid)),
        email=email,
        names=(name,),
    )


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the entries of a mapping whose keys are texts; Ruby's `:key:` is read as `:key`."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield plain_name(str(key.value)), value


def _text(node: yaml.Node | None) -> str:
    text = str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
    return "" if text in {"~", "null"} else text


def time_of(text: str) -> datetime | None:
    """Return a time as Ruby writes it, such as `2026-03-14 23:59:01.123456789 -08:00`."""
    found = re.fullmatch(
        r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d:\d\d)(?:\.\d+)? ?"
        r"(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?",
        text,
    )
    if not found:
        return None
    zone = found["zone"]
    try:
        moment = datetime.fromisoformat(f"{found['day']}T{found['time']}")
        if zone in {None, "Z", "UTC"}:
            return moment.replace(tzinfo=UTC)
        return datetime.fromisoformat(f"{moment.isoformat()}{zone}")
    except ValueError:
        return None
