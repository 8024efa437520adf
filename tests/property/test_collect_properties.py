"""Whatever a download is called or made of, the reader answers, and nothing leaves its folder."""

import io
import string
import tarfile
import tempfile
import warnings
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graders.domain.collected import Outcome, TimeSource
from graders.domain.submission import IntakeProblem
from graders.errors import GraderError
from graders.intake.collecting import canvas, folders, gradescope, moodle, nbgrader
from graders.intake.collecting.people import Found, find_group
from graders.intake.collecting.tree import Item, Tree, safe_parts
from graders.intake.names import name_key, rotations, run_together, words_of
from graders.intake.roster import Person, Roster
from graders.reports.collect_view import collected_data, collected_text
from graders.reports.messages.text import Language
from tests.collect_factories import MODEL, Course, snapshot

NAME = st.text(min_size=1, max_size=30)
LETTERS = "abcñéüßØçż" + string.ascii_uppercase
WORD = st.text(alphabet=LETTERS, min_size=1, max_size=8)
PIECE = st.sampled_from(
    ["..", ".", "", "g01", "g02", "model.py", "a.ipynb", "b.zip", "C:", "\\", "\0", "x" * 300,
     "Ana_1_assignsubmission_file_", "perezana_1_2_m.py", "submitted", "timestamp.txt",
     "submission_metadata.yml", "__MACOSX", "ñ", "n\u0303", "\x1b[2J", "\u202e", "con"]
) | NAME  # fmt: skip
MEMBER = st.lists(PIECE, min_size=1, max_size=5).map("/".join)
DATA = st.sampled_from([MODEL, b"", b"PK\x03\x04", b"{}", b"submission_1:\n  :submitters: 3\n"])
ROSTER = Roster(
    people=(
        Person(group="g01", member="ana", name="Ana Pérez", moodle_id="1"),
        Person(group="g02", member="eva", name="Eva Núñez", canvas_id="1"),
    ),
    path=Path("roster.csv"),
)


def parsed(names):
    items = [
        Item(parts=parts, modified=None, read=lambda _limit: b"x")
        for name in names
        if isinstance(parts := safe_parts(name), tuple)
    ]
    return Tree(items=tuple(items), folders=(), time_from=TimeSource.ARCHIVE)


@settings(max_examples=200, deadline=None)
@given(st.lists(MEMBER, max_size=6))
def test_parsers_take_any_names(names):
    """Every entry has a label and leads to one group or to one problem."""
    tree = parsed(names)
    found = [*moodle.entries(tree), *canvas.entries(tree), *folders.entries(tree)]
    collected = nbgrader.entries(tree, "ps1")
    found += collected if isinstance(collected, tuple) else ()
    for entry in found:
        assert entry.label
        answer = entry.problem or find_group(entry.claims, ROSTER)
        assert isinstance(answer, IntakeProblem) or answer.group in {"g01", "g02"}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet=":-{}[]&*!|> \nabc'\"", max_size=80))
def test_any_metadata_is_read_or_refused(data):
    """Nothing but entries or a problem comes of it."""
    raw = data if isinstance(data, bytes) else data.encode()
    file = Item(parts=(gradescope.METADATA,), modified=None, read=lambda _limit: raw)
    gradescope.entries(Tree(items=(file,), folders=(), time_from=TimeSource.FILE))


@settings(max_examples=200, deadline=None)
@given(NAME)
def test_times_of_any_text_are_times_or_nothing(text):
    """A time always bears a zone."""
    for moment in (nbgrader.time_of(text), gradescope.time_of(text)):
        assert moment is None or moment.tzinfo is not None


@settings(max_examples=200, deadline=None)
@given(st.lists(WORD, min_size=1, max_size=4), st.randoms())
def test_order_case_and_accents_of_a_name_do_not_matter(words, random):
    """And the name without spaces is one of its rotations."""
    name = " ".join(words)
    mixed = list(words)
    random.shuffle(mixed)
    assert name_key(name) == name_key(", ".join(mixed).casefold())
    assert run_together(name) in rotations(name)


@settings(max_examples=200, deadline=None)
@given(WORD, WORD, WORD)
def test_one_more_word_is_another_name(first, last, more):
    """Nobody is matched by a part of their name."""
    if words_of(more):
        assert name_key(f"{first} {last}") != name_key(f"{first} {last} {more}")
        claim = moodle.claim_of(f"Ana Pérez {more}", "99")
        assert not isinstance(find_group([claim], ROSTER), Found)


def archive(members, *, as_tar):
    buffer = io.BytesIO()
    if as_tar:
        with tarfile.open(fileobj=buffer, mode="w") as tar:
            for name, data in members:
                info = tarfile.TarInfo(name.replace("\0", ""))
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
    else:
        with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as packed:
            warnings.simplefilter("ignore")
            for name, data in members:
                packed.writestr(zipfile.ZipInfo(name or "x"), data)
    return buffer.getvalue()


SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def collected_from(data, suffix):
    """Collect an archive in a folder of its own; return what came of it and what is written."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        course = Course(root / "course")
        course.write_roster("group,member,name\ng01,ana,Ana Pérez\ng02,eva,Eva Núñez\n")
        (root / f"d{suffix}").write_bytes(data)
        before = snapshot(root)
        try:
            collected = course.collect(root / f"d{suffix}")
        except GraderError:
            collected = None
        after = snapshot(root)
        assert {path: after[path] for path in before} == before
        new = set(after) - set(before) - {"course/var/collecting.lock"}
        inbox = "course/submissions/cifar10_tuning"
        assert all(path.startswith((f"{inbox}/g01/", f"{inbox}/g02/")) for path in new)
        return collected


@SLOW
@given(st.lists(st.tuples(MEMBER, DATA), max_size=6), st.booleans())
def test_archives_of_any_names_stay_in_the_folder(members, as_tar):
    """No name escapes, and what came of it can be shown in both languages."""
    try:
        data = archive(members, as_tar=as_tar)
    except (ValueError, UnicodeError):
        return
    collected = collected_from(data, ".tar" if as_tar else ".zip")
    if collected is not None:
        for language in Language:
            text = collected_text(collected, language)
            assert "\x1b" not in text
            collected_data(collected, language)
        assert all(e.problem is not None for e in collected.entries if e.outcome is Outcome.PROBLEM)


@SLOW
@given(st.data())
def test_archives_that_were_tampered_with_never_crash(data):
    """Any byte may be another one, anywhere, in the zip file or in one inside of it."""
    inner = archive([("model.py", MODEL)], as_tar=False)
    whole = bytearray(archive([("g01/model.py", MODEL), ("g02/tp.zip", inner)], as_tar=False))
    for _change in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    collected_from(bytes(whole), ".zip")


@SLOW
@given(st.data())
def test_tar_files_that_were_tampered_with_never_crash(data):
    """Headers that lie about sizes and kinds are one problem."""
    whole = bytearray(archive([("g01/model.py", MODEL), ("g02/m.py", b"x")], as_tar=True))
    for _change in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    collected_from(bytes(whole), ".tar")
