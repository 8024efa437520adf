"""A class of nine varied grades made of real evidence and real criteria, without any training."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import numpy as np

from graders.domain.evidence import (
    Evidence,
    GraphFacts,
    RunEvidence,
    RunNote,
    SourceFacts,
    StyleFacts,
    Usage,
)
from graders.domain.grade import (
    CriterionResult,
    CriterionStatus,
    Grade,
    GradeFingerprint,
    GradeStatus,
)
from graders.domain.submission import IntakeProblem, LeftOut, SourceLocation
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.grading.apply_rubric import apply_rubric
from graders.reports.base import ClassReport, ConfusedImage, GroupReport
from graders.reports.messages.text import Language
from graders.reports.model_reports import models_of
from tests.assignment_factories import CALIBRATION, RUBRIC, ZONE, make_assignment
from tests.evidence_factories import make_graph, make_history, make_scores, make_source, make_style

CLASS_NAMES = (
    "disk",
    "ring",
    "square",
    "frame",
    "triangle",
    "plus",
    "cross",
    "bars",
    "tee",
    "half_disk",
)
RECEIVED = datetime(2026, 6, 28, 21, 14, tzinfo=ZONE)
GRADED = datetime(2026, 7, 1, 10, 5, tzinfo=ZONE)


def make_run(evidence: Evidence, *notes: RunNote) -> RunEvidence:
    return RunEvidence(
        verdict=evidence.verdict,
        failure=evidence.failure,
        seed=20260701,
        graph=evidence.graph,
        history=evidence.history,
        predictions_sha256="e" * 64 if evidence.scores else "",
        student_code_at_prediction=False,
        notes=notes,
        usage=Usage(wall_seconds=48.2, cpu_seconds=171.6, peak_memory_mib=1204.0),
        environment={
            "python": "3.12.3",
            "keras": "3.15.1",
            "tensorflow": "2.21.0",
            "numpy": "2.3.1",
            "device": "cpu",
            "threads": "4",
            "isolation": "bubblewrap",
        },
    )


def make_grade(
    group: str,
    evidence: Evidence,
    *notes: RunNote,
    file_name: str = "model.py",
    members: tuple[str, ...] = (),
) -> Grade:
    return Grade(
        assignment="cifar10_tuning",
        group=group,
        members=members or tuple(f"{group}-{letter}" for letter in "abc"),
        profile="embedded",
        file_name=file_name,
        received_at=RECEIVED,
        late=False,
        graded_at=GRADED,
        status=GradeStatus.GRADED,
        cause="",
        results=apply_rubric(evidence, RUBRIC, CALIBRATION),
        evidence=evidence,
        run=make_run(evidence, *notes),
        left_out=(),
        problems=(),
        fingerprint=GradeFingerprint(
            submission_sha256="5" * 64,
            assignment_sha256="a" * 64,
            calibration_sha256="c" * 64,
            data_id="shapes10-embedded-v1",
            run_key="7f" * 32,
            grader_version="0.1.0",
        ),
    )


def completed(
    hidden: float,
    train: float,
    *,
    graph: GraphFacts | None = None,
    epochs: int = 14,
    source: SourceFacts | None = None,
    style: StyleFacts | None = None,
) -> Evidence:
    return Evidence(
        verdict=Verdict.COMPLETED,
        source=source or make_source(),
        style=style or make_style(),
        graph=graph or make_graph(),
        history=make_history(hidden, train, epochs=epochs),
        scores=make_scores(hidden, train, seed=int(hidden * 1000)),
    )


def failed(
    verdict: Verdict, stage: Stage, *, graph: GraphFacts | None = None, **details: object
) -> Evidence:
    failure = StudentFailure(verdict=verdict, stage=stage, **details)  # type: ignore[arg-type]
    return Evidence(
        verdict=verdict, failure=failure, source=make_source(), style=make_style(), graph=graph
    )


def strong() -> Grade:
    return make_grade("g01", completed(0.857, 0.921, style=make_style("N806")))


def middling() -> Grade:
    evidence = completed(
        0.688, 0.803, style=make_style("F401", "F401", "E711"), source=make_source(documented=False)
    )
    note = RunNote(code="note.seed_ignored", values=(("name", "keras.utils.set_random_seed"),))
    return make_grade("g02", evidence, note, members=("Ana Ruiz", "Bruno Díaz", "Carla Soto"))


def starter() -> Grade:
    graph = make_graph(convolutions=1, dropout=False, params=52_000)
    return replace(make_grade("g03", completed(0.452, 0.474, graph=graph, epochs=6)), late=True)


def overfit() -> Grade:
    evidence = completed(0.641, 0.987, graph=make_graph(dropout=False, params=1_310_000), epochs=30)
    note = RunNote(code="note.epochs_capped", values=(("asked", "80"), ("cap", "40")))
    return make_grade("g04", evidence, note)


def without_convolution() -> Grade:
    return make_grade("g05", completed(0.487, 0.561, graph=make_graph(convolutions=0), epochs=12))


def notebook() -> Grade:
    evidence = completed(0.772, 0.846, source=make_source(cell=3))
    left_out = (
        LeftOut(
            code="left_out.shell", where=SourceLocation(line=1, cell=1), text="!pip install keras"
        ),
        LeftOut(
            code="left_out.trains",
            where=SourceLocation(line=2, cell=5),
            text="history = model.fit(x_train, y_train, epochs=30)",
        ),
        LeftOut(
            code="left_out.plots", where=SourceLocation(line=1, cell=6), text="plt.plot(history)"
        ),
    )
    return replace(make_grade("g06", evidence, file_name="grupo 6.ipynb"), left_out=left_out)


def not_buildable() -> Grade:
    message = 'Input 0 of layer "conv2d_3" is incompatible: expected ndim=4, found ndim=2.'
    return make_grade(
        "g07",
        failed(Verdict.NOT_BUILDABLE, Stage.BUILDING, kind="ValueError", message=message, line=24),
    )


def cpu_time_exceeded() -> Grade:
    return make_grade(
        "g08",
        failed(
            Verdict.CPU_TIME_EXCEEDED,
            Stage.TRAINING,
            kind="cpu_seconds",
            limit="400 s CPU",
            graph=make_graph(params=940_000),
        ),
    )


def not_readable() -> Grade:
    where = SourceLocation(line=18)
    problem = IntakeProblem(
        code="intake.syntax_error", where=where, values=(("message", "'(' was never closed"),)
    )
    grade = make_grade("g10", Evidence(verdict=Verdict.NOT_READABLE))
    return replace(grade, run=None, problems=(problem,))


def ungraded() -> Grade:
    results = tuple(
        CriterionResult(
            item=row.item,
            criterion=row.criterion,
            points=Decimal(0),
            finding=None,
            status=CriterionStatus.NOT_ASSESSED,
            max_points=row.max_points,
            origin=row.origin,
        )
        for row in strong().results
    )
    return replace(
        make_grade("g09", Evidence(verdict=Verdict.COMPLETED)),
        results=results,
        run=None,
        evidence=None,
        status=GradeStatus.UNGRADED,
        cause="the worker ended with signal 7 (SIGBUS) three times",
    )


def whole_class() -> tuple[Grade, ...]:
    return (
        strong(),
        middling(),
        starter(),
        overfit(),
        without_convolution(),
        notebook(),
        not_buildable(),
        cpu_time_exceeded(),
        ungraded(),
    )


def group_report(grade: Grade, language: Language = Language.ES, *, images: int = 8) -> GroupReport:
    rng = np.random.default_rng(3)
    confused = tuple(
        ConfusedImage(
            pixels=rng.integers(0, 256, (32, 32, 3), dtype=np.uint8),
            true_name=CLASS_NAMES[index % 10],
            confidence=0.98 - 0.04 * index,
            predicted_name=CLASS_NAMES[(index + 3) % 10],
        )
        for index in range(images)
    )
    assignment = make_assignment()
    models = tuple(
        replace(
            model,
            class_names=CLASS_NAMES,
            images=confused if model.evidence.scores else (),
            anchors=CALIBRATION,
        )
        for model in models_of(assignment, grade, language)
    )
    return GroupReport(assignment=assignment, grade=grade, models=models, language=language)


def class_report(language: Language = Language.ES) -> ClassReport:
    return ClassReport(
        assignment=make_assignment(),
        grades=whole_class(),
        language=language,
        generated_at=datetime(2026, 7, 1, 13, 30, tzinfo=UTC),
        profile="embedded",
    )
