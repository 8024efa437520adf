import string

import pytest

from graders.domain.evidence import Origin, RunNote
from graders.domain.grade import CriterionStatus, Finding, GradeStatus, Measure, Sense, Unit
from graders.domain.submission import LeftOut, SourceLocation
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.errors import UnknownNameError
from graders.reports.base import SubmissionState
from graders.reports.messages import catalog, families
from graders.reports.messages.text import Language, Text

ES, EN = Language.ES, Language.EN


def placeholders(template: str) -> set[tuple[str, str]]:
    parts = string.Formatter().parse(template)
    return {(name, kind or "") for _, name, kind, _ in parts if name is not None}


@pytest.mark.parametrize("code", list(catalog.codes()))
def test_every_text_says_the_same_in_both_languages(code: str) -> None:
    """No language is empty, and both use the same values in the same form."""
    entry = catalog.entry(code)
    assert entry.es.strip()
    assert entry.en.strip()
    assert placeholders(entry.es) == placeholders(entry.en)


@pytest.mark.parametrize(
    "code",
    [
        *(f"verdict.{verdict}{part}" for verdict in Verdict for part in ("", ".said", ".try")),
        *(f"stage.{stage}" for stage in Stage),
        *(f"status.{status}" for status in (*CriterionStatus, *GradeStatus)),
        *(f"status.{status}.said" for status in ("not_reached", "not_assessed")),
        *(f"origin.{origin}" for origin in Origin),
        *(f"state.{state}" for state in SubmissionState),
    ],
)
def test_every_member_of_every_enum_has_a_text(code: str) -> None:
    assert catalog.has(code)


def test_a_code_defined_twice_is_refused() -> None:
    family = {"note.x": Text("a", "a")}
    with pytest.raises(ValueError, match=r"note\.x"):
        families.compose([family, family])


def test_an_unknown_code_is_an_error_that_suggests_a_near_one() -> None:
    with pytest.raises(UnknownNameError, match=r"verdict\.killed"):
        catalog.text("verdict.kiled", ES)


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("language", list(Language))
def test_a_bare_failure_still_makes_a_whole_sentence(verdict: Verdict, language: Language) -> None:
    said = catalog.failure_text(StudentFailure(verdict=verdict, stage=Stage.TRAINING), language)
    assert said.endswith(".")
    assert "()" not in said
    assert "{" not in said


def test_a_failure_names_place_and_limit() -> None:
    failure = StudentFailure(verdict=Verdict.CPU_TIME_EXCEEDED, stage=Stage.BUILDING, line=4,
                             cell=2, limit="20 s CPU")  # fmt: skip
    said = catalog.failure_text(failure, ES)
    assert "(20 s CPU)" in said
    assert "(celda 2, línea 4)" in said
    assert "construcción del modelo" in said


def test_a_check_code_replaces_the_general_sentence() -> None:
    failure = StudentFailure(verdict=Verdict.NOT_BUILDABLE, stage=Stage.BUILDING,
                             kind="check.not_a_model", values=(("found", "NoneType"),))  # fmt: skip
    assert "returned: NoneType" in catalog.failure_text(failure, EN)


@pytest.mark.parametrize(
    ("kind", "values"),
    [("check.invented", ()), ("check.not_a_model", ()), ("check.../etc", (("found", "x"),))],
)
def test_a_forged_check_code_falls_back_to_the_verdict(
    kind: str, values: tuple[tuple[str, str], ...]
) -> None:
    """The worker's words never keep a page from being made."""
    failure = StudentFailure(
        verdict=Verdict.NOT_BUILDABLE, stage=Stage.BUILDING, kind=kind, values=values
    )
    assert "La función que arma el modelo se detuvo" in catalog.failure_text(failure, ES)


@pytest.mark.parametrize(
    "note",
    [
        RunNote(code="note.invented"),
        RunNote(code="verdict.completed"),
        RunNote(code="note.epochs_capped"),
        RunNote(code="note.epochs_capped", values=(("asked", "many"), ("cap", "1"))),
        RunNote(code="note.epochs_capped", values=(("asked", "1e999"), ("cap", "nan"))),
        RunNote(code="note.epochs_capped", values=(("asked", "1e300"), ("cap", "1"))),
    ],
)
def test_a_forged_note_becomes_a_neutral_sentence(note: RunNote) -> None:
    assert catalog.note_text(note, ES) == catalog.text("note.unreadable", ES)


def test_a_measure_shows_unit_and_sense() -> None:
    assert catalog.measure_text(Measure(value=0.85, unit=Unit.PERCENT), ES, Sense.AT_LEAST) == (
        "≥ 85,0 %"
    )
    gap = Measure(value=0.123, unit=Unit.PERCENTAGE_POINTS)
    assert catalog.measure_text(gap, EN, Sense.AT_MOST) == "≤ 12.3 pp"
    assert catalog.measure_text(Measure(value=1200, unit=Unit.COUNT), EN) == "1,200"


def test_absurd_numbers_are_shown_and_do_not_stop_a_page() -> None:
    assert catalog.measure_text(Measure(value=1e300, unit=Unit.COUNT), ES).startswith("1.000.000")
    assert catalog.number_text(float("inf"), "percent", ES)


def test_a_finding_fills_measures_and_values() -> None:
    finding = Finding(credit=0.5, code="accuracy.partial", values=(("baseline", "0.4"),),
                      observed=Measure(value=0.6, unit=Unit.PERCENT),
                      required=Measure(value=0.8, unit=Unit.PERCENT))  # fmt: skip
    assert "60.0%" in catalog.finding_text(finding, EN)
    assert catalog.suggestion_text(finding, EN)


def test_places_are_named_and_many_are_counted() -> None:
    places = [SourceLocation(line=line) for line in range(1, 7)]
    assert catalog.places_text(places[:2], ES) == "línea 1; línea 2"
    assert catalog.places_text(places, EN).endswith("and 2 more")


def test_what_a_student_wrote_is_stripped_of_control_characters() -> None:
    left_out = LeftOut(
        code="left_out.shell", where=SourceLocation(line=1), text="!ls \x1b[31m\u202e"
    )
    said = catalog.left_out_text(left_out, ES)
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "\\x1b[31m" in said
