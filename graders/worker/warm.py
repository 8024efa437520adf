"""A warm worker: imports Keras once, runs nothing, and forks one job after another.

Theory of operation: `python -m graders.worker.warm` inside a sandbox. It imports everything a job
needs, says `ready`, and waits for orders. For each it forks twice: the first process of the job's
own namespaces, which only waits, and the worker. No student byte is ever read here, and nothing is
computed: a process that has run an operation has threads, and a fork of it hangs. It serves one job
at a time and ends with the grader.
"""

from __future__ import annotations

import fcntl
import io
import os
import select
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

from graders.wire.warm import (
    MAX_BYTES,
    NUM_DESCRIPTORS,
    Ended,
    Ready,
    Started,
    Unfit,
    WarmOrder,
    WarmReply,
)
from graders.worker.__main__ import serve
from graders.worker.determinism import prepare_environment
from graders.worker.importing import imports_that_stay
from graders.worker.lockdown import install_filter
from graders.worker.separation import (
    OWN_JOB,
    arrange_files,
    become_subreaper,
    close_to_ptrace,
    drop_capabilities,
    enter_namespaces,
    hide_what_is_not_its_own,
    ignore_terminal_signals,
    open_to_measuring,
    wait_as_first_process,
)

_RESULTS: Final = 3


def main() -> int:
    """Serve orders until the grader is gone."""
    control = socket.socket(fileno=int(os.environ.pop("GRADER_CONTROL_FD")))
    control.set_inheritable(False)
    ignore_terminal_signals()
    become_subreaper()
    prepare_environment(threads=int(os.environ.pop("GRADER_THREADS")), device="cpu")
    with imports_that_stay():
        _import_everything()
    _reply(control, _fitness() or Ready())
    while order := _next_order(control):
        _reply(control, _fitness() or _run(order[0], order[1], control))
    return 0


def _import_everything() -> None:
    import keras
    import tensorflow as tf

    from graders.worker import (  # noqa: F401 - imported to be there after the fork
        adversarial_training,
        featurizing,
        fitting,
        predicting,
        sampling,
    )

    # TensorFlow loads its `keras` at the first use.
    _ = tf.keras.utils, keras.utils


def _fitness() -> Unfit | None:
    threads = sum(1 for _ in Path("/proc/self/task").iterdir())
    return Unfit(reason=f"{threads} threads before the fork") if threads != 1 else None


def _next_order(control: socket.socket) -> tuple[WarmOrder, Sequence[int]] | None:
    data, descriptors, _flags, _address = socket.recv_fds(control, MAX_BYTES, NUM_DESCRIPTORS)
    return (WarmOrder.model_validate_json(data), descriptors) if data else None


def _run(order: WarmOrder, descriptors: Sequence[int], control: socket.socket) -> WarmReply:
    """Fork one job and wait for its end."""
    between = os.fork()
    if between == 0:
        _leave_for_namespaces(order, descriptors, control)
    for descriptor in descriptors:
        os.close(descriptor)
    _pid, status = os.waitpid(between, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        return Unfit(reason="the job could not be separated")
    # The first process of the job is ours now: the one between has ended.
    _pid, status = os.wait()
    return Ended(returncode=os.waitstatus_to_exitcode(status))


def _leave_for_namespaces(
    order: WarmOrder, descriptors: Sequence[int], control: socket.socket
) -> NoReturn:
    """Be the process between: enter namespaces, whose first process is the next one forked."""
    try:
        enter_namespaces()
        if os.fork() == 0:
            _be_first_process(order, descriptors, control)
    except BaseException as error:  # noqa: BLE001 - a fork must never return into the loop
        _say_unfit(control, error)
        os._exit(1)
    os._exit(0)


def _be_first_process(
    order: WarmOrder, descriptors: Sequence[int], control: socket.socket
) -> NoReturn:
    """Arrange what the job sees, fork the worker, wait for it and pass its status on."""
    try:
        arrange_files(order.job, scratch_mib=order.scratch_mib)
        close_to_ptrace()
        _reply(control, Started())
        request = descriptors[0]
        # The grader writes it after it has put this process under the limits of the job.
        select.select([request], [], [])
        worker = os.fork()
    except BaseException as error:  # noqa: BLE001 - a fork must never return into the loop
        _say_unfit(control, error)
        os._exit(1)
    if worker == 0:
        _be_worker(descriptors)
    drop_capabilities()
    # Results and log stay open: who reads them must not see their end before there is a status.
    for descriptor in (request, control.fileno()):
        os.close(descriptor)
    os._exit(wait_as_first_process(worker))


def _be_worker(descriptors: Sequence[int]) -> NoReturn:
    """Take the place of standard input, output and results, and do the one job."""
    try:
        _take_places(descriptors)
        hide_what_is_not_its_own()
        drop_capabilities()
        open_to_measuring()
        install_filter(Path(OWN_JOB, "first_filter").read_bytes())
        serve(_RESULTS)
    except BaseException:  # noqa: BLE001 - a fork must never return into the loop
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def _take_places(descriptors: Sequence[int]) -> None:
    # Above all places first, so that none is overwritten before it was copied.
    request, results, log = (fcntl.fcntl(number, fcntl.F_DUPFD, 16) for number in descriptors)
    for source, place in ((request, 0), (log, 1), (log, 2), (results, _RESULTS)):
        os.dup2(source, place, inheritable=place < _RESULTS)
    os.closerange(_RESULTS + 1, os.sysconf("SC_OPEN_MAX"))
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - a descriptor
    sys.stdout, sys.stderr = _unbuffered_text(1), _unbuffered_text(2)


def _unbuffered_text(descriptor: int) -> io.TextIOWrapper:
    raw = os.fdopen(descriptor, "wb", buffering=0, closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", errors="replace", write_through=True)


def _reply(control: socket.socket, reply: WarmReply) -> None:
    control.send(reply.model_dump_json().encode())


def _say_unfit(control: socket.socket, error: BaseException) -> None:
    with suppress(OSError):
        _reply(control, Unfit(reason=str(error)[:200]))


if __name__ == "__main__":
    sys.exit(main())
