"""Makes the starter's notebook of the starter's script, cell by cell."""

from __future__ import annotations

import json
import re
from typing import Final

_CELL_MARKER: Final = re.compile(r"^# %%( \[markdown\])?[ ]*\n", re.MULTILINE)
_METADATA: Final = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_text(script: str) -> str:
    """Turn a script into a notebook.

    Cells begin at `# %%` (code) or `# %% [markdown]` (text, each line behind `# `). What stands
    before the first marker is a code cell of its own, so a script without markers is one cell.

    Args:
        script: Python source.

    Returns:
        JSON text of an nbformat 4.5 notebook without outputs; the same script gives the same text.
    """
    # re.split with one group gives: text before, then (group, source) for each cell.
    before, *parts = _CELL_MARKER.split(script)
    sources = [
        (source, bool(marker)) for marker, source in zip(parts[::2], parts[1::2], strict=True)
    ]
    if before.strip():
        sources.insert(0, (before, False))
    cells = [
        _cell(index, source.strip("\n"), is_markdown=is_markdown)
        for index, (source, is_markdown) in enumerate(sources)
    ]
    notebook = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(index: int, source: str, *, is_markdown: bool) -> dict[str, object]:
    """Build one cell; its id is its position, so that it survives edits of the text."""
    cell: dict[str, object] = {"id": f"cell-{index:02d}", "metadata": {}}
    if is_markdown:
        source = re.sub(r"^# ?", "", source, flags=re.MULTILINE)
        return cell | {"cell_type": "markdown", "source": source.splitlines(keepends=True)}
    lines = source.splitlines(keepends=True)
    return cell | {"cell_type": "code", "execution_count": None, "outputs": [], "source": lines}
