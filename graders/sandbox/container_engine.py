"""What the executor needs of podman or docker: start, measure, end and clear containers."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tarfile
import time
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

import psutil

from graders.errors import ExecutorUnavailableError
from graders.sandbox.process_tree import ProcessTree

_LABEL: Final = "keras-coursework-grader"
_EMPTY_IMAGE: Final = "localhost/keras-coursework-grader-empty:2"
_SPARE_SECONDS: Final = 30
_ASKING_SECONDS: Final = 0.3


class Engine:
    """A container engine on this machine.

    Args:
        name: `podman` or `docker`.

    Raises:
        ExecutorUnavailableError: It is not installed, or does not answer.
    """

    def __init__(self, name: str) -> None:
        program = shutil.which(name)
        if program is None:
            raise ExecutorUnavailableError(
                f"No sandbox: {name} is not installed.", hint=f"Install {name}, or bubblewrap."
            )
        self.name = name
        self._program = program
        if self.call("version", "--format", "{{.Server.Version}}" if name == "docker" else "x"):
            raise ExecutorUnavailableError(
                f"No sandbox: {name} is installed but does not answer.",
                hint="Start its service, and see that this user may use it.",
            )

    @cached_property
    def is_rootless(self) -> bool:
        """Whether user ids inside must lie in the range that an ordinary user was given."""
        return self.name == "podman" and os.geteuid() != 0

    @cached_property
    def limits_resources(self) -> bool:
        """Whether the engine can bound memory and processes here."""
        return not self.is_rootless or Path("/sys/fs/cgroup/cgroup.controllers").exists()

    def run_arguments(self, name: str, *, wall_seconds: int) -> list[str]:
        """Return the start of a command that runs a container of that name."""
        arguments = [
            self._program, "run", "--interactive", "--name", name,
            "--label", f"{_LABEL}={os.getpid()}", "--log-driver", "none", "--pull", "never",
        ]  # fmt: skip
        if self.name == "podman":
            # Ends the container even when the grader was killed and cannot.
            arguments += ["--timeout", str(wall_seconds + _SPARE_SECONDS)]
            arguments += ["--read-only-tmpfs=false", "--no-hosts"]
        return arguments

    def empty_image(self) -> str:
        """Return the name of an image without files, made where it is missing."""
        if self.call("image", "inspect", _EMPTY_IMAGE) != 0:
            self.call("import", "-", _EMPTY_IMAGE, given=_empty_archive())
        return _EMPTY_IMAGE

    def sweep(self) -> None:
        """Remove containers whose grader is gone."""
        listed = self.ask("ps", "--all", "--filter", f"label={_LABEL}", "--format", "{{.Names}}")
        for name in listed.split():
            pid = name.removeprefix("grader-").split("-")[0]
            if pid.isdigit() and not psutil.pid_exists(int(pid)):
                self.remove(name)

    def remove(self, name: str) -> None:
        """Kill a container, if it lives, and remove it."""
        at_once = ("--time", "0") if self.name == "podman" else ()
        self.call("rm", "--force", "--volumes", *at_once, name)

    def ask(self, *arguments: str) -> str:
        """Return what a command prints; empty when it fails."""
        done = self._run(arguments)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

    def call(self, *arguments: str, given: bytes = b"") -> int:
        """Return the exit status of a command."""
        return self._run(arguments, given).returncode

    def _run(
        self, arguments: Sequence[str], given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603 - the arguments are ours
            [self._program, *arguments],
            input=given,
            capture_output=True,
            check=False,
            timeout=120,
        )


class ContainerHandle:
    """A running container as the supervisor sees it.

    Args:
        process: The engine's client, which passes on input and output.
        engine: The engine.
        name: Name of the container.
        folder: Folder that the client was started in.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], *, engine: Engine, name: str, folder: Path
    ) -> None:
        self._process = process
        self._engine = engine
        self._name = name
        self._folder = folder
        self._found: ProcessTree | None = None
        self._asked = 0.0

    @property
    def tree(self) -> ProcessTree | None:
        """The container's processes, once it runs; None where the host does not show them."""
        if self._found is None and time.monotonic() - self._asked > _ASKING_SECONDS:
            self._asked = time.monotonic()
            said = self._engine.ask("inspect", "--format", "{{.State.Pid}}", self._name)
            pid = int(said) if said.isdigit() else 0
            if pid and psutil.pid_exists(pid):
                self._found = ProcessTree(pid)
        return self._found

    def ask_for_line(self) -> None:
        """Signal the youngest process, which is the worker."""
        if self._found:
            self._found.signal_youngest(signal.SIGUSR1)

    def end(self) -> bool:
        """Remove the container with everything in it."""
        said = self._engine.ask("inspect", "--format", "{{.State.OOMKilled}}", self._name)
        # The client first: a container whose output nobody takes cannot be removed.
        if self._process.poll() is None:
            self._process.kill()
        self._engine.remove(self._name)
        return said == "true" or (self._folder / "oom").exists()


def _empty_archive() -> bytes:
    """An archive of folders that mounts are put on; engines refuse one without any entry."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for folder in ("job", "grader", "proc", "sys", "dev", "etc"):
            entry = tarfile.TarInfo(folder)
            entry.type = tarfile.DIRTYPE
            entry.mode = 0o755
            archive.addfile(entry)
    return buffer.getvalue()
