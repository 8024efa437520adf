"""What groups get is frozen: whole, numbered, checkable, and without anything private."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from graders.course.assignment_file import find_assignments
from graders.course.prepared_data import prepare_data
from graders.course.secret import derive_seed, read_or_create_secret
from graders.course.workspace import PROJECT, Workspace, bundled_workspace
from graders.domain.grade import Grade, GradeStatus
from graders.domain.lateness import Extension, Lateness
from graders.domain.override import Override
from graders.domain.publication import Damage, Difference, GradebookHead, HeldBack, changes
from graders.errors import CourseError, StorageError
from graders.pipeline.context import load_assignment
from graders.pipeline.make_reports import ReportPlan, UnitData
from graders.pipeline.publish import PublishPlan, grades_and_head, publish, record_sha256
from graders.pipeline.publish_leaks import private_things, refuse_page
from graders.pipeline.release_leaks import private_lines
from graders.records.gradebook import open_gradebook
from graders.records.publications import MANIFEST, check, publications, read_manifest, settle
from graders.reports.base import StatusRow, SubmissionState
from graders.reports.images import png_data_uri
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.publish_view import check_text, publication_data, publication_text, stale_text
from tests import course_factories as course
from tests import grade_factories as factories
from tests.unit.pipeline.test_make_reports import make_workspace, text_data

ES, EN = Language.ES, Language.EN
NOW = datetime(2026, 7, 1, 13, 30, tzinfo=UTC)
HEAD = GradebookHead(num_grades=9, last_link="ab" * 32)
ID = "cifar10_tuning"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path)
    read_or_create_secret(made.private)
    return made


def plan_of(workspace: Workspace, *, language: Language = ES, **options: bool) -> PublishPlan:
    report = ReportPlan(
        workspace=workspace,
        assignment=load_assignment(workspace, ID),
        profile="embedded",
        units={},
        language=language,
        now=NOW,
    )
    return PublishPlan(report=report, folder=workspace.published / ID, **options)


def klass(*grades: Grade) -> Mapping[str, Grade]:
    return {grade.group: grade for grade in grades or factories.whole_class()}


def saying(reason: str, grade: Grade | None = None, *, by: str = "the dean") -> Grade:
    """A grade whose page shows what a person wrote."""
    decided = grade or factories.strong()
    override = Override(
        made_at=NOW, by=by, reason=reason, points=Decimal(70), computed=decided.computed_points
    )
    return replace(decided, override=override)


def needs_review(grade: Grade) -> Grade:
    return replace(grade, status=GradeStatus.NEEDS_REVIEW)


def test_each_group_gets_its_page_and_nothing_of_others(workspace: Workspace) -> None:
    """A page a group in a folder, a manifest with hashes, points and the gradebook's state."""
    published = publish(plan_of(workspace), klass(), HEAD)
    folder = Path(published.folder)
    assert folder == workspace.published / ID / "0001"
    given = {f"g0{number}" for number in range(1, 9)}
    assert {page.stem for page in (folder / "groups").iterdir()} == given
    assert {path.name for path in folder.iterdir()} == {"groups", MANIFEST}
    manifest = read_manifest(folder)
    assert manifest == published.manifest
    assert (manifest.profile, manifest.number, manifest.gradebook) == ("embedded", 1, HEAD)
    assert manifest.groups["g01"].points == factories.strong().points
    assert manifest.groups["g01"].record_sha256 == record_sha256(factories.strong())
    assert set(manifest.files) == {f"groups/{group}.html" for group in given}
    for group in given:
        page = (folder / manifest.groups[group].page).read_text("utf-8")
        assert all(f"{other}-a" not in page for other in given - {group})


def test_grades_that_need_a_person_or_a_rerun_wait(workspace: Workspace) -> None:
    """They are held back with the reason, unless a person set them or all are asked for."""
    moved = needs_review(factories.middling())
    decided = needs_review(saying("oral exam", factories.overfit()))
    set_before = saying("oral exam", factories.notebook())
    again = replace(set_before, results=factories.middling().results)
    grades = klass(factories.strong(), moved, decided, again, factories.ungraded())
    published = publish(plan_of(workspace), grades, HEAD)
    assert published.held_back == {
        "g02": HeldBack.NEEDS_REVIEW,
        "g06": HeldBack.NEEDS_REVIEW,
        "g09": HeldBack.NEEDS_RERUN,
    }
    assert set(published.manifest.groups) == {"g01", "g04"}
    said = publication_text(published, EN)
    assert "g02: needs review" in said
    assert "g09: the grader failed" in said
    everything = publish(plan_of(workspace, with_all=True), grades, HEAD)
    assert set(everything.manifest.groups) == set(grades)
    assert everything.manifest.groups["g09"].points is None


