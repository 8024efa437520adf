"""What people hand in elsewhere: each thing ends in the right group, or in one clear sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from graders.domain.collected import Outcome, SourceKind
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from tests.collect_factories import (
    MODEL,
    NOTEBOOK,
    OTHER,
    STARTER,
    Course,
    only,
    snapshot,
    write_folder,
    write_zip,
    zip_bytes,
)

HELPER = b"def plot(history):\n    return history\n"
SCRIPT = b"import keras\nmodel = keras.Sequential()\n"
ANA = "Ana María Pérez_101_assignsubmission_file_"
WINDOWS_1252 = MODEL.replace(b"convolutional", "convolución".encode("cp1252"))


@dataclass(frozen=True)
class Case:
    """One entry of a download and what must become of it.

    Attributes:
        files: The download.
        group: The group that gets the file; empty when nobody may.
        data: The bytes that are stored.
        code: Why nothing is imported.
        words: What the sentence must name.
    """

    files: Mapping[str, bytes]
    group: str = ""
    data: bytes = MODEL
    code: str = ""
    words: tuple[str, ...] = ()


def stored(files: Mapping[str, bytes], group: str = "g01", data: bytes = MODEL) -> Case:
    return Case(files=files, group=group, data=data)


def refused(files: Mapping[str, bytes], code: str, *words: str) -> Case:
    return Case(files=files, code=f"collect.{code}", words=words)


def named(name: str, data: bytes = MODEL) -> dict[str, bytes]:
    return {f"{ANA}/{name}": data}


def of(person: str) -> dict[str, bytes]:
    return {f"{person}/model.py": MODEL}


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


WHO = {
    "moodle: name with accents": stored({f"{ANA}/model.py": MODEL}),
    "moodle: folder without underscore": stored({f"{ANA[:-1]}/model.py": MODEL}),
    "moodle: flat file": stored({f"{ANA}modelo.py": MODEL}),
    "moodle: id decides, name was changed": stored(of("Ana P_101_assignsubmission_file_")),
    "moodle: unknown id, name decides": stored(of("PEREZ ANA MARIA_7_assignsubmission_file_")),
    "moodle: name decomposed": stored(
        of(decomposed("Ana María Pérez") + "_7_assignsubmission_file_")
    ),
    "moodle: group before the name": stored(
        of("g03-Eva Gómez_7_assignsubmission_file_"), group="g03"
    ),
    "moodle: group with a name of its own": stored(
        of("Los Tensores-Eva Gómez_7_assignsubmission_file_"), group="g03"
    ),
    "moodle: hyphen in the name": stored(
        of("Eva Luz Gómez-Ruiz_7_assignsubmission_file_"), group="g03"
    ),
    "moodle: apostrophe typed otherwise": stored(
        of("Darío O’Brien_7_assignsubmission_file_"), group="g02"
    ),
    "moodle: apostrophe dropped": stored(of("Dario OBrien_7_assignsubmission_file_"), group="g02"),
    "moodle: blind marking": stored(of("Participante_103_assignsubmission_file_"), group="g02"),
    "moodle: online text beside the file": stored(
        {
            f"{ANA}/model.py": MODEL,
            "Ana María Pérez_101_assignsubmission_onlinetext_/onlinetext.html": b"<p>ok</p>",
        }
    ),
    "moodle: two people of one name": refused(
        of("Juan Soto_7_assignsubmission_file_"), "ambiguous_name", "juan1", "juan2"
    ),
    "moodle: nearly a name is no name": refused(
        of("Carla Nuñes_7_assignsubmission_file_"), "unknown_person_near", "Carla Núñez", "g02"
    ),
    "moodle: a part of a name is no name": refused(
        of("Eva_7_assignsubmission_file_"), "unknown_person_near", "roster.csv"
    ),
    "moodle: nobody like that": refused(
        of("Zoltan Xylander_7_assignsubmission_file_"), "unknown_person", "Zoltan"
    ),
    "moodle: id and name of different groups": refused(
        of("Eva Gómez_101_assignsubmission_file_"), "several_groups", "g01", "g03"
    ),
    "moodle: person of another group than the prefix": refused(
        of("g02-Eva Gómez_7_assignsubmission_file_"), "several_groups", "g02", "g03"
    ),
    "canvas: id": stored({"perezana_9101_555_model.py": MODEL}),
    "canvas: name only": stored({"gomezeva_7_555_model.py": MODEL}, group="g03"),
    "canvas: name with accents": stored({"gómezeva_7_555_model.py": MODEL}, group="g03"),
    "canvas: two last names": stored({"garcialopezbeto_7_5_model.py": MODEL}),
    "canvas: late": stored({"perezana_LATE_9101_555_model.py": MODEL}),
    "canvas: underscores in the file name": stored({"gomezeva_7_5_mi_modelo_2.py": MODEL}, "g03"),
    "canvas: group name": stored({"g03_7_555_model.py": MODEL}, group="g03"),
    "canvas: two people of one name": refused({"sotojuan_7_5_model.py": MODEL}, "ambiguous_name"),
    "canvas: only a text entry": refused({"perezana_9101_text.html": b"<p>"}, "no_submission"),
    "canvas: nearly a name": refused(
        {"perezanamaria2_7_5_model.py": MODEL}, "unknown_person_near", "Ana María Pérez"
    ),
    "canvas: unknown": refused({"xylanderzoltan_7_5_model.py": MODEL}, "unknown_person"),
    "folders: group id": stored(of("g01")),
    "folders: group id in capitals": stored(of("G01")),
    "folders: group id with a space": stored(of("G 01")),
    "folders: member id": stored(of("dario"), group="g02"),
    "folders: student id": stored(of("2020-3"), group="g02"),
    "folders: e-mail": stored(of("Carla@uni.example"), group="g02"),
    "folders: full name": stored(of("Pérez, Ana María")),
    "folders: underscores for spaces": stored(of("ana_maria_perez")),
    "folders: inside of another folder": stored({"entregas/g01/model.py": MODEL}),
    "folders: zip of a group": stored({"g01.zip": zip_bytes({"tp/model.py": MODEL})}),
    "folders: file of a group": stored({"g03.py": MODEL}, group="g03"),
    "folders: unknown group": refused(of("g09"), "unknown_person_near", "g09"),
    "folders: unknown group with folders": refused(
        {"g09/a/model.py": MODEL, "g09/b/notes.txt": b"-"}, "unknown_person_near", "g09"
    ),
    "folders: archive that is not opened": refused(
        {"g01.rar": b"Rar!"}, "other_archive", "g01.rar"
    ),
}

FILES = {
    "notebook": stored(named("modelo.ipynb", NOTEBOOK), data=NOTEBOOK),
    "suffix in capitals": stored(named("MODELO.PY")),
    "downloaded twice": stored(named("modelo (1).py")),
    "copied by the file manager": stored(named("Copia de modelo.py")),
    "accents, composed": stored(named("práctico.py")),
    "accents, decomposed": stored(named(decomposed("práctico.py"))),
    "space at the end": stored(named("modelo.py ")),
    "very long name": stored(named("m" * 240 + ".py")),
    "name that Windows reserves": stored(named("con.py")),
    "name without letters": stored(named("模型.py")),
    "name with an escape sequence": stored(named("\x1b[31mmodel\u202e.py")),
    "name like an option": stored(named("--help.py")),
    "py.txt": stored(named("model.py.txt")),
    "ipynb.txt": stored(named("model.ipynb.txt", NOTEBOOK), data=NOTEBOOK),
    "ipynb.json": stored(named("model.ipynb.json", NOTEBOOK), data=NOTEBOOK),
    "script as txt": stored(named("model.txt")),
    "script without suffix": stored(named("modelo")),
    "notebook as json": stored(named("Untitled.json", NOTEBOOK), data=NOTEBOOK),
    "notebook called py": stored(named("model.py", NOTEBOOK), data=NOTEBOOK),
    "not UTF-8": stored(named("model.py", WINDOWS_1252), data=WINDOWS_1252),
    "syntax error": stored(named("model.py", b"def f(:\n"), data=b"def f(:\n"),
    "in a folder of its own": stored(named("tp1/final/model.py")),
    "beside a Mac's leftovers": stored(
        {**named("model.py"), f"__MACOSX/{ANA}/._model.py": b"\0", **named(".DS_Store", b"\0")}
    ),
    "beside checkpoints and caches": stored(
        {
            **named("model.ipynb", NOTEBOOK),
            **named(".ipynb_checkpoints/model-checkpoint.ipynb", b"{}"),
            **named("__pycache__/model.cpython-311.pyc", b"\0"),
            **named("Thumbs.db", b"\0"),
        },
        data=NOTEBOOK,
    ),
    "beside figures, data and a report": stored(
        {
            **named("model.py"),
            **named("loss.png", b"\x89PNG"),
            **named("informe.pdf", b"%PDF"),
            **named("datos.csv", b"a,b"),
            **named("README.txt", b"read build_model"),
            **named("requirements.txt", b"TRAINING==1"),
        }
    ),
    "two equal copies": stored({**named("model.py"), **named("modelo (1).py")}),
    "beside the untouched starter": stored({**named("model.py"), **named("starter.py", STARTER)}),
    "the untouched starter alone": stored(named("starter.py", STARTER), data=STARTER),
    "beside an empty file": stored({**named("model.py"), **named("Untitled.py", b" \n")}),
    "beside a helper that is no model": stored({**named("model.py"), **named("plots.py", HELPER)}),
    "zip of the student": stored(named("tp.zip", zip_bytes({"tp/model.py": MODEL}))),
    "zip and the same file beside it": stored(
        {**named("model.py"), **named("tp.zip", zip_bytes({"model.py": MODEL}))}
    ),
    "damaged zip beside the file": stored({**named("model.py"), **named("datos.zip", b"PK..")}),
    "script as txt in a zip": stored(named("tp.zip", zip_bytes({"model.txt": MODEL}))),
    "two models": refused(
        {**named("a.py"), **named("b.py", OTHER)}, "several_files", "a.py", "b.py"
    ),
    "script and notebook": refused(
        {**named("model.py"), **named("model.ipynb", NOTEBOOK)}, "several_files"
    ),
    "two models, one in a zip": refused(
        {**named("a.py"), **named("t.zip", zip_bytes({"b.py": OTHER}))},
        "several_files",
        "t.zip/b.py",
    ),
    "model beside a damaged notebook": refused(
        {**named("model.py"), **named("final.ipynb", NOTEBOOK[:-20])}, "several_files"
    ),
    "two files that are no models": refused(
        {**named("a.py", HELPER), **named("b.py", SCRIPT)}, "several_files"
    ),
    "nothing": refused({f"{ANA}/": b""}, "no_file"),
    "only a report": refused(named("informe.pdf", b"%PDF"), "no_submission", "informe.pdf"),
    "only a document": refused(named("tp.docx", b"PK"), "no_submission", "tp.docx"),
    "only a text that is no Python": refused(named("nota.txt", b"hola"), "no_submission"),
    "only weights": refused(named("model.keras", b"PK"), "no_submission", "model.keras"),
    "only leftovers": refused(named("Thumbs.db", b"\0") | {f"{ANA}/": b""}, "no_file"),
    "rar": refused(named("tp.rar", b"Rar!"), "other_archive", "tp.rar"),
    "7z": refused(named("tp.7z", b"7z"), "other_archive", "tp.7z"),
    "empty file": refused(named("model.py", b""), "empty", "model.py"),
    "blank file": refused(named("model.py", b" \n\n"), "empty", "model.py"),
    "script of three megabytes": refused(named("model.py", b"#" * 3_000_000), "too_large", "2 MiB"),
    "damaged zip": refused(named("tp.zip", b"PK\x03\x04..."), "damaged_file", "tp.zip"),
    "zip in a zip in a zip": refused(
        named("a.zip", zip_bytes({"b.zip": zip_bytes({"model.py": MODEL})})), "nested_too_deep"
    ),
    "zip that leads out": refused(
        named("tp.zip", zip_bytes({"../../model.py": MODEL})), "unsafe_name", "../../model.py"
    ),
    "zip with a password": refused(
        named("tp.zip", zip_bytes({"model.py": MODEL}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00",
                                                               b"PK\x01\x02\x14\x03\x14\x00\x01")),
        "encrypted", "model.py",
    ),
    "zip bomb": refused(named("tp.zip", zip_bytes({"model.ipynb": b" " * 2**26})), "bomb"),
}  # fmt: skip

CASES = {**WHO, **{f"file: {name}": case for name, case in FILES.items()}}


@pytest.fixture
def course(tmp_path):
    made = Course(tmp_path / "course")
    made.write_roster()
    return made


def sentences(collected, language):
    problems = [entry.problem for entry in collected.entries if entry.problem]
    return [catalog.problem_text(problem, language) for problem in problems]


@pytest.mark.parametrize("as_folder", [False, True], ids=["zip", "folder"])
@pytest.mark.parametrize("name", CASES)
def test_each_thing_is_imported_or_explained(course, tmp_path, name, as_folder):
    """Right group and bytes, or one sentence in each language; nothing else is written, twice."""
    case = CASES[name]
    source = tmp_path / "download"
    if as_folder:
        write_folder(source, case.files)
    else:
        write_zip(source, case.files)
    before = snapshot(tmp_path)
    collected = course.collect(source)
    entry = only(collected)
    if case.group:
        assert entry.problem is None, catalog.problem_text(entry.problem, Language.EN)
        assert (entry.outcome, entry.group) == (Outcome.STORED, case.group)
        assert course.stored() == {case.group: [case.data]}
    else:
        assert entry.outcome is Outcome.PROBLEM
        assert entry.problem.code == case.code
        assert course.stored() == {}
        for language in Language:
            (said,) = sentences(collected, language)
            assert said.endswith(".")
            assert "\n" not in said
            assert all(word in said for word in case.words), said
    after = snapshot(tmp_path)
    assert {path: after[path] for path in before} == before
    new = {path for path in after if path not in before} - {"course/var/collecting.lock"}
    target = f"course/submissions/cifar10_tuning/{case.group}/attempts/0001/"
    assert all(path.startswith(target) for path in new)
    again = only(course.collect(source))
    assert again.outcome is (Outcome.ALREADY_THERE if case.group else Outcome.PROBLEM)
    assert snapshot(tmp_path) == after


def test_the_kind_is_recognised_and_said(course, tmp_path):
    """Each platform has its own names, also inside of the folder that unpacking makes."""
    kinds = {
        SourceKind.MOODLE: {f"{ANA}/model.py": MODEL},
        SourceKind.CANVAS: {"perezana_9101_555_model.py": MODEL},
        SourceKind.FOLDERS: {"g01/model.py": MODEL},
        SourceKind.NBGRADER: {"submitted/ana/ps1/model.ipynb": NOTEBOOK},
        SourceKind.GRADESCOPE: {
            "submission_metadata.yml": b"submission_1:\n  :submitters:\n  - :sid: 2020-1\n",
            "submission_1/model.py": MODEL,
        },
    }
    for kind, files in kinds.items():
        for prefix in ("", "download/"):
            wrapped = {f"{prefix}{name}": data for name, data in files.items()}
            source = write_zip(tmp_path / "d.zip", wrapped)
            collected = course.collect(source, dry_run=True)
            assert (collected.kind, only(collected).group) == (kind, "g01"), prefix
