"""Lists a tar file, compressed or not, and reads single files of it into memory."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, Final

from graders.domain.collected import TimeSource
from graders.domain.submission import IntakeProblem
from graders.intake.collecting.tree import (
    MAX_ENTRIES,
    MAX_TOTAL_BYTES,
    Budget,
    Item,
    Parts,
    Tree,
    is_junk,
    named_problem,
    refuse,
    safe_parts,
    with_duplicates_refused,
)

_DAMAGE: Final = (
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    struct.error,
    EOFError,
    MemoryError,
    OSError,
    OverflowError,
    RecursionError,
    UnicodeError,
    ValueError,
)
_LARGEST_READ: Final = 128 * 2**20


class _Bounded(io.BufferedIOBase):
    """A stream that refuses to be read further than a limit, however far it would go."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile) -> None:
        self._stream = stream

    def read(self, size: int | None = -1, /) -> bytes:
        """Return bytes; fails where a header asks for more than any real file has."""
        if size is None or size < 0 or size > _LARGEST_READ:
            raise OSError("a header of the archive asks for too much")
        if self._stream.tell() + size > MAX_TOTAL_BYTES:
            raise OSError("the archive is too large")
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place, which decompresses everything before it."""
        if whence == 0 and offset > MAX_TOTAL_BYTES:
            raise OSError("the archive is too large")
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._stream.tell()


@contextmanager
def open_tar(stream: IO[bytes], *, compressed: bool) -> Iterator[IO[bytes] | gzip.GzipFile]:
    """Yield the tar file in `stream`; must stay open while files of it are read."""
    if not compressed:
        yield stream
        return
    with gzip.GzipFile(fileobj=stream, mode="rb") as inner:
        yield inner


def tar_tree(stream: IO[bytes] | gzip.GzipFile, *, budget: Budget) -> Tree | IntakeProblem:
    """Return the files of a tar file, or why nothing of it can be used."""
    items: list[Item] = []
    folders: list[Parts] = []
    problems: list[tuple[str, IntakeProblem]] = []
    try:
        archive = tarfile.open(fileobj=_Bounded(stream), mode="r:")  # noqa: SIM115 - read later
        for count, info in enumerate(archive):
            if count >= MAX_ENTRIES:
                limit = (("limit", str(MAX_ENTRIES)),)
                return IntakeProblem(code="collect.too_many", values=limit)
            parts = safe_parts(info.name)
            if isinstance(parts, IntakeProblem):
                if info.name not in {".", "./"}:
                    problems.append((info.name, parts))
            elif not is_junk(parts):
                if info.isdir():
                    folders.append(parts)
                else:
                    items.append(_item(archive, info, parts, budget))
    except _DAMAGE:
        return IntakeProblem(code="collect.damaged_archive")
    return Tree(
        items=with_duplicates_refused(items),
        folders=tuple(dict.fromkeys(folders)),
        time_from=TimeSource.ARCHIVE,
        problems=tuple(problems),
    )


def _item(archive: tarfile.TarFile, info: tarfile.TarInfo, parts: Parts, budget: Budget) -> Item:
    problem = None
    if info.issym() or info.islnk():
        problem = named_problem("collect.link", parts)
    elif not info.isreg() or info.issparse():
        problem = named_problem("collect.not_a_file", parts)
    return Item(
        parts=parts,
        modified=_time(info),
        read=refuse(problem)
        if problem
        else lambda limit: _read(archive, info, parts, limit, budget),
        problem=problem,
    )


def _time(info: tarfile.TarInfo) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(info.mtime), tz=UTC) if info.mtime > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _read(
    archive: tarfile.TarFile, info: tarfile.TarInfo, parts: Parts, limit: int, budget: Budget
) -> bytes | IntakeProblem:
    try:
        stream = archive.extractfile(info)
        data = stream.read(limit) if stream else b""
    except _DAMAGE:
        return named_problem("collect.damaged_file", parts)
    return data if budget.take(len(data)) else named_problem("collect.bomb", parts)
