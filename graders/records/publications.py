"""Publications: what groups were given and when, numbered, never overwritten, and checkable."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from graders.domain.publication import Damage, DamagedFile, Manifest
from graders.errors import StorageError

MANIFEST: Final = "manifest.json"
GROUPS: Final = "groups"
"""Folder of the groups' pages inside of a publication."""

_NUMBER: Final = re.compile(r"[0-9]{4,}")
_READ_ONLY: Final = 0o444


_MANIFEST: Final = TypeAdapter(Manifest)


def publications(folder: Path) -> tuple[Path, ...]:
    """Return the folders of all publications, oldest first."""
    if not folder.is_dir():
        return ()
    found = [path for path in folder.iterdir() if _NUMBER.fullmatch(path.name) and path.is_dir()]
    return tuple(sorted(found, key=lambda path: int(path.name)))


def read_manifest(publication: Path) -> Manifest:
    """Read what a publication holds.

    Raises:
        StorageError: There is no such file, or it is not one of ours.
    """
    path = publication / MANIFEST
    try:
        return _MANIFEST.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise StorageError(
            f"{path} cannot be read as the manifest of a publication.",
            hint="Restore the folder from a copy, or move it elsewhere.",
        ) from error


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as it is stored."""
    return _MANIFEST.dump_json(manifest, indent=1) + b"\n"


@contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """Yield an empty folder beside the publications, gone when the block ends; see `settle`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".partial-") as temporary:
        drafted = Path(temporary) / "draft"
        drafted.mkdir()
        yield drafted


def settle(drafted: Path, target: Path) -> None:
    """Make a draft the publication `target`, whole, its files for reading only.

    Raises:
        StorageError: `target` is there already, of which nothing was touched, or cannot be written.
    """
    for name in _names(drafted):
        (drafted / name).chmod(_READ_ONLY)
    try:
        # A folder with something in it is never replaced by renaming another one to it.
        drafted.rename(target)
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written: {error.strerror}.",
            hint="If somebody else published at this moment, look at that first.",
        ) from error


def hashes(publication: Path) -> dict[str, str]:
    """Return SHA-256 of every file but the manifest, by its path below the folder."""
    return {
        name: _hash_or_nothing(publication / name)
        for name in _names(publication)
        if name != MANIFEST
    }


def check(folder: Path) -> tuple[DamagedFile, ...]:
    """Compare all publications with their manifests, and each manifest with the one after it."""
    damaged: list[DamagedFile] = []
    before = ""
    for publication in publications(folder):
        number = int(publication.name)
        try:
            manifest = read_manifest(publication)
        except StorageError:
            damaged.append(DamagedFile(number=number, name=MANIFEST, damage=Damage.UNREADABLE))
            before = ""
            continue
        if before and manifest.previous_sha256 != before:
            damaged.append(DamagedFile(number=number - 1, name=MANIFEST, damage=Damage.REPLACED))
        damaged += _damaged(number, manifest.files, hashes(publication))
        before = sha256_of(publication / MANIFEST)
    return tuple(damaged)


def sha256_of(path: Path) -> str:
    """Return SHA-256 of a file in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _hash_or_nothing(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        # A link to nowhere, or a file nobody may read: not what was published.
        return ""


def _damaged(
    number: int, promised: Mapping[str, str], found: Mapping[str, str]
) -> Iterator[DamagedFile]:
    for name in sorted({*promised, *found}):
        if promised.get(name) == found.get(name):
            continue
        if name not in found:
            damage = Damage.MISSING
        else:
            damage = Damage.CHANGED if name in promised else Damage.ADDED
        yield DamagedFile(number=number, name=name, damage=damage)


def _names(publication: Path) -> list[str]:
    """Paths of all files below a folder, with `/`, sorted; links count as what they point at."""
    return sorted(
        (Path(parent) / name).relative_to(publication).as_posix()
        for parent, _folders, files in os.walk(publication)
        for name in files
    )
