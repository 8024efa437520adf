"""A pair of models: train it beside student code, draw samples in a clean job, measure in a third.

What crosses from job to job is data: the generator as JSON and arrays, latent vectors, images,
features.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from graders.domain.evidence import RunEvidence
from graders.domain.submission import Submission
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.errors import WorkerBrokenError
from graders.pipeline.context import UnitContext
from graders.pipeline.run_model import REFUSED
from graders.pipeline.run_record import NO_REPORT, RunRecord, last_message, located
from graders.sandbox.executor import SandboxJob, SandboxRun
from graders.sandbox.verdicts import judge
from graders.tasks.gan import Gan, feature_sets, latent_vectors
from graders.wire.architecture import needs_only_keras
from graders.wire.jobs import SampleJob
from graders.wire.messages import AdversarialTrainingReported, AnyMessage, ArchitectureReported

OnMessage = Callable[[AnyMessage], None]
Outputs = Mapping[str, NDArray[Any]]


def run_pair(
    submission: Submission, unit: UnitContext, folder: Path, on_message: OnMessage
) -> tuple[RunEvidence, Outputs]:
    """Train, draw and measure; returns the evidence and the arrays that are scored.

    Args:
        submission: What was handed in.
        unit: The pair and its data.
        folder: Where `source.py` lies and job files may be written.
        on_message: Called with every message of the jobs.

    Returns:
        Evidence, and by name: `samples_<checkpoint>` uint8 images, `checkpoint_steps` int64,
        `value_range` float32 `(2,)` of the final samples, `features_<network>_<set>` and
        `classes_<network>_<set>` float32.

    Raises:
        WorkerBrokenError: The run failed for a reason that is not the student's.
    """
    task, limits = cast(Gan, unit.task), unit.profile.limits
    request = task.train_request(unit.assignment, unit.profile, unit.machine)
    files = {"source": folder / "source.py", "x_train": unit.data.train_image_file()}
    trained = unit.executor.run(SandboxJob(request=request, files=files, limits=limits), on_message)
    record = RunRecord().after(trained)
    failure = located(judge(trained, limits), submission)
    report = last_message(trained, AdversarialTrainingReported)
    if failure or report is None or not _is_whole(report, task, unit):
        return record.evidence(failure or NO_REPORT, unit), {}
    plan = _sample_plan(trained, report.latent_dim, folder, unit)
    if plan is None:
        return record.evidence(REFUSED, unit), {}
    sampled = unit.executor.run(plan, on_message)
    record = record.after(sampled, graph_is_measured=True)
    failure = located(judge(sampled, limits, carries_code=False), submission)
    if failure:
        return record.evidence(failure, unit), {}
    samples, failure = _checked_samples(sampled, cast(SampleJob, plan.request))
    if failure:
        return record.evidence(failure, unit), {}
    measured = _measure(samples, folder, unit, on_message)
    record = record.after(measured)
    # Nothing of the student's takes part in this job, so whatever goes wrong is ours.
    if judge(measured, limits, carries_code=False):
        raise WorkerBrokenError(f"the feature job ended early: {measured.log_tail[-300:]}")
    steps = record.checkpoint_steps
    kept = {**samples, "checkpoint_steps": np.array(steps, np.int64), **_features(measured)}
    return record.evidence(None, unit), kept


def _is_whole(report: AdversarialTrainingReported, task: Gan, unit: UnitContext) -> bool:
    """Whether a report tells of a training that our worker could have made."""
    request = task.sample_request(unit.assignment, unit.profile, unit.machine)
    steps = report.checkpoint_steps
    in_order = list(steps) == sorted(steps)
    return report.latent_dim > 0 and in_order and len(steps) == len(request.num_samples)


def _sample_plan(
    trained: SandboxRun, latent_dim: int, folder: Path, unit: UnitContext
) -> SandboxJob | None:
    """Write generator and latent vectors as data; None when Keras alone cannot rebuild it."""
    architecture = last_message(trained, ArchitectureReported)
    if architecture is None or not needs_only_keras(architecture.config):
        return None
    task = cast(Gan, unit.task)
    request = task.sample_request(unit.assignment, unit.profile, unit.machine)
    files = {
        "architecture": folder / "architecture.json",
        "weights": folder / "weights",
        "latents": folder / "latents.npy",
    }
    files["architecture"].write_text(architecture.config, encoding="utf-8")
    files["weights"].mkdir()
    for entry in trained.arrays:
        kind, _, name = entry.name.partition("/")
        if kind == "generator":
            np.save(files["weights"] / f"{name}.npy", entry.array, allow_pickle=False)
    latents = latent_vectors(
        unit.profile.num_hidden, min(latent_dim, 4096), seed=unit.data.latent_seed
    )
    np.save(files["latents"], latents, allow_pickle=False)
    return SandboxJob(request=request, files=files, limits=unit.profile.limits)


def _checked_samples(
    sampled: SandboxRun, request: SampleJob
) -> tuple[dict[str, NDArray[Any]], StudentFailure | None]:
    """Check type, shape and range of the samples, and keep them as uint8 images."""
    sent = {entry.name: entry.array for entry in sampled.arrays}
    samples: dict[str, NDArray[Any]] = {}
    for index, count in enumerate(request.num_samples):
        array = sent.get(f"samples/{index:02d}")
        expected = (count, *request.image_shape)
        if array is None or array.shape != expected or array.dtype != np.float32:
            raise WorkerBrokenError("the sample job sent no proper samples")
        if not np.isfinite(array).all():
            failure = StudentFailure(
                verdict=Verdict.WRONG_OUTPUT,
                stage=Stage.PREDICTING,
                kind="check.output_not_finite",
            )
            return {}, failure
        samples[f"samples_{index:02d}"] = to_image(array)
        samples["value_range"] = np.array([array.min(), array.max()], np.float32)
    return samples, None


def to_image(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Turn values in [-1, 1] into uint8 images; what lies outside is clipped."""
    return np.asarray(np.rint((np.clip(values, -1.0, 1.0) + 1.0) * 127.5), np.uint8)


def _measure(
    samples: Mapping[str, NDArray[Any]], folder: Path, unit: UnitContext, on_message: OnMessage
) -> SandboxRun:
    """Run our feature networks over samples and real images."""
    sets = feature_sets(
        samples,
        held_out=unit.data.hidden_inputs(),
        train=unit.data.train_inputs(),
        num_train=unit.profile.num_train_probe,
    )
    files = dict(unit.feature_networks)
    for name, images in sets.items():
        files[f"images/{name}"] = folder / f"images_{name}.npy"
        np.save(files[f"images/{name}"], images, allow_pickle=False)
    request = cast(Gan, unit.task).feature_request(unit.assignment, unit.machine, names=tuple(sets))
    job = SandboxJob(request=request, files=files, limits=unit.profile.limits)
    return unit.executor.run(job, on_message)


def _features(measured: SandboxRun) -> dict[str, NDArray[Any]]:
    found = {entry.name.replace("/", "_"): entry.array for entry in measured.arrays}
    if not found or not all(np.isfinite(array).all() for array in found.values()):
        raise WorkerBrokenError("the feature job sent no proper features")
    return found
