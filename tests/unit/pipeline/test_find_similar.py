"""What `similarity` finds in a class, and what its pages show."""

import csv
import html.parser
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graders.course.workspace import bundled_workspace
from graders.domain.similarity import Origin
from graders.errors import UnknownNameError, UsageError
from graders.pipeline.context import load_assignment
from graders.pipeline.export_similarity import export_dolos, export_jplag
from graders.pipeline.find_similar import MOST_PAIRS, SimilarityPlan
from graders.pipeline.write_similarity import write_similarity
from graders.reports.messages.text import Language
from graders.reports.similarity_view import SimilarityReport, similarity_json, similarity_table
from tests.planted_copies import (
    PLANTED,
    as_notebook,
    disguised,
    mixed,
    other_literals,
    renamed,
    reordered,
)
from tests.similarity_class import (
    ASSIGNMENTS,
    STARTER_GROUP,
    empty_class,
    example_class,
    found,
    hand_in,
    owners,
    submission,
    text_of,
)

KINDS = [kind for kind in PLANTED if kind != "notebook"]


def pages(workspace, findings, language=Language.ES):
    """Write the pages and return them by name."""
    report = SimilarityReport(
        assignment=load_assignment(workspace, findings.assignment),
        findings=findings,
        language=language,
        generated_at=datetime(2026, 3, 14, 9, 30, tzinfo=UTC),
    )
    index = write_similarity(workspace, report)
    return {path.name: path.read_text("utf-8") for path in index.parent.iterdir()}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_example_class_is_quiet(tmp_path, assignment):
    """Eight groups that worked alone, one of which handed in the starter."""
    findings = found(example_class(tmp_path, assignment), assignment)
    assert findings.pairs == ()
    assert [(item.owner, item.why) for item in findings.not_compared] == [
        (STARTER_GROUP, "little_own_code")
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_disguised_copy_is_found(tmp_path, assignment, kind):
    """Renamed, reordered, translated, padded or broken: the copy and its model, and nobody else."""
    workspace = example_class(tmp_path, assignment)
    hand_in(workspace, assignment, "grupo09", PLANTED[kind](submission(assignment, "grupo01")))
    assert owners(found(workspace, assignment)) == {("grupo01", "grupo09")}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_notebook_is_compared_with_a_script(tmp_path, assignment):
    """Cells, shell lines and Markdown between the functions change nothing; places are cells."""
    workspace = example_class(tmp_path, assignment)
    copy = as_notebook(renamed(submission(assignment, "grupo02")))
    hand_in(workspace, assignment, "grupo09", copy, name="Copia.ipynb")
    (pair,) = found(workspace, assignment).pairs
    assert (pair.left.owner, pair.right.owner) == ("grupo02", "grupo09")
    assert pair.score == 1.0
    assert all(place.cell for place in pair.right.locations)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_leaked_solution_is_found(tmp_path, assignment):
    """The private solutions take part, under the name of the reference."""
    workspace = example_class(tmp_path, assignment)
    leaked = disguised(text_of(f"reference/{assignment}/solution.py"))
    hand_in(workspace, assignment, "grupo09", leaked)
    findings = found(workspace, assignment)
    assert owners(findings) == {("grupo09", "reference/solution.py")}
    assert findings.pairs[0].right.origin is Origin.REFERENCE


def test_a_file_of_two_halves_is_like_both(tmp_path):
    """Who takes functions of two groups is in a cluster with both."""
    workspace = example_class(tmp_path, "gan")
    two = mixed(submission("gan", "grupo02"), submission("gan", "grupo06"))
    hand_in(workspace, "gan", "grupo09", renamed(two))
    findings = found(workspace, "gan", threshold=0.4)
    assert {("grupo02", "grupo09"), ("grupo06", "grupo09")} <= owners(findings)
    assert findings.clusters[0].members == ("grupo02", "grupo06", "grupo09")


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_files_near_the_starter_are_quiet(tmp_path, assignment):
    """Two groups who only turned the starter's numbers have nothing of their own."""
    workspace = empty_class(tmp_path)
    starter = text_of(f"assignments/{assignment}/starter.py")
    more = "\ndef callbacks():\n    return [keras.callbacks.EarlyStopping(patience=3)]\n"
    hand_in(workspace, assignment, "grupo01", other_literals(starter) + more)
    hand_in(workspace, assignment, "grupo02", renamed(reordered(starter)) + more)
    findings = found(workspace, assignment)
    assert findings.pairs == ()
    assert {item.owner for item in findings.not_compared} == {"grupo01", "grupo02"}


def test_own_attempts_and_files_are_not_compared(tmp_path):
    """A group resembles itself; another group is compared with every attempt."""
    workspace = empty_class(tmp_path)
    one, two = submission("lstm", "grupo01"), submission("lstm", "grupo06")
    hand_in(workspace, "lstm", "grupo01", one, name="attempts/0001/modelo.py")
    hand_in(workspace, "lstm", "grupo01", renamed(one), name="attempts/0002/modelo.py")
    assert found(workspace, "lstm").pairs == ()
    hand_in(workspace, "lstm", "grupo01", two, name="attempts/0003/modelo.py")
    hand_in(workspace, "lstm", "grupo02", disguised(one))
    (pair,) = found(workspace, "lstm").pairs
    assert pair.left.name in {"attempts/0001/modelo.py", "attempts/0002/modelo.py"}


def test_only_the_groups_asked_for(tmp_path):
    """`--group` keeps pairs with that group; a name that is none suggests the nearest."""
    workspace = example_class(tmp_path, "gan")
    hand_in(workspace, "gan", "grupo09", renamed(submission("gan", "grupo01")))
    hand_in(workspace, "gan", "grupo10", renamed(submission("gan", "grupo02")))
    assert len(found(workspace, "gan").pairs) == 2
    assert owners(found(workspace, "gan", groups=("grupo10",))) == {("grupo02", "grupo10")}
    with pytest.raises(UnknownNameError, match="grupo10"):
        found(workspace, "gan", groups=("grupo1O",))


def test_earlier_terms_take_part(tmp_path):
    """Each file and each folder of `--with` is an owner; they are not compared among themselves."""
    workspace = example_class(tmp_path, "gan")
    old = tmp_path / "2024"
    text = submission("gan", "grupo01")
    for name in ("ana.py", "grupo7/attempts/0002/modelo.py"):
        path = old / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(renamed(text), "utf-8")
    (old / "notas.txt").write_text("nada", "utf-8")
    (old / "enlace.py").symlink_to(old / "ana.py")
    pairs = found(workspace, "gan", others=(old,)).pairs
    assert {(pair.left.owner, pair.right.owner) for pair in pairs} == {
        ("grupo01", "2024/ana.py"),
        ("grupo01", "2024/grupo7"),
    }


def test_what_cannot_be_compared_is_named(tmp_path):
    """No file, no text, nothing of one's own: told, and not an error."""
    workspace = empty_class(tmp_path)
    (workspace.submissions / "gan" / "grupo01").mkdir(parents=True)
    hand_in(workspace, "gan", "grupo02", b"\0\1\2\3" * 40)
    hand_in(workspace, "gan", "grupo03", "x = 1\n")
    findings = found(workspace, "gan")
    assert [(item.owner, item.why) for item in findings.not_compared] == [
        ("grupo01", "no_file"),
        ("grupo02", "not_readable"),
        ("grupo03", "little_own_code"),
    ]


def test_passages_lie_where_the_code_is(tmp_path):
    """The lines named on both sides hold the same calls, in cells of a notebook too."""
    workspace = example_class(tmp_path, "cifar10_tuning")
    copy = as_notebook(renamed(submission("cifar10_tuning", "grupo01")))
    hand_in(workspace, "cifar10_tuning", "grupo09", copy, name="x.ipynb")
    (pair,) = found(workspace, "cifar10_tuning").pairs
    for passage in pair.passages:
        sides = []
        for file, lines in ((pair.left, passage.left), (pair.right, passage.right)):
            code = "\n".join(file.text.split("\n")[line - 1] for line in lines)
            sides.append(sorted(set(re.findall(r"\b(?:[A-Z][a-z]+\w*2D|Dense|Dropout)\b", code))))
        assert sides[0] == sides[1]
    covered = {line for passage in pair.passages for line in passage.left}
    assert len(covered) > 30


class Outline(html.parser.HTMLParser):
    """Collects tags, ids and links of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            self.links.append(values["href"])


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A class with a copy whose comments and group names are hostile."""
    workspace = example_class(tmp_path_factory.mktemp("class"), "cifar10_tuning")
    evil = "# <script>alert(1)</script><img src=x onerror=alert(2)> \u202e {{ 7*7 }}\n"
    text = submission("cifar10_tuning", "grupo01")
    hand_in(workspace, "cifar10_tuning", "grupo09", evil + renamed(text), name="a<b>&c.py")
    hand_in(workspace, "cifar10_tuning", "<i>x", as_notebook(text), name="n.ipynb")
    return workspace, found(workspace, "cifar10_tuning")


@pytest.mark.parametrize("language", list(Language))
def test_pages_are_whole_and_harmless(planted, language):
    """Texts of submissions are shown and never obeyed; every link leads somewhere."""
    workspace, findings = planted
    written = pages(workspace, findings, language)
    assert set(written) == {"index.html", "pair-0001.html", "pair-0002.html", "pair-0003.html"}
    for page in written.values():
        outline = Outline(page)
        assert not {"script", "img", "i", "iframe"} & set(outline.tags)
        assert "\u202e" not in page
        assert "http" not in "".join(outline.links)
        assert len(outline.ids) == len(set(outline.ids))
        for link in outline.links:
            name, _, anchor = link.partition("#")
            assert name in written or not name
            if anchor:
                assert anchor in (Outline(written[name]).ids if name else outline.ids)
    assert any("&lt;script&gt;alert(1)" in page for page in written.values())
    assert any("{{ 7*7 }}" in page for page in written.values())


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.ES, "no una prueba"), (Language.EN, "not proof")],
)
def test_every_page_says_that_it_proves_nothing(planted, language, said):
    """A reason to look: on the overview and beside each score."""
    workspace, findings = planted
    assert all(said in page for page in pages(workspace, findings, language).values())


