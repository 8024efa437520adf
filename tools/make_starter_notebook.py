"""Write starter.ipynb from starter.py, cell by cell.

Usage: python tools/make_starter_notebook.py ASSIGNMENT_FOLDER [--check]

Cells begin at `# %%` (code) or `# %% [markdown]` (text, each line behind `# `). With `--check`
nothing is written; the exit status is 1 if the notebook is not what starter.py gives.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# A tool runs from a clone, installed or not.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graders.course.starter_notebook import notebook_text


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
