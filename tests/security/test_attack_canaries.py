"""A canary that cannot fire proves nothing: each is shown the harm it is there for."""

from __future__ import annotations

import base64
import os
import socket
import subprocess
import sys
import time

import pytest

from tests.security.corpus_canaries import (
    adopting_orphans,
    changes,
    disguises,
    hashes,
    kernel_settings,
    leaks,
    left_behind,
    mounts,
    odd_characters,
    offspring,
    planted,
    snapshot,
    survivors,
    written,
)
from tests.security.corpus_listener import Listener

SECRET = b"CANARY-test-0123456789abcdef"


@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
@pytest.mark.parametrize(
    "disguise",
    [
        lambda data: data,
        lambda data: data[::-1],
        lambda data: data.hex().encode(),
        lambda data: data.decode().encode("utf-16-le"),
        base64.b64encode,
    ],
)
def test_leak_is_seen_in_every_disguise(disguise, before):
    """Plain, reversed, as hex, as wide characters and as base64 at any offset."""
    message = disguise(before.encode() + SECRET + b"-after")
    assert leaks(b"..." + message + b"...", {"test": SECRET}, "a message")
    assert not leaks(
        disguise(b"nothing to see here, nothing at all"), {"test": SECRET}, "a message"
    )


def test_short_secret_has_no_disguise_that_chance_could_make():
    """Four characters of base64 would appear in any array."""
    assert all(len(form) >= 6 for form in disguises(b"\x02\x00\x5e\x10\x00\x01"))


def test_listener_hears_every_kind_of_call(tmp_path):
    """TCP, UDP, a Unix path and an abstract name; silence is no breach."""
    with Listener(tmp_path) as listener:
        with socket.create_connection(("127.0.0.1", listener.port)) as caller:
            caller.sendall(b"by tcp")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
            caller.sendto(b"by udp", ("127.0.0.1", listener.port))
        for name in (str(listener.path), f"\0{listener.name}"):
            with socket.socket(socket.AF_UNIX) as caller:
                caller.connect(name)
                caller.sendall(name.strip("\0").encode())
        listener.stop()
        heard = " ".join(breach.detail for breach in listener.breaches())
    assert all(word in heard for word in ("by tcp", "by udp", str(listener.path), listener.name))
    with Listener(tmp_path) as quiet:
        quiet.stop()
        assert quiet.breaches() == []


def test_changed_made_and_removed_files_are_seen(tmp_path):
    """A new file, a new folder, new content, a link, a lost file; not what is left out."""
    for name in ("kept", "changed", "lost", "skipped"):
        (tmp_path / name).write_text("before")
    before = snapshot(tmp_path, leave_out=["skipped"])
    assert changes(before, snapshot(tmp_path, leave_out=["skipped"])) == []
    (tmp_path / "changed").write_text("after!")
    (tmp_path / "skipped").write_text("after!")
    (tmp_path / "lost").unlink()
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("kept")
    found = changes(before, snapshot(tmp_path, leave_out=["skipped"]))
    seen = {os.path.basename(breach.detail.partition(":")[0]) for breach in found}  # noqa: PTH119
    assert seen == {"changed", "lost", "folder", "link"}


def test_mark_in_a_name_or_in_new_code_is_seen(tmp_path):
    """By name anywhere; by content in code that was written since."""
    (tmp_path / "old.py").write_text("planted-1")
    os.utime(tmp_path / "old.py", (1, 1))
    assert planted({tmp_path: 2}, "planted-1") == []
    assert written(tmp_path, "planted-1", since=2.0) == []
    (tmp_path / "new.py").write_text("import os  # planted-1")
    (tmp_path / "x-planted-1-y").mkdir()
    assert [breach.detail for breach in planted({tmp_path: 2}, "planted-1")] == [
        str(tmp_path / "x-planted-1-y")
    ]
    assert [breach.detail for breach in written(tmp_path, "planted-1", since=2.0)] == [
        str(tmp_path / "new.py")
    ]


def test_process_that_outlives_its_parent_is_seen_and_ended():
    """A daemon loses its parent and becomes ours, so it cannot hide."""
    script = "import os, time; os.fork() or (os.setsid(), time.sleep(60))"
    with adopting_orphans():
        before = offspring()
        subprocess.run([sys.executable, "-S", "-c", script], check=True)
        deadline = time.monotonic() + 5
        while not offspring() - before and time.monotonic() < deadline:
            time.sleep(0.05)
        (breach,) = survivors(before)
        assert "time.sleep(60)" in breach.detail
        assert survivors(before) == []


def test_changed_data_mounts_and_settings_are_seen(tmp_path):
    """A data file of the same size and time, a mount more, a setting of the kernel."""
    file = tmp_path / "x_train.npy"
    file.write_bytes(b"before")
    before = hashes(tmp_path)
    file.write_bytes(b"after!")
    assert hashes(tmp_path) != before
    assert left_behind("mount", mounts(), {*mounts(), "/scratch"})[0].detail == "/scratch"
    settings = kernel_settings()
    assert settings
    assert changes(settings, {name: f"{value}1" for name, value in settings.items()})


def test_control_characters_are_seen():
    """Escapes, direction marks and lone surrogates; not line breaks and tabs."""
    assert odd_characters("a\nb\tc ñ 漢", "a text") == []
    assert all(odd_characters(f"a{odd}b", "a text") for odd in "\x1b\x00\x9b\u202e\u2066\ud800\r")
