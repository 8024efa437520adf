"""Fills a request with the paths and limits that hold inside the worker."""

from __future__ import annotations

from collections.abc import Mapping

from graders.sandbox.executor import SandboxJob
from graders.wire.jobs import JobLimits


def filled_request(job: SandboxJob, paths: Mapping[str, str]) -> bytes:
    """Return the request as JSON, with `paths` by role and the job's limits."""
    limits = JobLimits(
        cpu_seconds=job.limits.cpu_seconds,
        file_mib=job.limits.scratch_mib,
        num_processes=job.limits.num_processes,
    )
    return (
        job.request.model_copy(update={"files": dict(paths), "limits": limits})
        .model_dump_json()
        .encode()
    )
