"""Makes text from the untrusted side harmless before anyone stores or shows it."""

from __future__ import annotations

import unicodedata


def plain_text(text: str, max_length: int = 600) -> str:
    """Return the text without control, format or surrogate characters, shortened from the front.

    Line breaks and tabs stay. The end is kept, because errors stand at the end of a log.
    """
    kept = "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character)[0] != "C"
    )
    return kept if len(kept) <= max_length else "…" + kept[-max_length:]