def test_a_passage_bears_its_number_on_both_sides(planted):
    """Colour is never alone: the number stands in the margin of both files."""
    workspace, findings = planted
    page = pages(workspace, findings)["pair-0001.html"]
    count = len(findings.pairs[0].passages)
    for number in range(1, count + 1):
        marks = re.findall(rf'<td class="mark">(?:<a[^>]*>)?{number}(?:</a>)?</td>', page)
        assert len(marks) >= 4
        assert f'id="passage-{number}"' in page


def test_pages_of_the_last_time_go(planted):
    """What is no longer alike is no longer shown, and the folder is closed to others."""
    workspace, findings = planted
    pages(workspace, findings)
    quiet = found(workspace, "cifar10_tuning", groups=("grupo02",))
    written = pages(workspace, quiet)
    assert set(written) == {"index.html"}
    folder = workspace.reports / "cifar10_tuning" / "similarity"
    assert folder.stat().st_mode & 0o077 == 0


def test_long_files_make_short_pages(tmp_path):
    """A file of many thousand lines is cut on the page, and said to be."""
    workspace = empty_class(tmp_path)
    text = submission("gan", "grupo01") + "".join(f"# {i} {'x' * 600}\n" for i in range(3_000))
    hand_in(workspace, "gan", "a", text)
    hand_in(workspace, "gan", "b", renamed(submission("gan", "grupo01")))
    page = pages(workspace, found(workspace, "gan"))["pair-0001.html"]
    assert "Se muestran las primeras 2.000 líneas." in page
    assert len(page) < 3_000_000


