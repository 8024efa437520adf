"""Zip files that are the same bytes whenever and wherever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Final

# The earliest time a zip file can tell: the same files give the same bytes.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE: Final = 0o100644
_PROGRAM: Final = 0o100755
_UNIX: Final = 3


def zip_bytes(
    files: Iterable[tuple[str, bytes]], *, programs: frozenset[str] = frozenset()
) -> bytes:
    """Return a zip file of `files`, in their order.

    Args:
        files: Name within the zip file, with `/`, and bytes of each.
        programs: Names of files that can be executed.
    """
    target = io.BytesIO()
    # Stored, not deflated: another version of zlib would give other bytes.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = (_PROGRAM if name in programs else _ORDINARY_FILE) << 16
            archive.writestr(entry, content)
    return target.getvalue()
