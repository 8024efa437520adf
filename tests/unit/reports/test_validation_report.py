"""Reports on validations and calibrations show every rule, every fault and every run."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from graders.course.assignment_file import find_assignments
from graders.course.calibration_file import read_runs
from graders.course.workspace import bundled_workspace
from graders.domain.validation import Check, Validation
from graders.grading.acceptance.detection import detections
from graders.pipeline.calibration_report import write_calibration_report
from graders.pipeline.context import choose_profile, load_assignment
from graders.reports.validation_plots import matrix_figure, points_figure
from graders.reports.validation_report import detection_table, validation_markdown
from tests.validation_factories import RUBRIC, results, variant

FINE = [{}, {}, {}]
KILLED = variant("killed", hits="accuracy", collateral=("pooling",))
ALIVE = variant("alive", hits="pooling")


@pytest.fixture(name="validation")
def make_validation():
    measured = results(
        {
            "reference": FINE,
            KILLED: [{"accuracy": 10.0, "pooling": 9.0, "softmax": 1.5}] * 3,
            ALIVE: FINE,
        }
    )
    return Validation(
        assignment="some",
        profile="embedded",
        rows=tuple((item.id, float(item.max_points)) for item in RUBRIC.items),
        variants=measured.variants,
        runs=measured.runs,
        checks=(
            Check(rule="A4", title="Faults are found", holds=False, said="1 of 2", misses=("x",)),
        ),
        detections=detections(measured),
        measured_at="2026-01-01",
    )


def test_a_table_marks_what_was_planted_and_what_may_fall_with_it(validation):
    killed, alive = detection_table(validation).splitlines()[2:]
    assert [cell.strip() for cell in killed.split("|")[1:-1]] == [
        "`killed`", "killed", "yes", "1", "**30.00**", "(1.00)", "0.50",
    ]  # fmt: skip
    assert [cell.strip() for cell in alive.split("|")[1:-1]] == [
        "`alive`", "alive", "**no**", "–", "", "**0**", "",
    ]  # fmt: skip


def test_the_report_names_rules_misses_and_every_submission(validation):
    page = validation_markdown(validation)
    assert "| A4     | Faults are found | **no**  | 1 of 2     |" in page
    assert "A4 falls short:\n\n- x\n" in page
    for known in validation.variants:
        assert f"`{known.id}`" in page
    assert not validation.holds
    assert replace(validation, checks=(replace(validation.checks[0], holds=True),)).holds


def test_pictures_say_how_many_faults_were_found(validation):
    for drawn in (matrix_figure(validation), points_figure(validation)):
        assert ElementTree.fromstring(drawn).tag.endswith("svg")  # noqa: S314 - our own drawing
    assert "1 of 2 planted faults" in matrix_figure(validation)


@pytest.mark.parametrize("name", find_assignments(bundled_workspace().assignments))
def test_every_shipped_calibration_has_its_report(name, tmp_path):
    """The stored page is what the stored runs give: every run has a line, every model a picture."""
    workspace = bundled_workspace()
    assignment = load_assignment(workspace, name)
    runs = read_runs(workspace.calibration(name), "embedded")
    folder = tmp_path / "reference" / name
    folder.mkdir(parents=True)
    path = folder / "calibration.json"
    path.write_bytes(workspace.calibration(name).read_bytes())
    page = write_calibration_report(
        replace(workspace, reference=tmp_path / "reference"),
        assignment,
        choose_profile(assignment, "embedded"),
    )
    text = page.read_text("utf-8")
    every = [line for line in text.splitlines() if line.startswith("| reference ")]
    parts = dict.fromkeys(run.part for run in runs)
    assert len(every) == sum(run.solution == "reference" for run in runs) + len(parts)
    assert len(list(page.parent.glob("*.svg"))) == len(parts)
    shipped = workspace.reference / name / "calibration-embedded" / "README.md"
    assert shipped.read_text("utf-8") == text
