"""What a batch writes down for onlookers can be read while it grows, and tells a dead batch."""

import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from graders.domain.events import (
    BatchFinished,
    BatchStarted,
    EpochFinished,
    RunFinished,
    RunRetried,
    StageChanged,
    SubmissionGraded,
    SubmissionKept,
)
from graders.domain.verdict import Stage
from graders.records.event_log import (
    KEPT_LOGS,
    EventLog,
    EventReader,
    event_from_json,
    event_to_json,
    newest_log,
)
from tests.grade_factories import strong

GRADE = strong()
EVENTS = (
    BatchStarted(
        assignment="lstm", groups=("grupo01", "grupo02"), parts={"memory": {"es": "Memoria"}}
    ),
    StageChanged(group="grupo01", stage=Stage.TRAINING, part="memory", run=2),
    EpochFinished(group="grupo01", epoch=3, epochs=9, metrics={"val_accuracy": 0.5}, run=1),
    RunRetried(group="grupo01", cause="the worker broke", run=1),
    RunFinished(group="grupo01", run=1),
    SubmissionGraded(group=GRADE.group, grade=GRADE, trained=True),
    SubmissionKept(group=GRADE.group, grade=GRADE),
    BatchFinished(assignment="lstm", num_graded=1, num_kept=1),
)


def clock():
    times = (datetime(2026, 5, 4, tzinfo=UTC) + timedelta(seconds=n) for n in range(10_000))
    return lambda: next(times)


def events_in(file):
    return [event for _at, event in EventReader(file, lambda _group: GRADE).new_events()]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_event_is_read_as_it_was_written(event):
    """Nothing of an event is lost but the grade, which the gradebook has."""
    written = json.loads(json.dumps(event_to_json(event)))
    assert event_from_json(written, lambda _group: GRADE) == event


@pytest.mark.parametrize(
    "strange",
    [
        {},
        {"event": "from_the_future"},
        {"event": "stage_changed", "group": "a", "stage": "no stage"},
        {"event": "epoch_finished", "group": "a"},
        {"event": "submission_graded"},
    ],
)
def test_strange_line_is_passed_over(strange):
    """A log of another version costs the view, not the reader."""
    assert event_from_json(strange, lambda _group: GRADE) is None


def test_reader_sees_what_is_whole_and_later_the_rest(tmp_path):
    """A line that is still being written is read when it is complete."""
    log = EventLog(tmp_path, clock())
    log.write(EVENTS[0])
    file = newest_log(tmp_path)
    reader = EventReader(file, lambda _group: GRADE)
    assert [event for _at, event in reader.new_events()] == [EVENTS[0]]
    line = json.dumps({"at": "2026-05-04T00:00:00+00:00", **event_to_json(EVENTS[4])}) + "\n"
    with file.open("a") as other:
        other.write(line[:20])
    assert list(reader.new_events()) == []
    with file.open("a") as other:
        other.write(line[20:])
    assert [event for _at, event in reader.new_events()] == [EVENTS[4]]
    log.close()


def test_log_grows_until_it_is_closed(tmp_path):
    """Whoever looks on knows when nothing more will come."""
    log = EventLog(tmp_path, clock())
    log.write(EVENTS[0])
    reader = EventReader(newest_log(tmp_path), lambda _group: GRADE)
    assert reader.is_growing
    log.close()
    assert not reader.is_growing


def test_killed_batch_does_not_look_alive(tmp_path):
    """The lock is the kernel's: it ends with the process, however that ends."""
    text = (
        "import sys, time\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from graders.records.event_log import EventLog\n"
        "from graders.domain.events import BatchStarted\n"
        "log = EventLog(Path(sys.argv[1]), lambda: datetime.now(UTC))\n"
        "log.write(BatchStarted(assignment='lstm', groups=('grupo01',)))\n"
        "print('ready', flush=True)\ntime.sleep(60)\n"
    )
    command = [sys.executable, "-c", text, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"ready\n"
        reader = EventReader(newest_log(tmp_path), lambda _group: GRADE)
        assert reader.is_growing
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert not reader.is_growing
    assert events_in(newest_log(tmp_path)) == [BatchStarted(assignment="lstm", groups=("grupo01",))]


def test_living_batch_is_shown_before_a_later_one_that_ended(tmp_path):
    """Of two batches the one that still runs is the one to look at."""
    now = clock()
    living, ended = EventLog(tmp_path, now), EventLog(tmp_path, now)
    living.write(EVENTS[0])
    ended.close()
    assert events_in(newest_log(tmp_path)) == [EVENTS[0]]
    living.close()
    assert events_in(newest_log(tmp_path)) == []


def test_only_the_last_logs_are_kept(tmp_path):
    """Looking on is for now; what counts is in the gradebook."""
    now = clock()
    for _number in range(KEPT_LOGS + 3):
        EventLog(tmp_path, now).close()
    assert len(list(tmp_path.iterdir())) == KEPT_LOGS


def write_without_room(folder):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    log = EventLog(folder, clock())
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
    log.write(EVENTS[0])
    log.close()


def test_full_disk_costs_the_log_only(tmp_path):
    """A batch goes on where its log cannot be written."""
    writer = multiprocessing.Process(target=write_without_room, args=(tmp_path,))
    writer.start()
    writer.join()
    assert writer.exitcode == 0
    assert newest_log(tmp_path).stat().st_size <= 10
    assert events_in(newest_log(tmp_path)) == []
