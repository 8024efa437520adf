"""What archives and disks may throw at the reader: it is refused, and the rest is imported."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import zipfile

import pytest

from graders.domain.collected import Outcome, SourceKind
from graders.intake.collecting import folder_tree as folder_tree_module
from graders.intake.collecting import tree as tree_module
from tests.collect_factories import (
    MODEL,
    OTHER,
    Course,
    only,
    snapshot,
    write_folder,
    write_zip,
    zip_bytes,
)


@pytest.fixture
def course(tmp_path):
    made = Course(tmp_path / "course")
    made.write_roster()
    return made


HOSTILE = {
    "absolute": ({"/etc/passwd": b"x"}, {}, "unsafe_name"),
    "drive": ({"C:\\x.py": b"x"}, {}, "unsafe_name"),
    "up": ({"g01/../../x.py": b"x"}, {}, "unsafe_name"),
    "up with backslashes": ({"..\\..\\x.py": b"x"}, {}, "unsafe_name"),
    "too deep": ({"d/" * 30 + "x.py": b"x"}, {}, "too_deep"),
    "link": ({"g02/model.py": b"/etc/passwd"}, {"external_attr": 0o120777 << 16}, "link"),
    "device": ({"g02/model.py": b""}, {"external_attr": stat.S_IFCHR << 16}, "not_a_file"),
    "pipe": ({"g02/model.py": b""}, {"external_attr": stat.S_IFIFO << 16}, "not_a_file"),
    "bomb": ({"g02/model.ipynb": b"0" * (32 * 2**20)}, {}, "bomb"),
    "large": ({"g02/model.py": os.urandom(2**21 + 1)}, {}, "too_large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_entry_is_refused_and_the_others_are_imported(course, tmp_path, name):
    """One sentence for it, and the honest group gets its attempt."""
    files, details, code = HOSTILE[name]
    buffer = io.BytesIO(zip_bytes(files, **details))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("g01/model.py", MODEL)
    (tmp_path / "d.zip").write_bytes(buffer.getvalue())
    before = snapshot(tmp_path)
    collected = course.collect(tmp_path / "d.zip")
    problems = [entry.problem.code for entry in collected.entries if entry.problem]
    assert problems == [f"collect.{code}"]
    assert course.stored() == {"g01": [MODEL]}
    new = set(snapshot(tmp_path)) - set(before)
    assert all(
        path.startswith(("course/submissions", "course/var/collecting.lock")) for path in new
    )


def test_thousands_of_hostile_names_are_one_row(course, tmp_path):
    """A table stays readable, whatever somebody packed."""
    files = {f"../{number}.py": b"x" for number in range(2_000)} | {"g01/model.py": MODEL}
    collected = course.collect(write_zip(tmp_path / "d.zip", files))
    assert collected.count(Outcome.PROBLEM) == 1
    assert collected.entries[-1].entry == "../0.py (+1999)"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(course, tmp_path):
    """Programs differ in which of them they show, so nobody knows what was meant."""
    buffer = io.BytesIO(zip_bytes({"g01/model.py": MODEL}))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("g01/model.py", OTHER)
    (tmp_path / "d.zip").write_bytes(buffer.getvalue())
    assert only(course.collect(tmp_path / "d.zip")).problem.code == "collect.duplicate_name"


def test_names_in_the_alphabets_of_old_programs_are_read(course, tmp_path):
    """UTF-8 without its flag, cp437 and cp850 all mean the same people."""
    for encoding in ("utf-8", "cp850", "cp437"):
        name = "Carla Núñez/model.py".encode(encoding)
        # The library writes its own alphabet only: a name of equal length is put in its place.
        ascii_name = "n" * len(name)
        archive = zip_bytes({ascii_name: MODEL}).replace(ascii_name.encode(), name)
        (tmp_path / "d.zip").write_bytes(archive)
        assert only(course.collect(tmp_path / "d.zip", dry_run=True)).group == "g02", encoding


@pytest.mark.parametrize("cut", [0, 1, 10, 60, 150, -1, -10, -30])
def test_a_damaged_archive_is_one_sentence(course, tmp_path, cut):
    """Wherever it was cut off."""
    data = zip_bytes({"g01/model.py": MODEL})
    (tmp_path / "d.zip").write_bytes(data[:cut])
    entry = only(course.collect(tmp_path / "d.zip"))
    assert entry.problem.code == "collect.damaged_archive"


def lying(change):
    """An archive of two groups after something in the first one's central entry was changed."""
    data = bytearray(zip_bytes({"g01/model.py": MODEL, "g02/model.py": OTHER}))
    change(data, data.index(b"PK\x01\x02"))
    return bytes(data)


