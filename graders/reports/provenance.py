"""How a grade was made: seed, versions, hashes, resources, and who vouches for which fact."""

from __future__ import annotations

from dataclasses import dataclass

from graders.domain.assignment import Assignment
from graders.domain.evidence import Origin, RunEvidence
from graders.domain.grade import Grade
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable
from graders.reports.row_view import row_views

_NUM_SHOWN_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and its value; hashes are shown shortened, with the whole in `full`."""

    label: str
    value: str
    full: str = ""


def provenance(
    grade: Grade, language: Language, assignment: Assignment | None = None
) -> tuple[Fact, ...]:
    """Everything needed to repeat the grading, in reading order."""
    runs = {
        printable(part_title(assignment, part, language)): run for part, run in grade.runs.items()
    }
    facts = [Fact(label=_label("profile", language), value=printable(grade.profile))]
    facts.extend(
        Fact(label=_of(title, _label("seed", language)), value=_seeds(grade, part, run))
        for (title, run), part in zip(runs.items(), grade.runs, strict=True)
    )
    if runs:
        facts.extend(_environment(next(iter(runs.values())), language))
    when = catalog.date_text(grade.graded_at, language)
    facts.append(Fact(label=_label("graded_at", language), value=when))
    facts.extend(_hashes(grade, assignment, language))
    facts.extend(_usage(title, run, language) for title, run in runs.items())
    return tuple(facts)


def origins(
    grade: Grade, language: Language, assignment: Assignment | None = None
) -> tuple[Fact, ...]:
    """Which judged criteria rest on measured, read or reported facts."""
    judged = [
        (result.origin, row.full_title)
        for result, row in zip(grade.results, row_views(grade, assignment, language), strict=True)
        if result.finding is not None
    ]
    return tuple(
        Fact(
            label=catalog.origin_text(origin, language),
            value=" · ".join(title for found, title in judged if found is origin),
        )
        for origin in (Origin.MEASURED, Origin.STATIC, Origin.REPORTED)
        if any(found is origin for found, _title in judged)
    )


def _seeds(grade: Grade, part: str, shown: RunEvidence) -> str:
    """Seeds of all trainings of a model, in order; the shown one where no others are known."""
    every = [run.units[part].run.seed for run in grade.repeats.runs if part in run.units]
    return ", ".join(str(seed) for seed in every or [shown.seed])


def _environment(run: RunEvidence, language: Language) -> list[Fact]:
    facts = []
    for key, value in run.environment.items():
        code = f"made.{key}"
        label = catalog.text(code, language) if catalog.has(code) else printable(key)
        facts.append(Fact(label=label, value=printable(value)))
    return facts


def _hashes(grade: Grade, assignment: Assignment | None, language: Language) -> list[Fact]:
    made_of = grade.fingerprint
    hashes = [
        (_label("submission", language), made_of.submission_sha256),
        (_label("assignment", language), made_of.assignment_sha256),
        (_label("calibration", language), made_of.calibration_sha256),
        (_label("data_id", language), made_of.data_id),
        (_label("run_key", language), made_of.run_key),
    ]
    for part, fingerprint in made_of.parts.items():
        title = printable(part_title(assignment, part, language))
        hashes.append((_of(title, _label("data_id", language)), fingerprint.data_id))
        hashes.append((_of(title, _label("run_key", language)), fingerprint.run_key))
    shown = [
        Fact(label=label, value=_shortened(value), full=value) for label, value in hashes if value
    ]
    return [*shown, Fact(label=_label("grader_version", language), value=made_of.grader_version)]


def _usage(title: str, run: RunEvidence, language: Language) -> Fact:
    usage = run.usage
    values = {
        "wall": usage.wall_seconds,
        "cpu": usage.cpu_seconds,
        "memory": usage.peak_memory_mib,
    }
    return Fact(
        label=_of(title, _label("usage", language)),
        value=catalog.text("made.usage.said", language, values),
    )


def _of(title: str, label: str) -> str:
    return f"{title}: {label}" if title else label


def _shortened(value: str) -> str:
    if len(value) <= _NUM_SHOWN_DIGITS + 4:
        return printable(value)
    return f"{printable(value[:_NUM_SHOWN_DIGITS])}…"


def _label(name: str, language: Language) -> str:
    return catalog.text(f"made.{name}", language)
