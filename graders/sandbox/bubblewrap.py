"""One bubblewrap sandbox per job; `warm_bubblewrap` keeps one for many.

Theory of operation: new user, mount, pid, network, ipc, uts and cgroup namespaces; an empty root
that holds, read-only, the system libraries, the interpreter, the installed packages, the worker's
own modules and the files of this job; sized scratch folders in memory; no capabilities; a seccomp
filter. Nothing on the host is writable: results leave through a pipe. When the parent dies, the
kernel kills the sandbox.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from graders.errors import ExecutorUnavailableError
from graders.sandbox.control_group import ControlGroup, control_group
from graders.sandbox.executor import OnMessage, SandboxJob, SandboxRun
from graders.sandbox.gpu_mounts import device_mounts, proc_mounts
from graders.sandbox.inside import (
    LINKER_CACHE,
    WORKER_ARGUMENTS,
    environment,
    grader_parts,
    interpreter_paths,
    system_folders,
)
from graders.sandbox.process_tree import ProcessTree
from graders.sandbox.requests import filled_request
from graders.sandbox.seccomp import write_filter
from graders.sandbox.starting import Command
from graders.sandbox.supervisor import Supervisor
from graders.sandbox.worker_handle import ProcessHandle

NOBODY = "65534"
_INSTALL_HINT = "Run: sudo apt-get install bubblewrap"
_NAMESPACE_HINT = (
    "On Ubuntu 24.04 or newer run: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 ; "
    "on Debian: sudo sysctl -w kernel.unprivileged_userns_clone=1"
)


# For the kernel a sandbox of root's is root still, and could write its settings in /proc. The
# folder of devices lies in memory, without a size.
_PROC_READ_ONLY = ("--remount-ro", "/proc")
_READ_ONLY = ("--remount-ro", "/dev", "--remount-ro", "/")


class BubblewrapExecutor:
    """Runs each job in a bubblewrap sandbox of its own.

    Raises:
        ExecutorUnavailableError: bubblewrap is missing or the kernel refuses; says what mends it.
    """

    def __init__(self) -> None:
        self._program = shutil.which("bwrap")
        if sys.platform != "linux" or self._program is None:
            raise ExecutorUnavailableError(
                "No sandbox: bubblewrap is not installed.", hint=_INSTALL_HINT
            )
        self._probe()

    @property
    def isolation(self) -> str:
        """The name written into the record."""
        return "bubblewrap"

    def run(self, job: SandboxJob, on_message: OnMessage) -> SandboxRun:
        """Run one job in a sandbox of its own; see `Executor.run`."""
        inside = {role: f"/job/{role}" for role in job.files}
        gpu = job.request.device == "gpu"
        request = filled_request(job, {**inside, "lockdown": "/job/lockdown"})
        with (
            write_filter(allow_processes=True) as outer,
            write_filter(allow_processes=False) as inner,
            control_group(job.limits) as group,
        ):
            arguments = [
                *(group.joining() if group else ()),
                *self.confinement(
                    job.limits.scratch_mib,
                    outer.fileno(),
                    threads=job.request.threads,
                    gpu=gpu,
                ),
                *_bind_files({inside[role]: path for role, path in job.files.items()}),
                "--perms",
                "0444",
                "--ro-bind-data",
                str(inner.fileno()),
                "/job/lockdown",
                *(proc_mounts() if gpu else _PROC_READ_ONLY),
                *_READ_ONLY,
                "--setenv",
                "GRADER_RESULT_FD",
                "{result_fd}",
                "--",
                sys.executable,
                *WORKER_ARGUMENTS,
            ]
            command = Command(
                arguments=arguments,
                environment={},
                working_directory="/",
                pass_descriptors=(outer.fileno(), inner.fileno()),
                handle=lambda process: GroupedHandle(ProcessTree(process.pid), group),
            )
            return Supervisor(command, job.limits, on_message).run(request)

    def confinement(
        self,
        scratch_mib: int,
        seccomp: int | None,
        *,
        threads: int = 1,
        gpu: bool = False,
        namespaces_inside: bool = False,
    ) -> list[str]:
        """Arguments that start a sandbox.

        Args:
            scratch_mib: Size of each scratch folder.
            seccomp: Descriptor of the compiled filter; None for no filter.
            threads: Threads that what runs inside computes with.
            gpu: Whether its devices are shown.
            namespaces_inside: Whether what runs inside may make namespaces of its own.
        """
        arguments = [
            str(self._program), "--unshare-all", "--unshare-user", "--die-with-parent",
            "--new-session", "--clearenv", "--cap-drop", "ALL", "--uid", NOBODY, "--gid", NOBODY,
            "--hostname", "worker",
        ]  # fmt: skip
        if not namespaces_inside and _supports_disable_userns(str(self._program)):
            arguments.append("--disable-userns")
        if seccomp is not None:
            arguments += ["--seccomp", str(seccomp)]
        arguments += [part for bind in _system_binds() for part in bind]
        arguments += ["--proc", "/proc", "--dev", "/dev"]
        if gpu:
            arguments += device_mounts()
        size = str(scratch_mib * 2**20)
        arguments += ["--size", size, "--tmpfs", "/dev/shm", "--size", size, "--tmpfs", "/scratch"]  # noqa: S108 - paths inside the sandbox
        arguments += ["--chdir", "/scratch"]
        for name, value in environment(threads, gpu=gpu).items():
            arguments += ["--setenv", name, value]
        return arguments

    def _probe(self) -> None:
        command = [*self.confinement(1, None), "--", sys.executable, "-I", "-S", "-c", ""]
        done = subprocess.run(command, capture_output=True, check=False, timeout=30)  # noqa: S603 - ours
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip()[-300:]
            raise ExecutorUnavailableError(
                f"No sandbox: bubblewrap cannot start here ({said}).", hint=_NAMESPACE_HINT
            )


class GroupedHandle(ProcessHandle):
    """A process whose control group, where there is one, ends it and knows what the kernel did.

    Args:
        tree: The process and everything below it.
        group: Its group.
    """

    def __init__(self, tree: ProcessTree, group: ControlGroup | None) -> None:
        super().__init__(tree)
        self._group = group

    def end(self) -> bool:
        """Kill the tree and everything in the group."""
        super().end()
        if self._group is None:
            return False
        killed_for_memory = self._group.killed_for_memory
        self._group.end()
        return killed_for_memory


def _bind_files(files: dict[str, Path]) -> Iterator[str]:
    for inside, path in files.items():
        yield from ("--ro-bind", str(path.resolve()), inside)


@cache
def _system_binds() -> tuple[tuple[str, ...], ...]:
    binds: list[tuple[str, ...]] = []
    for folder in system_folders():
        is_link = folder.is_symlink()
        source = str(folder.readlink()) if is_link else str(folder)
        binds.append(("--symlink" if is_link else "--ro-bind", source, str(folder)))
    binds.append(("--ro-bind-try", str(LINKER_CACHE), str(LINKER_CACHE)))
    binds += [("--ro-bind", path, path) for path in interpreter_paths()]
    binds += [("--ro-bind", path, inside) for path, inside in grader_parts().items()]
    return tuple(binds)


@cache
def _supports_disable_userns(program: str) -> bool:
    text = subprocess.run([program, "--help"], capture_output=True, check=False, timeout=10).stdout  # noqa: S603 - ours
    return b"--disable-userns" in text
