"""Pages, tables and lines of 100 classes, of two models in one submission, and of a generator."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import pairwise

import pytest

from graders.domain.events import BatchStarted, EpochFinished, StageChanged
from graders.domain.grade import Grade
from graders.domain.verdict import Stage, Verdict
from graders.reports.base import GroupReport
from graders.reports.csv_table import render_csv
from graders.reports.html import render_class_page, render_group_page, render_index_page
from graders.reports.json_record import grade_to_json
from graders.reports.messages.text import Language
from graders.reports.progress_lines import event_line, still_line
from graders.reports.progress_state import BatchProgress
from graders.reports.self_check import BudgetRow, self_check_text
from graders.reports.terminal import explain_text, grade_table, rubric_table
from tests import course_factories as course
from tests import grade_factories as factories
from tests.unit.reports.test_html import outline

ES, EN = Language.ES, Language.EN
REPORTS = {
    "fine": course.fine_report,
    "lstm": course.lstm_report,
    "lstm_failed": lambda language: course.lstm_report(language, memory_fails=True),
    "gan": course.gan_report,
}


@pytest.mark.parametrize("kind", REPORTS)
@pytest.mark.parametrize("language", list(Language))
def test_pages_of_every_kind_are_whole(kind: str, language: Language) -> None:
    """Unique ids though models share figures, headings without gaps, closed tags, no holes."""
    page = render_group_page(REPORTS[kind](language))
    found = outline(page)
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert all(after - before <= 1 for before, after in pairwise(found.levels))
    assert "{value" not in page
    assert "script" not in found.tags


def test_many_classes_are_shown_by_group_with_ten_pairs_by_class() -> None:
    page = render_group_page(course.fine_report())
    assert "Confusión entre grupos de clases" in page
    assert page.count(" tomado por ") == 10
    assert "cinco primeras respuestas" in page


def test_rows_stand_under_the_model_they_judge_with_its_points() -> None:
    page = render_group_page(course.lstm_report())
    table = page[page.index('class="criteria"') : page.index("<tfoot")]
    places = [table.index(title) for title in ("Memoria larga", "Opiniones", "El archivo")]
    assert places == sorted(places)
    told = explain_text(course.lstm_report())
    assert "Opiniones: 43,01 / 45" in told
    assert told.index("Memoria larga") < told.index("Cantidad de parámetros")


def test_each_model_has_its_own_figures_and_texts() -> None:
    page = render_group_page(course.lstm_report())
    for name in ("memory-lag", "memory-probes", "sentiment-gap", "sentiment-curve-loss"):
        assert f'id="{name}-title"' in page
    assert "tardó una hora" in page
    assert "recuerda la clave en el 89,0" in page


def test_a_failed_model_has_a_banner_while_the_other_is_shown() -> None:
    page = render_group_page(course.lstm_report(memory_fails=True))
    assert page.index("Memoria larga") < page.index("línea 31") < page.index("Opiniones")
    assert 'id="sentiment-gap-title"' in page
    assert 'id="memory-lag-title"' not in page


def test_models_that_fail_for_one_reason_share_a_banner() -> None:
    """A file that does not load is told once, without the title of a model."""
    grade = course.lstm_grade(memory_fails=True)
    evidence = grade.evidence
    assert evidence is not None
    memory = evidence.parts["memory"]
    both = replace(evidence, parts={"memory": memory, "sentiment": memory})
    page = render_group_page(
        GroupReport(assignment=course.lstm_assignment(), grade=replace(grade, evidence=both))
    )
    assert page.count("banner theirs") == 1
    assert page.count("no hubo modelo que entrenar") == 1


def test_notes_of_all_runs_are_told_once_or_by_model() -> None:
    told = explain_text(course.lstm_report())
    assert told.count("El código fija una semilla") == 1
    assert "- Opiniones: Se pidieron 80 épocas" in told
    page = render_group_page(course.lstm_report())
    assert "Memoria larga: Semilla" in page
    assert "Opiniones: Evidencia" in page


def test_a_generators_page_shows_samples_neighbours_and_measures() -> None:
    page = render_group_page(course.gan_report())
    assert page.count('class="strips"') == 1
    assert page.count("data:image/png") == 7 + 2 * 8
    assert "sin entrenar" in page
    for name in ("quality", "class-shares", "adversarial-loss", "discriminator"):
        assert f'id="{name}-title"' in page
    assert "aparecen 8 de las 10 clases" in page
    assert "la solución de referencia llega a 0,0085" in page


def test_a_generators_page_without_pictures_or_anchors_is_whole() -> None:
    report = course.gan_report()
    bare = tuple(replace(model, pictures=None, anchors=None) for model in report.models)
    page = render_group_page(replace(report, models=bare))
    assert outline(page).open == []
    assert "data:image/png" not in page


@pytest.mark.parametrize(
    ("grade", "heads"),
    [
        (course.fine_grade(), ("exactitud", "brecha")),
        (course.lstm_grade(), ("Memoria", "Opiniones")),
        (course.gan_grade(), ("KID", "clases")),
    ],
    ids=lambda value: getattr(value, "assignment", ""),
)
def test_tables_show_two_measures_that_fit(grade: Grade, heads: tuple[str, str]) -> None:
    assignment = {
        "lstm": course.lstm_assignment(),
        "gan": course.gan_assignment(),
    }.get(grade.assignment, course.fine_assignment())
    table = grade_table([grade], ES, assignment)
    page = render_class_page(
        replace(factories.class_report(), assignment=assignment, grades=(grade,))
    )
    for head in heads:
        assert head in table
        assert head.lower() in page.lower()
    assert max(len(line) for line in table.splitlines()) <= 120


def test_the_class_page_adds_up_models_and_names_the_one_that_failed() -> None:
    grades = (course.lstm_grade(), course.lstm_grade(memory_fails=True))
    page = render_class_page(
        replace(factories.class_report(), assignment=course.lstm_assignment(), grades=grades)
    )
    assert "272.330" in page
    assert "14 + 14" in page
    assert "Memoria larga: La función que arma el modelo" in page
    assert "Opiniones: Brecha de sobreajuste" in page


def test_csv_and_json_carry_the_measures_of_every_model() -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                render_csv([course.lstm_grade(memory_fails=True)]).decode("utf-8-sig"), newline=""
            )
        )
    )
    assert rows[0]["measured.sentiment.hidden_accuracy"] == "0.810000"
    assert "measured.memory.hidden_accuracy" not in rows[0]
    measures = grade_to_json(course.gan_grade())["measures"]
    assert measures["kid"] == 0.0127
    assert measures["modes"] == 8
    assert grade_to_json(factories.ungraded())["measures"] == {}


def test_the_rubric_and_the_check_name_the_model() -> None:
    assert "Opiniones: Brecha de sobreajuste" in rubric_table(course.lstm_assignment(), ES)
    row = BudgetRow(
        profile="embedded",
        epochs=3000,
        max_epochs=2000,
        giga_macs=2.0,
        max_giga_macs=4.0,
        part="memory",
        counts_steps=True,
    )
    told = self_check_text(
        course.lstm_grade(memory_fails=True), [row], ES, course.lstm_assignment()
    )
    assert "Memoria larga, embedded: 3.000 pasos (máximo 2.000)" in told
    assert "! Memoria larga: El modelo no se construye" in told


def test_the_index_links_every_grade_and_leaves_blanks_a_dash() -> None:
    page = render_index_page(course.index_report())
    assert outline(page).open == []
    assert 'href="lstm/embedded/index.html"' in page
    assert 'href="gan/embedded/g01.html"' in page
    row = page[page.index(">g09") :]
    assert row[: row.index("</tr>")].count("—") == 4
    assert "Ana Ruiz" in page
    assert "Todavía no hay notas" in render_index_page(replace(course.index_report(), columns=()))


def test_progress_names_the_model_and_starts_its_epochs_again() -> None:
    state = BatchProgress()
    parts = {part.name: part.title for part in course.lstm_assignment().parts}
    events = (
        BatchStarted(assignment="lstm", groups=("g01",), parts=parts),
        StageChanged(group="g01", stage=Stage.TRAINING, part="memory"),
        EpochFinished(group="g01", epoch=4, epochs=4, part="memory"),
        StageChanged(group="g01", stage=Stage.TRAINING, part="sentiment"),
    )
    for event in events[:3]:
        state.apply(event, 1.0)
    half = state.groups["g01"].share
    assert event_line(events[2], state, ES, now=1.0) == "g01, Memoria larga: época 4 de 4"
    state.apply(events[3], 2.0)
    assert state.groups["g01"].current.epochs == 0
    assert half < 0.5 < state.groups["g01"].share
    assert event_line(events[3], state, ES, now=2.0) == "g01: Opiniones: entrenamiento"
    assert "Opiniones: entrenamiento" in still_line(state, ES, now=9.0)


def test_shares_of_steps_are_not_called_epochs() -> None:
    state = BatchProgress()
    event = EpochFinished(group="g01", epoch=5, epochs=20, metrics={"generator_loss": 0.7})
    state.apply(event, 1.0)
    assert "época" not in event_line(event, state, ES, now=1.0)


def test_a_wholly_unread_file_of_two_models_has_a_page() -> None:
    evidence = replace(course.lstm_evidence(), verdict=Verdict.NOT_READABLE, parts={})
    grade = replace(course.lstm_grade(), evidence=evidence, part_runs={})
    page = render_group_page(GroupReport(assignment=course.lstm_assignment(), grade=grade))
    assert "No se puede leer" in page
    assert outline(page).open == []
