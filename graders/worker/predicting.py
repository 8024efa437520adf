"""The predict job: rebuild a trained model and return its outputs in inference mode."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.domain.verdict import Stage, Verdict
from graders.wire.jobs import PredictJob
from graders.worker.batches import batches, prepared
from graders.worker.building import build_student_model
from graders.worker.determinism import SeedGuard
from graders.worker.emitting import Emitter
from graders.worker.graph import describe_model
from graders.worker.influence import NUM_INPUTS, measure_influence
from graders.worker.loading import (
    StudentCodeFailed,
    StudentModule,
    load_student_module,
    student_code,
)
from graders.worker.rebuilding import load_weights, rebuild_from_architecture


def predict(job: PredictJob, emitter: Emitter, guard: SeedGuard) -> None:
    """Run the whole predict job and emit one `outputs/<split>` array per split.

    Outputs are float32 of shape `(num_examples, num_classes)`. A split that is optional and cannot
    be read is noted and left out.

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
        inputs = np.load(job.files[f"inputs/{split}"], mmap_mode="r", allow_pickle=False)
        inputs = prepared(student, inputs, uses_prepare=job.use_prepare)
        try:
            outputs = _outputs(model, inputs, job)
        except StudentCodeFailed:
            if split not in job.optional_splits:
                raise
            emitter.note("note.other_length_failed")
            continue
        emitter.array(f"outputs/{split}", outputs)
    if job.ablated_splits and ablate_recurrent_kernels(model):
        for split in job.ablated_splits:
            inputs = np.load(job.files[f"inputs/{split}"], mmap_mode="r", allow_pickle=False)
            emitter.array(f"outputs/{split}_ablated", _outputs(model, inputs, job))


def _outputs(model: Any, inputs: NDArray[Any], job: PredictJob) -> NDArray[np.float32]:
    """Return float32 outputs of shape `(num_examples, num_classes)`.

    Raises:
        StudentCodeFailed: The model cannot read the inputs, or answers in another shape.
    """
    dataset = batches(inputs, None, batch_size=job.batch_size, shuffle_seed=None)
    with student_code(Verdict.WRONG_OUTPUT):
        outputs = np.asarray(model.predict(dataset, verbose=0), np.float32)
    expected = (len(inputs), job.model.num_classes)
    if outputs.shape != expected:
        raise StudentCodeFailed(
            Verdict.WRONG_OUTPUT,
            "check.output_shape",
            values={"found": outputs.shape, "expected": f"(None, {job.model.num_classes})"},
        )
    return outputs


def ablate_recurrent_kernels(model: Any) -> bool:
    """Set every recurrent kernel to zero, so that no layer hears of earlier steps through it.

    Returns:
        Whether there was one.
    """
    kernels = [weight for weight in model.weights if "recurrent_kernel" in weight.path]
    for kernel in kernels:
        kernel.assign(np.zeros(kernel.shape, np.float32))
    return bool(kernels)


def _rebuild(job: PredictJob, emitter: Emitter) -> Any:
    """Make the model from data alone and describe it, before any student code is loaded."""
    emitter.stage(Stage.LOADING)
    with student_code(Verdict.WRONG_OUTPUT):
        config = Path(job.files["architecture"]).read_text("utf-8")
        model = rebuild_from_architecture(config)
        model.set_weights(load_weights(Path(job.files["weights"])))
        graph = describe_model(model, free_length=job.model.free_length)
    emitter.message(graph)
    inputs = np.load(job.files[f"inputs/{job.splits[0]}"], mmap_mode="r", allow_pickle=False)
    emitter.message(measure_influence(model, inputs[:NUM_INPUTS]))
    return model


def _build_again(
    job: PredictJob, student: StudentModule, emitter: Emitter, guard: SeedGuard
) -> Any:
    emitter.stage(Stage.BUILDING)
    guard.reseed()
    model = build_student_model(student, job.model)
    with student_code(Verdict.WRONG_OUTPUT):
        model.set_weights(load_weights(Path(job.files["weights"])))
    return model
