"""Opens what a teacher names: a folder, or an archive of one of the kinds that can be read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from graders.domain.submission import IntakeProblem
from graders.intake.collecting.folder_tree import folder_tree
from graders.intake.collecting.tar_tree import open_tar, tar_tree
from graders.intake.collecting.tree import Budget, Tree, shown_name
from graders.intake.collecting.zip_tree import zip_tree

_TARS = (".tar", ".tar.gz", ".tgz")


@contextmanager
def open_source(
    path: Path, *, zone: tzinfo | None, budget: Budget
) -> Iterator[Tree | IntakeProblem]:
    """Yield the files of a folder or of an archive, or why nothing of it can be used.

    Args:
        path: The folder or the archive.
        zone: Zone of the times in archives; None for this machine's.
        budget: Counts what is read.
    """
    if path.is_dir():
        yield folder_tree(path)
        return
    if not path.is_file():
        # Opening a pipe would wait for somebody to write into it.
        yield IntakeProblem(
            code="collect.not_an_archive", values=(("name", shown_name(path.name)),)
        )
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        message = error.strerror or type(error).__name__
        values = (("name", shown_name(path.name)), ("message", message))
        yield IntakeProblem(code="collect.unreadable", values=values)
        return
    with stream:
        if path.name.lower().endswith(_TARS):
            with open_tar(stream, compressed=not path.name.lower().endswith(".tar")) as inner:
                yield tar_tree(inner, budget=budget)
        elif path.suffix.lower() == ".zip" or zipfile.is_zipfile(stream):
            yield zip_tree(stream, zone=zone, budget=budget)
        else:
            name = (("name", shown_name(path.name)),)
            yield IntakeProblem(code="collect.not_an_archive", values=name)
