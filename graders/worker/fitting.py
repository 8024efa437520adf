"""The train job: load, build, prepare, fit, hand back architecture and weights."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from graders.domain.verdict import Stage, Verdict
from graders.wire.jobs import TrainJob
from graders.wire.messages import ArchitectureReported, TrainingReported
from graders.worker.batches import batches, prepared, student_dataset
from graders.worker.budget import BudgetGuard
from graders.worker.building import build_student_model
from graders.worker.determinism import SeedGuard
from graders.worker.emitting import Emitter
from graders.worker.graph import describe_model, loss_name
from graders.worker.loading import (
    StudentCodeFailed,
    StudentModule,
    load_student_module,
    student_code,
)
from graders.worker.rebuilding import export_architecture
from graders.worker.settings import TrainingSettings, read_settings
from graders.worker.step_counting import StepCounter, updates_of

_ONE_HOT_LOSSES = frozenset(
    {
        "categorical_crossentropy",
        "categorical_focal_crossentropy",
        "binary_crossentropy",
        "binary_focal_crossentropy",
        "mean_squared_error",
        "mse",
        "mean_absolute_error",
        "mae",
        "kl_divergence",
        "kullback_leibler_divergence",
        "huber",
        "huber_loss",
        "categorical_hinge",
        "poisson",
        "log_cosh",
        "squared_hinge",
        "hinge",
        "cosine_similarity",
        "dice",
        "tversky",
    }
)


def train(job: TrainJob, emitter: Emitter, guard: SeedGuard) -> None:
    """Run the whole train job and emit its results.

    Raises:
        StudentCodeFailed: Student code raised or returned what it must not.
    """
    emitter.stage(Stage.LOADING)
    guard.reseed()
    counter = StepCounter.installed()
    student = load_student_module(Path(job.files["source"]))
    with student_code(Verdict.NOT_IMPORTABLE):
        settings = read_settings(student, job, emitter)
    emitter.stage(Stage.BUILDING)
    guard.reseed()
    model = build_student_model(student, job.model)
    with student_code(Verdict.NOT_BUILDABLE):
        graph = describe_model(model, free_length=job.model.free_length)
    emitter.message(graph)
    emitter.stage(Stage.PREPARING)
    guard.reseed()
    data = _TrainingData(student, job, settings, emitter, one_hot=_wants_one_hot(model, emitter))
    budget = BudgetGuard(
        emitter,
        epochs=settings.epochs,
        batch_size=settings.batch_size,
        num_examples=data.num_examples,
        # A model of layers we cannot count still costs something: one MAC per parameter.
        macs=graph.macs or graph.num_params,
        giga_macs=job.giga_macs,
    )
    callbacks = [*_student_callbacks(student, job.model.callbacks), budget]
    emitter.stage(Stage.TRAINING)
    guard.reseed()
    history = _fit(model, data, callbacks, settings, counter)
    _note_seeds(guard, emitter)
    emitter.stage(Stage.EXPORTING)
    trained = _Trained(
        model=model,
        history=history,
        budget=budget,
        settings=settings,
        uses_prepare=_uses_prepare(student, job),
        counter=counter,
    )
    with student_code(Verdict.TRAINING_FAILED):
        _emit_results(trained, job, emitter)


class _TrainingData:
    """Training and validation batches, through the student's functions where there are any."""

    def __init__(
        self,
        student: StudentModule,
        job: TrainJob,
        settings: TrainingSettings,
        emitter: Emitter,
        *,
        one_hot: bool,
    ) -> None:
        uses_prepare = _uses_prepare(student, job)
        arrays = {
            name: np.load(job.files[name], mmap_mode="r", allow_pickle=False)
            for name in ("x_train", "y_train", "x_validation", "y_validation")
        }
        x_train = prepared(student, arrays["x_train"], uses_prepare=uses_prepare)
        x_validation = prepared(student, arrays["x_validation"], uses_prepare=uses_prepare)
        y_train, y_validation = np.array(arrays["y_train"]), np.array(arrays["y_validation"])
        self.num_examples = len(x_train)
        self.steps_per_epoch: int | None = None
        size = settings.batch_size
        if job.model.inputs == "images" and student.has("make_dataset"):
            emitter.note("note.dataset_used")
            self.train = student_dataset(student, x_train, y_train, batch_size=size, training=True)
            self.validation = student_dataset(
                student, x_validation, y_validation, batch_size=size, training=False
            )
            _warn_about_scale(self.validation, x_validation, emitter)
            if _is_infinite(self.train):
                self.steps_per_epoch = math.ceil(self.num_examples / size)
            if _is_infinite(self.validation):
                self.validation = self.validation.take(math.ceil(len(x_validation) / size))
            return
        if one_hot:
            y_train = keras.utils.to_categorical(y_train, job.model.num_classes)
            y_validation = keras.utils.to_categorical(y_validation, job.model.num_classes)
        self.train = batches(x_train, y_train, batch_size=size, shuffle_seed=job.seed)
        self.validation = batches(x_validation, y_validation, batch_size=size, shuffle_seed=None)


