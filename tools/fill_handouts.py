"""Write the tables of the handouts anew from the assignment files.

Usage: python tools/fill_handouts.py [--check]

With `--check` nothing is written; the exit status is 1 if a handout is not up to date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# A tool runs from a clone, installed or not.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graders.course.assignment_file import find_assignments, read_assignment
from graders.course.workspace import default_workspace
from graders.errors import GraderError
from graders.reports.handout import fill_handout
from graders.reports.messages.text import Language


def main() -> int:
    """Write or check every handout of the course; return the exit status."""
    parser = argparse.ArgumentParser(description="Write the tables of the handouts anew.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    assignments = default_workspace().assignments
    status = 0
    for name in find_assignments(assignments):
        for language in Language:
            file = assignments / name / f"handout.{language}.md"
            try:
                status = max(status, refresh(file, language, check=check))
            except GraderError as error:
                print(error)
                status = error.exit_code
    return status


def refresh(file: Path, language: Language, *, check: bool) -> int:
    """Write or check one handout, if there is one; return 1 if it was looked at and out of date."""
    if not file.is_file():
        return 0
    written = file.read_text(encoding="utf-8")
    filled = fill_handout(written, read_assignment(file.parent), language, file=str(file))
    if written == filled:
        return 0
    if check:
        print(f"{file} is out of date: run tools/fill_handouts.py")
        return 1
    file.write_text(filled, encoding="utf-8")
    print(f"wrote {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
