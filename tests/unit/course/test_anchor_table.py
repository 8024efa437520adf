"""What is known of a machine follows from the runs made on it, and from nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from graders.course.anchor_table import (
    anchor_journal,
    made_here,
    runs_to_keep,
    shifts,
    standing,
)
from graders.course.calibration_file import read_runs
from graders.course.workspace import default_workspace
from graders.domain.anchor_shift import AnchorShift, Standing
from graders.domain.machine import MachineClass

HERE = MachineClass(cpu="A", vector_extensions=(), gpu="", gpu_driver="", threads=1, id="here")
SHIPPED = [("cifar10_tuning", 2), ("lstm", 4), ("gan", 2)]


@pytest.fixture
def workspace(tmp_path):
    return replace(default_workspace(), var=tmp_path)


def stored(workspace, assignment):
    runs = read_runs(workspace.calibration(assignment), "embedded")
    return [run.model_dump() for run in runs if run.solution in {"reference", "starter"}]


def keep(workspace, assignment, runs):
    journal = anchor_journal(workspace, assignment, "embedded", HERE)
    for run in runs:
        journal.add(run)


@pytest.mark.parametrize(("assignment", "kinds"), SHIPPED)
def test_equal_runs_are_checked_and_others_moved(workspace, assignment, kinds):
    """Shipped calibrations, repeated to the bit and then with a worse reference."""
    assert standing(workspace, assignment, "embedded", HERE) is Standing.UNCHECKED
    runs = stored(workspace, assignment)
    keep(workspace, assignment, runs)
    found = shifts(workspace, assignment, "embedded", HERE)
    assert len(found) == kinds
    assert all(shift.difference == 0.0 for shift in found)
    assert standing(workspace, assignment, "embedded", HERE) is Standing.CHECKED
    keep(workspace, assignment, [worse(run) for run in runs])
    assert standing(workspace, assignment, "embedded", HERE) is Standing.MOVED


def worse(run):
    if run["solution"] != "reference":
        return run
    if run["hidden_accuracy"] is not None:
        return run | {"hidden_accuracy": run["hidden_accuracy"] - 0.1}
    return run | {"measures": run["measures"] | {"kid": 2 * run["measures"]["kid"]}}


def test_a_check_that_was_cut_short_says_nothing(workspace):
    runs = stored(workspace, "cifar10_tuning")
    starters = [run for run in runs if run["solution"] == "starter"]
    references = [run for run in runs if run["solution"] == "reference"]
    keep(workspace, "cifar10_tuning", starters)
    assert shifts(workspace, "cifar10_tuning", "embedded", HERE) == ()
    keep(workspace, "cifar10_tuning", references[:4])
    assert standing(workspace, "cifar10_tuning", "embedded", HERE) is Standing.UNCHECKED


def test_a_calibration_made_here_needs_no_check(workspace, tmp_path):
    reference = tmp_path / "reference"
    target = reference / "cifar10_tuning"
    target.mkdir(parents=True)
    content = json.loads(workspace.calibration("cifar10_tuning").read_text("utf-8"))
    for run in content["profiles"]["embedded"]["runs"]:
        run["environment"]["machine_class"] = "here"
    (target / "calibration.json").write_text(json.dumps(content), "utf-8")
    moved = replace(workspace, reference=reference)
    assert standing(moved, "cifar10_tuning", "embedded", HERE) is Standing.MEASURED
    other = replace(HERE, id="there")
    assert standing(moved, "cifar10_tuning", "embedded", other) is Standing.UNCHECKED


def test_another_calibration_is_compared_anew(workspace, tmp_path):
    """Runs that were compared with other anchors say nothing of these."""
    keep(workspace, "cifar10_tuning", stored(workspace, "cifar10_tuning"))
    assert standing(workspace, "cifar10_tuning", "embedded", HERE) is Standing.CHECKED
    target = tmp_path / "reference" / "cifar10_tuning"
    target.mkdir(parents=True)
    content = json.loads(workspace.calibration("cifar10_tuning").read_text("utf-8"))
    content["profiles"]["embedded"]["runs"][0]["run_key"] = "of an edited solution"
    (target / "calibration.json").write_text(json.dumps(content), "utf-8")
    recalibrated = replace(workspace, reference=tmp_path / "reference")
    assert standing(recalibrated, "cifar10_tuning", "embedded", HERE) is Standing.UNCHECKED


def test_a_part_that_was_not_measured_here_is_to_be_checked(workspace, tmp_path):
    target = tmp_path / "reference" / "lstm"
    target.mkdir(parents=True)
    content = json.loads(workspace.calibration("lstm").read_text("utf-8"))
    for run in content["profiles"]["embedded"]["runs"]:
        run["environment"]["machine_class"] = "here" if run["part"] == "sentiment" else "there"
    (target / "calibration.json").write_text(json.dumps(content), "utf-8")
    half = replace(workspace, reference=tmp_path / "reference")
    assert standing(half, "lstm", "embedded", HERE) is Standing.UNCHECKED


def test_a_fresh_calibration_finds_its_own_runs_beside_stored_ones_of_another_machine():
    """Interrupted, it goes on: keys are the same everywhere, and ours must not be hidden."""
    there = {"a": {"environment": {"machine_class": "there"}, "seed": 1}}
    ours = {"a": {"environment": {"machine_class": "here"}, "seed": 1}}
    assert runs_to_keep(there, ours, HERE) == ours
    assert runs_to_keep(there, {}, HERE) == {}
    assert runs_to_keep(there, ours, None) == there


def test_fresh_calibrations_keep_only_what_this_class_measured():
    runs = {
        "a": {"environment": {"machine_class": "here"}},
        "b": {"environment": {"machine_class": "there"}},
        "c": {"environment": {}},
    }
    assert list(made_here(runs, HERE)) == ["a"]


def test_chance_moves_no_anchor():
    """Three standard errors of the difference of two means are allowed."""
    shift = AnchorShift(
        solution="reference",
        part="",
        measure="hidden_accuracy",
        table=(0.88, 0.90, 0.92, 0.90, 0.90),
        here=(0.91,) * 5,
        least_sd=0.005,
    )
    assert shift.limit == pytest.approx(3 * 0.014142 * (2 / 5) ** 0.5, rel=1e-3)
    assert not shift.has_moved
    assert replace(shift, here=(0.93,) * 5).has_moved
    assert replace(shift, table=(0.9,) * 5).limit == pytest.approx(3 * 0.005 * (2 / 5) ** 0.5)
