"""A reader sees every training, why there were more, and how sure the sum is."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from graders.domain.evidence import Evidence
from graders.domain.grade import Grade, GradeStatus
from graders.domain.repeats import (
    ONCE,
    Escalation,
    Reason,
    Repeats,
    RunOutcome,
    Schedule,
    UnitOutcome,
)
from graders.domain.review import Probes
from graders.domain.verdict import Stage, Verdict
from graders.grading.conclude import conclude
from graders.reports.csv_table import render_csv
from graders.reports.html import render_group_page
from graders.reports.messages.text import Language
from graders.reports.provenance import provenance
from graders.reports.repeats_view import certainty_text, repeats_view
from graders.reports.terminal import explain_text
from tests import grade_factories as factories
from tests.assignment_factories import CALIBRATION, RUBRIC

ES, EN = Language.ES, Language.EN
NEAR = Schedule(counts=(3, 5, 9), boundaries=(Decimal(60),))


def repeated(*runs: Evidence, schedule: Schedule = NEAR, sd: float | None = 0.8) -> Grade:
    """A grade of the tuning assignment over several runs, as the pipeline concludes it."""
    found = conclude(runs, RUBRIC, CALIBRATION, schedule, sd)
    outcomes = tuple(
        RunOutcome(
            index=index,
            units={
                "": UnitOutcome(
                    run=replace(factories.make_run(evidence), seed=1000 + index),
                    scores=evidence.scores,
                    probes=Probes(),
                    run_key=f"{index}" * 64,
                    data_id=f"data {index}",
                )
            },
            points=points,
        )
        for index, (evidence, points) in enumerate(zip(runs, found.alone, strict=True))
    )
    repeats = Repeats(
        schedule=schedule, runs=outcomes, shown=found.shown, certainty=found.certainty
    )
    grade = factories.make_grade("g01", found.evidence)
    return replace(grade, results=found.results, repeats=repeats)


def three() -> Grade:
    return repeated(*(factories.completed(value, value + 0.06) for value in (0.70, 0.74, 0.20)))


def diverged() -> Evidence:
    return factories.failed(Verdict.LOSS_NOT_FINITE, Stage.TRAINING)


def test_every_training_has_a_row_with_what_it_alone_would_be_worth():
    view = repeats_view(three(), ES)
    assert [row.index for row in view.rows] == ["1", "2", "3"]
    assert [row.seeds for row in view.rows] == ["1000", "1001", "1002"]
    assert "70,0 %" in view.rows[0].measures
    assert view.certainty.startswith("3 entrenamientos; con otras semillas, entre ")
    assert "mediana" in view.notes[0]
    assert "entrenamiento 1" in view.notes[-1]


@pytest.mark.parametrize("language", list(Language))
def test_page_and_explanation_tell_the_same(language):
    grade = three()
    report = factories.group_report(grade, language)
    page, explained = render_group_page(report), explain_text(report)
    said = certainty_text(grade, language)
    assert said in page
    assert said in explained
    for seed in ("1000", "1001", "1002"):
        assert seed in page
        assert seed in explained


def test_one_training_says_that_luck_is_part_of_it():
    grade = repeated(factories.completed(0.70, 0.76), schedule=ONCE)
    assert certainty_text(grade, EN).startswith("A single training; with another seed, between")
    assert repeats_view(grade, EN).rows == ()


def test_a_grade_that_no_training_decided_says_nothing_about_luck():
    assert repeats_view(factories.not_buildable(), ES).certainty == ""
    assert repeats_view(replace(three(), status=GradeStatus.UNGRADED), ES).certainty == ""


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", list(Reason))
def test_why_there_were_more_trainings_is_said(reason, language):
    grade = three()
    entry = Escalation(
        num_runs=3,
        reason=reason,
        points=59.5,
        half_width=1.7,
        boundary=Decimal(60) if reason is Reason.BOUNDARY else None,
    )
    view = repeats_view(
        replace(grade, repeats=replace(grade.repeats, escalations=(entry,))), language
    )
    assert "3" in view.notes[1]
    assert ("60" in view.notes[1]) == (reason is Reason.BOUNDARY)


def test_an_unstable_training_is_named_with_a_remedy():
    sound = factories.completed(0.70, 0.76)
    grade = repeated(sound, diverged(), sound, diverged(), sound)
    assert "clipnorm" in " ".join(repeats_view(grade, ES).notes)
    once = repeated(sound, diverged(), sound)
    assert "clipnorm" not in " ".join(repeats_view(once, ES).notes)


def test_doubt_that_counted_for_the_student_is_said():
    base = three()
    certainty = replace(base.repeats.certainty, boundary=Decimal(60), by_margin=True, margin=1.2)
    grade = replace(base, repeats=replace(base.repeats, certainty=certainty))
    said = " ".join(repeats_view(grade, ES).notes)
    assert "límite de 60 puntos" in said
    assert "1,2" in said


def test_the_record_names_all_seeds():
    facts = {fact.label: fact.value for fact in provenance(three(), EN)}
    assert facts["Seed"] == "1000, 1001, 1002"


def test_the_table_has_runs_and_interval():
    rows = list(csv.DictReader(io.StringIO(render_csv([three()]).decode("utf-8-sig"))))
    low, high = float(rows[0]["points_low"]), float(rows[0]["points_high"])
    assert rows[0]["num_runs"] == "3"
    assert low < float(rows[0]["points"]) < high
