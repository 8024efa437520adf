"""Gets the evidence of one unit of a submission: from the run store, or by training."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from graders.analysis.moved_pixels import compare_moved
from graders.domain.events import BatchEvent, EpochFinished, RunRetried, StageChanged
from graders.domain.evidence import RunEvidence, Scores
from graders.domain.review import Probes
from graders.domain.submission import Submission
from graders.domain.verdict import Stage, Verdict
from graders.errors import WorkerBrokenError
from graders.pipeline.context import UnitContext
from graders.pipeline.fingerprint import run_key
from graders.pipeline.run_submission import run_submission
from graders.records.run_store import RunStore
from graders.tasks import Gan
from graders.tasks.base import Truth
from graders.wire.messages import AnyMessage, EpochReported, StageReached

Notify = Callable[[BatchEvent], None]
Outputs = Mapping[str, NDArray[Any]]
MAX_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is known of one unit.

    Attributes:
        run: The evidence of its run.
        scores: What came back is worth this; None when nothing did.
        probes: What was measured beside the scores.
        trained: Whether a training run was needed for it.
    """

    run: RunEvidence
    scores: Scores | None
    probes: Probes
    trained: bool


def one_at_a_time(notify: Notify) -> Notify:
    """Return a listener that several threads may tell; it hears one event after the other."""
    lock = threading.Lock()

    def locked(event: BatchEvent) -> None:
        with lock:
            notify(event)

    return locked


def measure_unit(
    submission: Submission,
    unit: UnitContext,
    run_store: RunStore,
    notify: Notify,
    *,
    rerun: bool,
) -> Measured:
    """Return the stored evidence of a unit, or train for it and store it.

    Raises:
        WorkerBrokenError: It failed again and again for a reason that is not the student's.
    """
    key = run_key(submission, unit)
    stored = None if rerun else run_store.latest(key)
    if stored is None:
        with run_store.claimed(key):
            # Somebody else may have trained for it while we waited.
            stored = None if rerun else run_store.latest(key)
            if stored is None:
                run, outputs = _run_until_believed(submission, unit, notify)
                run = run_store.add(key, run, outputs)
    if stored is not None:
        run, outputs = stored
    if not outputs:
        probes = Probes(influence=run.influence, steps=run.steps)
        return Measured(run=run, scores=None, probes=probes, trained=stored is None)
    ordered, truth = _in_true_order(outputs, unit), _truth(unit)
    return Measured(
        run=run,
        scores=unit.task.score(ordered, truth),
        probes=Probes(
            moved=compare_moved(ordered, truth.labels, truth.facts),
            influence=run.influence,
            steps=run.steps,
        ),
        trained=stored is None,
    )


def _run_until_believed(
    submission: Submission, unit: UnitContext, notify: Notify
) -> tuple[RunEvidence, Outputs]:
    """Repeat a run that broke, or that something outside may have killed."""
    forward = _forward(submission.group, unit, notify)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            run, outputs = run_submission(submission, unit, forward)
        except WorkerBrokenError as error:
            if attempt == MAX_ATTEMPTS:
                raise
            notify(RunRetried(group=submission.group, cause=str(error)[:300], run=unit.run))
            continue
        # The kernel's memory killer and a student's os.kill look alike; twice is the student's.
        if run.verdict is Verdict.KILLED and attempt == 1:
            notify(RunRetried(group=submission.group, cause=str(run.verdict), run=unit.run))
            continue
        return run, outputs
    raise WorkerBrokenError("the run was killed and then broke")


def _forward(group: str, unit: UnitContext, notify: Notify) -> Callable[[AnyMessage], None]:
    part, run = unit.assignment.part, unit.run

    def forward(message: AnyMessage) -> None:
        if isinstance(message, StageReached) and message.stage in set(Stage):
            notify(StageChanged(group=group, part=part, run=run, stage=Stage(message.stage)))
        elif isinstance(message, EpochReported):
            notify(
                EpochFinished(
                    group=group,
                    part=part,
                    run=run,
                    epoch=message.epoch,
                    epochs=message.epochs,
                    metrics=message.metrics,
                )
            )

    return forward


def _in_true_order(outputs: Outputs, unit: UnitContext) -> Outputs:
    if isinstance(unit.task, Gan):
        return outputs
    hidden = unit.data.hidden_labels()
    return {name: hidden.true_class_order(array) for name, array in outputs.items()}


def _truth(unit: UnitContext) -> Truth:
    data = unit.data
    images = {}
    if isinstance(unit.task, Gan):
        images = {"train": data.train_inputs(), "hidden": data.hidden_inputs()}
    return Truth(
        labels=data.hidden_labels().labels,
        facts=data.facts(),
        num_classes=unit.assignment.num_classes,
        groups=data.superclasses.of_class if data.superclasses else (),
        images=images,
    )
