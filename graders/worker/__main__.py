"""Entry point of a worker process: `python -m graders.worker`, one request on standard input.

Theory of operation: read the request, give up privileges, import Keras, do the one job, say
`finished`. Whatever student code raises becomes a `failure` frame; whatever we raise becomes a
`breakdown` frame, which the parent never holds against the student.
"""

from __future__ import annotations

import faulthandler
import os
import platform
import signal
import sys
import traceback
from pathlib import Path

from graders.wire.jobs import (
    REQUEST,
    AdversarialTrainJob,
    AnyJob,
    FeatureJob,
    PredictJob,
    ProbeJob,
    SampleJob,
    TrainJob,
)
from graders.wire.messages import BreakdownReported, FailureReported, Finished
from graders.worker.determinism import SeedGuard, make_deterministic, prepare_environment
from graders.worker.emitting import Emitter
from graders.worker.loading import StudentCodeFailed
from graders.worker.lockdown import lock_down, take_result_pipe


def main() -> int:
    """Do the job given on standard input; the exit code is 0 when a final frame was sent."""
    serve(take_result_pipe())
    return 0


def serve(result_descriptor: int) -> None:
    """Do the job given on standard input and leave the process.

    Args:
        result_descriptor: The write end of the result pipe.
    """
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    emitter = Emitter(result_descriptor)
    # The parent sends SIGUSR1 before it stops a runaway, to learn the line it was at.
    faulthandler.register(signal.SIGUSR1, all_threads=False)
    request = REQUEST.validate_json(sys.stdin.buffer.read())
    try:
        _run(request, emitter)
    except StudentCodeFailed as failure:
        emitter.message(
            FailureReported(
                verdict=str(failure.verdict),
                error=failure.error,
                message=failure.message,
                values=failure.values,
                line=failure.line,
            )
        )
    except BaseException:  # noqa: BLE001 - the parent must learn of every failure of ours
        emitter.message(BreakdownReported(message=traceback.format_exc()[-3_900:]))
    _leave()


def _run(request: AnyJob, emitter: Emitter) -> None:
    program = request.files.get("lockdown")
    lock_down(request.limits, seccomp_program=Path(program) if program else None)
    if isinstance(request, ProbeJob):
        from graders.worker.probing import probe

        probe(request, emitter)
        emitter.message(Finished(environment={"python": platform.python_version()}))
        return
    prepare_environment(threads=request.threads, device=request.device)
    make_deterministic(request.seed, threads=request.threads)
    guard = SeedGuard(request.seed)
    guard.install()
    environment = _environment(request)
    _do_job(request, emitter, guard)
    emitter.message(Finished(environment=environment))


def _do_job(request: AnyJob, emitter: Emitter, guard: SeedGuard) -> None:
    if isinstance(request, TrainJob):
        from graders.worker.fitting import train

        train(request, emitter, guard)
    elif isinstance(request, PredictJob):
        from graders.worker.predicting import predict

        predict(request, emitter, guard)
    elif isinstance(request, AdversarialTrainJob):
        from graders.worker.adversarial_training import train_adversarial

        train_adversarial(request, emitter, guard)
    elif isinstance(request, SampleJob):
        from graders.worker.sampling import sample

        sample(request, emitter, guard)
    elif isinstance(request, FeatureJob):
        from graders.worker.featurizing import featurize

        featurize(request, emitter)


def _environment(request: AnyJob) -> dict[str, str]:
    import keras
    import numpy
    import tensorflow as tf

    devices = [device.name for device in tf.config.get_visible_devices("GPU")]
    if request.device == "gpu" and not devices:
        # TensorFlow would train on the CPU without a word.
        raise RuntimeError(
            "a GPU was asked for and TensorFlow sees none: python grader.py doctor --gpu"
        )
    return {
        "python": platform.python_version(),
        "keras": keras.__version__,
        "tensorflow": tf.__version__,
        "numpy": numpy.__version__,
        "device": ", ".join(devices)[:200] or "cpu",
        "threads": str(request.threads),
        "machine": platform.machine(),
    }


def _leave() -> None:
    # Interpreter shutdown would run student `atexit` and `__del__` code after the last frame.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
