"""Joins what parsing established with what one run of every model established."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graders.analysis.source import describe_source
from graders.analysis.style import check_style
from graders.analysis.suspicions import find_suspicions
from graders.domain.evidence import Evidence, PartEvidence
from graders.domain.repeats import UnitOutcome
from graders.domain.submission import Submission
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.intake.magics import neutralise

_MISSING = frozenset(
    {
        "intake.missing_function",
        "intake.misspelt_function",
        "intake.not_a_function",
        "intake.missing_settings",
        "intake.missing_settings_keys",
        "intake.top_level_script",
        "intake.wrong_signature",
    }
)
_NOT_IMPORTABLE = ("intake.needs_left_out", "intake.definition_left_out", "habit.")


def static_evidence(submission: Submission, settings_name: str) -> Evidence:
    """Parse and lint; a file that cannot be run ends here, with the reason."""
    text = neutralise(submission.original, submission.locations).text
    source = describe_source(
        text,
        submission.locations,
        settings_name=settings_name,
        module_text=submission.module_text,
    )
    style = check_style(text, submission.locations) if source else None
    failure = _intake_failure(submission)
    verdict = failure.verdict if failure else Verdict.COMPLETED
    return Evidence(
        verdict=verdict,
        failure=failure,
        source=source,
        style=style,
        # What never runs can do nothing: only what is kept is looked at.
        suspicions=() if failure else find_suspicions(submission.source, submission.locations),
    )


def join_evidence(static: Evidence, units: Mapping[str, UnitOutcome]) -> Evidence:
    """Return the evidence of one run.

    Args:
        static: What parsing established.
        units: Outcome by part name; the only model has the name ''.
    """
    failed = (outcome.run for outcome in units.values() if outcome.run.failure is not None)
    first_failed = next(failed, None)
    joined = replace(
        static,
        verdict=first_failed.verdict if first_failed else Verdict.COMPLETED,
        failure=first_failed.failure if first_failed else None,
        probes={name: outcome.probes for name, outcome in units.items()},
    )
    only = units.get("")
    if only is not None:
        return replace(
            joined,
            graph=only.run.graph,
            history=only.run.history,
            scores=only.scores,
            adversarial=only.run.adversarial,
        )
    parts = {
        name: PartEvidence(
            verdict=outcome.run.verdict,
            failure=outcome.run.failure,
            graph=outcome.run.graph,
            history=outcome.run.history,
            scores=outcome.scores,
        )
        for name, outcome in units.items()
    }
    return replace(joined, parts=parts)


def _intake_failure(submission: Submission) -> StudentFailure | None:
    if not submission.fatal_problems:
        return None
    problem = submission.fatal_problems[0]
    if problem.code in _MISSING:
        verdict = Verdict.MISSING_FUNCTION
    elif problem.code.startswith(_NOT_IMPORTABLE):
        verdict = Verdict.NOT_IMPORTABLE
    else:
        verdict = Verdict.NOT_READABLE
    return StudentFailure(
        verdict=verdict,
        stage=Stage.LOADING,
        kind=problem.code,
        values=problem.values,
        line=problem.where.line if problem.where else None,
        cell=problem.where.cell if problem.where else None,
    )
