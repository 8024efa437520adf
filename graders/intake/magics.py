"""Takes IPython's own lines out of code so that Python can parse the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graders.domain.submission import LeftOut, SourceLocation
from graders.intake.code_text import locate
from graders.intake.quoting import quote

_TOKEN = re.compile(r"'''|\"\"\"|\\.|['\"#()\[\]{}]", re.DOTALL)
_CELL_MAGIC = re.compile(r"%%(\w+)")
_ASSIGNED = re.compile(r"(\s*[A-Za-z_][\w.,\[\]\s]*=\s*)([!%])\s*\w")
_INSTALL = re.compile(r"\s*(pip3?|conda|mamba)\s+(install|uninstall)\b")
_HELP = re.compile(r"\s*(\?{1,2}\s*[\w.*%]+|[%\w.*]+\?{1,2})\s*;?\s*(#.*)?$")
# Below these the rest of the cell is still Python.
_PYTHON_CELLS = {"time", "timeit", "capture", "prun", "debug", "memit", "mprun", "lprun"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Neutralised:
    """Code without IPython's lines.

    Attributes:
        text: Same number of lines; IPython's lines are blank, or `pass` inside a block.
        left_out: The lines taken out.
    """

    text: str
    left_out: tuple[LeftOut, ...]


def neutralise(text: str, locations: Sequence[SourceLocation]) -> Neutralised:
    """Blank `!shell`, `%magic`, `%%cell` and `help?` lines; valid Python is returned unchanged.

    Args:
        text: Code with line feeds only.
        locations: Place of every line; tells where a cell begins.
    """
    lines = text.split("\n")
    left_out: list[LeftOut] = []
    scanner = _Scanner()
    cell: int | None = -1
    foreign = follows = False
    for index, line in enumerate(lines):
        where = locate(locations, index + 1) or SourceLocation(line=index + 1)
        begins = where.cell != cell
        if begins:
            cell, foreign, follows, scanner = where.cell, False, False, _Scanner()
        if foreign:
            lines[index] = ""
            continue
        code = "left_out.shell" if follows else _reason(line, scanner)
        if not code:
            scanner.feed(line)
            continue
        magic = _CELL_MAGIC.match(line)
        foreign = bool(magic and cell is not None and magic[1] not in _PYTHON_CELLS)
        continues = follows
        if not continues:
            left_out.append(LeftOut(code=code, where=where, text=quote(line)))
        follows = line.endswith("\\")
        # An indented continuation must not become an indented `pass`.
        lines[index] = "" if continues else _stand_in(line)
    return Neutralised(text="\n".join(lines), left_out=tuple(left_out))


def _reason(line: str, scanner: _Scanner) -> str:
    """Return the message code of an IPython line; empty for Python."""
    start = line.lstrip()
    if scanner.is_inside or not start or start.startswith("#"):
        return ""
    assigned = _ASSIGNED.match(line)
    if start[0] == "!" or _INSTALL.match(line) or (assigned and assigned[2] == "!"):
        return "left_out.shell"
    if start[0] == "%" or assigned:
        return "left_out.magic"
    return "left_out.magic" if "?" in line and _HELP.match(line) else ""


def _stand_in(line: str) -> str:
    assigned = _ASSIGNED.match(line)
    if assigned:
        # A later stage sees `get_ipython` and reports the name if a function needs it.
        return assigned[1] + "get_ipython()"
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}pass" if indent else ""


class _Scanner:
    """Follows strings and brackets, so that `%` inside an expression is not taken for a magic."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def is_inside(self) -> bool:
        """Whether the next line continues a string, a bracket or a backslash."""
        return bool(self._quote) or self._depth > 0 or self._continued

    def feed(self, line: str) -> None:
        """Read one line."""
        comment = False
        for match in _TOKEN.finditer(line):
            mark = match[0]
            if mark == "#" and not self._quote:
                comment = True
                break
            self._take(mark)
        self._continued = line.endswith("\\") and not comment
        if len(self._quote) == 1 and not self._continued:
            self._quote = ""

    def _take(self, mark: str) -> None:
        if self._quote:
            if mark == self._quote or (len(self._quote) == 1 and mark == self._quote * 3):
                self._quote = ""
        elif mark[0] in "'\"":
            self._quote = mark
        elif mark in "([{":
            self._depth += 1
        elif mark in ")]}":
            self._depth = max(0, self._depth - 1)
