"""What the self-check keeps to itself."""

from dataclasses import replace

from graders.domain.evidence import Origin
from graders.domain.grade import GradeStatus
from graders.domain.review import Probes, ReviewFlag, TrainingSteps
from graders.pipeline.self_check import _without_scores
from tests.grade_factories import make_assignment, strong


def test_the_check_shows_no_flags():
    """They are for the teaching staff, on the real data: nobody shall tune a cheat against them."""
    grade = strong()
    flag = ReviewFlag(code="flag.unusual_reach", origin=Origin.STATIC)
    probes = {"": Probes(steps=TrainingSteps(counted=1, taken=99, elsewhere=0))}
    flagged = replace(
        grade,
        status=GradeStatus.NEEDS_REVIEW,
        flags=(flag,),
        evidence=replace(grade.evidence, suspicions=(flag,), probes=probes),
    )
    checked = _without_scores(flagged, make_assignment())
    assert checked.status is GradeStatus.GRADED
    assert checked.flags == ()
    assert not checked.evidence.suspicions
    assert not checked.evidence.probes
