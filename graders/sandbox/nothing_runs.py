"""An executor for work that must start no process: rescoring."""

from __future__ import annotations

from graders.errors import WorkerBrokenError
from graders.sandbox.executor import OnMessage, SandboxJob, SandboxRun


class NothingRuns:
    """Refuses every job, so that what claims to train nothing cannot train."""

    @property
    def isolation(self) -> str:
        """The name written into the record."""
        return "nothing runs"

    def run(self, job: SandboxJob, on_message: OnMessage) -> SandboxRun:  # noqa: ARG002 - the signature of `Executor.run`
        """Refuse.

        Raises:
            WorkerBrokenError: Always.
        """
        raise WorkerBrokenError("nothing may be run here: stored evidence has to do")
