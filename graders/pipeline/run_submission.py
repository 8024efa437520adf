"""One training run: train in one sandbox, predict in another, keep what they left as evidence."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from graders.domain.evidence import GraphFacts, Origin, RunEvidence, RunNote, TrainingHistory, Usage
from graders.domain.submission import Submission
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.errors import WorkerBrokenError
from graders.pipeline.context import THREADS, GradingContext
from graders.pipeline.wire_facts import graph_facts, training_history
from graders.sandbox.executor import SandboxJob, SandboxRun
from graders.sandbox.inbox import plain_text
from graders.sandbox.verdicts import judge
from graders.tasks.base import ALL_INPUTS
from graders.wire.architecture import needs_only_keras
from graders.wire.messages import (
    AnyMessage,
    ArchitectureReported,
    Finished,
    GraphReported,
    NoteReported,
    PredictJob,
    TrainingReported,
)

OnMessage = Callable[[AnyMessage], None]
Outputs = Mapping[str, NDArray[Any]]
M = TypeVar("M")
_REFUSED = StudentFailure(
    verdict=Verdict.CUSTOM_CODE_NOT_ALLOWED, stage=Stage.PREDICTING, kind="check.custom_code"
)


_NOTHING_USED = Usage(wall_seconds=0.0, cpu_seconds=0.0, peak_memory_mib=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What the two jobs have established so far."""

    graph: GraphFacts | None = None
    history: TrainingHistory | None = None
    notes: tuple[RunNote, ...] = ()
    environment: Mapping[str, str] | None = None
    usage: Usage = _NOTHING_USED
    student_code_at_prediction: bool = False


def run_submission(
    submission: Submission, context: GradingContext, on_message: OnMessage
) -> tuple[RunEvidence, Outputs]:
    """Train and predict once; a student's failure is evidence too.

    Returns:
        The evidence and the predictions by split, float32 `(num_examples, num_classes)`, columns
        in the worker's permuted class order.

    Raises:
        WorkerBrokenError: The run failed for a reason that is not the student's.
    """
    with tempfile.TemporaryDirectory(prefix="grader-job-") as folder:
        job_folder = Path(folder)
        source = job_folder / "source.py"
        source.write_text(submission.source, encoding="utf-8", errors="replace")
        trained = _train(source, context, on_message)
        parts = _parts_of(trained, _Parts())
        failure = _located(judge(trained, context.profile.limits), submission)
        if failure:
            return _evidence(parts, failure, context), {}
        predict_job, files = _predict_plan(trained, source, job_folder, context)
        carries_code = "source" in files
        if carries_code and not context.assignment.submission.custom_code_at_prediction:
            return _evidence(parts, _REFUSED, context), {}
        predicted = context.executor.run(
            SandboxJob(request=predict_job, files=files, limits=context.profile.limits), on_message
        )
        measured = predict_job.rebuild == "architecture"
        parts = replace(
            _parts_of(predicted, parts, graph_is_measured=measured),
            student_code_at_prediction=carries_code,
        )
        failure = _located(
            judge(predicted, context.profile.limits, carries_code=carries_code), submission
        )
        if failure:
            return _evidence(parts, failure, context), {}
        outputs, failure = _checked_outputs(predicted, context, carries_code=carries_code)
        return _evidence(parts, failure, context), outputs


def _train(source: Path, context: GradingContext, on_message: OnMessage) -> SandboxRun:
    request = context.task.train_request(
        context.assignment,
        context.profile,
        seed=context.seed,
        device=context.device,
        threads=THREADS,
    )
    files = {"source": source, **context.data.training_files()}
    return context.executor.run(
        SandboxJob(request=request, files=files, limits=context.profile.limits), on_message
    )


def _predict_plan(
    trained: SandboxRun, source: Path, folder: Path, context: GradingContext
) -> tuple[PredictJob, dict[str, Path]]:
    """Write weights and architecture as data and choose how the model is rebuilt."""
    report = _last(trained, TrainingReported)
    architecture = _last(trained, ArchitectureReported)
    if report is None:
        raise WorkerBrokenError("a finished training sent no report")
    files = {f"inputs/{ALL_INPUTS}": context.data.input_file()}
    # The trusted side makes up its own mind: a configuration that names anything but Keras's own
    # objects is never rebuilt, whatever the worker said of it.
    pure = architecture is not None and needs_only_keras(architecture.config)
    if not pure:
        report = report.model_copy(update={"rebuild": "source"})
    if not pure or report.uses_prepare:
        files["source"] = source
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
    request = context.task.predict_request(
        context.assignment, report, seed=context.seed, device=context.device, threads=THREADS
    )
    return request, files


