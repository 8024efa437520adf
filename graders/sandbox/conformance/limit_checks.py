"""Checks that every limit stops what it must, and is named as the cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graders.domain.verdict import Verdict
from graders.sandbox.conformance.model import LIMITS, Check, ends_with, silent

_GROW = "kept = []\nwhile True:\n    kept.append(bytearray(b'x') * (8 * 2**20))\n"
_AT_ONCE = "kept = b'x' * (3 * 2**30)\nimport time\ntime.sleep(20)\n"
_FILL = """
with open("{folder}/big", "wb") as file:
    while True:
        file.write(b"x" * 2**20)
"""
_SPARSE = "open('/scratch/big', 'wb').truncate(10 * 2**30)\n"
_MANY_FILES = """
import os
number = 0
while True:
    os.close(os.open(f"/scratch/{number}", os.O_CREAT))
    number += 1
"""
_THREADS = """
import threading
import time
while True:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""
_OPEN_FILES = """
kept = []
try:
    while len(kept) < 5000:
        kept.append(open("/job/source"))
except OSError:
    pass
if len(kept) > 256:
    report("worked", f"{len(kept)} open files")
kept.clear()
"""
_RAISE_LIMITS = """
import resource
for name in ("RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE", "RLIMIT_NPROC"):
    soft, hard = resource.getrlimit(getattr(resource, name))
    try:
        resource.setrlimit(getattr(resource, name), (soft, hard + 1))
    except (OSError, ValueError):
        continue
    report("worked", f"raised {name}")
"""
_IGNORE = "import signal\nfor number in (signal.SIGXCPU, signal.SIGTERM, signal.SIGINT):\n"
_IGNORE += "    signal.signal(number, signal.SIG_IGN)\nwhile True:\n    pass\n"

LIMIT_CHECKS: Sequence[Check] = (
    Check(
        group="limits",
        name="wall clock: a sleep that never ends",
        probe="import time\ntime.sleep(10_000)\n",
        limits=replace(LIMITS, wall_seconds=3),
        judge=ends_with(Verdict.WALL_TIME_EXCEEDED, "wall_seconds", line_known=True),
    ),
    Check(
        group="limits",
        name="waiting while building: a deadlock",
        probe="import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n",
        limits=replace(LIMITS, build_cpu_seconds=1),
        judge=ends_with(Verdict.WALL_TIME_EXCEEDED, "build_wall_seconds"),
    ),
    Check(
        group="limits",
        name="CPU time while building: a loop that never ends",
        probe="while True:\n    pass\n",
        limits=replace(LIMITS, build_cpu_seconds=1),
        judge=ends_with(Verdict.CPU_TIME_EXCEEDED, "build_cpu_seconds", line_known=True),
    ),
    Check(
        group="limits",
        name="CPU time: a loop that ignores every signal it can",
        probe=_IGNORE,
        limits=replace(LIMITS, cpu_seconds=2),
        judge=ends_with(Verdict.CPU_TIME_EXCEEDED, "cpu_seconds"),
    ),
    Check(
        group="limits",
        name="memory: growing by pieces",
        probe=_GROW,
        judge=ends_with(Verdict.MEMORY_EXCEEDED, "memory_mib"),
    ),
    Check(
        group="limits",
        name="memory: three gigabytes at once",
        probe=_AT_ONCE,
        judge=ends_with(Verdict.MEMORY_EXCEEDED, "memory_mib"),
    ),
    Check(
        group="limits",
        name="disk: filling the scratch folder",
        probe=_FILL.format(folder="/scratch"),
        judge=ends_with(Verdict.DISK_EXCEEDED, "scratch_mib", line_known=True),
    ),
    Check(
        group="limits",
        name="disk: filling shared memory",
        probe=_FILL.format(folder="/dev/shm"),  # noqa: S108 - a path inside the sandbox
        judge=ends_with(Verdict.DISK_EXCEEDED, "scratch_mib", line_known=True),
    ),
    Check(
        group="limits",
        name="disk: a sparse file of ten gigabytes",
        probe=_SPARSE,
        judge=ends_with(Verdict.DISK_EXCEEDED, "scratch_mib"),
    ),
    Check(
        group="limits",
        name="disk: files without number",
        probe=_MANY_FILES,
        judge=ends_with(Verdict.DISK_EXCEEDED),
    ),
    Check(
        group="limits",
        name="processes: threads without number",
        probe=_THREADS,
        judge=ends_with(Verdict.PROCESSES_EXCEEDED, "processes", line_known=True),
    ),
    Check(
        group="limits",
        name="open files stay within 256",
        probe=_OPEN_FILES,
        judge=silent("worked"),
    ),
    Check(
        group="limits",
        name="no limit can be raised from inside",
        probe=_RAISE_LIMITS,
        judge=silent("worked"),
    ),
)
