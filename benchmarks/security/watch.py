"""Runs a grader's commands and observes them from outside; ends whatever they leave."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

MARK = "PEERS_BENCHMARK_RUN"


@dataclass(slots=True)
class Watch:
    """What was seen while a batch was graded.

    Attributes:
        deadline: Seconds after which the batch counts as stopped.
        disk: The file an attack fills on the host.
        token: A word that only this batch knows; every process inherits it.
        port: Where the listener listens, once `listening` has begun.
        connections: Connections that said the token.
        stopped: Whether the deadline was met.
        printed: What the commands printed.
        peak_mib: The largest resident memory of one process.
        peak_disk_mib: The largest size of `disk`.
        seconds: How long the commands took together.
    """

    deadline: float = 300
    disk: Path = Path(os.devnull)
    token: str = field(default_factory=lambda: f"peers-{secrets.token_hex(6)}")
    port: int = 0
    connections: int = 0
    stopped: bool = False
    printed: str = ""
    peak_mib: float = 0.0
    peak_disk_mib: float = 0.0
    seconds: float = 0.0
    _end: float = field(default=0.0)

    def run(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
        """Run a command to its end or to the deadline; return its exit status, -1 when stopped."""
        started = time.monotonic()
        self._end = self._end or started + self.deadline
        if self.stopped:
            return -1
        log = folder / f"{self.token}.log"
        with log.open("ab") as output:
            process = psutil.Popen(
                list(command),
                cwd=folder,
                env={**environment, MARK: self.token},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                while process.poll() is None and time.monotonic() < self._end:
                    self._sample(process)
                    time.sleep(0.1)
                self.stopped = process.poll() is None
            finally:
                if process.poll() is None:
                    end(self.token, [process, *process.children(recursive=True)])
                    process.wait()
        self.printed += log.read_text("utf-8", "replace")
        log.unlink()
        self.seconds += time.monotonic() - started
        return -1 if self.stopped else int(process.returncode)

    def _sample(self, process: psutil.Popen) -> None:
        with contextlib.suppress(psutil.Error):
            for one in [process, *process.children(recursive=True)]:
                with contextlib.suppress(psutil.Error):
                    self.peak_mib = max(self.peak_mib, one.memory_info().rss / 2**20)
        with contextlib.suppress(OSError):
            self.peak_disk_mib = max(self.peak_disk_mib, self.disk.stat().st_size / 2**20)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Listen on this machine's loopback and count who says the token."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.port = server.getsockname()[1]
            thread = threading.Thread(target=self._accept, args=(server,), daemon=True)
            thread.start()
            try:
                yield
            finally:
                with contextlib.suppress(OSError):
                    server.shutdown(socket.SHUT_RDWR)
        thread.join(5)

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                connection.settimeout(5)
                self.connections += connection.recv(1000) == self.token.encode()


def left_behind(token: str) -> list[psutil.Process]:
    """Return the living processes of a batch: they carry its word in command or environment."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            if token in process.cmdline() or process.environ().get(MARK) == token:
                found.append(process)
    return found


def end(token: str, more: Sequence[psutil.Process] = ()) -> None:
    """Kill what a batch left, and nothing else."""
    processes = [*more, *left_behind(token)]
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(processes, timeout=10)