def test_a_large_ring_is_cut_and_said_to_be(tmp_path):
    """Of very many pairs the most alike get evidence; how many there are is told."""
    workspace = empty_class(tmp_path)
    for number in range(40):
        hand_in(workspace, "gan", f"g{number:02}", submission("gan", "grupo01"))
    findings = found(workspace, "gan")
    assert findings.num_pairs == 780
    assert len(findings.pairs) == MOST_PAIRS
    assert "500 most alike of 780 pairs" in similarity_table(findings, Language.EN)
    assert "500 pares más parecidos de 780" in pages(workspace, findings)["index.html"]


@pytest.mark.parametrize("others", [True, False])
def test_dolos_gets_files_and_their_table(tmp_path, others):
    """One Python file for each submission, the starter marked, the attempt that is graded."""
    workspace = example_class(tmp_path, "gan")
    hand_in(workspace, "gan", "grupo01", "x = 2\n", name="attempts/0001/=evil.py")
    old = tmp_path / "old"
    old.mkdir()
    (old / "ana.py").write_text("x = 1\n", "utf-8")
    plan = SimilarityPlan(
        workspace=workspace, assignment_id="gan", threshold=0.5, others=(old,) if others else ()
    )
    target = tmp_path / "out" / "dolos"
    export_dolos(plan, target)
    rows = list(csv.DictReader((target / "info.csv").read_text("utf-8").splitlines()))
    files = {path.relative_to(target).as_posix() for path in target.rglob("*.py")}
    assert {row["filename"] for row in rows} == files
    assert [row["filename"] for row in rows if row["ignored"] == "true"] == ["starter/starter.py"]
    assert sum(row["label"] == "group" for row in rows) == 8
    assert sum(row["label"] == "elsewhere" for row in rows) == others
    times = [row["created_at"] for row in rows if row["label"] != "starter"]
    assert all(datetime.fromisoformat(time).tzinfo for time in times)
    assert (target / "grupo01/attempts-0001-evil.py").read_text("utf-8") == "x = 2\n"
    assert "pip install" not in (target / "grupo06/GAN_Grupo6.py").read_text("utf-8")
    with pytest.raises(UsageError, match="never overwrites"):
        export_dolos(plan, target)


