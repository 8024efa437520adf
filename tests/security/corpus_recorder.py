"""An executor that looks for secrets in everything a run hands back."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from graders.domain.events import BatchEvent, RunRetried, StageChanged
from graders.sandbox.executor import Executor, OnMessage, SandboxJob, SandboxRun
from tests.security.corpus_canaries import Breach, leaks


@dataclass(slots=True)
class Recorder:
    """Passes jobs on to another executor and looks through what comes back.

    Attributes:
        executor: What really runs the jobs.
        secrets: What must not come back, by name.
        found: Breaches by group.
        cpu_seconds: CPU time of the workers.
    """

    executor: Executor
    secrets: Mapping[str, bytes]
    found: dict[str, list[Breach]] = field(default_factory=dict)
    cpu_seconds: float = 0.0
    _group_of_thread: dict[int, str] = field(default_factory=dict)

    @property
    def isolation(self) -> str:
        """How the worker was contained."""
        return self.executor.isolation

    def run(self, job: SandboxJob, on_message: OnMessage) -> SandboxRun:
        """Run one job and look through messages, arrays and log."""
        run = self.executor.run(job, on_message)
        said = [message.model_dump_json().encode() for message in run.messages]
        sent = [entry.array.tobytes() for entry in run.arrays]
        data = b"\n".join([run.log_tail.encode(), *said, *sent])
        group = self._group_of_thread.get(threading.get_ident(), "")
        self.found.setdefault(group, []).extend(leaks(data, self.secrets, "a job's results"))
        self.cpu_seconds += run.usage.cpu_seconds
        return run

    def notify(self, event: BatchEvent) -> None:
        """Learn which thread works for which group."""
        if isinstance(event, StageChanged | RunRetried):
            self._group_of_thread[threading.get_ident()] = event.group
