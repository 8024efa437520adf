"""Attempts are stored once, whole, and never touched again."""

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from graders.errors import SubmissionRejectedError, UsageError
from graders.intake.store import Received, safe_name, store_received, store_submission
from tests.intake_factories import NOON


@pytest.fixture
def model(tmp_path):
    file = tmp_path / "model.py"
    file.write_bytes(b"x = 1\r\n")
    return file


def test_the_receipt_proves_what_was_received(tmp_path, model):
    """Bytes are kept as received, beside a receipt that says the same as the returned one."""
    inbox = tmp_path / "inbox"
    receipt = store_submission(model, inbox, group="g01", now=NOON, due=NOON)
    assert receipt.stored_at == inbox / "g01" / "attempts" / "0001" / "model.py"
    assert receipt.stored_at.read_bytes() == b"x = 1\r\n"
    stored = json.loads((receipt.stored_at.parent / "receipt.json").read_text())
    assert stored == {
        "group": "g01",
        "file_name": "model.py",
        "sha256": hashlib.sha256(b"x = 1\r\n").hexdigest(),
        "received_at": NOON.isoformat(),
        "late": False,
        "attempt": 1,
    }


def test_later_than_the_deadline_is_late(tmp_path, model):
    """The deadline itself still counts."""
    due = NOON.replace(hour=11)
    assert store_submission(model, tmp_path, group="g01", now=NOON, due=due).late


def test_submitting_at_the_same_moment_never_clashes(tmp_path, model):
    """Every submission gets its own number and nothing is left behind."""

    def submit(_):
        return store_submission(model, tmp_path / "in", group="g01", now=NOON, due=None)

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(submit, range(24)))
    assert sorted(item.attempt for item in receipts) == list(range(1, 25))
    assert all(item.stored_at.is_file() for item in receipts)
    assert len(list((tmp_path / "in" / "g01" / "attempts").iterdir())) == 24


@pytest.mark.parametrize("group", ["", "G01", "../x", "a b", "-a", "a" * 41, "g01\n"])
def test_a_group_id_that_could_be_a_path_is_refused(tmp_path, model, group):
    """Group ids become folder names."""
    with pytest.raises(UsageError):
        store_submission(model, tmp_path, group=group, now=NOON, due=None)


@pytest.mark.parametrize(
    ("name", "data"), [("model.txt", b"x"), ("model.py", b""), ("model.py", b" \n"),
                       ("model.py", b"x" * (2 * 2**20 + 1))],
)  # fmt: skip
def test_what_cannot_be_a_submission_is_refused(tmp_path, name, data):
    """Wrong suffix, empty and too large say so at once."""
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(SubmissionRejectedError):
        store_submission(file, tmp_path / "in", group="g01", now=NOON, due=None)
    assert not (tmp_path / "in").exists()


def test_only_ordinary_files_are_read(tmp_path, model):
    """A link, a folder, a pipe and a missing file are refused without waiting."""
    link, folder, pipe = (tmp_path / name for name in ("l.py", "d.py", "p.py"))
    link.symlink_to(model)
    folder.mkdir()
    os.mkfifo(pipe)
    for file in (link, folder, pipe, tmp_path / "missing.py"):
        with pytest.raises(SubmissionRejectedError):
            store_submission(file, tmp_path / "in", group="g01", now=NOON, due=None)


def test_a_linked_group_folder_is_refused(tmp_path, model):
    """A link in the inbox could send a submission anywhere."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "g01").symlink_to(tmp_path)
    with pytest.raises(UsageError):
        store_submission(model, tmp_path / "in", group="g01", now=NOON, due=None)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("model.py", "model.py"),
        ("Mi práctico (final).IPYNB", "Mi_practico_final.ipynb"),
        ("..\\..\\x\n;rm -rf.py", "x_rm_-rf.py"),
        ("模型.py", "submission.py"),
        ("x" * 500 + ".py", "x" * 80 + ".py"),
        ("CON.py", "CON_.py"),
        ("lpt1.ipynb", "lpt1_.ipynb"),
        ("console.py", "console.py"),
    ],
)
def test_file_names_become_harmless(name, safe):
    """Letters, digits, - and _ remain, and the suffix."""
    assert safe_name(name) == safe


def test_a_collected_file_says_where_it_came_from(tmp_path):
    """The receipt holds the origin, and the bytes are kept as they came."""
    received = Received(name="Modelo.PY", data=b"x = 1\r\n", at=NOON, origin={"from": "canvas"})
    receipt = store_received(received, tmp_path, group="g01", due=None)
    assert receipt.stored_at.read_bytes() == b"x = 1\r\n"
    assert receipt.stored_at.name == "Modelo.py"
    stored = json.loads((receipt.stored_at.parent / "receipt.json").read_text())
    assert stored["origin"] == {"from": "canvas"}
