"""Makes handed-in files that cannot lie in a repository: links, pipes, bombs, huge notebooks."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from tests.security.corpus_manifest import NEIGHBOURS

Values = Mapping[str, str]
Build = Callable[[Path, Values], object]
BUILDERS: Final[dict[str, Build]] = {}
# Read as text it is a submission whose only fault is the name of its function.
MISSPELT: Final = (NEIGHBOURS / "misspelt.py").read_text("utf-8")
_SPARSE_BYTES: Final = 2**30


def build(name: str, folder: Path, values: Values) -> str:
    """Make what the attack `name` hands in, and return the name of its group's folder.

    Args:
        name: Id of an attack.
        folder: The group's folder, which does not exist yet.
        values: What the attacker knows, see `corpus_lab`.
    """
    if name not in _MAKE_THEIR_FOLDER:
        folder.mkdir()
    made = BUILDERS[name](folder, values)
    return made if isinstance(made, str) else folder.name


def builder(make: Build) -> Build:
    """Register a function under its own name as the builder of that attack."""
    BUILDERS[make.__name__] = make
    return make


@builder
def zip_that_slips(folder: Path, values: Values) -> None:
    """An archive with members outside, by `../`, by an absolute path and through a link."""
    with zipfile.ZipFile(folder / "model.zip", "w") as archive:
        for name in (f"../../{values['mark']}", f"{values['home']}/{values['mark']}", "model.py"):
            archive.writestr(name, MISSPELT)
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, values["private"])


@builder
def zip_as_python(folder: Path, values: Values) -> None:
    """The same archive under the name of a Python file."""
    zip_that_slips(folder, values)
    (folder / "model.zip").rename(folder / "model.py")


@builder
def zip_bomb_as_notebook(folder: Path, values: Values) -> None:
    """Gigabytes of zeros under the name of a notebook, packed twice."""
    data = bytes(2**24)
    for _ in range(2):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(8):
                archive.writestr(f"{number}", data)
        data = packed.getvalue()
    (folder / "model.ipynb").write_bytes(data)


@builder
def link_to_labels(folder: Path, values: Values) -> None:
    """A link to a file that the grader may read and the student may not."""
    (folder / "model.py").symlink_to(f"{values['splits']}/labels.txt")


@builder
def folder_that_is_a_link(folder: Path, values: Values) -> None:
    """A group's folder that is a link to the private folder."""
    folder.symlink_to(values["private"])


@builder
def pipe_as_file(folder: Path, values: Values) -> None:
    """A pipe that nobody writes to: whoever opens it waits."""
    os.mkfifo(folder / "model.py")


@builder
def folder_as_file(folder: Path, values: Values) -> None:
    """A folder called `model.py`."""
    (folder / "model.py").mkdir()


@builder
def names_that_differ_in_case(folder: Path, values: Values) -> None:
    """Two files of one name where case does not count."""
    for name in ("model.py", "Model.py", "MODEL.PY"):
        (folder / name).write_text(MISSPELT, "utf-8")


@builder
def name_with_escapes(folder: Path, values: Values) -> None:
    """A file whose name clears the terminal and breaks the line."""
    (folder / "a\x1b[2J\n\u202e..\\$(id)<b>.py").write_text(MISSPELT, "utf-8")


@builder
def group_with_a_command(folder: Path, values: Values) -> str:
    """A group's folder whose name is a command."""
    odd = folder.with_name("grupo 01;touch x\n\x1b[2J")
    odd.mkdir()
    (odd / "model.py").write_text(MISSPELT, "utf-8")
    return odd.name


@builder
def notebook_of_100000_cells(folder: Path, values: Values) -> None:
    """A hundred thousand cells."""
    cells = [_cell("x = 1\n")] * 100_000
    _write_notebook(folder, [*cells, _cell(MISSPELT)])


@builder
def notebook_with_huge_output(folder: Path, values: Values) -> None:
    """A gigabyte of output, most of it a hole in the file."""
    with (folder / "model.ipynb").open("wb") as file:
        file.write(b'{"nbformat": 4, "cells": [{"cell_type": "code", "outputs": ["')
        file.truncate(_SPARSE_BYTES)


