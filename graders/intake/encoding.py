"""Turns the bytes of a text file into text, whatever editor wrote them."""

from __future__ import annotations

import codecs

from graders.domain.submission import IntakeProblem, SourceLocation

# The UTF-32 mark begins with the UTF-16 one, so it must be looked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode_text(data: bytes) -> tuple[str, tuple[IntakeProblem, ...]]:
    """Return the text of `data` with line feeds only, and what is worth saying about it.

    UTF-8 and UTF-16/32 are recognised; anything else is read as Latin-1 with a note. NUL characters
    are a fatal problem: no editor writes them and Python refuses them.
    """
    text, encoding = _decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = replace_surrogates(text)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problem = IntakeProblem(code="intake.nul_bytes", where=SourceLocation(line=line))
        return text.replace("\0", "\ufffd"), (problem,)
    if encoding == "utf-8":
        return text, ()
    note = IntakeProblem(code="intake.not_utf8", values=(("encoding", encoding),), fatal=False)
    return text, (note,)


def replace_surrogates(text: str) -> str:
    """Replace lone surrogates, which JSON and UTF-16 can smuggle in and UTF-8 cannot write."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    encoding = _unmarked_utf16(data)
    if encoding:
        return data.decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _unmarked_utf16(data: bytes) -> str:
    """Recognise UTF-16 without a mark: in mostly Latin text every other byte is NUL."""
    sample = data[:2_000]
    half = len(sample) // 2
    if half < 4:
        return ""
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""