def test_files_that_came_since_are_told(workspace: Workspace) -> None:
    """A page of a file that was replaced, and a group without any page, need `grade` first."""
    rows = [
        StatusRow(group="g03", state=SubmissionState.CHANGED),
        StatusRow(group="g04", state=SubmissionState.PENDING),
        StatusRow(group="g05", state=SubmissionState.GRADED),
    ]
    told = stale_text(rows, EN)
    assert "graded: g03" in told
    assert "no grade: g04" in told
    assert "g05" not in told
    assert stale_text(rows[2:], EN) == ""


def test_a_blank_grade_is_published_as_blank(workspace: Workspace) -> None:
    """Neither page, manifest nor words make a zero of it."""
    published = publish(plan_of(workspace, with_all=True), klass(factories.ungraded()), HEAD)
    page = (Path(published.folder) / "groups" / "g09.html").read_text("utf-8")
    assert "no es un cero" in page
    stored = json.loads((Path(published.folder) / MANIFEST).read_bytes())
    assert stored["groups"]["g09"]["points"] is None
    later = publish(plan_of(workspace), klass(factories.strong()), HEAD)
    assert "ya no está: g09 (tenía sin nota)" in publication_text(later, ES)


def test_where_all_wait_nothing_is_written(workspace: Workspace) -> None:
    published = publish(plan_of(workspace), klass(factories.ungraded()), HEAD)
    assert published.manifest is None
    assert publications(workspace.published / ID) == ()
    assert "todos los grupos quedan retenidos" in publication_text(published, ES)


def test_the_next_publication_says_what_changed_and_keeps_the_last(workspace: Workspace) -> None:
    """Points that moved, new and gone groups, other pages; the first folder is untouched."""
    first = publish(
        plan_of(workspace), klass(factories.strong(), factories.middling(), factories.starter(),
                                  factories.overfit()), HEAD)  # fmt: skip
    before = {path: path.read_bytes() for path in Path(first.folder).rglob("*.*")}
    renamed = replace(factories.middling(), members=("Zoe",))
    second = publish(
        plan_of(workspace),
        klass(saying("oral exam"), renamed, factories.starter(), factories.notebook()),
        HEAD,
    )
    assert second.folder.endswith("0002")
    assert {path: path.read_bytes() for path in before} == before
    told = {one.group: one.difference for one in changes(first.manifest, second.manifest)}
    assert told == {
        "g01": Difference.MOVED,
        "g02": Difference.REWRITTEN,
        "g04": Difference.GONE,
        "g06": Difference.NEW,
    }
    said = publication_text(second, EN)
    assert "points: g01 99 → 70" in said
    assert "another page, same points: g02" in said
    assert "groups unchanged: 1" in said
    assert publication_data(second)["changes"][0] == {
        "group": "g01", "difference": "moved", "old": "99.00", "new": "70",
    }  # fmt: skip


def test_nothing_new_writes_nothing(workspace: Workspace) -> None:
    """The same grades are one publication, whenever they are published."""
    first = publish(plan_of(workspace, with_index=True), klass(), HEAD)
    plan = plan_of(workspace)
    later = replace(plan, report=replace(plan.report, now=NOW + timedelta(days=1)))
    again = publish(later, klass(), HEAD)
    assert (again.is_new, again.folder) == (False, first.folder)
    assert len(publications(workspace.published / ID)) == 1
    assert "no se escribió otra" in publication_text(again, ES)


def test_another_profile_is_compared_with_its_own_last(workspace: Workspace) -> None:
    publish(plan_of(workspace), klass(factories.strong()), HEAD)
    plan = plan_of(workspace)
    other = replace(plan, report=replace(plan.report, profile="cpu"))
    published = publish(other, klass(factories.strong()), HEAD)
    assert published.before is None
    assert published.manifest.number == 2


def test_the_page_for_the_staff_links_only_what_was_published(workspace: Workspace) -> None:
    published = publish(plan_of(workspace, with_index=True), klass(), HEAD)
    folder = Path(published.folder)
    index = (folder / "index.html").read_text("utf-8")
    assert 'href="groups/g01.html"' in index
    assert "g09" not in index
    assert "index.html" in published.manifest.files