@builder
def notebook_of_empty_lists(folder: Path, values: Values) -> None:
    """Twenty megabytes of empty lists, which are gigabytes once they are read."""
    (folder / "model.ipynb").write_bytes(
        b'{"nbformat": 4, "cells": [' + b"[]," * 7_000_000 + b"0]}"
    )


@builder
def deep_notebook(folder: Path, values: Values) -> None:
    """A notebook that is nested a hundred thousand times."""
    (folder / "model.ipynb").write_bytes(b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


@builder
def nul_bytes(folder: Path, values: Values) -> None:
    """NUL bytes that end the text for some readers and not for others."""
    (folder / "model.py").write_bytes(MISSPELT.encode() + b"\0import os\0")


@builder
def byte_order_mark(folder: Path, values: Values) -> None:
    """A byte order mark before the first line."""
    (folder / "model.py").write_bytes(b"\xef\xbb\xbf" + MISSPELT.encode())


@builder
def line_ends_of_all_kinds(folder: Path, values: Values) -> None:
    """CRLF, CR, form feeds and Unicode line ends, on which readers disagree."""
    text = MISSPELT.replace("\n", "\r\n") + "#\u2028import os\x0c\r# \x0b\x85\n"
    (folder / "model.py").write_bytes(text.encode())


@builder
def utf16(folder: Path, values: Values) -> None:
    """Two bytes for each character."""
    (folder / "model.py").write_bytes(MISSPELT.encode("utf-16"))


@builder
def deep_parentheses(folder: Path, values: Values) -> None:
    """An expression nested a hundred thousand times."""
    _write(folder, "x = " + "(" * 100_000 + "1" + ")" * 100_000)


@builder
def deep_attributes(folder: Path, values: Values) -> None:
    """A name with a hundred thousand parts, which parses without recursion."""
    _write(folder, "def used():\n    return a" + ".b" * 100_000)


@builder
def deep_operators(folder: Path, values: Values) -> None:
    """A hundred thousand operators in a row."""
    _write(folder, "x = 1" + " + 1" * 100_000 + "\ny = " + "not " * 900 + "1")


@builder
def deep_blocks(folder: Path, values: Values) -> None:
    """Blocks nested a thousand times."""
    _write(folder, "".join(" " * depth + "if 1:\n" for depth in range(1_000)))


@builder
def giant_number(folder: Path, values: Values) -> None:
    """A number of a million digits, and constants that fold into gigabytes."""
    _write(folder, f"y = 'x' * 4096 * 4096 * 4096\nz = 1 << 10**9\nx = {'9' * 900_000}")


@builder
def megabytes_of_code(folder: Path, values: Values) -> None:
    """More code than anybody writes."""
    _write(folder, "# line\n" * 400_000)


@builder
def lines_that_slow_a_search(folder: Path, values: Values) -> None:
    """Lines on which a careless search tries every way."""
    lines = ["!" * 50_000, "% " * 50_000, "x = !" + "a" * 50_000, " " * 50_000 + "!", "?" * 50_000]
    _write(folder, "\n".join(lines))


@builder
def line_that_slows_the_linter(folder: Path, values: Values) -> None:
    """One assignment to a quarter of a million names."""
    _write(folder, f"x = {'a = ' * 250_000}1")


@builder
def receipt_that_is_a_bomb(folder: Path, values: Values) -> None:
    """A stored attempt whose receipt is nested without end."""
    attempt = folder / "attempts" / "0001"
    attempt.mkdir(parents=True)
    (attempt / "model.py").write_text(MISSPELT, "utf-8")
    (attempt / "receipt.json").write_text("[" * 60_000, "utf-8")


@builder
def yaml_that_multiplies(folder: Path, values: Values) -> None:
    """A billion laughs beside nothing, under names that a course uses."""
    levels = ["a0: &a0 [lol, lol]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    for name in ("model.yaml", "assignment.yaml", "calibration.json"):
        (folder / name).write_text("\n".join(levels), "utf-8")


_MAKE_THEIR_FOLDER: Final = {"folder_that_is_a_link", "group_with_a_command"}


def _write(folder: Path, text: str) -> None:
    (folder / "model.py").write_text(f"{MISSPELT}{text}\n", "utf-8")


def _cell(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}


def _write_notebook(folder: Path, cells: list[dict[str, Any]]) -> None:
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (folder / "model.ipynb").write_text(json.dumps(document), "utf-8")
