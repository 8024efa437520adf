"""What cannot be kept is told in one sentence that names the place."""

from datetime import UTC, datetime

import pytest

from graders.errors import StorageError
from graders.records.event_log import EventLog
from graders.records.file_lock import KeyLocks


@pytest.fixture
def no_folder(tmp_path):
    """A place below a file: nothing can be made there, on any system and by any user."""
    (tmp_path / "file").touch()
    return tmp_path / "file" / "folder"


def test_log_that_cannot_be_begun_stops_the_batch(no_folder):
    """Where not even a log fits, no evidence would either."""
    with pytest.raises(StorageError, match=r"folder cannot be written: .+\."):
        EventLog(no_folder, lambda: datetime.now(UTC))


def test_lock_that_cannot_be_made_stops_the_batch(no_folder):
    """A run that nobody could store is not begun."""
    with (
        pytest.raises(StorageError, match=r"folder cannot be written"),
        KeyLocks(no_folder / "claims").held("ab" * 32),
    ):
        pass


def test_what_fails_inside_of_a_lock_is_not_blamed_on_it(tmp_path):
    """Only making the lock is the disk's business."""
    with pytest.raises(OSError, match="mine"), KeyLocks(tmp_path / "claims").held("ab" * 32):
        raise OSError("mine")
