"""The autograder for Gradescope can be built, checks, and holds nothing private."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from graders.course.secret import read_or_create_secret
from graders.course.workspace import PROJECT, bundled_workspace
from graders.errors import CourseError, UsageError
from graders.pipeline.context import load_assignment
from graders.pipeline.export import export
from graders.pipeline.export_autograder import autograder_zip
from graders.reports.exports.base import ExportTarget
from graders.reports.messages.text import Language
from tests import export_factories as made

ID = "cifar10_tuning"


@pytest.fixture
def course(tmp_path):
    """A course of one assignment with its private folder and a secret."""
    workspace = replace(
        bundled_workspace(),
        assignments=tmp_path / "assignments",
        reference=tmp_path / "reference",
        var=tmp_path / "var",
    )
    for name in ("assignments", "reference"):
        shutil.copytree(PROJECT / name / ID, tmp_path / name / ID)
    read_or_create_secret(workspace.private)
    return workspace


def plan_of(folder, course, name=ID, **changes):
    facts = {"workspace": course, "assignment": load_assignment(course, name), **changes}
    return made.make_plan(folder, ExportTarget.GRADESCOPE_AUTOGRADER, grades={}, **facts)


def test_the_zip_file_is_what_gradescope_builds_from(course, tmp_path):
    """Two programs with Unix line ends at its root; the same bytes every time."""
    out = tmp_path / "auto.zip"
    done = export(plan_of(tmp_path, course, out=out))
    assert done.written == (str(out),)
    assert [note.code for note in done.notes] == ["export.note.no_points"]
    assert export(plan_of(tmp_path, course, out=out)).kept == (str(out),)
    with zipfile.ZipFile(out) as bundle:
        assert bundle.testzip() is None
        names = set(bundle.namelist())
        for name in ("setup.sh", "run_autograder"):
            entry = bundle.getinfo(name)
            assert stat.S_IMODE(entry.external_attr >> 16) == 0o755
            assert b"\r" not in bundle.read(name)
            assert bundle.read(name).startswith(b"#!/usr/bin/env bash\n")
            subprocess.run(["bash", "-n"], input=bundle.read(name), check=True)
    assert {"grader.py", "requirements.lock", "tools/setup.sh", f"assignments/{ID}/starter.py",
            f"assignments/{ID}/assignment.yaml", "graders/cli/autograder.py"} <= names  # fmt: skip
    assert not [name for name in names if "__pycache__" in name or name.startswith("reference")]


def test_no_private_byte_is_in_it(course, tmp_path):
    """No file of the reference, no roster, no secret, no known solution."""
    with zipfile.ZipFile(io.BytesIO(autograder_zip(plan_of(tmp_path, course)))) as bundle:
        contents = {name: bundle.read(name) for name in bundle.namelist()}
    hashes = {hashlib.sha256(content).hexdigest() for content in contents.values() if content}
    for path in (course.reference / ID).rglob("*"):
        if path.is_file() and path.stat().st_size:
            assert hashlib.sha256(path.read_bytes()).hexdigest() not in hashes, path
    secret = (course.private / "secret").read_bytes().strip()
    assert not any(secret in content for content in contents.values())
    names = {Path(name).name for name in contents}
    assert not names & {"calibration.json", "roster.csv", "solution.py", "gradebook.sqlite"}


@pytest.mark.parametrize("kind", ["line", "copy", "calibration"])
def test_a_leak_stops_it(course, tmp_path, kind):
    """The check is that of `release`: the file and the line are named, nothing is written."""
    folder, reference = course.assignments / ID, course.reference / ID
    line = "THIS_LINE_IS_OF_THE_SOLUTION_AND_LONG = 'enough to be private'"
    if kind == "line":
        with (reference / "solution.py").open("a") as file:
            file.write(f"\n{line}\n")
        (folder / "tips.md").write_text(f"x\n{line}\n")
    elif kind == "copy":
        shutil.copyfile(reference / "solution.py", folder / "extra.bin")
    else:
        (folder / "data.json").write_text('{"accuracy_knots": []}')
    out = tmp_path / "auto.zip"
    with pytest.raises(CourseError, match="would be released"):
        export(plan_of(tmp_path, course, out=out))
    assert not out.exists()


def test_what_needs_a_private_network_is_refused(tmp_path):
    """`check` of a generator does not run without the teacher's network."""
    with pytest.raises(CourseError, match="gan is judged with a feature network that is private"):
        export(plan_of(tmp_path, bundled_workspace(), "gan", out=tmp_path / "a.zip"))
    with pytest.raises(UsageError, match=r"does not end in \.zip"):
        export(plan_of(tmp_path, bundled_workspace(), out=tmp_path / "a.tar"))


@pytest.fixture
def autograder(course, tmp_path):
    """Run the unpacked autograder on files, as `run_autograder` does, with this Python."""
    source = tmp_path / "autograder" / "source"
    content = autograder_zip(plan_of(tmp_path, course, language=Language.EN))
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        bundle.extractall(source)

    def run(files: dict[str, str]) -> dict[str, object]:
        submission = tmp_path / "autograder" / "submission"
        submission.mkdir()
        for name, text in files.items():
            (submission / name).write_text(text)
        results = tmp_path / "autograder" / "results" / "results.json"
        done = subprocess.run(
            [sys.executable, "-m", "graders.cli.autograder", ID, "--lang", "en",
             "--submission", str(submission), "--results", str(results)],
            cwd=source,
            env={key: value for key, value in os.environ.items() if not key.startswith("GRADER")},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(results.read_text("utf-8"))

    return run


CHECKED = {
    "type": "object",
    "required": ["score", "output"],
    "properties": {
        "score": {"const": 0},
        "tests": {
            "items": {
                "required": ["name", "status", "output"],
                "properties": {
                    "status": {"enum": ["passed", "failed"]},
                    "visibility": {"const": "visible"},
                    "score": False,
                    "max_score": False,
                },
            }
        },
    },
}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"model.py": "def build_model(:\n"}, "Python cannot read the code"),
        ({"a.py": "x = 1", "b.ipynb": "{}"}, "there is: a.py, b.ipynb"),
        ({"notes.txt": "hello", ".model.py": "x"}, "Exactly one .py or .ipynb file"),
    ],
)
def test_it_checks_and_gives_no_points(autograder, files, said):
    """In a folder that holds only what the zip file holds; no training is needed to say so."""
    document = autograder(files)
    jsonschema.validate(document, CHECKED)
    assert said in " ".join(document["output"].split())
