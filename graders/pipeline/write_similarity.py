"""Writes the pages about similar files, for the teaching staff alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graders.course.workspace import Workspace
from graders.pipeline.write_pages import write_whole
from graders.reports.similarity_html import render_pair_pages, render_similarity_page
from graders.reports.similarity_view import INDEX_PAGE, SimilarityReport

FOLDER: Final = "similarity"
_PAIR_PAGES: Final = "pair-*.html"


def similarity_folder(workspace: Workspace, assignment_id: str) -> Path:
    """Return where the pages of an assignment lie."""
    return workspace.reports / assignment_id / FOLDER


def write_similarity(workspace: Workspace, report: SimilarityReport) -> Path:
    """Write overview and pairs in the place of those of the last time; return the overview.

    The folder is closed to other users of the machine: private solutions are quoted in it.
    """
    folder = similarity_folder(workspace, report.assignment.id)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for old in folder.glob(_PAIR_PAGES):
        old.unlink()
    for name, page in render_pair_pages(report):
        write_whole(folder / name, page.encode())
    write_whole(folder / INDEX_PAGE, render_similarity_page(report).encode())
    return folder / INDEX_PAGE