def test_check_finds_every_kind_of_damage(workspace: Workspace) -> None:
    """Changed, missing and added files, a manifest that is none, one that was replaced."""
    publish(plan_of(workspace), klass(), HEAD)
    second = publish(plan_of(workspace), klass(factories.strong()), HEAD)
    folder = workspace.published / ID
    assert check(folder) == ()
    assert "Publications: 2" in check_text(ID, 2, (), EN)
    groups = folder / "0001" / "groups"
    groups.joinpath("g01.html").chmod(0o644)
    groups.joinpath("g01.html").write_text("better")
    groups.joinpath("g02.html").unlink()
    groups.joinpath("extra.html").symlink_to("nowhere")
    (folder / "0001" / MANIFEST).chmod(0o644)
    manifest = folder / "0001" / MANIFEST
    manifest.write_bytes(manifest.read_bytes() + b" ")
    found = {(one.number, one.name): one.damage for one in check(folder)}
    assert found == {
        (1, "groups/g01.html"): Damage.CHANGED,
        (1, "groups/g02.html"): Damage.MISSING,
        (1, "groups/extra.html"): Damage.ADDED,
        (1, MANIFEST): Damage.REPLACED,
    }
    (Path(second.folder) / MANIFEST).chmod(0o644)
    (Path(second.folder) / MANIFEST).write_text("{}")
    damaged = check(folder)
    assert Damage.UNREADABLE in {one.damage for one in damaged}
    assert "0001/groups/g02.html falta" in check_text(ID, 2, damaged, ES)
    with pytest.raises(StorageError, match="manifest of a publication"):
        publish(plan_of(workspace), klass(), HEAD)


def test_an_earlier_publication_is_never_replaced(tmp_path: Path) -> None:
    """Who publishes at the same moment is told; the folder that is there stays as it is."""
    target, drafted = tmp_path / "0001", tmp_path / "draft"
    for folder in (target, drafted):
        folder.mkdir()
        (folder / "page.html").write_text(folder.name)
    with pytest.raises(StorageError, match="cannot be written"):
        settle(drafted, target)
    assert (target / "page.html").read_text() == "0001"


def test_grades_and_the_state_of_the_gradebook_belong_together(workspace: Workspace) -> None:
    assignment = load_assignment(workspace, ID)
    workspace.var.mkdir(parents=True, exist_ok=True)
    with open_gradebook(workspace.gradebook) as gradebook:
        gradebook.append_all([factories.strong(), factories.middling()])
        expected = gradebook.head()
    grades, head = grades_and_head(workspace, assignment, "embedded")
    assert set(grades) == {"g01", "g02"}
    assert (head.num_grades, head.last_link) == expected


SOLUTION = PROJECT / "reference" / ID / "solution.py"


def private_line() -> str:
    public = (PROJECT / "assignments" / ID / "starter.py").read_text("utf-8")
    lines = (line.strip() for line in SOLUTION.read_text("utf-8").splitlines())
    return next(line for line in lines if len(line) > 60 and line not in public)


def late(reason: str) -> Lateness:
    until = NOW + timedelta(days=1)
    extension = Extension(who="g03", until=until, reason=reason)
    return Lateness(due=NOW, extension=extension, seconds=0)


