"""Times in a zip file bear no zone: they are those of the course's clocks."""

import io
import shutil
import zipfile
from datetime import UTC, datetime

import pytest

from graders.course.workspace import PROJECT, Workspace
from graders.pipeline.collect import CollectPlan, collect
from tests.intake_factories import CLEAN

ASSIGNMENT = "cifar10_tuning"


@pytest.fixture
def workspace(tmp_path):
    """A course of its own, with an entry of a zip file written at ten o'clock somewhere."""
    shutil.copytree(PROJECT / "assignments" / ASSIGNMENT, tmp_path / "assignments" / ASSIGNMENT)
    inbox = tmp_path / "submissions" / ASSIGNMENT
    inbox.mkdir(parents=True)
    (inbox / "roster.csv").write_text("group,member\ng01,ana\n")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(zipfile.ZipInfo("g01/model.py", (2026, 5, 4, 10, 0, 0)), CLEAN)
    (tmp_path / "download.zip").write_bytes(content.getvalue())
    return Workspace(
        assignments=tmp_path / "assignments",
        reference=PROJECT / "reference",
        submissions=tmp_path / "submissions",
        var=tmp_path / "var",
    )


@pytest.mark.parametrize(
    ("zone", "hour"), [("America/Argentina/Buenos_Aires", 13), ("Europe/Madrid", 8), ("UTC", 10)]
)
def test_they_are_read_in_the_zone_of_the_course(workspace, zone, hour):
    """Ten o'clock in Buenos Aires is one in the afternoon in UTC."""
    workspace.course_file.write_text(f"schema: 1\ntime_zone: {zone}\n", "utf-8")
    plan = CollectPlan(
        workspace=workspace,
        assignment_id=ASSIGNMENT,
        source=workspace.assignments.parent / "download.zip",
        kind=None,
        dry_run=True,
        now=datetime(2026, 5, 5, 12, 0, tzinfo=UTC),
    )
    (entry,) = collect(plan).entries
    assert entry.received_at == datetime(2026, 5, 4, hour, 0, tzinfo=UTC)
