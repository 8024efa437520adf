"""Compares people's names as a person would: accents, case, marks and word order do not matter."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# O'Brien is one word, however a system writes or drops the apostrophe.
_APOSTROPHES: Final = str.maketrans("", "", "'’‘`´ʼ")


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name without accents, case and punctuation, in their order."""
    # Apostrophes first: a spacing accent would decompose into a space and split the word.
    apart = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    plain = "".join(char for char in apart if not unicodedata.combining(char)).casefold()
    return tuple(re.findall(r"[^\W_]+", plain))


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common; empty when there is no word in it."""
    return " ".join(sorted(words_of(name)))


def run_together(name: str) -> str:
    """Return the words of a name without anything between them."""
    return "".join(words_of(name))


def rotations(name: str) -> frozenset[str]:
    """Return the name run together, begun at each of its words: first or last names first."""
    words = words_of(name)
    return frozenset("".join(words[start:] + words[:start]) for start in range(len(words)))


def id_key(value: str) -> str:
    """Return an identifier or an e-mail address as it is compared."""
    return unicodedata.normalize("NFC", value).strip().casefold()
