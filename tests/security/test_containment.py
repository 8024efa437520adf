"""From inside a submission nothing can be reached but its own inputs and its scratch folder."""

import json
import os
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from graders.domain.grade import GradeStatus
from graders.domain.verdict import Verdict
from graders.errors import ExecutorUnavailableError
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.sandbox.choose import choose_executor
from graders.sandbox.executor import SandboxJob
from tests.grading_kit import grade_file, tiny_context, workspace_in

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]
ALLOWED = {"scratch"}
PROBE = Path(__file__).with_name("probe.py.txt")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with a gradebook, another group's submission, and hidden labels."""
    folder = tmp_path_factory.mktemp("course")
    context = tiny_context(folder, output_kib=256)
    workspace = workspace_in(folder)
    other = workspace.submissions / "cifar10_tuning" / "grupo02"
    other.mkdir(parents=True)
    (other / "model.py").write_text("secret = 'of another group'\n")
    workspace.gradebook.write_text("canary")
    return context, workspace


@pytest.fixture(scope="module")
def attempts(course, tmp_path_factory):
    """Run the probe in the train job and return its attempts and their outcomes."""
    context, workspace = course
    paths = [
        context.units[""].data.folder,
        context.units[""].data.folder / "true_hidden.npy",
        context.units[""].data.folder / "x_hidden.npy",
        context.units[""].data.folder / "permutation.npy",
        workspace.private,
        workspace.gradebook,
        workspace.reference,
        workspace.submissions,
        workspace.assignments,
        workspace.runs,
        Path(__file__),
        Path("/etc/passwd"),
        Path.home() / ".config",
        Path.home() / ".bashrc",
        Path("/home"),
        Path("/sys/kernel"),
        Path("/proc/1/root") / str(workspace.var).lstrip("/"),
    ]
    source = PROBE.read_text("utf-8").replace("@PATHS@", json.dumps([str(path) for path in paths]))
    file = tmp_path_factory.mktemp("probe") / "model.py"
    file.write_text(source, "utf-8")
    unit = context.units[""]
    request = unit.task.train_request(unit.assignment, unit.profile, unit.machine)
    os.environ["GRADER_CANARY"] = "visible"
    job = SandboxJob(
        request=request,
        files={"source": file, **context.units[""].data.training_files()},
        limits=context.profile.limits,
    )
    run = context.executor.run(job, lambda _message: None)
    del os.environ["GRADER_CANARY"]
    lines = [line for line in run.log_tail.splitlines() if line.startswith("ATTEMPT ")]
    assert run.exit_code == 0, run.log_tail
    assert len(lines) >= 40, run.log_tail
    return lines


def test_every_attempt_to_get_out_is_refused(attempts):
    """Reading, writing, networking, processes and privileges: nothing works but the scratch."""
    worked = [line for line in attempts if " WORKED " in line and line.split()[1] not in ALLOWED]
    assert not worked, "\n".join(worked)


def test_scratch_folder_is_writable(attempts):
    """The one thing that is allowed works, so the refusals are not an accident."""
    assert any(line.startswith("ATTEMPT scratch WORKED") for line in attempts)


def test_probe_gets_an_ordinary_grade_and_changes_nothing(course, tmp_path):
    """A submission that fails to get out and then trains is graded like any other."""
    context, workspace = course
    file = tmp_path / "model.py"
    file.write_text(PROBE.read_text("utf-8").replace("@PATHS@", "[]"), "utf-8")
    before = sorted(path.name for path in workspace.var.iterdir())
    grade = grade_file(file, context).grade
    # It is graded like any other; what it reached for is for a person to see.
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert [flag.code for flag in grade.flags] == ["flag.unusual_reach"]
    assert grade.evidence.verdict is Verdict.COMPLETED
    assert workspace.gradebook.read_text() == "canary"
    assert {"gradebook.sqlite", "private", "runs"} >= set(before)


def test_training_labels_are_permuted_and_hidden_labels_absent(course):
    """What the train job is given holds no hidden example and no true class number."""
    context, _workspace = course
    files = context.units[""].data.training_files()
    assert set(files) == {"x_train", "y_train", "x_validation", "y_validation"}
    hidden = context.units[""].data.hidden_labels()
    given = np.load(files["y_validation"])
    true = hidden.labels["validation"]
    np.testing.assert_array_equal(given, hidden.permutation[true])
    assert (given != true).any()


def test_without_a_sandbox_grading_is_refused_with_the_remedy(monkeypatch):
    """No bubblewrap: the sentence names the command that mends it."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(ExecutorUnavailableError) as raised:
        choose_executor()
    assert "apt-get install bubblewrap" in str(raised.value)
    assert choose_executor(trust_submissions=True).isolation == "none"


def test_submission_text_is_never_imported_by_the_trusted_side(course, tmp_path):
    """Reading a submission runs nothing of it."""
    context, _workspace = course
    marker = tmp_path / "ran"
    file = tmp_path / "model.py"
    file.write_text(f"open({str(marker)!r}, 'w')\nraise SystemExit\n", "utf-8")
    handed_in = HandedIn(group="grupo01", path=file, received_at=context.now())
    read_submission(handed_in, context.assignment)
    assert not marker.exists()
    assert threading.active_count() < 50