def _checked_outputs(
    predicted: SandboxRun, context: GradingContext, *, carries_code: bool
) -> tuple[Outputs, StudentFailure | None]:
    """Check type, shape and range of what the predict job sent."""
    inputs = np.load(context.data.input_file(), mmap_mode="r", allow_pickle=False)
    expected = (len(inputs), context.assignment.num_classes)
    sent = [entry.array for entry in predicted.arrays if entry.name == f"outputs/{ALL_INPUTS}"]
    if len(sent) != 1 or sent[0].shape != expected or sent[0].dtype != np.float32:
        if not carries_code:
            raise WorkerBrokenError("the predict job sent no proper outputs")
        return {}, _wrong_output("check.output_shape", expected=str(expected))
    if not np.isfinite(sent[0]).all():
        return {}, _wrong_output("check.output_not_finite")
    return context.data.by_split(sent[0]), None


def _wrong_output(code: str, **values: str) -> StudentFailure:
    found = {"found": "?", **values} if code == "check.output_shape" else values
    return StudentFailure(
        verdict=Verdict.WRONG_OUTPUT,
        stage=Stage.PREDICTING,
        kind=code,
        values=tuple(sorted(found.items())),
    )


def _located(failure: StudentFailure | None, submission: Submission) -> StudentFailure | None:
    """Translate the worker's line into the place the student knows."""
    if failure is None:
        return None
    where = submission.locate(failure.line)
    return replace(failure, line=where.line if where else None, cell=where.cell if where else None)


def _parts_of(run: SandboxRun, before: _Parts, *, graph_is_measured: bool = False) -> _Parts:
    graph, report, finished = (
        # The first one was sent before any student code of the job ran.
        next((message for message in run.messages if isinstance(message, GraphReported)), None),
        _last(run, TrainingReported),
        _last(run, Finished),
    )
    notes = tuple(
        RunNote(
            code=plain_text(message.code),
            values=tuple(sorted((plain_text(k), plain_text(v)) for k, v in message.values.items())),
        )
        for message in run.messages[:10_000]
        if isinstance(message, NoteReported)
    )
    facts = graph_facts(graph, compiled=before.graph) if graph else before.graph
    if facts and graph and graph_is_measured:
        facts = replace(facts, origin=Origin.MEASURED)
    return replace(
        before,
        graph=facts,
        history=training_history(report) if report else before.history,
        notes=(*before.notes, *notes)[:50],
        environment=_plain(finished.environment) if finished else before.environment,
        usage=Usage(
            wall_seconds=before.usage.wall_seconds + run.usage.wall_seconds,
            cpu_seconds=before.usage.cpu_seconds + run.usage.cpu_seconds,
            peak_memory_mib=max(before.usage.peak_memory_mib, run.usage.peak_memory_mib),
        ),
    )


def _plain(environment: Mapping[str, str]) -> dict[str, str]:
    return {plain_text(key): plain_text(value) for key, value in environment.items()}


def _evidence(
    parts: _Parts, failure: StudentFailure | None, context: GradingContext
) -> RunEvidence:
    notes = parts.notes
    if parts.student_code_at_prediction:
        notes = (*notes, RunNote(code="note.student_code_at_prediction"))
    return RunEvidence(
        verdict=failure.verdict if failure else Verdict.COMPLETED,
        failure=failure,
        seed=context.seed,
        graph=parts.graph,
        history=parts.history,
        predictions_sha256="",
        student_code_at_prediction=parts.student_code_at_prediction,
        notes=notes,
        usage=parts.usage,
        environment={
            **(parts.environment or {}),
            "isolation": context.executor.isolation,
            "requested_device": context.device,
        },
    )


def _last(run: SandboxRun, kind: type[M]) -> M | None:
    return next((message for message in reversed(run.messages) if isinstance(message, kind)), None)
