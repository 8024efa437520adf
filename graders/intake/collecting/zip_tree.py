"""Lists a zip file and reads single files of it into memory; nothing is unpacked to the disk."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from datetime import datetime, tzinfo
from typing import IO, Final

from graders.domain.collected import TimeSource
from graders.domain.submission import IntakeProblem
from graders.intake.collecting.tree import (
    MAX_ENTRIES,
    Budget,
    Item,
    Parts,
    Tree,
    in_zone,
    is_junk,
    named_problem,
    refuse,
    safe_parts,
    with_duplicates_refused,
)

# Everything that the standard library raises for archives that lie about themselves.
DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    MemoryError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
    IndexError,
    KeyError,
)
# The other methods of the standard library cannot be stopped in the middle of a bomb.
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1
_UTF8_NAMES: Final = 0x800
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_LARGE: Final = 4 * 2**20
_MAX_RATIO: Final = 200


def zip_tree(stream: IO[bytes], *, zone: tzinfo | None, budget: Budget) -> Tree | IntakeProblem:
    """Return the files of a zip file, or why nothing of it can be used.

    Args:
        stream: The open file; must stay open while files of it are read.
        zone: Zone of the times in it, which bear none; None for this machine's.
        budget: Counts what is read from it.
    """
    try:
        archive = zipfile.ZipFile(stream)
        infos = archive.infolist()
    except DAMAGE:
        return IntakeProblem(code="collect.damaged_archive")
    if len(infos) > MAX_ENTRIES:
        return IntakeProblem(code="collect.too_many", values=(("limit", str(MAX_ENTRIES)),))
    items: list[Item] = []
    folders: list[Parts] = []
    problems: list[tuple[str, IntakeProblem]] = []
    for info in infos:
        name = _name(info)
        parts = safe_parts(name)
        if isinstance(parts, IntakeProblem):
            problems.append((name, parts))
        elif is_junk(parts):
            continue
        elif name.endswith(("/", "\\")):
            folders.append(parts)
        else:
            items.append(_item(archive, info, parts, zone=zone, budget=budget))
    return Tree(
        items=with_duplicates_refused(items),
        folders=tuple(dict.fromkeys(folders)),
        time_from=TimeSource.ARCHIVE,
        problems=tuple(problems),
    )


def _item(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    parts: Parts,
    *,
    zone: tzinfo | None,
    budget: Budget,
) -> Item:
    problem = _forbidden(info, parts)
    return Item(
        parts=parts,
        modified=_time(info, zone),
        read=refuse(problem)
        if problem
        else lambda limit: _read(archive, info, parts, limit, budget),
        problem=problem,
    )


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as its writer meant it; old programs do not say which alphabet they use."""
    name = info.orig_filename
    if info.flag_bits & _UTF8_NAMES or name.isascii():
        return name
    raw = name.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # Windows in Spain and Latin America writes cp850, where Á is what cp437 shows as a frame.
        framed = any(unicodedata.category(char).startswith("S") for char in name)
        return raw.decode("cp850", "replace") if framed else name


def _forbidden(info: zipfile.ZipInfo, parts: Parts) -> IntakeProblem | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return named_problem("collect.link", parts)
    if kind not in {0, stat.S_IFREG}:
        return named_problem("collect.not_a_file", parts)
    if info.flag_bits & _ENCRYPTED:
        return named_problem("collect.encrypted", parts)
    if info.compress_type not in _METHODS:
        return named_problem("collect.compression", parts)
    return None


def _time(info: zipfile.ZipInfo, zone: tzinfo | None) -> datetime | None:
    if info.date_time <= _NO_TIME:
        return None
    try:
        return in_zone(datetime(*info.date_time), zone)  # noqa: DTZ001 - zip files know no zone
    except (ValueError, OverflowError, OSError):
        return None


def _read(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, parts: Parts, limit: int, budget: Budget
) -> bytes | IntakeProblem:
    try:
        with archive.open(info) as stream:
            data = stream.read(limit)
    except DAMAGE:
        return named_problem("collect.damaged_file", parts)
    inflated = len(data) > _LARGE and len(data) > _MAX_RATIO * max(info.compress_size, 1)
    if inflated or not budget.take(len(data)):
        return named_problem("collect.bomb", parts)
    return data