def test_an_attempt_handed_in_again_is_exported(tmp_path):
    """Of equal attempts one goes out, whichever of them is graded; earlier ones do not."""
    workspace = empty_class(tmp_path)
    for number, text in enumerate(("x = 1\n", "x = 2\n", "x = 1\n"), start=1):
        hand_in(workspace, "gan", "g", text, name=f"attempts/{number:04}/modelo.py")
    plan = SimilarityPlan(workspace=workspace, assignment_id="gan", threshold=0.5)
    export_jplag(plan, tmp_path / "jplag")
    (file,) = (tmp_path / "jplag" / "submissions" / "g").iterdir()
    assert file.read_text("utf-8") == "x = 1\n"


def test_owners_never_share_a_folder(tmp_path):
    """Names that look alike once they are plain stay apart, and the export is closed to others."""
    workspace = empty_class(tmp_path)
    for group in ("a b", "a-b", "A-B"):
        hand_in(workspace, "gan", group, f"x = '{group}'\n")
    target = tmp_path / "jplag"
    export_jplag(SimilarityPlan(workspace=workspace, assignment_id="gan", threshold=0.5), target)
    names = [item.name.lower() for item in (target / "submissions").iterdir()]
    assert len(names) == len(set(names)) == 3
    assert target.stat().st_mode & 0o077 == 0


def test_code_of_the_handout_counts_for_nobody(tmp_path):
    """Examples that everybody can read are nobody's own."""
    workspace = replace(empty_class(tmp_path), assignments=tmp_path / "assignments")
    folder = workspace.assignments / "gan"
    shutil.copytree(bundled_workspace().assignments / "gan", folder)
    text = submission("gan", "grupo01")
    for group in ("a", "b"):
        hand_in(workspace, "gan", group, text)
    assert len(found(workspace, "gan").pairs) == 1
    (folder / "handout.en.md").write_text(f"Like this:\n\n```python\n{text}\n```\n", "utf-8")
    assert found(workspace, "gan").pairs == ()


def test_jplag_gets_a_folder_for_each_submission(tmp_path):
    """Submissions, base code, and what is only compared with them."""
    workspace = example_class(tmp_path, "lstm")
    target = tmp_path / "jplag"
    export_jplag(SimilarityPlan(workspace=workspace, assignment_id="lstm", threshold=0.5), target)
    assert sorted(item.name for item in target.iterdir()) == ["base-code", "old", "submissions"]
    assert len(list((target / "submissions").iterdir())) == 8
    assert all(len(list(f.iterdir())) == 1 for f in (target / "submissions").iterdir())
    assert "def build_memory_model" in (target / "base-code/starter.py").read_text("utf-8")
    assert (target / "old/reference-solution/solution.py").is_file()
    with pytest.raises(UsageError):
        export_jplag(
            SimilarityPlan(workspace=workspace, assignment_id="lstm", threshold=0.5), target
        )


def test_findings_are_json(planted):
    """Programs get places and shares."""
    _workspace, findings = planted
    told = json.loads(json.dumps(similarity_json(findings, "page.html")))
    assert [pair["page"] for pair in told["clusters"][0]["pairs"]] == [
        "pair-0001.html",
        "pair-0002.html",
        "pair-0003.html",
    ]
    first = told["clusters"][0]["pairs"][0]
    assert 0.6 <= first["score"] <= 1.0
    assert first["passages"][0]["left"]["from"]["line"] >= 1
