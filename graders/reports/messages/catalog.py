"""All texts by code, and the words for the domain's values.

Values that a submission may have chosen (names, messages, shapes) pass `printable` here, so no
sentence carries control characters, wherever it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from babel.dates import format_datetime
from babel.numbers import format_decimal

from graders.domain.evidence import Origin, RunNote
from graders.domain.grade import CriterionStatus, Finding, GradeStatus, Measure, Sense, Unit
from graders.domain.review import ReviewFlag
from graders.domain.rubric import ParamValue
from graders.domain.submission import IntakeProblem, LeftOut, SourceLocation
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.errors import UnknownNameError
from graders.reports.messages.families import TEXTS
from graders.reports.messages.text import Language, Text, format_value
from graders.reports.printable import printable

_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})
_UNIT_KIND: Final = {
    Unit.PERCENT: "percent",
    Unit.PERCENTAGE_POINTS: "pp",
    Unit.COUNT: "count",
    Unit.NUMBER: "number",
}
_SIGN: Final = {Sense.AT_LEAST: "≥", Sense.AT_MOST: "≤"}
_SYMBOL: Final = {
    CriterionStatus.MET: "✓",
    CriterionStatus.PARTLY_MET: "◐",
    CriterionStatus.NOT_MET: "✗",
    CriterionStatus.NOT_REACHED: "–",
    CriterionStatus.NOT_ASSESSED: "?",
}
_MAX_PLACES = 4
_LARGEST = 10**18


def codes() -> Iterator[str]:
    """Every code of the catalogue, sorted."""
    return iter(sorted(TEXTS))


def entry(code: str) -> Text:
    """Return the text of `code` in all languages.

    Raises:
        UnknownNameError: There is no such code.
    """
    try:
        return TEXTS[code]
    except KeyError:
        raise UnknownNameError("message code", code, TEXTS) from None


def has(code: str) -> bool:
    """Whether the catalogue has `code`."""
    return code in TEXTS


def text(code: str, language: Language, values: Mapping[str, object] | None = None) -> str:
    """Return the text of `code` with `values` in place.

    Raises:
        UnknownNameError: There is no such code.
        KeyError: A placeholder has no value.
    """
    shown = {name: _fillable(value) for name, value in (values or _NOTHING).items()}
    return entry(code).fill(language, shown)


def number_text(value: float, kind: str, language: Language) -> str:
    """Show a number as `percent`, `pp`, `count` or `number`, however large it claims to be."""
    return format_value(_bounded(value), kind, language)


def _bounded(value: float) -> float:
    # Babel raises beyond 28 digits, and a worker may claim any number of parameters.
    return max(-_LARGEST, min(value, _LARGEST)) if math.isfinite(value) else value


def _fillable(value: object) -> str | float:
    return _bounded(value) if isinstance(value, (int, float)) else printable(str(value))


def _claimed_text(
    code: str, language: Language, values: Sequence[tuple[str, str]], *, fallback: str
) -> str:
    """Text of a code that came from a sandbox: whatever is wrong with it, a page can be made."""
    try:
        return text(code, language, dict(values))
    except (UnknownNameError, KeyError, ValueError, ArithmeticError):
        return fallback


def finding_text(finding: Finding, language: Language) -> str:
    """What a criterion saw."""
    return text(finding.code, language, _finding_values(finding))


def suggestion_text(finding: Finding, language: Language) -> str:
    """What to try; empty when the finding needs no advice."""
    code = f"{finding.code}.try"
    return text(code, language, _finding_values(finding)) if has(code) else ""


def _finding_values(finding: Finding) -> dict[str, str | float]:
    values: dict[str, str | float] = {}
    if finding.observed is not None:
        values["observed"] = finding.observed.value
    if finding.required is not None:
        values["required"] = finding.required.value
    return {**values, **dict(finding.values)}


def failure_text(failure: StudentFailure, language: Language) -> str:
    """One sentence: what ended the run, and where; what Python said is not in it."""
    values = {
        "kind": failure.kind or text("verdict.unknown_kind", language),
        "message": failure.message,
        "where": _bracketed(failure_place(failure, language)),
        "limit": _bracketed(failure.limit),
        "stage": text(f"stage.{failure.stage}", language),
    }
    said = text(_specific(f"verdict.{failure.verdict}", failure.kind, "said"), language, values)
    if not failure.kind.startswith("check."):
        return said
    return _claimed_text(failure.kind, language, failure.values, fallback=said)


def failure_place(failure: StudentFailure, language: Language) -> str:
    """The place of a failure, such as `línea 12`; empty when there is none."""
    if failure.line is None:
        return ""
    return place_text(SourceLocation(line=failure.line, cell=failure.cell), language)


def remedy_text(verdict: Verdict, language: Language, *, kind: str = "") -> str:
    """What to do about a verdict, more exactly where the kind of limit is known."""
    return text(_specific(f"verdict.{verdict}", kind, "try"), language)


def _specific(verdict: str, kind: str, part: str) -> str:
    """The code of a text for this limit where there is one, else that of the verdict."""
    exact = f"{verdict}.{kind}.{part}"
    return exact if has(exact) else f"{verdict}.{part}"


def class_name(name: str, language: Language) -> str:
    """The name of a class in the reader's language; as the data set writes it when unknown."""
    code = f"class.{name}"
    return text(code, language) if has(code) else name


