"""Calibration runs are kept one by one, so neither an interruption nor a refused fit costs any."""

from pathlib import Path

from graders.course.calibration_journal import CalibrationJournal


def run(key: str, accuracy: float = 0.5) -> dict[str, object]:
    return {"solution": "reference", "hidden_accuracy": accuracy, "run_key": key}


def test_runs_are_found_again_by_their_key(tmp_path: Path) -> None:
    """Another process finds what the first one measured."""
    path = tmp_path / "calibration" / "lstm-cpu.jsonl"
    first = CalibrationJournal(path)
    assert first.known() == {}
    first.add(run("a", 0.25))
    first.add(run("b"))
    assert CalibrationJournal(path).known() == {"a": run("a", 0.25), "b": run("b")}


def test_a_line_that_was_cut_short_costs_that_run_only(tmp_path: Path) -> None:
    """A grader that is killed while it writes loses one run, and the next one is kept whole."""
    path = tmp_path / "lstm-cpu.jsonl"
    CalibrationJournal(path).add(run("a"))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"solution": "reference", "run_k')
    CalibrationJournal(path).add(run("b"))
    assert sorted(CalibrationJournal(path).known()) == ["a", "b"]
