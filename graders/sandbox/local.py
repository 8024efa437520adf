"""Runs a worker without containment: for one's own file, or where all files are trusted."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from graders.sandbox.executor import OnMessage, SandboxJob, SandboxRun
from graders.sandbox.requests import filled_request
from graders.sandbox.starting import Command
from graders.sandbox.supervisor import Supervisor
from graders.sandbox.temporary import own_prefix

_KEPT_VARIABLES = (
    "PATH",
    "LANG",
    "LC_ALL",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES",
)


class LocalExecutor:
    """Runs each job as an ordinary process with limits but without a sandbox."""

    @property
    def isolation(self) -> str:
        """The name written into the record."""
        return "none"

    def run(self, job: SandboxJob, on_message: OnMessage) -> SandboxRun:
        """Run one job; see `Executor.run`."""
        request = filled_request(
            job, {role: str(path.resolve()) for role, path in job.files.items()}
        )
        with tempfile.TemporaryDirectory(prefix=own_prefix("local")) as scratch:
            kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
            command = Command(
                arguments=[sys.executable, "-s", "-B", "-m", "graders.worker"],
                environment={
                    **kept,
                    "HOME": scratch, "TMPDIR": scratch, "PYTHONHASHSEED": "0",
                    "PYTHONUNBUFFERED": "1",
                    "OPENBLAS_NUM_THREADS": str(job.request.threads),
                    "OMP_NUM_THREADS": str(job.request.threads),
                    "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
                },
                working_directory=scratch,
            )  # fmt: skip
            return Supervisor(command, job.limits, on_message).run(request)
