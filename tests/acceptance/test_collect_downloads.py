"""Whole downloads: who handed in, when, how often, and what that makes of a group."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graders.course.assignment_file import read_assignment
from graders.course.workspace import PROJECT
from graders.domain.collected import Outcome, SourceKind, TimeSource
from graders.errors import RosterError, UsageError
from graders.intake.discovery import discover
from graders.intake.reading import read_submission
from graders.intake.roster import read_roster, roster_file
from graders.pipeline import collect_group
from graders.pipeline.batch_status import batch_status
from tests.collect_factories import (
    ASSIGNMENT,
    MODEL,
    NOTEBOOK,
    NOW,
    OTHER,
    Course,
    only,
    snapshot,
    write_folder,
    write_zip,
    zip_bytes,
)

ANA = "Ana María Pérez_101_assignsubmission_file_"
BETO = "Beto García López_102_assignsubmission_file_"
DUE = datetime(2026, 5, 2, 23, 59, tzinfo=UTC)


@pytest.fixture
def course(tmp_path):
    made = Course(tmp_path / "course")
    made.write_roster()
    return made


def due_course(course, attempt="last"):
    """The same course with a deadline, its assignment in the course's own folder."""
    folder = course.root / "assignments" / ASSIGNMENT
    folder.mkdir(parents=True)
    text = (PROJECT / "assignments" / ASSIGNMENT / "assignment.yaml").read_text("utf-8")
    text = text.replace("due: null", f"due: {DUE.isoformat()}")
    text = text.replace("  max_file_kib", f"  attempt: {attempt}\n  max_file_kib")
    (folder / "assignment.yaml").write_text(text, "utf-8")

    class WithDeadline(Course):
        @property
        def workspace(self):
            return replace(super().workspace, assignments=self.root / "assignments")

    return WithDeadline(course.root)


def receipts(course, group):
    paths = sorted((course.inbox / group / "attempts").glob("*/receipt.json"))
    return [json.loads(path.read_text()) for path in paths]


def touch(path, moment):
    os.utime(path, (moment.timestamp(), moment.timestamp()))


GRADESCOPE = b"""submission_1:
  :submitters:
  - :name: Ana Maria Perez
    :email: ANA@uni.example
    :sid: '77'
  - :name: Beto Garcia Lopez
    :email: other@uni.example
    :sid:
  :created_at: 2026-05-01 20:30:00.123456789 -03:00
  :score: 3.0
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: &1 [{a: 1}]
    again: *1
submission_2:
  :submitters:
  - :name: Carla
    :email: carla@uni.example
    :sid: x
  - :name: Una Desconocida
    :email: una@uni.example
    :sid: y
  :created_at: 2026-05-03T10:00:00Z
submission_3:
  :submitters:
  - {":name": Ana, ":email": ana@uni.example, ":sid": "2020-1"}
  - {":name": Carla, ":email": carla@uni.example, ":sid": "2020-3"}
  :created_at: nonsense
submission_4:
  :submitters: []
submission_5:
  :submitters:
  - :name: Eva Gomez
"""


def test_gradescope_tells_who_and_when(course, tmp_path):
    """Addresses and ids come from its file, which is read as text only; groups must agree."""
    files = {f"submission_{number}/model.py": MODEL for number in range(1, 5)}
    source = write_zip(
        tmp_path / "d.zip",
        {"x/submission_metadata.yml": GRADESCOPE, **{f"x/{k}": v for k, v in files.items()}},
    )
    collected = due_course(course).collect(source)
    assert collected.kind is SourceKind.GRADESCOPE
    one, two, three, four, five = collected.entries
    assert (one.group, one.received_at) == ("g01", datetime(2026, 5, 1, 23, 30, tzinfo=UTC))
    assert (one.time_from, one.late) == (TimeSource.SYSTEM, False)
    assert (two.group, two.late) == ("g02", True)
    assert [note.code for note in two.notes] == ["collect.note.stranger"]
    assert [entry.problem.code for entry in (three, four, five)] == [
        "collect.several_groups",
        "collect.no_submitter",
        "collect.no_file",
    ]
    assert five.group == "g03"


@pytest.mark.parametrize(
    "metadata",
    [
        b"",
        b"- 1\n",
        b"a: [",
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b"- " * 200_000 + b"1",
        b"a: !!python/object/apply:os.system [echo]\n" * 2,
        b"&a [*a, *a]",
    ],
)
def test_a_hostile_metadata_file_is_one_sentence(course, tmp_path, metadata):
    """Nothing of it is made into an object, and no nesting breaks the parser."""
    files = {"submission_metadata.yml": metadata, "submission_1/model.py": MODEL}
    collected = course.collect(write_zip(tmp_path / "d.zip", files))
    assert {entry.problem.code for entry in collected.entries} <= {
        "collect.gradescope_metadata",
        "collect.no_submitter",
        "collect.not_of_the_kind",
    }
    assert course.stored() == {}


