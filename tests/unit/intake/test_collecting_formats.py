"""Each platform's names are taken apart as that platform puts them together."""

from datetime import UTC, datetime, timedelta

import pytest

from graders.domain.collected import TimeSource
from graders.intake.collecting import canvas, gradescope, moodle, nbgrader
from graders.intake.collecting.tree import (
    Item,
    Tree,
    is_junk,
    safe_parts,
    submission_name,
    suffix_of,
)


def tree_of(*names):
    items = tuple(
        Item(parts=tuple(name.split("/")), modified=None, read=lambda _limit: b"x")
        for name in names
        if not name.endswith("/")
    )
    folders = tuple(tuple(name[:-1].split("/")) for name in names if name.endswith("/"))
    return Tree(items=items, folders=folders, time_from=TimeSource.ARCHIVE)


def paths(entry):
    return ["/".join(item.parts) for item in entry.items]


def test_moodle_folders_and_flat_files_of_one_person_are_one_entry():
    """Also a folder in which nothing is, and the text typed on the page."""
    ana, eva = moodle.entries(
        tree_of(
            "Ana P_1_assignsubmission_file_/tp/model.py",
            "Ana P_1_assignsubmission_file_extra.ipynb",
            "Ana P_1_assignsubmission_onlinetext_/onlinetext.html",
            "Eva G_2_assignsubmission_file_/",
        )
    )
    assert (ana.label, paths(ana)) == (
        "Ana P (1)",
        ["tp/model.py", "onlinetext.html", "extra.ipynb"],
    )
    assert (eva.label, eva.items) == ("Eva G (2)", ())


@pytest.mark.parametrize(
    ("name", "names", "groups"),
    [
        ("Ana P", ["Ana P"], []),
        ("G1-Ana P", ["G1-Ana P", "Ana P"], ["G1"]),
        (
            "los-de-atras-Ana Gil-Ruiz",
            ["los-de-atras-Ana Gil-Ruiz", "de-atras-Ana Gil-Ruiz", "atras-Ana Gil-Ruiz",
             "Ana Gil-Ruiz", "Ruiz"],
            ["los", "los-de", "los-de-atras", "los-de-atras-Ana Gil"],
        ),
    ],
)  # fmt: skip
def test_moodle_puts_a_group_and_a_hyphen_before_the_name(name, names, groups):
    """Groups and names may have hyphens of their own, so each one may be the border."""
    claim = moodle.claim_of(name, "7")
    assert (list(claim.names), list(claim.groups)) == (names, groups)
    assert claim.ids == (("moodle_id", "7"),)


def test_a_name_of_hyphens_costs_little():
    """Who chooses a name chooses no amount of work."""
    assert len(moodle.claim_of("-" * 60_000, "1").names) < 10


@pytest.mark.parametrize(
    ("name", "is_moodle"),
    [
        ("Ana_1_assignsubmission_file_", True),
        ("Ana_1_assignsubmission_file_model.py", True),
        ("Ana_x_assignsubmission_file_", False),
        ("_1_assignsubmission_file_", False),
        ("Ana_1_file_", False),
    ],
)
def test_moodle_is_told_by_its_own_word(name, is_moodle):
    """A name and digits alone are not enough."""
    assert moodle.recognises(tree_of(f"{name}/m.py")) is is_moodle
    assert moodle.recognises(tree_of(name)) is is_moodle


@pytest.mark.parametrize(
    ("name", "label", "file", "late"),
    [
        ("perezana_12_34_model.py", "perezana (12)", "model.py", False),
        ("perezana_LATE_12_34_mi_modelo_5_6.py", "perezana (12)", "mi_modelo_5_6.py", True),
        ("de_la_cruz_eva_12_34_m.py", "de_la_cruz_eva (12)", "m.py", False),
        ("perezana_12_text.html", "perezana (12)", "perezana_12_text.html", False),
    ],
)
def test_canvas_names_are_taken_apart_from_the_left(name, label, file, late):
    """The original name may hold underscores and digits, too."""
    (entry,) = canvas.entries(tree_of(name))
    assert (entry.label, paths(entry), entry.marked_late) == (label, [file], late)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("model.py", ("model.py", 0)),
        ("model-1.py", ("model.py", 1)),
        ("Model-12.IPYNB", ("model.ipynb", 12)),
        ("cifar-10-model.py", ("cifar-10-model.py", 0)),
        ("-1.py", ("-1.py", 0)),
    ],
)
def test_canvas_counts_versions_before_the_suffix(name, version):
    """Only a number at the very end of the stem is one."""
    assert canvas.version_of(name) == version


