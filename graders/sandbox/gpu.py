"""Tells whether a worker can compute on a GPU here, by trying it where student code would run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graders.domain.training import Limits
from graders.errors import DeviceUnavailableError, WorkerBrokenError
from graders.sandbox.conformance.model import probe_file
from graders.sandbox.conformance.suite import run_probe
from graders.sandbox.executor import Executor, SandboxRun
from graders.sandbox.verdicts import judge
from graders.wire.messages import NoteReported

LIMITS: Final = Limits(
    wall_seconds=300,
    cpu_seconds=300,
    build_cpu_seconds=300,
    memory_mib=16384,
    scratch_mib=256,
    num_processes=256,
    output_kib=256,
)
_DEVICE_NAMES: Final = "nvidia[0-9]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class GpuFinding:
    """What a worker found.

    Attributes:
        backend: Library and version that was asked; empty when it did not come so far.
        gpus: Names of the GPUs that it sees.
        weights: SHA-256 of the weights after each of two equal trainings; empty when none ran.
        seconds: Duration of each, the first with the start of CUDA.
        problem: What kept it from its end; empty when nothing did.
    """

    backend: str
    gpus: tuple[str, ...]
    weights: tuple[str, ...] = ()
    seconds: tuple[float, ...] = ()
    problem: str = ""

    @property
    def usable(self) -> bool:
        """Whether trainings can run on a GPU."""
        return bool(self.gpus) and not self.problem

    @property
    def repeats(self) -> bool:
        """Whether two equal trainings gave the same bits."""
        return len(self.weights) > 1 and len(set(self.weights)) == 1


def gpu_devices() -> tuple[str, ...]:
    """Device files of NVIDIA's driver on this machine."""
    return tuple(sorted(str(path) for path in Path("/dev").glob(_DEVICE_NAMES)))


def try_gpu(executor: Executor, *, trains: bool) -> GpuFinding:
    """Run the GPU probe under the limits of a sandbox, which takes some seconds.

    Args:
        executor: How student code would be run.
        trains: Whether a small network is trained twice, too.
    """
    probe = f"TRAINS = {trains}\n{probe_file('gpu')}"
    try:
        return _finding(run_probe(executor, probe, LIMITS, "gpu"))
    except WorkerBrokenError as error:
        return GpuFinding(backend="", gpus=(), problem=str(error))


def settle_device(requested: str, executor: Executor) -> tuple[str, str]:
    """Return `cpu` or `gpu` for `auto` or `gpu`, and why the CPU was taken although there is a GPU.

    Args:
        requested: `auto`, `cpu` or `gpu`.
        executor: How student code will be run.

    Raises:
        DeviceUnavailableError: A GPU was asked for and a worker cannot use one.
    """
    if requested == "cpu" or (requested == "auto" and not gpu_devices()):
        return "cpu", ""
    if not gpu_devices():
        raise DeviceUnavailableError(
            "--device gpu: this machine shows no NVIDIA device (/dev/nvidia0).",
            hint="Install the driver, or grade with --device cpu.",
        )
    finding = try_gpu(executor, trains=False)
    if finding.usable:
        return "gpu", ""
    why = finding.problem or f"{finding.backend} sees no GPU in the sandbox"
    if requested == "auto":
        return "cpu", why
    raise DeviceUnavailableError(
        f"--device gpu: {why}.",
        hint="python grader.py doctor --gpu examines it; docs/gpu.md says what is needed. "
        "Or grade with --device cpu.",
    )


def _finding(run: SandboxRun) -> GpuFinding:
    found: dict[str, list[str]] = {}
    for message in run.messages:
        if isinstance(message, NoteReported):
            said = message.values.get("found", "")
            found.setdefault(message.code.removeprefix("probe."), []).append(said)
    failure = judge(run, LIMITS)
    return GpuFinding(
        backend=" ".join(found.get("backend", ())),
        gpus=tuple(found.get("gpu", ())),
        weights=tuple(found.get("weights", ())),
        seconds=tuple(float(said) for said in found.get("seconds", ())),
        problem=(failure.message or failure.limit or str(failure.verdict)) if failure else "",
    )