def put(data, place, *, number, width):
    data[place : place + width] = number.to_bytes(width, "little")


LIES = {
    "smaller than it is": lambda data, at: put(data, at + 24, number=10, width=4),
    "larger than it is": lambda data, at: put(data, at + 24, number=2**31, width=4),
    "packed larger than the archive": lambda data, at: put(data, at + 20, number=2**30, width=4),
    "ZIP64 without its numbers": lambda data, at: put(data, at + 24, number=2**32 - 1, width=4),
    "begins at the end": lambda data, at: put(data, at + 42, number=2**30, width=4),
    "another checksum": lambda data, at: put(data, at + 16, number=7, width=4),
    "a method nobody knows": lambda data, at: put(data, at + 10, number=99, width=2),
    "made by a program to come": lambda data, at: put(data, at + 6, number=200, width=2),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_an_archive_says_of_itself_is_not_believed(course, tmp_path, lie):
    """Either the bytes are whole all the same, or the entry or the archive is one sentence."""
    (tmp_path / "d.zip").write_bytes(lying(LIES[lie]))
    entries = course.collect(tmp_path / "d.zip").entries
    whole = {"g01": [MODEL], "g02": [OTHER]}
    assert course.stored().items() <= whole.items()
    assert sum(entry.problem is not None for entry in entries) == (len(course.stored()) < 2)


def test_an_archive_behind_other_bytes_is_read(course, tmp_path):
    """Some programs put a program in front that unpacks it."""
    (tmp_path / "d.zip").write_bytes(b"MZ" + b"\0" * 500 + zip_bytes({"g01/model.py": MODEL}))
    assert only(course.collect(tmp_path / "d.zip")).group == "g01"


def test_names_of_sixty_thousand_letters_cost_little(course, tmp_path):
    """Who chooses a name chooses no amount of work, and the table stays readable."""
    names = ["-" * 60_000, "a_1_1" * 12_000, "ñ" * 30_000, "_1_assignsubmission_file_" * 2_000]
    files = {f"{name}/model.py": MODEL for name in names} | {f"{'x_1_1_' * 10_000}m.py": MODEL}
    files["A_1_assignsubmission_file_/m.py"] = b"1"
    source = write_zip(tmp_path / "d.zip", files)
    for kind in (SourceKind.MOODLE, SourceKind.CANVAS, SourceKind.FOLDERS):
        collected = course.collect(source, kind)
        assert all(len(entry.entry) < 200 for entry in collected.entries)
        assert course.stored() == {}


def test_a_zip_with_a_whole_environment_in_it_is_one_sentence(course, tmp_path, monkeypatch):
    """It says what to ask for, and not that the file is damaged."""
    monkeypatch.setattr("graders.intake.collecting.zip_tree.MAX_ENTRIES", 5)
    inner = zip_bytes({f"lib/{number}.py": b"1" for number in range(6)})
    source = write_zip(tmp_path / "d.zip", {"g01/tp.zip": inner})
    assert only(course.collect(source)).problem.code == "collect.zip_too_full"


def test_an_archive_of_another_kind_is_one_sentence(course, tmp_path):
    """RAR, PDF or text: it is named, and so is what can be read."""
    (tmp_path / "d.rar").write_bytes(b"Rar!\x1a\x07")
    os.mkfifo(tmp_path / "pipe.zip")
    for name in ("d.rar", "pipe.zip"):
        assert only(course.collect(tmp_path / name)).problem.code == "collect.not_an_archive"


def test_more_files_than_a_class_has_are_refused(course, tmp_path, monkeypatch):
    """The list itself has an end."""
    for module in ("zip_tree", "folder_tree"):
        monkeypatch.setattr(f"graders.intake.collecting.{module}.MAX_ENTRIES", 10)
    files = {f"g01/{number}.txt": b"" for number in range(11)}
    for source in (write_zip(tmp_path / "d.zip", files), write_folder(tmp_path / "d", files)):
        assert only(course.collect(source)).problem.code == "collect.too_many"


def test_all_files_together_have_an_end(course, tmp_path, monkeypatch):
    """What is read is counted, whatever the archive says of itself."""
    monkeypatch.setattr(tree_module.Budget.__init__, "__defaults__", (len(MODEL) + 10,))
    files = {"g01/model.py": MODEL, "g02/model.py": MODEL}
    first, second = course.collect(write_zip(tmp_path / "d.zip", files)).entries
    assert first.outcome is Outcome.STORED
    assert second.problem.code == "collect.bomb"


def test_what_one_person_hands_in_has_an_end(course, tmp_path, monkeypatch):
    """Files are compared in memory, and one person cannot fill it, nor use up what others need."""
    monkeypatch.setattr("graders.intake.collecting.pick_file._MAX_ENTRY_BYTES", 3 * len(MODEL))
    inner = zip_bytes({f"{number}.py": MODEL + b"#%d" % number for number in range(9)})
    files = {"g01/tp.zip": inner, "g02/model.py": MODEL}
    first, second = course.collect(write_zip(tmp_path / "d.zip", files)).entries
    assert first.problem.code == "collect.bomb"
    assert second.outcome is Outcome.STORED


def test_links_and_pipes_in_a_folder_are_not_opened(course, tmp_path):
    """A link could lead to the reference, and a pipe would wait for ever."""
    secret = tmp_path / "secret.py"
    secret.write_bytes(OTHER)
    source = write_folder(tmp_path / "d", {"g01/model.py": MODEL, "g02/": b"", "g03/": b""})
    (source / "g02" / "model.py").symlink_to(secret)
    os.mkfifo(source / "g03" / "model.py")
    (source / "g04").symlink_to(tmp_path)
    codes = {e.entry: e.problem.code for e in course.collect(source).entries if e.problem}
    assert codes == {
        "g02": "collect.link",
        "g03": "collect.not_a_file",
        "g04": "collect.link",
    }
    assert course.stored() == {"g01": [MODEL]}


def test_a_folder_that_cannot_be_read_is_said_so(course, tmp_path, monkeypatch):
    """The others are imported."""
    source = write_folder(tmp_path / "d", {"g01/model.py": MODEL, "g02/model.py": MODEL})
    real = os.scandir

    def scandir(path):
        if str(path).endswith("g02"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(folder_tree_module.os, "scandir", scandir)
    first, second = course.collect(source).entries
    assert first.outcome is Outcome.STORED
    assert (second.entry, second.problem.code) == ("g02", "collect.unreadable")


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz", ".tgz"])
def test_tar_files_are_read_alike(course, tmp_path, suffix):
    """Links and paths that lead out are refused, and the rest is imported."""
    path = tmp_path / f"d{suffix}"
    with tarfile.open(path, "w" if suffix == ".tar" else "w:gz") as archive:
        for name, kind in {
            "g01/model.py": tarfile.REGTYPE,
            "g02/model.py": tarfile.SYMTYPE,
            "../x.py": tarfile.REGTYPE,
            "g03/model.py": tarfile.FIFOTYPE,
        }.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.mtime = kind, "/etc/passwd", 1_700_000_000
            info.size = len(MODEL) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(MODEL))
    collected = course.collect(path)
    assert course.stored() == {"g01": [MODEL]}
    assert [entry.problem.code for entry in collected.entries if entry.problem] == [
        "collect.link",
        "collect.not_a_file",
        "collect.unsafe_name",
    ]
    path.write_bytes(path.read_bytes()[:100])
    assert only(course.collect(path)).problem.code == "collect.damaged_archive"


def test_a_group_folder_that_is_a_link_is_not_written_through(course, tmp_path):
    """The sentence says so, and other groups get their files."""
    (tmp_path / "elsewhere").mkdir()
    (course.inbox / "g01").symlink_to(tmp_path / "elsewhere")
    files = {"g01/model.py": MODEL, "g02/model.py": MODEL}
    first, second = course.collect(write_zip(tmp_path / "d.zip", files)).entries
    assert first.problem.code == "collect.not_stored"
    assert second.outcome is Outcome.STORED
    assert list((tmp_path / "elsewhere").iterdir()) == []