@pytest.mark.parametrize(
    ("names", "orders"),
    [
        (["a_1_5_m-1.py", "a_1_4_m.py"], [0, 1]),
        (["a_1_5_m-1.py", "a_1_4_utils.py"], [0]),
        (["a_1_5_m.py", "a_1_4_m.py"], [0]),
    ],
)
def test_canvas_versions_are_entries_and_other_files_are_not(names, orders):
    """A helper beside a file called `m-1.py` is no earlier version of it."""
    assert [entry.order for entry in canvas.entries(tree_of(*names))] == orders


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-01 10:00:00.000000000 -03:00", datetime(2026, 5, 1, 13, tzinfo=UTC)),
        ("2026-05-01T10:00:00Z", datetime(2026, 5, 1, 10, tzinfo=UTC)),
        ("2026-05-01 10:00:00 UTC", datetime(2026, 5, 1, 10, tzinfo=UTC)),
        ("2026-05-01 10:00:00", datetime(2026, 5, 1, 10, tzinfo=UTC)),
        ("2026-05-01 10:00:00 +0530", datetime(2026, 5, 1, 4, 30, tzinfo=UTC)),
        ("2026-99-01 10:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_gradescope_times_are_read_as_ruby_writes_them(text, moment):
    """A time that makes no sense is none."""
    assert gradescope.time_of(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2015-02-02 15:58:23.948203 UTC", datetime(2015, 2, 2, 15, 58, 23, tzinfo=UTC)),
        ("2015-02-02 15:58:23.948203 America/Bogota", datetime(2015, 2, 2, 20, 58, 23, tzinfo=UTC)),
        ("2015-02-02 15:58:23 -0500", datetime(2015, 2, 2, 20, 58, 23, tzinfo=UTC)),
        ("2015-02-02 15:58:23", datetime(2015, 2, 2, 15, 58, 23, tzinfo=UTC)),
        ("2015-02-02 15:58", datetime(2015, 2, 2, 15, 58, tzinfo=UTC)),
        ("2015-02-02 15:58:23 Nowhere/Land", None),
        ("2015-02-02 15:58:23 ../../etc/passwd", None),
        ("2015-02-31 15:58:23 UTC", None),
        ("", None),
    ],
)
def test_nbgrader_times_bear_a_zone_or_are_utc(text, moment):
    """As nbgrader itself reads them."""
    assert nbgrader.time_of(text) == moment


def test_times_keep_the_offset_they_were_written_with():
    """A receipt shows what the platform showed."""
    moment = gradescope.time_of("2026-05-01 10:00:00 -03:00")
    assert moment.utcoffset() == timedelta(hours=-3)


@pytest.mark.parametrize(
    ("name", "suffix", "submission"),
    [
        ("model.py", "py", "model.py"),
        ("MODEL.IPYNB ", "ipynb", "MODEL.IPYNB"),
        ("model.py.txt", "txt", "model.py"),
        ("model.ipynb.json", "json", "model.ipynb"),
        ("model.py.", "py", "model.py"),
        ("model.py.zip", "zip", ""),
        (".py", "", ""),
        ("py", "", ""),
        ("model.pyc", "pyc", ""),
    ],
)
def test_suffixes_are_read_with_a_kind_eye(name, suffix, submission):
    """Case, spaces and what a browser adds do not matter."""
    assert (suffix_of(name), submission_name(name)) == (suffix, submission)


@pytest.mark.parametrize("name", ["a/b.py", "a//b.py", "./a/b.py", "a\\b.py"])
def test_separators_of_all_systems_are_one(name):
    """Windows and sloppy programs included."""
    assert safe_parts(name) == ("a", "b.py")


@pytest.mark.parametrize("name", ["", "/", "..", "a/../b", "\\\\host\\x", "c:x", "a\0.py", "./."])
def test_names_that_lead_elsewhere_are_refused(name):
    """Whatever separator they use."""
    assert safe_parts(name).code == "collect.unsafe_name"


@pytest.mark.parametrize(
    ("path", "junk"),
    [
        ("a/__MACOSX/b.py", True),
        ("a/.git/b.py", True),
        ("a/._b.py", True),
        ("a/Thumbs.db", True),
        ("a/__pycache__/b.pyc", True),
        ("a/b.py", False),
        ("a/macosx/b.py", False),
    ],
)
def test_what_programs_leave_behind_is_nobodys_work(path, junk):
    """Caches, thumbnails and hidden files."""
    assert is_junk(tuple(path.split("/"))) is junk
