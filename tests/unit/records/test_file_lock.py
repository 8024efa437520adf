"""A key is held by one at a time, among threads and among processes, and by nobody who died."""

import multiprocessing
import sys
import threading
import time

import pytest

from graders.records.file_lock import KeyLocks

KEY, OTHER = "ab" * 32, "cd" * 32

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="locks of open files are Linux's")


def take(path, key, entered):
    with KeyLocks(path).held(key):
        entered.set()


def hold_and_die(path, key, entered):
    with KeyLocks(path).held(key):
        entered.set()
        time.sleep(60)


@pytest.mark.parametrize("kind", ["thread", "process"])
def test_second_waits_for_the_first(tmp_path, kind):
    """Whoever comes second gets in when the first has left."""
    path = tmp_path / "claims"
    entered = threading.Event() if kind == "thread" else multiprocessing.Event()
    start = threading.Thread if kind == "thread" else multiprocessing.Process
    second = start(target=take, args=(path, KEY, entered))
    with KeyLocks(path).held(KEY):
        second.start()
        assert not entered.wait(0.4)
    assert entered.wait(10)
    second.join()


def test_other_keys_are_free(tmp_path):
    """Work on different keys goes on side by side."""
    path = tmp_path / "claims"
    entered = threading.Event()
    with KeyLocks(path).held(KEY):
        other = threading.Thread(target=take, args=(path, OTHER, entered))
        other.start()
        assert entered.wait(10)
    other.join()


def test_killed_holder_holds_nothing(tmp_path):
    """After `kill -9` the next one gets in."""
    path = tmp_path / "claims"
    entered = multiprocessing.Event()
    holder = multiprocessing.Process(target=hold_and_die, args=(path, KEY, entered))
    holder.start()
    assert entered.wait(10)
    holder.kill()
    holder.join()
    again = threading.Event()
    take(path, KEY, again)
    assert again.is_set()


def test_file_stays_empty(tmp_path):
    """However many keys there were, nothing is left to clean up."""
    for number in range(50):
        with KeyLocks(tmp_path / "claims").held(f"{number:064x}"):
            pass
    assert (tmp_path / "claims").stat().st_size == 0
