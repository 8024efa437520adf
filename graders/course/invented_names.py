"""Names for groups that tell nothing of who they are, the same for a whole term."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import Final

# Stars and rivers that are no people's names; plain letters, so that they are file names as well.
_FIRST: Final = (
    "Achernar", "Acrux", "Adhara", "Alcor", "Aldebaran", "Algol", "Alioth", "Alkaid", "Alnair",
    "Alnilam", "Alnitak", "Alphard", "Altair", "Ankaa", "Antares", "Atria", "Avior", "Bellatrix",
    "Betelgeuse", "Canopus", "Deneb", "Dubhe", "Enif", "Fomalhaut", "Gacrux", "Hadar", "Hamal",
    "Izar", "Kochab", "Menkar", "Merak", "Mintaka", "Mirfak", "Mizar", "Nunki", "Phact",
    "Procyon", "Regulus", "Rigel", "Sadalsuud", "Saiph", "Sargas", "Scheat", "Shaula", "Spica",
    "Suhail", "Tarazed", "Zubeneschamali",
)  # fmt: skip
_SECOND: Final = (
    "Amazonas", "Amur", "Apure", "Bermejo", "Biobio", "Caroni", "Cauca", "Colorado", "Congo",
    "Danubio", "Desaguadero", "Dnieper", "Duero", "Ebro", "Elba", "Eufrates", "Ganges",
    "Guadalquivir", "Indo", "Irrawaddy", "Jurua", "Lena", "Limpopo", "Loira", "Mackenzie",
    "Madeira", "Maipo", "Mamore", "Mekong", "Misuri", "Napo", "Niger", "Nilo", "Okavango",
    "Orinoco", "Paraguay", "Parana", "Pilcomayo", "Purus", "Putumayo", "Salado", "Tajo",
    "Tigris", "Tocantins", "Ucayali", "Volga", "Xingu", "Yukon", "Zambeze",
)  # fmt: skip


def invented_names(
    groups: Iterable[str], secret: bytes, *, avoided: Collection[str] = ()
) -> Mapping[str, str]:
    """Return a name for each group that follows from the secret and the group alone.

    Without the secret nobody can tell which group has which name, and the order of names says
    nothing of that of groups. Of two groups that would have one name, the later one by a secret
    order draws again: a new group may rename an old one, about once in two thousand pairs.

    Args:
        groups: Group ids.
        secret: The secret of the term.
        avoided: Words in lower case that no name may hold, such as names of people.

    Source:
        RFC 2104, HMAC: a keyed hash, here with SHA-256.
    """
    taken: set[str] = set()
    names = {}
    for group in sorted(set(groups), key=lambda group: _digest(secret, group, 0)):
        names[group] = next(
            name for name in _draws(secret, group) if _is_free(name, taken, avoided)
        )
        taken.add(names[group])
    return names


def _is_free(name: str, taken: Collection[str], avoided: Collection[str]) -> bool:
    return name not in taken and not any(word in avoided for word in name.casefold().split("-"))


def _draws(secret: bytes, group: str) -> Iterator[str]:
    """Names in the order a group would take them; numbered after many, so there is always one."""
    for attempt in count():
        drawn = int.from_bytes(_digest(secret, group, attempt)[:8], "big")
        first, second = drawn % len(_FIRST), drawn // len(_FIRST) % len(_SECOND)
        plain = f"{_FIRST[first]}-{_SECOND[second]}"
        yield plain if attempt < len(_FIRST) * len(_SECOND) else f"{plain}-{attempt}"


def _digest(secret: bytes, group: str, attempt: int) -> bytes:
    told = f"invented name|{attempt}|{group}".encode("utf-8", "surrogatepass")
    return hmac.new(secret, told, hashlib.sha256).digest()
