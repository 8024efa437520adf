"""How a grade was made: seed, versions, hashes, resources, and who vouches for which fact."""

from __future__ import annotations

from dataclasses import dataclass

from graders.domain.evidence import Origin, RunEvidence
from graders.domain.grade import Grade
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable

_NUM_SHOWN_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and its value; hashes are shown shortened, with the whole in `full`."""

    label: str
    value: str
    full: str = ""


def provenance(grade: Grade, language: Language) -> tuple[Fact, ...]:
    """Everything needed to repeat the grading, in reading order."""
    run = grade.run
    facts = [Fact(label=_label("profile", language), value=printable(grade.profile))]
    if run is not None:
        facts.append(Fact(label=_label("seed", language), value=str(run.seed)))
        facts.extend(_environment(run, language))
    facts.append(
        Fact(
            label=_label("graded_at", language), value=catalog.date_text(grade.graded_at, language)
        )
    )
    facts.extend(_hashes(grade, language))
    if run is not None:
        facts.append(_usage(run, language))
    return tuple(facts)


def origins(grade: Grade, language: Language) -> tuple[Fact, ...]:
    """Which judged criteria rest on measured, read or reported facts."""
    judged = [result for result in grade.results if result.finding is not None]
    return tuple(
        Fact(
            label=catalog.origin_text(origin, language),
            value=" · ".join(
                catalog.criterion_title(result.criterion, language)
                for result in judged
                if result.origin is origin
            ),
        )
        for origin in (Origin.MEASURED, Origin.STATIC, Origin.REPORTED)
        if any(result.origin is origin for result in judged)
    )


def _environment(run: RunEvidence, language: Language) -> list[Fact]:
    facts = []
    for key, value in run.environment.items():
        code = f"made.{key}"
        label = catalog.text(code, language) if catalog.has(code) else printable(key)
        facts.append(Fact(label=label, value=printable(value)))
    return facts


def _hashes(grade: Grade, language: Language) -> list[Fact]:
    made_of = grade.fingerprint
    hashes = {
        "submission": made_of.submission_sha256,
        "assignment": made_of.assignment_sha256,
        "calibration": made_of.calibration_sha256,
        "data_id": made_of.data_id,
        "run_key": made_of.run_key,
    }
    shown = [
        Fact(label=_label(name, language), value=_shortened(value), full=value)
        for name, value in hashes.items()
        if value
    ]
    return [*shown, Fact(label=_label("grader_version", language), value=made_of.grader_version)]


def _usage(run: RunEvidence, language: Language) -> Fact:
    usage = run.usage
    values = {
        "wall": usage.wall_seconds,
        "cpu": usage.cpu_seconds,
        "memory": usage.peak_memory_mib,
    }
    return Fact(
        label=_label("usage", language), value=catalog.text("made.usage.said", language, values)
    )


def _shortened(value: str) -> str:
    if len(value) <= _NUM_SHOWN_DIGITS + 4:
        return printable(value)
    return f"{printable(value[:_NUM_SHOWN_DIGITS])}…"


def _label(name: str, language: Language) -> str:
    return catalog.text(f"made.{name}", language)
