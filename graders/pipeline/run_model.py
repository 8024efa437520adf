"""One model: train it beside student code, then ask it for outputs in a second, clean job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from graders.domain.evidence import RunEvidence
from graders.domain.submission import Submission
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.errors import WorkerBrokenError
from graders.pipeline.context import UnitContext
from graders.pipeline.run_record import NO_REPORT, RunRecord, last_message, located
from graders.sandbox.executor import SandboxJob, SandboxRun
from graders.sandbox.verdicts import judge
from graders.tasks.base import ALL_INPUTS
from graders.tasks.single_model import SingleModel
from graders.wire.architecture import needs_only_keras
from graders.wire.jobs import PredictJob
from graders.wire.messages import AnyMessage, ArchitectureReported, TrainingReported

OnMessage = Callable[[AnyMessage], None]
Outputs = Mapping[str, NDArray[Any]]
REFUSED = StudentFailure(
    verdict=Verdict.CUSTOM_CODE_NOT_ALLOWED, stage=Stage.PREDICTING, kind="check.custom_code"
)


def run_model(
    submission: Submission, unit: UnitContext, folder: Path, on_message: OnMessage
) -> tuple[RunEvidence, Outputs]:
    """Train and predict; returns the evidence and outputs by split.

    Args:
        submission: What was handed in.
        unit: The model and its data.
        folder: Where `source.py` lies and job files may be written.
        on_message: Called with every message of both jobs.

    Raises:
        WorkerBrokenError: The run failed for a reason that is not the student's.
    """
    limits, source = unit.profile.limits, folder / "source.py"
    trained = _train(source, unit, on_message)
    record = RunRecord().after(trained)
    failure = located(judge(trained, limits), submission)
    report = last_message(trained, TrainingReported)
    if failure or report is None:
        return record.evidence(failure or NO_REPORT, unit), {}
    predict_job, files = _predict_plan(trained, report, folder, unit)
    carries_code = "source" in files
    if carries_code and not unit.assignment.submission.custom_code_at_prediction:
        return record.evidence(REFUSED, unit), {}
    predicted = unit.executor.run(
        SandboxJob(request=predict_job, files=files, limits=limits), on_message
    )
    measured = predict_job.rebuild == "architecture"
    record = replace(
        record.after(predicted, graph_is_measured=measured),
        student_code_at_prediction=carries_code,
    )
    failure = located(judge(predicted, limits, carries_code=carries_code), submission)
    if failure:
        return record.evidence(failure, unit), {}
    outputs, failure = _checked_outputs(predicted, unit, carries_code=carries_code)
    return record.evidence(failure, unit), outputs


def _train(source: Path, unit: UnitContext, on_message: OnMessage) -> SandboxRun:
    task = cast(SingleModel, unit.task)
    request = task.train_request(unit.assignment, unit.profile, unit.machine)
    files = {"source": source, **unit.data.training_files()}
    return unit.executor.run(
        SandboxJob(request=request, files=files, limits=unit.profile.limits), on_message
    )


def _predict_plan(
    trained: SandboxRun, report: TrainingReported, folder: Path, unit: UnitContext
) -> tuple[PredictJob, dict[str, Path]]:
    """Write weights and architecture as data and choose how the model is rebuilt."""
    architecture = last_message(trained, ArchitectureReported)
    inputs = unit.data.input_files()
    files = {f"inputs/{name}": path for name, path in inputs.items()}
    # The trusted side makes up its own mind: a configuration that names anything but Keras's own
    # objects is never rebuilt, whatever the worker said of it.
    pure = architecture is not None and needs_only_keras(architecture.config)
    if not pure:
        report = report.model_copy(update={"rebuild": "source"})
    if not pure or report.uses_prepare:
        files["source"] = folder / "source.py"
    if pure and architecture is not None:
        files["architecture"] = folder / "architecture.json"
        files["architecture"].write_text(architecture.config, encoding="utf-8")
    files["weights"] = folder / "weights"
    files["weights"].mkdir()
    sent = {entry.name: entry.array for entry in trained.arrays}
    for index in range(min(report.num_weights, len(sent))):
        array = sent.get(f"weights/{index:06d}")
        if array is not None:
            np.save(files["weights"] / f"{index:06d}.npy", array, allow_pickle=False)
    task = cast(SingleModel, unit.task)
    request = task.predict_request(unit.assignment, report, unit.machine, inputs=tuple(inputs))
    return request, files


def _checked_outputs(
    predicted: SandboxRun, unit: UnitContext, *, carries_code: bool
) -> tuple[Outputs, StudentFailure | None]:
    """Check type, shape and range of what the predict job sent."""
    sizes = {
        name: len(np.load(path, mmap_mode="r", allow_pickle=False))
        for name, path in unit.data.input_files().items()
    }
    sizes[f"{ALL_INPUTS}_ablated"] = sizes[ALL_INPUTS]
    outputs: dict[str, NDArray[Any]] = {}
    for entry in predicted.arrays:
        name = entry.name.removeprefix("outputs/")
        expected = (sizes.get(name), unit.assignment.num_classes)
        is_sound = entry.array.shape == expected and entry.array.dtype == np.float32
        if not is_sound or name in outputs:
            return _not_proper(expected, carries_code=carries_code)
        if not np.isfinite(entry.array).all():
            return {}, _wrong_output("check.output_not_finite")
        outputs[name] = entry.array
    if ALL_INPUTS not in outputs:
        expected = (sizes[ALL_INPUTS], unit.assignment.num_classes)
        return _not_proper(expected, carries_code=carries_code)
    return unit.data.by_split(outputs), None


def _not_proper(
    expected: tuple[int | None, int], *, carries_code: bool
) -> tuple[Outputs, StudentFailure]:
    if not carries_code:
        raise WorkerBrokenError("the predict job sent no proper outputs")
    return {}, _wrong_output("check.output_shape", expected=str(expected))


def _wrong_output(code: str, **values: str) -> StudentFailure:
    found = {"found": "?", **values} if code == "check.output_shape" else values
    return StudentFailure(
        verdict=Verdict.WRONG_OUTPUT,
        stage=Stage.PREDICTING,
        kind=code,
        values=tuple(sorted(found.items())),
    )
