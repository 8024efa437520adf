"""A named table of extensions that refuses collisions and suggests near names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from graders.errors import UnknownNameError

T = TypeVar("T")


class Registry(Generic[T]):
    """One kind of extension, looked up by name.

    Args:
        kind: The word shown in messages, such as `criterion`.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, T] = {}

    def add(self, name: str, entry: T) -> None:
        """Register `entry` under `name`.

        Raises:
            ValueError: The name is taken.
        """
        if name in self._entries:
            raise ValueError(f"{self.kind} {name!r} is registered twice")
        self._entries[name] = entry

    def get(self, name: str) -> T:
        """Return the entry called `name`.

        Raises:
            UnknownNameError: There is none; the message suggests the nearest name.
        """
        try:
            return self._entries[name]
        except KeyError:
            raise UnknownNameError(self.kind, name, self._entries) from None

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))

    def __len__(self) -> int:
        return len(self._entries)
