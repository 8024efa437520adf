"""Downloads from other systems, made in a folder, and a course to collect them into."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graders.course.workspace import PROJECT, Workspace
from graders.domain.collected import Collected, CollectedEntry, SourceKind
from graders.pipeline.collect import CollectPlan, collect
from tests.intake_factories import CLEAN, notebook_bytes

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ASSIGNMENT = "cifar10_tuning"
MODEL = CLEAN.encode()
OTHER = MODEL.replace(b"64)", b"96)")
NOTEBOOK = notebook_bytes(CLEAN)
STARTER = (PROJECT / "assignments" / ASSIGNMENT / "starter.py").read_bytes()

ROSTER = """group,member,name,email,moodle_id,canvas_id,student_id
g01,ana,Ana María Pérez,ana@uni.example,101,9101,2020-1
g01,beto,"García López, Beto",beto@uni.example,102,9102,2020-2
g02,carla,Carla Núñez,carla@uni.example,103,9103,2020-3
g02,dario,Darío O'Brien,,,,
g03,eva,Eva Gómez,,,,
g03,eva2,Eva Luz Gómez-Ruiz,,,,
g04,juan1,Juan Soto,,,,
g05,juan2,Juan Soto,,,,
"""

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Course:
    """A course of one test."""

    root: Path

    @property
    def workspace(self) -> Workspace:
        """The course's folders; assignments are the shipped ones."""
        return Workspace(
            assignments=PROJECT / "assignments",
            reference=PROJECT / "reference",
            submissions=self.root / "submissions",
            var=self.root / "var",
        )

    @property
    def inbox(self) -> Path:
        """The folder of the assignment's groups."""
        return self.root / "submissions" / ASSIGNMENT

    def write_roster(self, text: str = ROSTER) -> None:
        """Write the assignment's roster."""
        self.inbox.mkdir(parents=True, exist_ok=True)
        (self.inbox / "roster.csv").write_text(text, encoding="utf-8")

    def collect(
        self, source: Path, kind: SourceKind | None = None, *, dry_run: bool = False
    ) -> Collected:
        """Collect a source at the tests' time."""
        plan = CollectPlan(
            workspace=self.workspace,
            assignment_id=ASSIGNMENT,
            source=source,
            kind=kind,
            dry_run=dry_run,
            now=NOW,
        )
        return collect(plan)

    def stored(self) -> dict[str, list[bytes]]:
        """Return the bytes of all attempts by group, in their order."""
        found: dict[str, list[bytes]] = {}
        for receipt in sorted(self.inbox.glob("*/attempts/[0-9]*/receipt.json")):
            (file,) = (path for path in receipt.parent.iterdir() if path != receipt)
            found.setdefault(receipt.parents[2].name, []).append(file.read_bytes())
        return found


def zip_bytes(files: Files, **details: object) -> bytes:
    """Return a zip file; `details` are set on every entry, such as `date_time`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2026, 5, 3, 10, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in details.items():
                setattr(info, key, value)
            archive.writestr(info, data)
    return buffer.getvalue()


def write_zip(path: Path, files: Files, **details: object) -> Path:
    """Write a zip file."""
    path.write_bytes(zip_bytes(files, **details))
    return path


def write_folder(root: Path, files: Files) -> Path:
    """Write files below a folder; a name that ends in `/` is an empty folder."""
    root.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        target = root / name
        if name.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return root


def snapshot(root: Path) -> dict[str, bytes]:
    """Return all files below a folder, links as where they lead."""
    return {
        str(path.relative_to(root)): str(path.readlink()).encode()
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def only(collected: Collected) -> CollectedEntry:
    """Return the only entry of a download."""
    (entry,) = collected.entries
    return entry