def _is_infinite(dataset: Any) -> bool:
    return isinstance(dataset, tf.data.Dataset) and bool(
        dataset.cardinality() == tf.data.INFINITE_CARDINALITY
    )


def _warn_about_scale(validation: Any, images: NDArray[Any], emitter: Emitter) -> None:
    """Note a `make_dataset` that rescales: predictions are made on images it never sees."""
    with student_code(Verdict.DATA_NOT_PREPARED):
        first = next(iter(itertools.islice(validation, 1)), None)
    if not isinstance(first, (tuple, list)) or len(first) < 2:
        raise StudentCodeFailed(
            Verdict.DATA_NOT_PREPARED, "check.dataset_pairs", values={"found": type(first).__name__}
        )
    shown = np.asarray(first[0], np.float32)
    given = np.asarray(images[: len(shown)], np.float32)
    if float(np.max(np.abs(shown))) < 0.5 * float(np.max(np.abs(given))):
        emitter.note("note.dataset_scales_images")


def _wants_one_hot(model: Any, emitter: Emitter) -> bool:
    loss = loss_name(model)
    if loss.lower() in _ONE_HOT_LOSSES:
        emitter.note("note.labels_one_hot", loss=loss)
        return True
    return False


def _note_seeds(guard: SeedGuard, emitter: Emitter) -> None:
    for name in guard.ignored:
        emitter.note("note.seed_ignored", name=name)


def _uses_prepare(student: StudentModule, job: TrainJob) -> bool:
    return job.model.inputs == "images" and student.has("prepare")


def _student_callbacks(student: StudentModule, function: str) -> list[Any]:
    if not student.has(function):
        return []
    found = student.call(function, Verdict.NOT_BUILDABLE)
    listed = list(found) if isinstance(found, (list, tuple)) else [found]
    for callback in listed:
        if not isinstance(callback, keras.callbacks.Callback):
            raise StudentCodeFailed(
                Verdict.NOT_BUILDABLE,
                "check.callbacks_type",
                values={"found": type(callback).__name__},
            )
    return listed


def _fit(
    model: Any,
    data: _TrainingData,
    callbacks: list[Any],
    settings: TrainingSettings,
    counter: StepCounter,
) -> Any:
    budget = callbacks[-1]
    with student_code(Verdict.TRAINING_FAILED):
        history = counter.fit(
            model,
            data.train,
            epochs=settings.epochs,
            steps_per_epoch=data.steps_per_epoch,
            validation_data=data.validation,
            callbacks=callbacks,
            shuffle=False,
            verbose=0,
        )
    if budget.loss_failed_in_epoch:
        raise StudentCodeFailed(
            Verdict.LOSS_NOT_FINITE,
            "check.loss_not_finite",
            values={"epoch": budget.loss_failed_in_epoch},
        )
    return history


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trained:
    """A model after training, and how the training went."""

    model: Any
    history: Any
    budget: BudgetGuard
    settings: TrainingSettings
    uses_prepare: bool
    counter: StepCounter


def _emit_results(trained: _Trained, job: TrainJob, emitter: Emitter) -> None:
    model, history, budget = trained.model, trained.history, trained.budget
    settings = trained.settings
    weights = [np.asarray(weight) for weight in model.get_weights()]
    if not all(np.isfinite(weight).all() for weight in weights):
        raise StudentCodeFailed(
            Verdict.LOSS_NOT_FINITE, "check.weights_not_finite", values={"epoch": budget.epochs_run}
        )
    config = export_architecture(model, weights)
    if config is None and not job.custom_code_allowed:
        raise StudentCodeFailed(Verdict.CUSTOM_CODE_NOT_ALLOWED, "check.custom_code")
    if budget.budget_reached:
        emitter.note(
            "note.budget_reached",
            epochs_run=budget.epochs_run,
            epochs_requested=settings.epochs_requested,
        )
    emitter.message(
        TrainingReported(
            metrics={
                str(name)[:200]: _finite(values)
                for name, values in list(history.history.items())[:40]
            },
            epochs_requested=settings.epochs_requested,
            epochs_run=budget.epochs_run,
            examples_seen=budget.examples_seen,
            budget_reached=budget.budget_reached,
            rebuild="source" if config is None else "architecture",
            uses_prepare=trained.uses_prepare,
            num_weights=len(weights),
            steps_counted=budget.batches_run,
            steps_taken=updates_of(model),
            steps_elsewhere=trained.counter.elsewhere,
        )
    )
    if config is not None:
        emitter.message(ArchitectureReported(config=config))
    for index, weight in enumerate(weights):
        emitter.array(f"weights/{index:06d}", weight)


def _finite(values: list[Any]) -> tuple[float | None, ...]:
    return tuple(float(value) if math.isfinite(float(value)) else None for value in values)
