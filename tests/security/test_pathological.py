"""A submission that runs away ends with the right cause, and nothing of it stays behind."""

import secrets
from pathlib import Path

import pytest
import yaml

from graders.domain.grade import GradeStatus
from graders.sandbox.conformance.traces import Traces, left_behind
from tests.grading_kit import grade_file, tiny_context

CASES = sorted((Path(__file__).parent / "cases_pathological").glob("*/expected.yaml"))
# A virtual machine may need three seconds for each gigabyte that it touches for the first time.
LIMITS = {"cpu_seconds": 14, "build_cpu_seconds": 5, "memory_mib": 1000}
# A worker's own name in the process list, so that what it leaves is found wherever it hides.
MARK_ITSELF = "import ctypes as _c\n\n_c.CDLL(None).prctl(15, {mark!r}.encode(), 0, 0, 0)\n"

pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.slow]


def test_fourteen_pathologies():
    """The list is whole."""
    assert len(CASES) == 14


@pytest.mark.parametrize("expected_file", CASES, ids=lambda path: path.parent.name)
def test_cause_is_named_and_nothing_stays(expected_file, tmp_path):
    """Verdict, limit and line are as written beside the file; it is graded; no trace is left."""
    expected = yaml.safe_load(expected_file.read_text("utf-8"))
    limits = {**LIMITS, "wall_seconds": expected.get("wall_seconds", 120)}
    context = tiny_context(tmp_path / "course", **limits)
    mark = f"gr{secrets.token_hex(5)}"
    source = expected_file.with_name("model.py").read_text("utf-8")
    file = tmp_path / "model.py"
    docstring_end = source.index("\n\n") + 1
    file.write_text(source[:docstring_end] + MARK_ITSELF.format(mark=mark) + source[docstring_end:])
    before = Traces.now()

    grade = grade_file(file, context).grade

    assert grade.run is not None, grade.cause
    failure = grade.run.failure
    assert failure is not None
    assert str(failure.verdict) == expected["verdict"]
    if expected["cause"] != "any":
        assert failure.kind == expected["cause"]
    if expected["line"] != "any":
        assert (failure.line is not None) == (expected["line"] == "known")
    assert grade.status is not GradeStatus.UNGRADED
    if "status" in expected:
        assert str(grade.status) == expected["status"]
    assert left_behind(before, mark) == []
