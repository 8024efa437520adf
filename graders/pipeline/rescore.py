"""Applies the rubric and the anchors of today to stored evidence: nothing is trained or started."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graders import __version__
from graders.domain.evidence import Evidence
from graders.domain.grade import Change, CriterionResult, Grade, GradeStatus
from graders.domain.repeats import Repeats
from graders.domain.verdict import Verdict
from graders.grading.apply_rubric import apply_rubric
from graders.grading.conclude import Conclusion, conclude
from graders.pipeline.context import GradingContext
from graders.pipeline.fingerprint import plan_key
from graders.pipeline.grade_submission import flags_of, status_of
from graders.pipeline.join_evidence import join_evidence
from graders.records.gradebook import Gradebook


class Kept(StrEnum):
    """Why a grade cannot be rescored."""

    BLANK = "blank"
    OTHER_PLAN = "other_plan"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescored:
    """One grade before and after.

    Attributes:
        before: The current grade.
        after: What it would be; equal to `before` where nothing changes.
        kept: Why it stays as it is; None when it was rescored.
    """

    before: Grade
    after: Grade
    kept: Kept | None = None

    @property
    def has_changed(self) -> bool:
        """Whether applying it would write a grade."""
        return self.kept is None and self.before != replace(
            self.after, graded_at=self.before.graded_at, change=self.before.change
        )

    def changed_rows(self) -> tuple[tuple[CriterionResult | None, CriterionResult | None], ...]:
        """Return rows whose points or maxima differ, before and after; None where it is missing."""
        old, new = self.before.by_item(), self.after.by_item()
        pairs = ((old.get(item), new.get(item)) for item in dict.fromkeys((*old, *new)))
        return tuple(pair for pair in pairs if _points(pair[0]) != _points(pair[1]))


def rescore(grades: Mapping[str, Grade], context: GradingContext) -> tuple[Rescored, ...]:
    """Judge the stored evidence of every grade again; nothing is written.

    Args:
        grades: Current grades by group.
        context: Rubric, anchors and plan of today.
    """
    return tuple(_rescored(grade, context) for grade in grades.values())


def apply_rescored(rescored: Sequence[Rescored], gradebook: Gradebook) -> int:
    """Write what changes; return how many grades that were."""
    changed = [entry.after for entry in rescored if entry.has_changed]
    gradebook.append_all(changed)
    return len(changed)


def undo_rescore(
    grades: Mapping[str, Grade], assignment_id: str, gradebook: Gradebook
) -> tuple[Rescored, ...]:
    """Write again the grades that the last rescoring replaced; return each before and after.

    A group that was graded since, or never rescored, is left alone.
    """
    undone = []
    for group, grade in grades.items():
        history = [
            one
            for one in gradebook.history(assignment_id, group)
            # What a person decided goes over to whatever is written.
            if one.profile == grade.profile and one.change is not Change.OVERRIDDEN
        ]
        if len(history) > 1 and history[-1].change is Change.RESCORED:
            undone.append(Rescored(before=grade, after=replace(history[-2], change=Change.UNDONE)))
    gradebook.append_all([entry.after for entry in undone])
    return tuple(undone)


def _points(result: CriterionResult | None) -> tuple[object, object] | None:
    return (result.points, result.max_points) if result else None


def _rescored(grade: Grade, context: GradingContext) -> Rescored:
    kept = _why_kept(grade, context)
    if kept is not None or grade.evidence is None:
        return Rescored(before=grade, after=grade, kept=kept or Kept.NO_EVIDENCE)
    static = _static(grade.evidence)
    runs = [join_evidence(static, run.units) for run in grade.repeats.runs]
    if not runs:
        results = apply_rubric(grade.evidence, context.assignment.rubric, context.calibration)
        return Rescored(before=grade, after=_with(grade, context, (grade.evidence,), results))
    found = conclude(
        runs,
        context.assignment.rubric,
        context.calibration,
        context.schedule,
        context.prior_sd,
    )
    after = _with(grade, context, (found.evidence, *runs), found.results)
    shown = grade.repeats.runs[found.shown]
    return Rescored(
        before=grade,
        after=replace(
            after,
            repeats=_repeats(grade.repeats, context, found),
            run=shown.units[""].run if "" in shown.units else None,
            part_runs={part: unit.run for part, unit in shown.units.items() if part},
        ),
    )


def _why_kept(grade: Grade, context: GradingContext) -> Kept | None:
    if grade.status is GradeStatus.UNGRADED:
        return Kept.BLANK
    if grade.evidence is None or (grade.runs and not grade.repeats.runs):
        return Kept.NO_EVIDENCE
    for run in grade.repeats.runs:
        units = context.units_of_run(run.index)
        if set(units) != set(run.units) or any(
            plan_key(units[part]) != outcome.plan_key for part, outcome in run.units.items()
        ):
            return Kept.OTHER_PLAN
    return None


def _static(evidence: Evidence) -> Evidence:
    """What parsing established, without what any run did."""
    return Evidence(
        verdict=Verdict.COMPLETED,
        source=evidence.source,
        style=evidence.style,
        suspicions=evidence.suspicions,
    )


def _with(
    grade: Grade,
    context: GradingContext,
    evidence: Sequence[Evidence],
    results: tuple[CriterionResult, ...],
) -> Grade:
    flags = flags_of(evidence)
    fingerprint = replace(
        grade.fingerprint,
        assignment_sha256=context.assignment.sha256,
        calibration_sha256=context.calibration.sha256,
        grader_version=__version__,
        run_counts=context.schedule.counts,
    )
    lateness = context.judge_lateness(grade.group, grade.members, grade.received_at)
    return replace(
        grade,
        late=lateness is not None and lateness.is_late,
        lateness=lateness,
        graded_at=context.now(),
        status=status_of(evidence, results, flags),
        results=results,
        evidence=evidence[0],
        flags=flags,
        fingerprint=fingerprint,
        change=Change.RESCORED,
    )


def _repeats(repeats: Repeats, context: GradingContext, found: Conclusion) -> Repeats:
    runs = tuple(
        replace(run, points=points) for run, points in zip(repeats.runs, found.alone, strict=True)
    )
    decided_by_luck = repeats.certainty is not None
    return replace(
        repeats,
        schedule=context.schedule,
        runs=runs,
        shown=runs[found.shown].index,
        certainty=found.certainty if decided_by_luck else None,
        wanted=found.escalation if decided_by_luck else None,
    )