LEAKS = {
    "solution": (private_line, "known solution"),
    "another group": (lambda: "copied from g02", "another group, g02"),
    "a member": (lambda: "as with bruno diaz", "Bruno Díaz"),
    "order of names": (lambda: "asked Díaz, Bruno about it", "Bruno Díaz"),
    "who decided": (lambda: "Prof. Quispe heard them", "who set a grade by hand"),
    "extension": (lambda: "funeral of an aunt, like others", "got an extension"),
    "flag": (lambda: "Datos dentro del código", "flagged"),
    "code of a flag": (lambda: "flag.inert_layers", "flagged"),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_stops_everything(workspace: Workspace, leak: str) -> None:
    """One sentence says whose page and what; nothing is written, not even the other pages."""
    make, told = LEAKS[leak]
    grades = klass(
        saying(make(), by="Quispe"),
        factories.middling(),
        replace(factories.starter(), lateness=late("funeral of an aunt")),
    )
    with pytest.raises(CourseError, match=r"^The page of g01 would tell ") as caught:
        publish(plan_of(workspace), grades, HEAD)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list((workspace.published / ID).iterdir()) == []


@pytest.mark.parametrize("kind", ["secret", "run", "data"])
def test_the_secret_and_unused_seeds_are_never_told(workspace: Workspace, kind: str) -> None:
    """Whoever knew the seed of the next training could try for a lucky one."""
    secret = read_or_create_secret(workspace.private)
    told = {
        "secret": secret.hex(),
        "run": str(derive_seed(secret, ID, "run", 5)),
        "data": str(derive_seed(secret, ID, "permutation")),
    }
    with pytest.raises(CourseError, match="would tell"):
        publish(plan_of(workspace), klass(saying(f"see {told[kind]}")), HEAD)


def test_a_seed_that_was_used_may_be_told(workspace: Workspace) -> None:
    secret = read_or_create_secret(workspace.private)
    strong = factories.strong()
    used = replace(strong.run, seed=derive_seed(secret, ID, "run", 0))
    assert publish(plan_of(workspace), klass(replace(strong, run=used)), HEAD).is_new


def test_labels_of_hidden_examples_are_never_told(workspace: Workspace) -> None:
    """Neither as they are nor as the worker sees them; a few of them are chance."""
    data = text_data(workspace)
    plan = plan_of(workspace)
    units = {"sentiment": UnitData(data=data, anchors=None)}
    plan = replace(plan, report=replace(plan.report, units=units))
    hidden = data.hidden_labels()
    labels = hidden.labels["hidden"]
    for order in (labels, hidden.permutation[labels]):
        told = ", ".join(map(str, order.tolist()))
        with pytest.raises(CourseError, match="labels of hidden examples"):
            publish(plan, klass(saying(f"[{told}]")), HEAD)
    few = ", ".join(map(str, labels[:8].tolist()))
    assert publish(plan, klass(saying(f"[{few}]")), HEAD).is_new


def test_a_picture_of_a_hidden_example_is_never_shown(workspace: Workspace) -> None:
    """Pictures of the training and validation splits may be, even where a hidden one is equal."""
    assignment = load_assignment(workspace, ID)
    unit, size = next(iter(assignment.units(assignment.profiles["embedded"])))
    small = replace(size, num_train=30, num_validation=20, num_hidden=20, num_train_probe=10)
    data = prepare_data(workspace, unit, small, secret=b"a secret of the test")
    units = {"": UnitData(data=data, anchors=None)}
    plan = replace(plan_of(workspace).report, units=units)
    grade = factories.strong()
    private = private_things(plan, [grade])
    for inputs, is_hidden in ((data.hidden_inputs(), True), (data.validation_inputs(), False)):
        page = f'<img src="{png_data_uri(np.array(inputs[3]))}">'.encode()
        if is_hidden:
            with pytest.raises(CourseError, match="a picture of a hidden example"):
                refuse_page(page, grade, private)
        else:
            refuse_page(page, grade, private)


def test_the_roster_knows_more_names(workspace: Workspace) -> None:
    """Names and addresses of people who are in other groups, and groups without a grade."""
    inbox = workspace.submissions / ID
    inbox.mkdir(parents=True)
    (inbox / "roster.csv").write_text(
        "group,member,name,email\ngrupo007,u1,María Ñáñez,maria@example.org\n", "utf-8"
    )
    for told in ("Maria Ñañez", "write to maria@example.org", "as Grupo 7 did", "like GRUPO-007"):
        with pytest.raises(CourseError, match="another group"):
            publish(plan_of(workspace), klass(saying(told)), HEAD)


def test_what_a_group_wrote_itself_tells_it_nothing_new(workspace: Workspace) -> None:
    """Its own file may be named after another group; its members may share a name with others."""
    own = replace(factories.strong(), file_name="copy of g02.py", members=("Ana Ruiz", "Soto"))
    grades = klass(own, replace(factories.middling(), members=("Ana", "Carla Soto")))
    assert publish(plan_of(workspace), grades, HEAD).is_new


def test_our_own_texts_tell_nothing_private() -> None:
    """Advice is no line of a known solution, whatever the assignment."""
    advice = "\n".join(
        " ".join(getattr(catalog.entry(code), language).replace("`", "").split())
        for code in catalog.codes()
        for language in Language
    )
    bundled = bundled_workspace()
    for name in find_assignments(bundled.assignments):
        lines = private_lines(bundled, load_assignment(bundled, name))
        assert lines
        assert [line for line in lines if line in advice] == []


@pytest.mark.parametrize("language", list(Language))
def test_honest_pages_of_every_kind_of_work_pass(workspace: Workspace, language: Language) -> None:
    """Nothing on them is taken for a leak: neither figures nor failures nor advice."""
    kinds = {
        "cifar10_tuning": [*factories.whole_class(), factories.not_readable()],
        "cifar100_classifier": [course.fine_grade()],
        "lstm": [course.lstm_grade(), course.lstm_grade(memory_fails=True)],
        "gan": [course.gan_grade()],
    }
    for name, grades in kinds.items():
        plan = plan_of(workspace, language=language, with_all=True)
        assignment = load_assignment(workspace, name)
        report = replace(plan.report, assignment=assignment)
        folder = workspace.published / name
        assert publish(replace(plan, report=report, folder=folder), klass(*grades), HEAD).is_new


@pytest.mark.parametrize("group", ["10", "a", "puntos", "Entrenamiento"])
def test_names_that_stand_on_every_page_do_not_stop_it(workspace: Workspace, group: str) -> None:
    grades = klass(factories.strong(), replace(factories.middling(), group=group))
    assert publish(plan_of(workspace), grades, HEAD).is_new
