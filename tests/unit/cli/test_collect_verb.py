"""`collect` as people and programs meet it: a real process, both languages, exit codes."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.collect_factories import MODEL, ROSTER, snapshot, write_folder, write_zip
from tests.command_line import command_line

ROOT = Path(__file__).resolve().parents[3]
ANA = "Ana María Pérez_101_assignsubmission_file_/\x1b[31mmodel.py"
STRANGER = "Zoltan Xylander_9_assignsubmission_file_/model.py"


@pytest.fixture
def collect(tmp_path):
    """Run the verb on a course of its own, with a roster."""
    inbox = tmp_path / "submissions" / "cifar10_tuning"
    inbox.mkdir(parents=True)
    (inbox / "roster.csv").write_text(ROSTER, encoding="utf-8")

    run = command_line(folder=tmp_path)

    def collect(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run("collect", *arguments, "--assignment", "cifar10_tuning")

    collect.run = run
    return collect


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["descarga de Moodle", "se guardaría, entrega 1", "no importado", "no figura en",
                "no importados: 1", "Grupos sin ninguna entrega: g02", "no se guardó nada"]),
        ("en", ["a download from Moodle", "would be stored as attempt 1", "not imported",
                "is not in", "not imported: 1", "handed in nothing: g02", "nothing was stored"]),
    ],
)  # fmt: skip
def test_a_dry_run_reads_in_both_languages(collect, tmp_path, language, words):
    """A table, a sentence for what is left out, totals, and who is missing; nothing is written."""
    source = write_zip(tmp_path / "d.zip", {ANA: MODEL, STRANGER: MODEL})
    before = snapshot(tmp_path)
    done = collect(str(source), "--dry-run", "--lang", language)
    assert done.returncode == 1, done.stderr
    for word in words:
        assert word in done.stdout
    assert "\x1b" not in done.stdout
    assert snapshot(tmp_path) == before


def test_programs_read_the_same_as_data(collect, tmp_path):
    """Each entry with group, attempt, hash and time; the second time everything is there."""
    source = write_zip(tmp_path / "d.zip", {ANA: MODEL, STRANGER: MODEL})
    done = collect(str(source), "--json", "--lang", "en")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert (told["kind"], told["stored"], told["problems"]) == ("moodle", 1, 1)
    ana, stranger = told["entries"]
    assert (ana["group"], ana["member"], ana["attempt"]) == ("g01", "ana", 1)
    assert stranger["problem"] == "collect.unknown_person"
    assert stranger["message"].startswith("“Zoltan Xylander” is not in")
    again = json.loads(collect(str(source), "--json").stdout)
    assert [entry["outcome"] for entry in again["entries"]] == ["already_there", "problem"]
    assert told["missing"] == ["g02", "g03", "g04", "g05"]


def test_all_well_is_exit_code_0(collect, tmp_path):
    """Groups without a file are told and are no fault; what came is ready to be graded."""
    done = collect(str(write_folder(tmp_path / "d", {"g01/model.py": MODEL})))
    assert done.returncode == 0, done.stderr
    assert "Grupos sin ninguna entrega" in done.stdout
    status = collect.run("status", "cifar10_tuning", "--json")
    rows = json.loads(status.stdout)["cifar10_tuning"]
    assert [(row["group"], row["state"]) for row in rows] == [("g01", "pending")]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nothing.zip"], 2, "There is no nothing.zip"),
        (["d", "--from", "canvas"], 2, "does not look like a download of canvas"),
        (["d", "--from", "mail"], 2, "Invalid value"),
    ],
)
def test_a_wrong_command_line_is_one_sentence(collect, tmp_path, arguments, code, words):
    """Exit code 2, and nothing is imported."""
    write_folder(tmp_path / "d", {"g01/model.py": MODEL})
    done = collect(*arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_contradictory_roster_is_exit_code_3(collect, tmp_path):
    """The message names the line."""
    roster = tmp_path / "submissions" / "cifar10_tuning" / "roster.csv"
    roster.write_text("group,member\ng01,ana\ng02,ana\n")
    done = collect(str(write_folder(tmp_path / "d", {"g01/model.py": MODEL})))
    assert done.returncode == 3
    assert "line 3" in done.stderr
