"""How near the grader comes to training alone: batches against the limit and against cold workers.

Method: a plain convolutional network, its epochs chosen so that one bare training with its
predictions takes about the given seconds on one core of this machine. A batch of N files (each
names its network differently, so that no training serves two) is worked off in five ways, which
take turns in every round:

- limit: one process for each core that imported Keras before the clock started trains the same
  files on the same splits with the same batches and predicts the same inputs (bare_trainer.py);
- grader: `grade`, from the start of the command to its end, imports, sandbox, evidence, scores and
  gradebook included; only the splits are drawn before, as in any course after its first file;
- cold: the same with a sandbox and an import of Keras for each job (GRADER_EXECUTOR);
- nbgrader, otter: the same files as notebooks under `nbgrader autograde` and under `otter run`, one
  after the other as they do (peer_batches.py); a batch counts only if every notebook got its point.

Printed are the medians of wall seconds with their range, of the busy CPU seconds of the machine (so
nothing else may run), and the share: limit / way, median over the rounds.

    python benchmarks/throughput.py --seconds 4 30 --batches 8 24 --rounds 5
"""

from __future__ import annotations

import argparse
import os
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import peer_batches
import psutil
from tabulate import tabulate

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = "cifar10_tuning"
WAYS = ("limit", "grader", "cold", "nbgrader", "otter")
_NETWORK = '''"""A plain network for a benchmark."""

import keras
from keras import layers

TRAINING = {{"epochs": {epochs}, "batch_size": 64}}


def build_model(input_shape, num_classes):
    """Return a compiled network."""
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Rescaling(1 / 255),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(num_classes, activation="softmax"),
        ],
        name="network_{number}",
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Wall and CPU seconds of one batch."""

    wall: float
    cpu: float


def main() -> int:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description="Throughput against the limit.")
    parser.add_argument("--seconds", type=float, nargs="+", default=[4.0, 30.0])
    parser.add_argument("--batches", type=int, nargs="+", default=[8, 24])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ways", nargs="+", default=list(WAYS), choices=WAYS)
    arguments = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="throughput-") as name:
        folder = Path(name)
        splits = _draw_splits(folder)
        for seconds in arguments.seconds:
            epochs = _epochs_for(seconds, folder, splits)
            for size in arguments.batches:
                files = _hand_in(folder / "class", size, epochs)
                found = _rounds(arguments.rounds, arguments.ways, files, folder, splits)
                rows += _rows(seconds, epochs, size, found)
                print(tabulate(rows[-len(found) :], headers=_HEADS, tablefmt="github"), flush=True)
    print(tabulate(rows, headers=_HEADS, tablefmt="github"))
    return 0


_HEADS = ("job s", "epochs", "files", "way", "wall s", "range", "CPU s", "share of the limit")


def _rows(
    seconds: float, epochs: int, size: int, found: Mapping[str, Sequence[Cost]]
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for way, costs in found.items():
        walls = [cost.wall for cost in costs]
        share = ""
        if "limit" in found:
            pairs = zip(found["limit"], costs, strict=True)
            share = f"{statistics.median(one.wall / other.wall for one, other in pairs):.3f}"
        spread = f"{min(walls):.1f} to {max(walls):.1f}"
        cpu = statistics.median(cost.cpu for cost in costs)
        rows.append(
            (f"{seconds:g}", epochs, size, way, f"{statistics.median(walls):.1f}", spread,
             f"{cpu:.1f}", share)
        )  # fmt: skip
    return rows


def _rounds(
    rounds: int, ways: Sequence[str], files: Sequence[Path], folder: Path, splits: Path
) -> Mapping[str, Sequence[Cost]]:
    run: dict[str, Callable[[], Cost]] = {
        "limit": lambda: _limit(files, splits),
        "grader": lambda: _grade(folder, "bubblewrap"),
        "cold": lambda: _grade(folder, "bubblewrap-cold"),
    }
    if "nbgrader" in ways:
        course = peer_batches.nbgrader_course(folder / "nbgrader", list(files), splits)
        run["nbgrader"] = lambda: _peer(
            lambda: peer_batches.nbgrader_grade(course),
            lambda: peer_batches.nbgrader_points(course) == len(files),
        )
    if "otter" in ways:
        programs = peer_batches.otter_environment(folder / "otter-environment")
        handed_in = peer_batches.otter_course(folder / "otter", list(files), splits, programs)
        run["otter"] = lambda: _peer(
            lambda: peer_batches.otter_grade(handed_in, programs),
            lambda: peer_batches.otter_points(handed_in) == len(files),
        )
    found: dict[str, list[Cost]] = {way: [] for way in ways}
    for number in range(rounds):
        for way in ways:
            found[way].append(run[way]())
            print(f"round {number + 1}, {way}: {found[way][-1]}", file=sys.stderr, flush=True)
    return found


def _limit(files: Sequence[Path], splits: Path) -> Cost:
    """Train the files on all cores by processes that have imported Keras already."""
    trainers = [_trainer(splits) for _core in range(os.cpu_count() or 1)]
    wall, cpu = time.perf_counter(), _busy_seconds()
    waiting, busy = list(reversed(files)), 0
    for trainer in trainers:
        if waiting:
            _give(trainer, waiting.pop())
            busy += 1
    lines = {trainer.stdout.fileno(): trainer for trainer in trainers if trainer.stdout}
    while busy:
        for trainer in _ready(lines):
            trainer.stdout.readline()  # type: ignore[union-attr]
            busy -= 1
            if waiting:
                _give(trainer, waiting.pop())
                busy += 1
    cost = Cost(wall=time.perf_counter() - wall, cpu=_busy_seconds() - cpu)
    for trainer in trainers:
        trainer.communicate()
    return cost


def _ready(lines: Mapping[int, subprocess.Popen[str]]) -> list[subprocess.Popen[str]]:
    found, _writable, _broken = select.select(list(lines), [], [])
    return [lines[number] for number in found]


def _give(trainer: subprocess.Popen[str], file: Path) -> None:
    trainer.stdin.write(f"{file}\n")  # type: ignore[union-attr]
    trainer.stdin.flush()  # type: ignore[union-attr]


def _trainer(splits: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "benchmarks" / "bare_trainer.py"), str(splits)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, bufsize=1,
    )  # fmt: skip
    if process.stdout is None or process.stdout.readline() != "ready\n":
        raise RuntimeError("the bare trainer did not start")
    return process


def _grade(folder: Path, executor: str) -> Cost:
    """Grade the class from nothing but its splits."""
    home = folder / "home"
    shutil.rmtree(home / "runs", ignore_errors=True)
    for file in home.glob("gradebook.sqlite*"):
        file.unlink()
    wall, cpu = time.perf_counter(), _busy_seconds()
    subprocess.run(
        [sys.executable, "grader.py", "grade", ASSIGNMENT, "--runs", "1", "--json"],
        cwd=ROOT, env=_environment(folder, executor), check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return Cost(wall=time.perf_counter() - wall, cpu=_busy_seconds() - cpu)


def _peer(grade: Callable[[], None], is_right: Callable[[], bool]) -> Cost:
    wall, cpu = time.perf_counter(), _busy_seconds()
    grade()
    cost = Cost(wall=time.perf_counter() - wall, cpu=_busy_seconds() - cpu)
    if not is_right():
        raise RuntimeError("a notebook did not get its point")
    return cost


def _environment(folder: Path, executor: str) -> dict[str, str]:
    return {
        **os.environ,
        "GRADER_HOME": str(folder / "home"),
        "GRADER_SUBMISSIONS": str(folder / "class"),
        "GRADER_EXECUTOR": executor,
    }


def _draw_splits(folder: Path) -> Path:
    """Let the grader draw its data by grading one file once."""
    _hand_in(folder / "class", 1, epochs=1)
    _grade(folder, "bubblewrap")
    return next((folder / "home" / "private" / "splits").iterdir())


def _epochs_for(seconds: float, folder: Path, splits: Path) -> int:
    """Return the epochs that make one bare training last about so long."""
    walls = []
    for epochs in (2, 6):
        files = _hand_in(folder / "probe", 1, epochs)
        _limit(files, splits)
        walls.append(min(_limit(files, splits).wall for _again in range(2)))
    each = (walls[1] - walls[0]) / 4
    return max(round((seconds - walls[0]) / each) + 2, 1)


def _hand_in(inbox: Path, size: int, epochs: int) -> list[Path]:
    shutil.rmtree(inbox, ignore_errors=True)
    files = []
    for number in range(size):
        group = inbox / ASSIGNMENT / f"g{number:03d}"
        group.mkdir(parents=True)
        files.append(group / "model.py")
        files[-1].write_text(_NETWORK.format(epochs=epochs, number=number), "utf-8")
    return files


def _busy_seconds() -> float:
    """CPU seconds of the whole machine, as nobody waits for a worker in a sandbox."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


if __name__ == "__main__":
    sys.exit(main())