def test_nbgrader_tells_when(course, tmp_path):
    """The time stamp is believed; of several assignments the one of that name is taken."""
    source = write_folder(
        tmp_path / "course101",
        {
            f"submitted/ana/{ASSIGNMENT}/problem.ipynb": NOTEBOOK,
            f"submitted/ana/{ASSIGNMENT}/timestamp.txt": b"2026-05-01 10:00:00.5 UTC\n",
            "submitted/ana/other/problem.ipynb": b"{}",
            f"submitted/2020-3/{ASSIGNMENT}/problem.ipynb": NOTEBOOK,
            f"submitted/2020-3/{ASSIGNMENT}/timestamp.txt": b"2026-05-01 10:00 America/Bogota",
            f"submitted/nobody/{ASSIGNMENT}/problem.ipynb": NOTEBOOK,
            f"release/{ASSIGNMENT}/problem.ipynb": NOTEBOOK,
        },
    )
    collected = course.collect(source)
    assert collected.kind is SourceKind.NBGRADER
    times = {entry.group: entry.received_at for entry in collected.entries}
    assert times["g01"] == datetime(2026, 5, 1, 10, tzinfo=UTC)
    assert times["g02"] == datetime(2026, 5, 1, 15, tzinfo=UTC)
    assert collected.count(Outcome.PROBLEM) == 1
    assert course.stored() == {"g01": [NOTEBOOK], "g02": [NOTEBOOK]}


def test_nbgrader_with_other_assignments_only_asks_which(course, tmp_path):
    """Nothing is imported from an assignment that nobody named."""
    files = {f"submitted/ana/ps{number}/p.ipynb": NOTEBOOK for number in (1, 2)}
    entry = only(course.collect(write_zip(tmp_path / "d.zip", files)))
    assert entry.problem.code == "collect.nbgrader_assignment"
    assert ("names", "ps1, ps2") in entry.problem.values


def test_canvas_marks_say_who_was_late(course, tmp_path):
    """Its archives bear the time of their making, so a file without a mark was on time."""
    files = {"perezana_9101_5_model.py": MODEL, "nunezcarla_LATE_9103_6_model.py": MODEL}
    on_time, late = due_course(course).collect(write_zip(tmp_path / "d.zip", files)).entries
    assert (on_time.late, on_time.time_from, on_time.received_at) == (
        False,
        TimeSource.LATE_MARK,
        DUE,
    )
    assert (late.late, late.time_from) == (True, TimeSource.ARCHIVE)
    assert [note.code for note in late.notes] == ["collect.note.marked_late"]
    assert receipts(course, "g02")[0]["origin"]["note"] == "marked late by the system"


def test_what_was_handed_in_again_to_canvas_counts_last(course, tmp_path):
    """`-2` comes after `-1`, whatever their order in the archive."""
    files = {
        "perezana_9101_7_model-2.py": MODEL + b"# 2\n",
        "perezana_9101_5_model.py": MODEL,
        "perezana_9101_6_model-1.py": MODEL + b"# 1\n",
    }
    course.collect(write_zip(tmp_path / "d.zip", files))
    assert course.stored()["g01"] == [MODEL, MODEL + b"# 1\n", MODEL + b"# 2\n"]
    (handed_in,) = discover(course.inbox)
    assert handed_in.path.read_bytes().endswith(b"# 2\n")


def test_the_work_of_a_group_counts_once(course, tmp_path):
    """Members' files are attempts in order of time, and equal ones are one attempt."""
    source = write_folder(
        tmp_path / "d", {f"{ANA}/model.py": OTHER, f"{BETO}/modelo final.py": MODEL}
    )
    touch(source / ANA / "model.py", NOW - timedelta(hours=1))
    touch(source / BETO / "modelo final.py", NOW - timedelta(hours=2))
    course.collect(source)
    assert course.stored() == {"g01": [MODEL, OTHER]}
    (source / BETO / "modelo final.py").write_bytes(OTHER)
    ana, beto = course.collect(source).entries
    assert (ana.outcome, beto.outcome) == (Outcome.ALREADY_THERE, Outcome.ALREADY_THERE)
    assert beto.attempt == 2


