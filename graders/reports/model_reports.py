"""The models of a grade, with what the grade itself knows of them."""

from __future__ import annotations

from graders.domain.assignment import Assignment
from graders.domain.evidence import PartEvidence
from graders.domain.grade import Grade, GradeStatus
from graders.reports.base import ModelReport
from graders.reports.messages.text import Language


def models_of(assignment: Assignment, grade: Grade, language: Language) -> tuple[ModelReport, ...]:
    """Return one entry per model that left evidence, without names, anchors and pictures."""
    evidence = grade.evidence
    if evidence is None or grade.status is GradeStatus.UNGRADED:
        return ()
    if not evidence.parts:
        alone = PartEvidence(
            verdict=evidence.verdict,
            failure=evidence.failure,
            graph=evidence.graph,
            history=evidence.history,
            scores=evidence.scores,
        )
        return (
            ModelReport(
                evidence=alone,
                adversarial=evidence.adversarial,
                run=grade.run,
                reads_text=assignment.vocabulary_size > 0,
            ),
        )
    readers = {part.name: part.vocabulary_size > 0 for part in assignment.parts}
    return tuple(
        ModelReport(
            part=name,
            title=part_title(assignment, name, language),
            evidence=found,
            run=grade.runs.get(name),
            reads_text=readers.get(name, False),
        )
        for name, found in evidence.parts.items()
    )


def part_title(assignment: Assignment | None, part: str, language: Language) -> str:
    """Title of a part; its name where the assignment is not known, nothing for no part."""
    for known in assignment.parts if assignment else ():
        if known.name == part:
            return known.title.get(str(language)) or part
    return part
