"""The second executor: one container per job, with podman or docker.

Theory of operation: the same walls as bubblewrap's, built by an engine: no network, a read-only
root, no capabilities, no new privileges, the seccomp rules, sized folders in memory, a user id of
its own. Without an image of ours the root is empty and holds the host's libraries and interpreter,
read-only; with one (`GRADER_CONTAINER_IMAGE`) it holds what the image has, which is the only way
where the host is not Linux. Results leave on standard output, because engines hand over no other
descriptor. A small shell is process 1, so that signals act on the worker as they do elsewhere.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from graders.errors import ExecutorUnavailableError
from graders.sandbox.call_rules import container_rules
from graders.sandbox.container_engine import ContainerHandle, Engine
from graders.sandbox.control_group import SLACK_MIB
from graders.sandbox.executor import OnMessage, SandboxJob, SandboxRun
from graders.sandbox.inside import (
    LINKER_CACHE,
    WORKER_ARGUMENTS,
    environment,
    grader_parts,
    interpreter_paths,
    system_folders,
)
from graders.sandbox.requests import filled_request
from graders.sandbox.run_watch import MAX_SCRATCH_FILES
from graders.sandbox.seccomp import oci_profile, write_filter
from graders.sandbox.starting import Command
from graders.sandbox.supervisor import Supervisor
from graders.sandbox.temporary import own_prefix

IMAGE_VARIABLE: Final = "GRADER_CONTAINER_IMAGE"
_SHELL: Final = "/bin/sh"
# Not the last command, or the shell would replace itself by the worker.
_SCRIPT: Final = '"$@"; exit $?'
_OPEN_FILES: Final = 256
# Above every user of a host; below, the range that a user without privileges is given.
_FREE_IDS: Final = (2_000_000_000, 100_000_000)
_MAPPED_IDS: Final = (10_000, 50_000)


class ContainerExecutor:
    """Runs each job in a container of its own.

    Args:
        engine: `podman` or `docker`.
        image: Image with Python and the packages; empty to use the host's.

    Raises:
        ExecutorUnavailableError: The engine is missing or starts no container; says what mends it.
    """

    def __init__(self, engine: str, image: str = "") -> None:
        self._engine = Engine(engine)
        self._image = image
        if not image and sys.platform != "linux":
            raise ExecutorUnavailableError(
                f"No sandbox: {engine} needs an image with Python and the packages here.",
                hint=f"Build one as docs/containers.md says and set {IMAGE_VARIABLE} to its name.",
            )
        self._root = image or self._engine.empty_image()
        self._engine.sweep()
        self._probe()

    @property
    def isolation(self) -> str:
        """The name written into the record."""
        return self._engine.name

    def run(self, job: SandboxJob, on_message: OnMessage) -> SandboxRun:
        """Run one job; see `Executor.run`."""
        inside = {role: f"/job/{role}" for role in job.files}
        request = filled_request(job, {**inside, "lockdown": "/job/lockdown"})
        name = f"grader-{os.getpid()}-{secrets.token_hex(6)}"
        with tempfile.TemporaryDirectory(prefix=own_prefix("job")) as folder:
            binds = {str(path.resolve()): inside[role] for role, path in job.files.items()}
            binds[str(_written_filter(Path(folder)))] = "/job/lockdown"
            command = Command(
                arguments=[
                    *self._engine.run_arguments(name, wall_seconds=job.limits.wall_seconds),
                    *self._confinement(Path(folder), job),
                    *_mounts({**self._host_paths(), **grader_parts(), **binds}),
                    self._root,
                    *self._program(),
                ],
                environment=dict(os.environ),
                # podman's monitor leaves its word on memory in the folder it was started in.
                working_directory=folder,
                result_on_stdout=True,
                handle=partial(
                    ContainerHandle, engine=self._engine, name=name, folder=Path(folder)
                ),
            )
            return Supervisor(command, job.limits, on_message).run(request)

    def _confinement(self, folder: Path, job: SandboxJob) -> Iterator[str]:
        limits = job.limits
        profile = folder / "seccomp.json"
        profile.write_text(oci_profile(container_rules()), "utf-8")
        first, number = _MAPPED_IDS if self._engine.is_rootless else _FREE_IDS
        # Limits on processes are counted by user, so every job is a user of its own.
        user = first + secrets.randbelow(number)
        memory = f"{limits.memory_mib + 2 * limits.scratch_mib + SLACK_MIB}m"
        in_memory = f"size={limits.scratch_mib}m,mode=1777"
        if self._engine.name == "docker":
            # podman knows no such option; there the parent counts.
            in_memory += f",nr_inodes={MAX_SCRATCH_FILES}"
        yield from (
            "--network", "none", "--read-only", "--cap-drop", "all", "--ipc", "none",
            "--security-opt", "no-new-privileges", "--security-opt", f"seccomp={profile}",
            "--user", f"{user}:{user}", "--hostname", "worker", "--workdir", "/scratch",
            "--ulimit", f"nofile={_OPEN_FILES}:{_OPEN_FILES}", "--ulimit", "core=0:0",
            "--ulimit", f"nproc={limits.num_processes}:{limits.num_processes}",
            "--tmpfs", f"/scratch:{in_memory}", "--tmpfs", f"/dev/shm:{in_memory}",  # noqa: S108
            "--tmpfs", "/sys:ro,size=4k,mode=555",
        )  # fmt: skip
        if self._engine.limits_resources:
            # The shell counts, too.
            yield from ("--memory", memory, "--memory-swap", memory)
            yield from ("--pids-limit", str(limits.num_processes + 8))
        for variable, value in {
            **environment(job.request.threads),
            "GRADER_RESULT_FD": "1",
        }.items():
            yield from ("--env", f"{variable}={value}")

    def _host_paths(self) -> Mapping[str, str]:
        if self._image:
            return {}
        paths = [str(path) for path in system_folders()]
        paths += [str(LINKER_CACHE)] if LINKER_CACHE.exists() else []
        paths += [*interpreter_paths(), str(Path(_SHELL).resolve())]
        return {path: path for path in paths}

    def _program(self) -> list[str]:
        shell = _SHELL if self._image else str(Path(_SHELL).resolve())
        python = "python3" if self._image else sys.executable
        return [shell, "-c", _SCRIPT, "sh", python, *WORKER_ARGUMENTS]

    def _probe(self) -> None:
        """Start one container that does nothing."""
        shell = self._program()[0]
        name = f"grader-{os.getpid()}-{secrets.token_hex(6)}"
        arguments = [
            *self._engine.run_arguments(name, wall_seconds=30),
            "--network", "none", "--read-only", "--ulimit", "nofile=256:256", "--ulimit",
            "nproc=256:256", *_mounts(self._host_paths()), self._root, shell, "-c", "exit 0",
        ]  # fmt: skip
        done = subprocess.run(arguments, capture_output=True, check=False, timeout=60)  # noqa: S603 - ours
        self._engine.remove(name)
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip()[-300:]
            raise ExecutorUnavailableError(
                f"No sandbox: {self._engine.name} cannot start a container here ({said}).",
                hint="See docs/containers.md.",
            )


def _written_filter(folder: Path) -> Path:
    """Write the inner filter where the engine can bind it; the worker's user must read it."""
    path = folder / "lockdown"
    with write_filter(allow_processes=False) as file, path.open("wb") as target:
        shutil.copyfileobj(file, target)
    folder.chmod(0o755)
    path.chmod(0o444)
    return path


def _mounts(binds: Mapping[str, str]) -> Iterator[str]:
    for source, target in binds.items():
        yield from ("--volume", f"{source}:{target}:ro")
