"""Write starter.ipynb from starter.py, cell by cell.

Usage: python tools/make_starter_notebook.py ASSIGNMENT_FOLDER [--check]

Cells begin at `# %%` (code) or `# %% [markdown]` (text, each line behind `# `). With `--check`
nothing is written; the exit status is 1 if the notebook is not what starter.py gives.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

CELL_MARKER = re.compile(r"^# %%( \[markdown\])?[ ]*\n", re.MULTILINE)
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_text(script: str) -> str:
    """Turn a script with cell markers into a notebook.

    Args:
        script: Python source; it begins with a cell marker.

    Returns:
        JSON text of an nbformat 4.5 notebook without outputs; the same script gives the same text.

    Raises:
        ValueError: Something stands before the first cell marker, or there is none.
    """
    # re.split with one group gives: text before, then (group, source) for each cell.
    before, *parts = CELL_MARKER.split(script)
    if before.strip() or not parts:
        raise ValueError("the script must begin with a `# %%` cell marker")
    cells = [
        _cell(index, source.strip("\n"), is_markdown=bool(marker))
        for index, (marker, source) in enumerate(zip(parts[::2], parts[1::2], strict=True))
    ]
    notebook = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(index: int, source: str, *, is_markdown: bool) -> dict[str, object]:
    """Build one cell; its id is its position, so that it survives edits of the text."""
    cell: dict[str, object] = {"id": f"cell-{index:02d}", "metadata": {}}
    if is_markdown:
        source = re.sub(r"^# ?", "", source, flags=re.MULTILINE)
        return cell | {"cell_type": "markdown", "source": source.splitlines(keepends=True)}
    lines = source.splitlines(keepends=True)
    return cell | {"cell_type": "code", "execution_count": None, "outputs": [], "source": lines}


def main() -> int:
    """Write or check the notebook of one assignment; return the exit status."""
    parser = argparse.ArgumentParser(description="Write starter.ipynb from starter.py.")
    parser.add_argument("folder", type=Path, help="assignment folder that holds starter.py")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    notebook = arguments.folder / "starter.ipynb"
    text = notebook_text((arguments.folder / "starter.py").read_text(encoding="utf-8"))
    if not arguments.check:
        notebook.write_text(text, encoding="utf-8")
        print(f"wrote {notebook}")
        return 0
    if notebook.is_file() and notebook.read_text(encoding="utf-8") == text:
        return 0
    print(f"{notebook} is out of date: run tools/make_starter_notebook.py {arguments.folder}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
