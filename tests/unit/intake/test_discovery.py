"""What lies in the inbox."""

import os
from datetime import UTC, datetime

import pytest

from graders.intake.discovery import discover, files_below, group_folders
from graders.intake.store import Received, store_received, store_submission
from tests.intake_factories import NOON


def _put(path, text="x = 1\n"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_groups_are_sorted_and_noise_is_ignored(tmp_path):
    """Hidden files, caches, the roster and links are no groups."""
    for name in ("g02/model.py", "g01/model.ipynb", ".git/model.py", "__pycache__/model.py"):
        _put(tmp_path / name)
    _put(tmp_path / "roster.csv")
    (tmp_path / "g03").symlink_to(tmp_path / "g01")
    assert [item.group for item in discover(tmp_path)] == ["g01", "g02"]
    assert discover(tmp_path / "missing") == ()


def test_the_time_of_a_loose_file_is_its_own(tmp_path):
    """Without a receipt the file's time counts, with a time zone."""
    file = _put(tmp_path / "g01" / "model.py")
    os.utime(file, (1_000_000_000, 1_000_000_000))
    (item,) = discover(tmp_path)
    assert (item.path, item.problem) == (file, None)
    assert item.received_at == datetime.fromtimestamp(1_000_000_000, tz=UTC)


def test_several_files_are_named_and_none_is_chosen(tmp_path):
    """The grader never guesses which file was meant."""
    _put(tmp_path / "g01" / "b.py")
    _put(tmp_path / "g01" / "a.ipynb")
    (item,) = discover(tmp_path)
    assert (item.path, item.problem.code) == (None, "intake.several_files")
    assert dict(item.problem.values)["names"] == "a.ipynb, b.py"


def test_a_folder_without_a_file_is_said_so(tmp_path):
    """Links, folders and other suffixes are not files to grade."""
    outside = _put(tmp_path / "secret.py")
    inbox = tmp_path / "inbox"
    _put(inbox / "g01" / "notes.txt")
    (inbox / "g01" / "model.py").symlink_to(outside)
    (inbox / "g01" / "dir.py").mkdir()
    os.mkfifo(inbox / "g01" / "pipe.py")
    (item,) = discover(inbox)
    assert (item.path, item.problem.code) == (None, "intake.no_file")


def test_a_folder_that_is_no_group_id_is_a_problem(tmp_path):
    """A name with spaces would not survive as an id."""
    _put(tmp_path / "Grupo 1" / "model.py")
    (item,) = discover(tmp_path)
    assert item.problem.code == "intake.group_name"


def test_the_newest_attempt_wins_over_loose_files(tmp_path):
    """Its time is that of the receipt; a damaged receipt falls back to the file."""
    loose = _put(tmp_path / "g01" / "model.py")
    store_submission(loose, tmp_path, group="g01", now=NOON, due=None)
    later = NOON.replace(hour=13)
    receipt = store_submission(loose, tmp_path, group="g01", now=later, due=None)
    (item,) = discover(tmp_path)
    assert (item.path, item.received_at) == (receipt.stored_at, later)
    (receipt.stored_at.parent / "receipt.json").write_text('{"received_at": "yesterday"}')
    (item,) = discover(tmp_path)
    assert item.received_at != later


def _attempts(inbox, *hours):
    """Store one attempt for each hour of arrival, in that order."""
    for number, hour in enumerate(hours, start=1):
        received = Received(name="model.py", data=b"x = %d\n" % number, at=NOON.replace(hour=hour))
        store_received(received, inbox, group="g01", due=None)


@pytest.mark.parametrize(
    ("hours", "until", "counts"),
    [
        ((10, 11), None, 2),
        ((11, 10), None, 1),
        ((11, 11), None, 2),
        ((10, 11, 13), 12, 2),
        ((10, 12, 13), 12, 2),
        ((13, 14), 12, 2),
        ((13, 10, 11), 12, 3),
    ],
)
def test_the_newest_attempt_counts_and_if_asked_the_newest_on_time(tmp_path, hours, until, counts):
    """Arrival decides, then the number; a group that was only late keeps its newest attempt."""
    _attempts(tmp_path, *hours)
    limit = NOON.replace(hour=until) if until else None
    (item,) = discover(tmp_path, counts_until=limit)
    assert item.path.parent.name == f"{counts:04d}"


def test_an_attempt_folder_without_one_file_is_passed_over(tmp_path):
    """A folder that somebody emptied does not hide the attempts before it."""
    _attempts(tmp_path, 10, 11)
    (tmp_path / "g01" / "attempts" / "0002" / "model.py").unlink()
    (item,) = discover(tmp_path)
    assert item.path.parent.name == "0001"


def test_every_file_of_a_group_can_be_listed(tmp_path):
    """Attempts and loose files, of any name; nothing hidden, and no link is followed."""
    outside = _put(tmp_path / "elsewhere" / "model.py")
    group = tmp_path / "inbox" / "Grupo 1"
    for name in ("a.py", "b.IPYNB", "attempts/0001/a.py", ".git/c.py", ".d.py", "notes.txt"):
        _put(group / name)
    (group / "link.py").symlink_to(outside)
    (group / "linked").symlink_to(outside.parent)
    names = [path.relative_to(group).as_posix() for path in files_below(group)]
    assert names == ["a.py", "attempts/0001/a.py", "b.IPYNB"]
    assert [folder.name for folder in group_folders(tmp_path / "inbox")] == ["Grupo 1"]
    assert group_folders(tmp_path / "missing") == ()
