"""The adversarial train job: load, build, train both models, hand back the generator."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from graders.domain.verdict import Stage, Verdict
from graders.wire.jobs import AdversarialTrainJob
from graders.wire.messages import (
    AdversarialTrainingReported,
    ArchitectureReported,
    GraphReported,
)
from graders.worker.adversarial_models import (
    ModelPair,
    build_own_gan,
    build_pair,
    export_generator,
)
from graders.worker.adversarial_recording import AdversarialRecorder
from graders.worker.adversarial_settings import (
    AdversarialSettings,
    affordable_steps,
    read_adversarial_settings,
    step_macs,
)
from graders.worker.adversarial_steps import real_images, train_by_fit, train_by_own_loop
from graders.worker.determinism import SeedGuard
from graders.worker.emitting import Emitter
from graders.worker.graph import describe_model
from graders.worker.loading import StudentCodeFailed, load_student_module, student_code


def train_adversarial(job: AdversarialTrainJob, emitter: Emitter, guard: SeedGuard) -> None:
    """Run the whole adversarial train job and emit its results.

    Raises:
        StudentCodeFailed: Student code raised or returned what it must not.
    """
    emitter.stage(Stage.LOADING)
    guard.reseed()
    student = load_student_module(Path(job.files["source"]))
    with student_code(Verdict.NOT_IMPORTABLE):
        settings = read_adversarial_settings(student, job, emitter)
    emitter.stage(Stage.BUILDING)
    guard.reseed()
    pair = build_pair(student, job, latent_dim=settings.latent_dim)
    generator_macs = _report_graph(pair.generator, "generator", emitter)
    discriminator_macs = _report_graph(pair.discriminator, "discriminator", emitter)
    cost = step_macs(settings, generator_macs=generator_macs, discriminator_macs=discriminator_macs)
    plan = _Plan(
        pair=pair,
        own_gan=build_own_gan(student, pair),
        settings=settings,
        steps=affordable_steps(settings, cost=cost, giga_macs=job.giga_macs),
        step_macs=cost,
    )
    recorder = _train(plan, job, emitter, guard)
    for name in guard.ignored:
        emitter.note("note.seed_ignored", name=name)
    emitter.stage(Stage.EXPORTING)
    with student_code(Verdict.TRAINING_FAILED):
        _emit_results(plan, recorder, emitter)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What will be trained, how, and for how many steps."""

    pair: ModelPair
    own_gan: Any
    settings: AdversarialSettings
    steps: int
    step_macs: int


def _train(
    plan: _Plan, job: AdversarialTrainJob, emitter: Emitter, guard: SeedGuard
) -> AdversarialRecorder:
    emitter.stage(Stage.PREPARING)
    guard.reseed()
    images = np.load(job.files["x_train"], mmap_mode="r", allow_pickle=False)
    dataset = real_images(images, batch_size=plan.settings.batch_size, seed=job.seed)
    recorder = AdversarialRecorder(
        plan.pair,
        images,
        steps=plan.steps,
        checkpoints=job.checkpoints,
        seed=job.seed,
        emitter=emitter,
    )
    emitter.stage(Stage.TRAINING)
    guard.reseed()
    if plan.own_gan is None:
        train_by_own_loop(plan.pair, dataset, plan.settings, recorder, steps=plan.steps)
    else:
        emitter.note("note.own_train_step_used")
        train_by_fit(plan.own_gan, dataset, recorder, steps=plan.steps)
    recorder.finish()
    return recorder


def _report_graph(model: Any, role: Literal["generator", "discriminator"], emitter: Emitter) -> int:
    """Emit the model's description and return what one image through it costs, in MACs."""
    with student_code(Verdict.NOT_BUILDABLE):
        graph: GraphReported = describe_model(model)
    emitter.message(graph.model_copy(update={"role": role}))
    # A model of layers we cannot count still costs something: one MAC per parameter.
    return graph.macs or graph.num_params


def _emit_results(plan: _Plan, recorder: AdversarialRecorder, emitter: Emitter) -> None:
    settings = plan.settings
    _check_weights(recorder)
    config = export_generator(plan.pair.generator)
    if config is None:
        raise StudentCodeFailed(Verdict.CUSTOM_CODE_NOT_ALLOWED, "check.generator_custom_code")
    budget_reached = plan.steps < settings.steps
    if budget_reached:
        emitter.note(
            "note.step_budget_reached",
            steps_run=recorder.steps_run,
            steps_requested=settings.steps_requested,
        )
    curves = recorder.curves
    emitter.message(
        AdversarialTrainingReported(
            steps=tuple(recorder.curve_steps),
            generator_loss=_finite(curves["generator_loss"]),
            discriminator_loss=_finite(curves["discriminator_loss"]),
            discriminator_accuracy=_finite(curves["discriminator_accuracy"]),
            steps_requested=settings.steps_requested,
            steps_run=recorder.steps_run,
            budget_reached=budget_reached,
            step_macs=plan.step_macs,
            latent_dim=settings.latent_dim,
            checkpoint_steps=tuple(recorder.checkpoint_steps),
            num_weights=len(recorder.checkpoint_weights[-1]),
        )
    )
    emitter.message(ArchitectureReported(config=config))
    for checkpoint, weights in enumerate(recorder.checkpoint_weights):
        for index, weight in enumerate(weights):
            emitter.array(f"generator/{checkpoint:02d}_{index:04d}", weight)


def _finite(values: list[float]) -> tuple[float | None, ...]:
    return tuple(value if math.isfinite(value) else None for value in values)


def _check_weights(recorder: AdversarialRecorder) -> None:
    final = recorder.checkpoint_weights[-1]
    for step, weights in zip(recorder.checkpoint_steps, recorder.checkpoint_weights, strict=True):
        if not all(np.isfinite(weight).all() for weight in weights):
            raise StudentCodeFailed(
                Verdict.LOSS_NOT_FINITE, "check.generator_not_finite", values={"step": step}
            )
        # `train_step` may have changed the model; its older weights then fit no longer.
        if [weight.shape for weight in weights] != [weight.shape for weight in final]:
            raise StudentCodeFailed(Verdict.TRAINING_FAILED, "check.generator_changed")
