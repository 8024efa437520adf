"""Grades of the other kinds of work: 100 classes, two models in one submission, a generator."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import numpy as np

from graders.domain.assignment import Assignment, ModelSpec, Part
from graders.domain.evidence import Evidence, PartEvidence, RunNote
from graders.domain.generative_scores import GenerativeAnchors
from graders.domain.grade import Grade, PartFingerprint
from graders.domain.rubric import Calibration, Rubric, RubricItem
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.grading.apply_rubric import apply_rubric
from graders.reports.base import (
    ClassGroups,
    ConfusedText,
    GroupReport,
    IndexColumn,
    IndexReport,
    Pictures,
)
from graders.reports.messages.text import Language
from graders.reports.model_reports import models_of
from tests import grade_factories as factories
from tests.assignment_factories import CALIBRATION, make_assignment
from tests.evidence_factories import (
    make_adversarial,
    make_fine_scores,
    make_generative_scores,
    make_graph,
    make_history,
    make_recall_scores,
    make_source,
    make_style,
    make_text_scores,
)

ES = Language.ES
GROUPS = ClassGroups(
    names=tuple(f"grupo de clases {number}" for number in range(20)),
    of_class=tuple(number // 5 for number in range(100)),
)
ANCHORS = GenerativeAnchors(
    kid_floor=0.0011,
    kid_reference=0.0085,
    kid_untrained=0.41,
    density_reference=0.83,
    density_good_enough=0.249,
    coverage_reference=0.74,
    coverage_good_enough=0.222,
    total_variation_reference=0.09,
)
_WORDS = ModelSpec(build="build_memory_model")
_PARTS = (
    Part(
        name="memory",
        title={"es": "Memoria larga", "en": "Long memory"},
        task="recall",
        model=_WORDS,
        input_shape=(80,),
        vocabulary_size=23,
        num_classes=8,
    ),
    Part(
        name="sentiment",
        title={"es": "Opiniones", "en": "Reviews"},
        task="text",
        model=_WORDS,
        input_shape=(64,),
        vocabulary_size=248,
        num_classes=2,
    ),
)


def _rubric(*rows: tuple[str, str, int, str, dict[str, object]]) -> Rubric:
    return Rubric(
        items=tuple(
            RubricItem(id=row, criterion=name, max_points=Decimal(points), part=part, params=params)  # type: ignore[arg-type]
            for row, name, points, part, params in rows
        )
    )


LSTM_RUBRIC = _rubric(
    ("memory_size", "parameter_budget", 20, "memory", {"at_most": 150_000}),
    ("memory_regular", "regularisation", 20, "memory", {}),
    ("sentiment_accuracy", "hidden_accuracy", 30, "sentiment", {}),
    ("sentiment_gap", "overfitting_gap", 15, "sentiment", {}),
    ("docstrings", "docstrings", 10, "", {"min_length": 15}),
    ("style", "style", 5, "", {"lost_per_rule": 0.2}),
)
GAN_RUBRIC = _rubric(
    ("docstrings", "docstrings", 60, "", {"min_length": 15}),
    ("style", "style", 40, "", {"lost_per_rule": 0.2}),
)


def fine_assignment() -> Assignment:
    title = {"es": "Clasificar cien clases", "en": "Classify a hundred classes"}
    return replace(make_assignment(), id="cifar100_classifier", title=title, num_classes=100)


def lstm_assignment() -> Assignment:
    return replace(
        make_assignment(),
        id="lstm",
        title={"es": "Redes que recuerdan", "en": "Networks that remember"},
        task="",
        parts=_PARTS,
        rubric=LSTM_RUBRIC,
    )


def gan_assignment() -> Assignment:
    title = {"es": "Redes que dibujan", "en": "Networks that draw"}
    return replace(make_assignment(), id="gan", title=title, task="gan", rubric=GAN_RUBRIC)


def fine_grade() -> Grade:
    evidence = replace(factories.completed(0.41, 0.56), scores=make_fine_scores(0.41, 0.56))
    return replace(factories.make_grade("g01", evidence), assignment="cifar100_classifier")


def lstm_evidence(*, memory_fails: bool = False) -> Evidence:
    memory = PartEvidence(
        verdict=Verdict.COMPLETED,
        graph=make_graph(),
        history=make_history(0.9, 0.93),
        scores=make_recall_scores(),
    )
    failure = StudentFailure(
        verdict=Verdict.NOT_BUILDABLE,
        stage=Stage.BUILDING,
        kind="ValueError",
        message="Input 0 of layer lstm is incompatible",
        line=31,
    )
    if memory_fails:
        memory = PartEvidence(verdict=Verdict.NOT_BUILDABLE, failure=failure)
    sentiment = PartEvidence(
        verdict=Verdict.COMPLETED,
        graph=make_graph(params=88_000),
        history=make_history(0.81, 0.93),
        scores=make_text_scores(0.81, 0.93),
    )
    return Evidence(
        verdict=memory.verdict,
        failure=memory.failure,
        source=make_source(),
        style=make_style("N806"),
        parts={"memory": memory, "sentiment": sentiment},
    )


def lstm_grade(*, memory_fails: bool = False) -> Grade:
    evidence = lstm_evidence(memory_fails=memory_fails)
    grade = factories.make_grade("g02" if memory_fails else "g01", evidence)
    seeded = RunNote(code="note.seed_ignored", values=(("name", "set_random_seed"),))
    capped = RunNote(code="note.epochs_capped", values=(("asked", "80"), ("cap", "40")))
    runs = {
        "memory": replace(factories.make_run(evidence, seeded), failure=evidence.failure),
        "sentiment": factories.make_run(
            replace(evidence, verdict=Verdict.COMPLETED, failure=None), seeded, capped
        ),
    }
    parts = {
        name: PartFingerprint(data_id=f"{name}-v1", run_key=key * 32)
        for name, key in (("memory", "2a"), ("sentiment", "3b"))
    }
    return replace(
        grade,
        assignment="lstm",
        results=apply_rubric(evidence, LSTM_RUBRIC, CALIBRATION),
        run=None,
        part_runs=runs,
        fingerprint=replace(grade.fingerprint, data_id="", run_key="", parts=parts),
    )


def gan_grade() -> Grade:
    evidence = Evidence(
        verdict=Verdict.COMPLETED,
        source=make_source(),
        style=make_style(),
        scores=make_generative_scores(),
        adversarial=make_adversarial(),
    )
    results = apply_rubric(evidence, GAN_RUBRIC, CALIBRATION)
    return replace(factories.make_grade("g01", evidence), assignment="gan", results=results)


def make_pictures() -> Pictures:
    """Blurred blobs that become sharper; grey, 28 x 28."""
    row, column = np.mgrid[0:28, 0:28]
    rng = np.random.default_rng(5)
    centres = rng.uniform(8, 20, (12, 2))
    distance = np.hypot(row - centres[:, :1, None], column - centres[:, 1:, None])
    strips = []
    for step in (0, 200, 500, 1000, 1800, 1900, 2000):
        noise = rng.normal(0, 90 * (1 - step / 2100), distance.shape)
        shown = np.clip(255 / (1 + np.exp(distance - 7)) + noise, 0, 255)
        strips.append((step, shown.astype(np.uint8)[..., np.newaxis]))
    final = strips[-1][1][:8]
    return Pictures(through_training=tuple(strips), final=final, nearest=np.roll(final, 2, axis=2))


def fine_report(language: Language = ES) -> GroupReport:
    base = factories.group_report(fine_grade(), language)
    names = tuple(f"{GROUPS.names[number // 5]}, {number % 5}" for number in range(100))
    models = tuple(replace(model, class_names=names, class_groups=GROUPS) for model in base.models)
    return replace(base, assignment=fine_assignment(), models=models)


def lstm_report(language: Language = ES, *, memory_fails: bool = False) -> GroupReport:
    assignment, grade = lstm_assignment(), lstm_grade(memory_fails=memory_fails)
    text = ConfusedText(
        words="la comida no estuvo mal pero el … tardó una hora y nadie pidió disculpas",
        true_name="negativa",
        predicted_name="positiva",
        confidence=0.973,
    )
    models = tuple(
        replace(
            model,
            class_names=("negativa", "positiva") if model.part == "sentiment" else (),
            texts=(text, text) if model.part == "sentiment" else (),
            anchors=CALIBRATION,
        )
        for model in models_of(assignment, grade, language)
    )
    return GroupReport(assignment=assignment, grade=grade, models=models, language=language)


def gan_report(language: Language = ES) -> GroupReport:
    assignment, grade = gan_assignment(), gan_grade()
    anchors: Calibration = replace(CALIBRATION, generative=ANCHORS)
    models = tuple(
        replace(model, class_names=factories.CLASS_NAMES, anchors=anchors, pictures=make_pictures())
        for model in models_of(assignment, grade, language)
    )
    return GroupReport(assignment=assignment, grade=grade, models=models, language=language)


def index_report(language: Language = ES) -> IndexReport:
    classes = {
        "cifar10_tuning": (make_assignment(), factories.whole_class()),
        "cifar100_classifier": (fine_assignment(), (fine_grade(),)),
        "lstm": (lstm_assignment(), (lstm_grade(), lstm_grade(memory_fails=True))),
        "gan": (gan_assignment(), (gan_grade(),)),
    }
    return IndexReport(
        columns=tuple(
            IndexColumn(
                assignment=assignment,
                profile="embedded",
                grades={grade.group: grade for grade in grades},
                class_page=f"{name}/embedded/index.html",
                group_pages={
                    grade.group: f"{name}/embedded/{grade.group}.html" for grade in grades
                },
            )
            for name, (assignment, grades) in classes.items()
        ),
        language=language,
        generated_at=datetime(2026, 7, 1, 13, 30, tzinfo=UTC),
    )
