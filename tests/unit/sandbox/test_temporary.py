"""What a killed grader left in the temporary folder goes when the next one starts; nothing else."""

import os
import subprocess
import sys
import tempfile

import pytest

from graders.sandbox.temporary import own_prefix, sweep


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder that Python takes for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def dead() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_files_and_folders_of_a_dead_grader_go(temporary, dead):
    """A killed batch leaves job folders with content, and single files."""
    folder = temporary / f"grader-job-{dead}-k3x_9" / "weights"
    folder.mkdir(parents=True)
    (folder / "000000.npy").write_bytes(b"x")
    (temporary / f"grader-filter-{dead}-abc").write_bytes(b"x")
    sweep()
    assert list(temporary.iterdir()) == []


def test_what_belongs_to_the_living_or_to_others_stays(temporary, dead):
    """Only what bears the number of a dead grader is taken away; links are not followed."""
    alive = tempfile.mkdtemp(prefix=own_prefix("job"))
    others = [temporary / name for name in (f"job-{dead}-a", "grader-job-x1", f"grader-{dead}-a")]
    for other in others:
        other.mkdir()
    target = temporary / "precious"
    target.mkdir()
    (target / "file").touch()
    (temporary / f"grader-job-{dead}-link").symlink_to(target)
    sweep()
    assert {str(entry) for entry in temporary.iterdir()} == {alive, *map(str, others), str(target)}
    assert (target / "file").exists()


def test_names_tell_whose_they_are():
    """The prefix bears this process's number, for whoever looks into the folder."""
    assert own_prefix("job") == f"grader-job-{os.getpid()}-"