def test_who_goes_back_to_an_earlier_version_is_heard(course, tmp_path):
    """Where the system vouches for the time, the same bytes after others are an attempt."""
    source = tmp_path / "d"

    def hand_in(data, day):
        files = {
            f"submitted/ana/{ASSIGNMENT}/p.py": data,
            f"submitted/ana/{ASSIGNMENT}/timestamp.txt": f"2026-05-0{day} 10:00:00 UTC".encode(),
        }
        return only(course.collect(write_folder(source, files)))

    assert [hand_in(data, day).outcome for data, day in ((MODEL, 1), (OTHER, 2), (MODEL, 3))] == [
        Outcome.STORED
    ] * 3
    assert hand_in(MODEL, 3).outcome is Outcome.ALREADY_THERE
    assert course.stored() == {"g01": [MODEL, OTHER, MODEL]}


@pytest.mark.parametrize(("rule", "counts"), [("last", OTHER), ("last_on_time", MODEL)])
def test_the_attempt_that_counts_is_the_one_that_status_sees(course, tmp_path, rule, counts):
    """A late attempt replaces one on time only if the assignment says so."""
    course = due_course(course, rule)
    source = write_folder(tmp_path / "d", {"g01/model.py": MODEL})
    touch(source / "g01" / "model.py", DUE - timedelta(hours=1))
    course.collect(source)
    (source / "g01" / "model.py").write_bytes(OTHER)
    touch(source / "g01" / "model.py", DUE + timedelta(hours=1))
    assert only(course.collect(source)).late
    assignment = read_assignment(course.workspace.assignments / ASSIGNMENT)
    (row,) = batch_status(course.workspace, assignment, {})
    (handed_in,) = discover(course.inbox, counts_until=assignment.counts_until)
    assert handed_in.path.read_bytes() == counts
    assert row.received_at == handed_in.received_at


def test_times_come_from_where_they_are_known(course, tmp_path):
    """From the archive, from the file, or from now; a time to come is not believed."""
    archived = only(course.collect(write_zip(tmp_path / "a.zip", {"g01/model.py": MODEL})))
    assert archived.time_from is TimeSource.ARCHIVE
    assert archived.received_at.replace(tzinfo=None) == datetime(2026, 5, 3, 10)  # noqa: DTZ001
    source = write_folder(tmp_path / "d", {"g02/model.py": MODEL})
    touch(source / "g02" / "model.py", NOW - timedelta(days=1))
    filed = only(course.collect(source))
    assert (filed.received_at, filed.time_from) == (NOW - timedelta(days=1), TimeSource.FILE)
    touch(source / "g02" / "model.py", NOW + timedelta(days=1))
    (source / "g02" / "model.py").write_bytes(OTHER)
    future = only(course.collect(source))
    assert (future.received_at, future.time_from) == (NOW, TimeSource.NOW)
    own_clock = zip_bytes({"model.py": MODEL + b"#"}, date_time=(2001, 1, 1, 0, 0, 0))
    inside = only(course.collect(write_zip(tmp_path / "i.zip", {"g04/tp.zip": own_clock})))
    assert inside.received_at == archived.received_at, "a student's clock is no witness"
    timeless = zip_bytes({"g03/model.py": MODEL}, date_time=(1980, 1, 1, 0, 0, 0))
    (tmp_path / "t.zip").write_bytes(timeless)
    assert only(course.collect(tmp_path / "t.zip")).time_from is TimeSource.NOW


def test_a_dry_run_says_the_same_and_writes_nothing(course, tmp_path):
    """Attempts are numbered as they would be, also two of one group."""
    files = {
        f"{ANA}/a.py": MODEL,
        f"{BETO}/b.py": OTHER,
        "Nadie_1_assignsubmission_file_/x.py": b"1",
    }
    source = write_zip(tmp_path / "d.zip", files)
    before = snapshot(tmp_path)
    tried = course.collect(source, dry_run=True)
    assert snapshot(tmp_path) == before
    done = course.collect(source)
    assert (tried.entries, tried.missing) == (done.entries, done.missing)
    assert [entry.attempt for entry in tried.entries] == [1, 2, None]


def test_groups_without_anything_are_named(course, tmp_path):
    """Also those from before count as having something."""
    course.collect(write_zip(tmp_path / "a.zip", {"g01/model.py": MODEL}))
    collected = course.collect(write_zip(tmp_path / "b.zip", {"g03/model.py": MODEL}))
    assert collected.missing == ("g02", "g04", "g05")


def test_without_a_roster_only_group_ids_are_believed(tmp_path):
    """The sentence says which file to write."""
    course = Course(tmp_path / "course")
    collected = course.collect(
        write_zip(tmp_path / "d.zip", {"g07/model.py": MODEL, "Ana Pérez/model.py": MODEL})
    )
    ana, group = collected.entries
    assert (group.group, collected.missing) == ("g07", ())
    assert ana.problem.code == "collect.no_roster"
    assert str(course.inbox / "roster.csv") in dict(ana.problem.values)["path"]


