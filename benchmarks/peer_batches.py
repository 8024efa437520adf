"""The trainings of throughput.py as notebooks under nbgrader and Otter, for comparison.

Both run a notebook as its author would: a kernel is started, Keras is imported, the model is
trained and asked for its outputs in a test cell. nbgrader runs from this project's environment,
Otter from one beside it that takes everything else from here. Threads are left as the libraries set
them: there is one notebook at a time, and it has the machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

Metadata = dict[str, Any]
OTTER = "otter-grader==7.0.0"
_NOTEBOOK = "ps1.ipynb"
_HEAD = """import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", KERAS_BACKEND="tensorflow")
"""
_TEST = """import numpy as np

arrays = {{
    name: np.load(f"{splits}/{{name}}.npy")
    for name in ("x_train", "y_train", "x_validation", "y_validation", "inputs_all")
}}
model = build_model((32, 32, 3), 10)
history = model.fit(
    arrays["x_train"].astype("float32"), arrays["y_train"],
    validation_data=(arrays["x_validation"].astype("float32"), arrays["y_validation"]),
    epochs=TRAINING["epochs"], batch_size=TRAINING["batch_size"], verbose=0,
)
outputs = model.predict(arrays["inputs_all"].astype("float32"), batch_size=256, verbose=0)
"""


def nbgrader_course(folder: Path, sources: list[Path], splits: Path) -> Path:
    """Write a course with one notebook for each file, handed in; returns its folder."""
    shutil.rmtree(folder, ignore_errors=True)
    test = _TEST.format(splits=splits)
    cells = [
        _cell("code", _HEAD, _marks("given", locked=True)),
        _cell("code", _solution("pass"), _marks("model", solution=True)),
        _cell("code", f"{test}assert outputs.shape[1] == 10\n", _marks("test", points=1)),
    ]
    _write(folder / "source" / "ps1" / _NOTEBOOK, cells)
    config = "c = get_config()\nc.CourseDirectory.course_id = 'speed'\n"
    config += "c.ExecutePreprocessor.timeout = 3600\n"
    (folder / "nbgrader_config.py").write_text(config, "utf-8")
    _nbgrader(folder, "generate_assignment", "ps1")
    released = folder / "release" / "ps1" / _NOTEBOOK
    for source in sources:
        target = folder / "submitted" / source.parent.name / "ps1" / _NOTEBOOK
        _answer(released, target, source.read_text("utf-8"))
    return folder


def nbgrader_grade(folder: Path) -> None:
    """Grade all notebooks of a course anew."""
    _nbgrader(folder, "autograde", "ps1", "--force")


def nbgrader_points(folder: Path) -> int:
    """How many notebooks came out without an error."""
    found = [
        json.loads(file.read_text("utf-8"))["cells"]
        for file in (folder / "autograded").glob(f"*/ps1/{_NOTEBOOK}")
    ]
    return sum(
        not any(
            output["output_type"] == "error" for cell in cells for output in cell.get("outputs", ())
        )
        for cells in found
    )


def otter_environment(folder: Path) -> Path:
    """Make an environment with Otter beside this one; returns its folder of programs."""
    programs = folder / "bin"
    if not (programs / "otter").exists():
        venv.create(folder, with_pip=True)
        own = next(folder.glob("lib/python*/site-packages"))
        ours = next(path for path in sys.path if path.endswith("site-packages"))
        (own / "beside.pth").write_text(f"{ours}\n", "utf-8")
        install = [str(programs / "python"), "-m", "pip", "install", "--quiet", OTTER]
        subprocess.run(install, check=True)
    return programs


def otter_course(folder: Path, sources: list[Path], splits: Path, programs: Path) -> Path:
    """Write a master notebook, let Otter make the autograder, and hand in; returns the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    options = "export_cell: false\ncheck_all_cell: false"
    shown = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    output = [shown | {"data": {"text/plain": "True"}}]
    test = _cell("code", f"{_TEST.format(splits=splits)}outputs.shape[1] == 10", {})
    cells = [
        _cell(
            "raw", f"# ASSIGNMENT CONFIG\nname: ps1\ninit_cell: true\nrun_tests: false\n{options}"
        ),
        _cell("code", _HEAD, {}),
        _cell("raw", "# BEGIN QUESTION\nname: q1\npoints: 1"),
        _cell("markdown", "Write `build_model`."),
        _cell("raw", "# BEGIN SOLUTION"),
        _cell("code", "def build_model(input_shape, num_classes):\n    pass  # SOLUTION\n", {}),
        _cell("raw", "# END SOLUTION"),
        _cell("raw", "# BEGIN TESTS"),
        test | {"outputs": output},
        _cell("raw", "# END TESTS"),
        _cell("raw", "# END QUESTION"),
    ]
    _write(folder / _NOTEBOOK, cells)
    _otter(programs, folder, "assign", _NOTEBOOK, "dist", "--no-run-tests")
    next((folder / "dist" / "autograder").glob("*.zip")).rename(folder / "autograder.zip")
    for source in sources:
        target = folder / "submissions" / f"{source.parent.name}.ipynb"
        _answer(folder / "dist" / "student" / _NOTEBOOK, target, source.read_text("utf-8"))
    return folder


def otter_grade(folder: Path, programs: Path) -> None:
    """Run `otter run` on one file after the other, as a shell loop would."""
    for file in sorted((folder / "submissions").glob("*.ipynb")):
        results = folder / "results" / file.stem
        results.mkdir(parents=True, exist_ok=True)
        _otter(programs, folder, "run", "-a", "autograder.zip", "-o", str(results), str(file))


def otter_points(folder: Path) -> int:
    """How many notebooks came out with their point."""
    found = [json.loads(file.read_text("utf-8")) for file in folder.glob("results/*/results.json")]
    return sum(any(test.get("score") for test in result["tests"]) for result in found)


def _solution(body: str) -> str:
    return (
        f"def build_model(input_shape, num_classes):\n    ### BEGIN SOLUTION\n    {body}\n"
        "    ### END SOLUTION\n"
    )


def _marks(name: str, *, locked: bool = False, solution: bool = False, points: int = 0) -> Metadata:
    marks = {
        "grade": points > 0, "grade_id": name, "locked": locked or points > 0,
        "schema_version": 3, "solution": solution, "task": False,
    }  # fmt: skip
    return {"nbgrader": marks | ({"points": points} if points else {})}


def _cell(kind: str, source: str, metadata: Metadata | None = None) -> dict[str, Any]:
    made = {"cell_type": kind, "metadata": metadata or {}, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _write(path: Path, cells: list[dict[str, Any]]) -> None:
    for number, one in enumerate(cells):
        one["id"] = f"cell-{number:03}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    document = {
        "cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1), "utf-8")


def _answer(released: Path, target: Path, source: str) -> None:
    document = json.loads(released.read_text("utf-8"))
    (place,) = [one for one in document["cells"] if "def build_model" in "".join(one["source"])]
    place["source"] = source
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(document, indent=1), "utf-8")


def _nbgrader(folder: Path, *arguments: str) -> None:
    _run([str(Path(sys.executable).with_name("nbgrader")), *arguments], folder)


def _otter(programs: Path, folder: Path, *arguments: str) -> None:
    _run([str(programs / "otter"), *arguments], folder)


def _run(command: list[str], folder: Path) -> None:
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
