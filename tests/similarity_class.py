"""Classes with planted copies, for tests of `similarity`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graders.course.workspace import PROJECT, Workspace, bundled_workspace
from graders.domain.similarity import SimilarityFindings
from graders.intake.reading import read_code
from graders.pipeline.find_similar import SimilarityPlan, find_similar
from graders.pipeline.similarity_files import plain_text

ASSIGNMENTS = ("cifar10_tuning", "cifar100_classifier", "lstm", "gan")
STARTER_GROUP = "grupo03"


def text_of(path: str) -> str:
    """Code of a file of the project, without IPython's lines."""
    return plain_text(read_code(PROJECT / path)[1])


def submission(assignment: str, group: str) -> str:
    """Code of a group of the example class."""
    folder = PROJECT / "submissions" / assignment / group
    (path,) = folder.iterdir()
    return text_of(str(path.relative_to(PROJECT)))


def hand_in(workspace: Workspace, assignment: str, group: str, text: str | bytes, *,
            name: str = "modelo.py") -> Path:  # fmt: skip
    """Put a file into a group's folder."""
    path = workspace.submissions / assignment / group / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def empty_class(folder: Path) -> Workspace:
    """The bundled course with nothing handed in, and its own place for pages."""
    return replace(bundled_workspace(), submissions=folder / "submissions", var=folder / "var")


def example_class(folder: Path, assignment: str) -> Workspace:
    """The example class, copied so that more can be handed in."""
    workspace = empty_class(folder)
    for source in sorted((PROJECT / "submissions" / assignment).glob("*/*")):
        hand_in(workspace, assignment, source.parent.name, source.read_bytes(), name=source.name)
    return workspace


def found(workspace: Workspace, assignment: str, **options: object) -> SimilarityFindings:
    """What `similarity` finds with its default threshold."""
    plan = SimilarityPlan(
        **{"workspace": workspace, "assignment_id": assignment, "threshold": 0.6, **options}
    )
    return find_similar(plan)


def owners(findings: SimilarityFindings) -> set[tuple[str, str]]:
    """Who is paired with whom."""
    return {(pair.left.owner, pair.right.owner) for pair in findings.pairs}