def test_the_roster_of_the_course_serves(tmp_path):
    """An assignment without its own takes the one beside it."""
    course = Course(tmp_path / "course")
    course.inbox.parent.mkdir(parents=True)
    (course.inbox.parent / "roster.csv").write_text("group,member,name\ng01,ana,Ana Pérez\n")
    files = {"perez ana/model.py": MODEL, "otra/x.png": b""}
    first, second = course.collect(write_zip(tmp_path / "d.zip", files)).entries
    assert {first.group, second.group} == {"g01", ""}


def test_a_contradictory_roster_stops_everything(course, tmp_path):
    """The teacher's fault comes before any file is stored."""
    course.write_roster("group,member\ng01,ana\ng02,ana\n")
    with pytest.raises(RosterError, match="line 3"):
        course.collect(write_zip(tmp_path / "d.zip", {"g01/model.py": MODEL}))


def test_a_source_that_is_not_there_or_not_of_the_kind_is_said_so(course, tmp_path):
    """Nothing is imported as something that it is not."""
    with pytest.raises(UsageError, match="There is no"):
        course.collect(tmp_path / "nothing")
    source = write_zip(tmp_path / "d.zip", {f"{ANA}/model.py": MODEL})
    with pytest.raises(UsageError, match="does not look like a download of canvas"):
        course.collect(source, SourceKind.CANVAS)


def test_a_kind_that_is_named_is_taken_at_its_word(course, tmp_path):
    """A folder that looks like Moodle's may be read as plain folders."""
    source = write_zip(tmp_path / "d.zip", {"g01/model.py": MODEL, f"{ANA}/model.py": MODEL})
    assert course.collect(source, dry_run=True).kind is SourceKind.MOODLE
    plain = course.collect(source, SourceKind.FOLDERS, dry_run=True)
    assert [entry.group for entry in plain.entries] == ["", "g01"]


def test_what_lies_beside_moodles_folders_is_not_lost(course, tmp_path):
    """A file that could be graded and says nobody's name is told; the rest is ignored."""
    files = {f"{ANA}/model.py": MODEL, "suelto/model.py": MODEL, "notas.csv": b"", "leeme.pdf": b""}
    entries = course.collect(write_zip(tmp_path / "d.zip", files)).entries
    assert [(e.entry, e.problem.code) for e in entries if e.problem] == [
        ("suelto", "collect.not_of_the_kind")
    ]


def test_a_crash_between_two_groups_is_made_up_for(course, tmp_path, monkeypatch):
    """What was stored stays, and the same command does the rest."""
    files = {f"g0{number}/model.py": MODEL for number in (1, 2, 3)}
    source = write_zip(tmp_path / "d.zip", files)
    real = collect_group.store_received

    def crash(received, inbox, *, group, due):
        if group == "g02":
            raise KeyboardInterrupt
        return real(received, inbox, group=group, due=due)

    with monkeypatch.context() as patch:
        patch.setattr(collect_group, "store_received", crash)
        with pytest.raises(KeyboardInterrupt):
            course.collect(source)
    assert set(course.stored()) == {"g01"}
    outcomes = [entry.outcome for entry in course.collect(source).entries]
    assert outcomes == [Outcome.ALREADY_THERE, Outcome.STORED, Outcome.STORED]


def test_a_class_of_24_is_collected_twice(tmp_path):
    """Eight groups, everybody hands in, half of them the group's same file: nothing is lost."""
    course = Course(tmp_path / "course")
    people = [(group, member) for group in range(1, 9) for member in range(1, 4)]
    lines = [f"g{g:02d},m{g}{m},Persona {'ABCDEFGH'[g - 1]}{m} Ñandú" for g, m in people]
    course.write_roster("group,member,name\n" + "\n".join(lines) + "\n")
    files = {
        f"Ñandú Persona {'ABCDEFGH'[g - 1]}{m}_{900 + 10 * g + m}_assignsubmission_file_/tp.py": (
            MODEL + f"# {g} {m if g % 2 else 0}\n".encode()
        )
        for g, m in people
    }
    source = write_zip(tmp_path / "d.zip", files)
    first = course.collect(source)
    assert (first.count(Outcome.STORED), first.count(Outcome.ALREADY_THERE)) == (16, 8)
    assert (first.count(Outcome.PROBLEM), first.missing) == (0, ())
    before = snapshot(tmp_path)
    second = course.collect(source)
    assert second.count(Outcome.ALREADY_THERE) == 24
    assert snapshot(tmp_path) == before
    assignment = read_assignment(PROJECT / "assignments" / ASSIGNMENT)
    members = read_roster(roster_file(course.inbox))
    for handed_in in discover(course.inbox):
        submission = read_submission(handed_in, assignment, members=members[handed_in.group])
        assert (submission.fatal_problems, len(submission.members)) == ((), 3)
