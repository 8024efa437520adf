"""Checks of output caps, of exit verdicts, and of what stays behind."""

from __future__ import annotations

from collections.abc import Sequence

from graders.domain.verdict import Verdict
from graders.sandbox.conformance.model import (
    Check,
    Observation,
    breaks,
    completes,
    ends_with,
    silent,
)

_FLOOD = "while True:\n    print('x' * 100_000)\n"
_ESCAPES = "print('\\x1b]0;title\\x07\\x1b[2J\\u202e hidden')\nraise ValueError('\\x1b[31m')\n"
_TO_RESULT_PIPE = """
import os
import struct
for number in range(3, 64):
    try:
        if os.readlink(f"/proc/self/fd/{{number}}").startswith("pipe:"):
            os.write(number, {data})
    except OSError:
        continue
import time
time.sleep(20)
"""
_GARBAGE = _TO_RESULT_PIPE.format(data="b'not a frame' * 1000")
_HEADER = _TO_RESULT_PIPE.format(data="struct.pack('<4scQ', b'GRD1', b'A', 10 * 2**30)")
_MANY_FRAMES = """
try:
    for number in range(1_000_000):
        emitter.note("probe.flood", found="x" * 200)
except OSError:
    pass
"""
_KILL_ALL = """
import os
import signal
for pid in (-1, 0, 1):
    for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGHUP):
        try:
            os.kill(pid, number) if pid or number == signal.SIGKILL else None
        except OSError:
            continue
"""
_KILL_BY_KERNEL = """
import ctypes
import fcntl
import os
import resource
import signal
import struct
libc = ctypes.CDLL(None, use_errno=True)
try:
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
    report("worked", "a lower hard limit of CPU time")
except (OSError, ValueError):
    pass
timer = ctypes.c_void_p()
event = struct.pack("qii48x", 0, signal.SIGKILL, 0)
if libc.timer_create(1, event, ctypes.byref(timer)) == 0:
    report("worked", "a timer that kills")
reading, _writing = os.pipe()
try:
    fcntl.fcntl(reading, 10, signal.SIGKILL)
    report("worked", "a pipe that kills")
except OSError:
    pass
"""
_STAY = """
import atexit
import threading
import time
threading.Thread(target=time.sleep, args=(600,)).start()
atexit.register(time.sleep, 600)
class Slow:
    def __del__(self):
        time.sleep(600)
kept = Slow()
"""
_READY = "report('ready', '')\nimport time\ntime.sleep(25)\n"


def _no_control_characters(seen: Observation) -> Sequence[str]:
    if seen.failure is None:
        return [f"expected the probe's own exception, got {seen.ended}"]
    said = (seen.run.log_tail if seen.run else "") + seen.failure.message
    return [f"{char!r} came through" for char in ("\x1b", "\x07", "\u202e") if char in said]


ENDING_CHECKS: Sequence[Check] = (
    Check(
        group="output",
        name="printing without end",
        probe=_FLOOD,
        judge=ends_with(Verdict.OUTPUT_EXCEEDED, "output_kib"),
    ),
    Check(
        group="output",
        name="terminal escapes are taken out of what is printed",
        probe=_ESCAPES,
        judge=_no_control_characters,
    ),
    Check(
        group="output",
        name="garbage on the result pipe",
        probe=_GARBAGE,
        judge=ends_with(Verdict.MALFORMED_OUTPUT),
    ),
    Check(
        group="output",
        name="a header that promises ten gigabytes",
        probe=_HEADER,
        judge=ends_with(Verdict.MALFORMED_OUTPUT),
    ),
    Check(
        group="output",
        name="messages without number",
        probe=_MANY_FRAMES,
        judge=ends_with(Verdict.MALFORMED_OUTPUT),
    ),
    Check(
        group="endings",
        name="a sound probe completes",
        probe="report('done', '')\n",
        judge=completes,
    ),
    Check(
        group="endings",
        name="leaving with status 0 before the end",
        probe="import os\nos._exit(0)\n",
        judge=ends_with(Verdict.MALFORMED_OUTPUT),
    ),
    Check(
        group="endings",
        name="leaving with the status of a kill is not taken for one",
        probe="import os\nos._exit(137)\n",
        judge=ends_with(Verdict.KILLED, "SIGSEGV", "SIGILL", "SIGTRAP"),
    ),
    Check(
        group="endings",
        name="sys.exit is an exception like any other",
        probe="import sys\nsys.exit(0)\n",
        judge=ends_with(Verdict.NOT_IMPORTABLE, "SystemExit", line_known=True),
    ),
    Check(
        group="endings",
        name="a crash in C",
        probe="import ctypes\nctypes.string_at(0)\n",
        judge=ends_with(Verdict.KILLED, "SIGSEGV"),
    ),
    Check(
        group="endings",
        name="an abort",
        probe="import os\nos.abort()\n",
        judge=ends_with(Verdict.KILLED, "SIGABRT"),
    ),
    Check(
        group="endings",
        name="a signal to everybody reaches nobody outside",
        probe=_KILL_ALL,
        judge=completes,
    ),
    Check(
        group="endings",
        name="nobody inside can make the kernel kill",
        probe=_KILL_BY_KERNEL,
        judge=silent("worked"),
    ),
    Check(
        group="endings",
        name="a kill from outside is the grader's failure",
        probe=_READY,
        judge=breaks,
        kill_worker=True,
    ),
    Check(
        group="cleanup",
        name="threads, exit handlers and finalisers do not keep a worker alive",
        probe=_STAY,
        judge=completes,
    ),
)
