"""The predict job: rebuild a trained model and return its outputs in inference mode."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from graders.domain.verdict import Stage, Verdict
from graders.wire.messages import PredictJob
from graders.worker.batches import PREDICTION_BATCH, batches, prepared
from graders.worker.building import build_student_model
from graders.worker.determinism import SeedGuard
from graders.worker.emitting import Emitter
from graders.worker.graph import describe_model
from graders.worker.loading import (
    StudentCodeFailed,
    StudentModule,
    load_student_module,
    student_code,
)
from graders.worker.rebuilding import load_weights, rebuild_from_architecture


def predict(job: PredictJob, emitter: Emitter, guard: SeedGuard) -> None:
    """Run the whole predict job and emit one `outputs/<split>` array per split.

    Outputs are float32 of shape `(num_examples, num_classes)`.

    Raises:
        StudentCodeFailed: Student code raised, or the outputs are not numbers of that shape.
    """
    model = _rebuild(job, emitter) if job.rebuild == "architecture" else None
    student = StudentModule({})
    if "source" in job.files:
        emitter.stage(Stage.LOADING)
        guard.reseed()
        student = load_student_module(Path(job.files["source"]))
    if model is None:
        model = _build_again(job, student, emitter, guard)
    emitter.stage(Stage.PREDICTING)
    for split in job.splits:
        images = np.load(job.files[f"inputs/{split}"], mmap_mode="r", allow_pickle=False)
        images = prepared(student, images, uses_prepare=job.use_prepare)
        dataset = batches(images, None, batch_size=PREDICTION_BATCH, shuffle_seed=None)
        with student_code(Verdict.WRONG_OUTPUT):
            outputs = np.asarray(model.predict(dataset, verbose=0), np.float32)
        if outputs.shape != (len(images), job.num_classes):
            raise StudentCodeFailed(
                Verdict.WRONG_OUTPUT,
                "check.output_shape",
                values={"found": outputs.shape, "expected": f"(None, {job.num_classes})"},
            )
        emitter.array(f"outputs/{split}", outputs)


def _rebuild(job: PredictJob, emitter: Emitter) -> Any:
    """Make the model from data alone and describe it, before any student code is loaded."""
    emitter.stage(Stage.LOADING)
    with student_code(Verdict.WRONG_OUTPUT):
        config = Path(job.files["architecture"]).read_text("utf-8")
        model = rebuild_from_architecture(config)
        model.set_weights(load_weights(Path(job.files["weights"])))
        graph = describe_model(model)
    emitter.message(graph)
    return model


def _build_again(
    job: PredictJob, student: StudentModule, emitter: Emitter, guard: SeedGuard
) -> Any:
    emitter.stage(Stage.BUILDING)
    guard.reseed()
    model = build_student_model(student, input_shape=job.input_shape, num_classes=job.num_classes)
    with student_code(Verdict.WRONG_OUTPUT):
        model.set_weights(load_weights(Path(job.files["weights"])))
    return model