def _bracketed(words: str) -> str:
    return f" ({words})" if words else ""


def verdict_text(verdict: Verdict, language: Language) -> str:
    """Short name of a verdict."""
    return text(f"verdict.{verdict}", language)


def stage_text(stage: Stage, language: Language) -> str:
    """Name of a stage."""
    return text(f"stage.{stage}", language)


def status_text(status: CriterionStatus | GradeStatus, language: Language) -> str:
    """The word for the state of a rubric row or of a grade."""
    return text(f"status.{status}", language)


def status_symbol(status: CriterionStatus) -> str:
    """A sign for the state of a rubric row, shown beside its word."""
    return _SYMBOL[status]


def origin_text(origin: Origin, language: Language) -> str:
    """Who vouches for a fact, as a phrase."""
    return text(f"origin.{origin}", language)


def problem_text(problem: IntakeProblem, language: Language) -> str:
    """What intake had to say, without the place."""
    return text(problem.code, language, dict(problem.values))


def left_out_text(left_out: LeftOut, language: Language) -> str:
    """Why a statement was not run."""
    return text(left_out.code, language, {"text": left_out.text})


def note_text(note: RunNote, language: Language) -> str:
    """A note of the worker; one that cannot be filled becomes a neutral sentence."""
    fallback = text("note.unreadable", language)
    if not note.code.startswith("note."):
        return fallback
    return _claimed_text(note.code, language, note.values, fallback=fallback)


def flag_text(flag: ReviewFlag, language: Language) -> str:
    """What a flag saw, with its numbers."""
    return text(f"{flag.code}.said", language, dict(flag.values))


def measure_text(measure: Measure, language: Language, sense: Sense | None = None) -> str:
    """A number with its unit, after `≥` or `≤` when it is a requirement: `≥ 85,0 %`."""
    shown = number_text(measure.value, _UNIT_KIND[measure.unit], language)
    return shown if sense is None else f"{_SIGN[sense]} {shown}"


def place_text(where: SourceLocation, language: Language) -> str:
    """A place in the file: `línea 12`, or `celda 3, línea 4` in a notebook."""
    code = "place.line" if where.cell is None else "place.cell"
    return text(code, language, {"line": str(where.line), "cell": str(where.cell)})


def places_text(where: Sequence[SourceLocation], language: Language) -> str:
    """Several places, the first few by name; empty when there are none."""
    named = "; ".join(place_text(place, language) for place in where[:_MAX_PLACES])
    more = len(where) - _MAX_PLACES
    return named if more <= 0 else f"{named} {text('place.more', language, {'count': more})}"


def criterion_title(criterion: str, language: Language) -> str:
    """Title of a criterion."""
    return text(f"criterion.{criterion}.title", language)


def criterion_need(criterion: str, params: Mapping[str, ParamValue], language: Language) -> str:
    """What a criterion asks for, with the rubric row's parameters."""
    values: dict[str, str | float] = {
        name: ", ".join(value) if isinstance(value, tuple) else value
        for name, value in params.items()
    }
    return text(f"criterion.{criterion}.need", language, values)


def points_text(points: Decimal | None, language: Language) -> str:
    """Points with the language's decimal mark; a dash for a blank grade, never 0."""
    if points is None:
        return "—"
    return str(format_decimal(points, format="#,##0.##", locale=str(language)))


def date_text(moment: datetime, language: Language) -> str:
    """A date with its own time zone: `14 mar 2026, 23:59 (GMT-05:00)`."""
    zone = moment.tzinfo
    pattern = "d MMM y, HH:mm" + (" (ZZZZ)" if zone is not None else "")
    return str(format_datetime(moment, pattern, tzinfo=zone, locale=str(language)))
