"""The probe job: one of our own probes runs where student code would, and says what it found."""

from __future__ import annotations

from pathlib import Path

from graders.domain.verdict import Stage
from graders.wire.jobs import ProbeJob
from graders.worker.emitting import Emitter
from graders.worker.loading import load_student_module


def probe(job: ProbeJob, emitter: Emitter) -> None:
    """Run the probe; each `report(name, text)` becomes a note with the code `probe.<name>`.

    Raises:
        StudentCodeFailed: The probe raised, as student code may.
    """

    def report(name: str, text: object) -> None:
        emitter.note(f"probe.{name}", found=text)

    emitter.stage(Stage.LOADING)
    load_student_module(Path(job.files["source"]), given={"report": report, "emitter": emitter})
