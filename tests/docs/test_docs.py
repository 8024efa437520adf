"""The documentation knows every verb, option, criterion, key, verdict and exit code."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import click
import pytest
from pydantic import BaseModel

import graders.errors
from graders.cli.grading import NEEDS_RERUN
from graders.cli.main import INTERNAL_ERROR, INTERRUPTED, VERBS, grader
from graders.course.assignment_schema import AssignmentFile, PartsAssignmentFile
from graders.domain.verdict import Verdict
from graders.grading.criteria import CRITERIA

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMAND = re.compile(r"^(?:python grader\.py|make) .*$", re.MULTILINE)


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every verb and sub-verb with its full name."""
    context = click.Context(grader)
    for verb in VERBS:
        command = grader.get_command(context, verb)
        assert command is not None
        yield verb, command
        if isinstance(command, click.Group):
            for name, inner in command.commands.items():
                yield f"{verb} {name}", inner


COMMANDS = dict(commands())
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
    if option.startswith("--")
]


def section_of(verb: str) -> str:
    """The part of docs/commands.md under a verb's heading."""
    parts = re.split(r"^## ", text_of("docs/commands.md"), flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(f"{verb}\n"))


def schema_keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name
        yield from (key for inner in _models(field.annotation) for key in schema_keys(inner))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in {list, dict, Annotated, types.UnionType}:
        for argument in get_args(annotation):
            yield from _models(argument)


def exit_codes() -> set[int]:
    errors = [
        error
        for error in vars(graders.errors).values()
        if isinstance(error, type) and issubclass(error, graders.errors.GraderError)
    ]
    return {0, NEEDS_RERUN, INTERNAL_ERROR, INTERRUPTED, *(error.exit_code for error in errors)}


def anchor_of(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_verb_is_documented(name: str) -> None:
    """Each verb has a section of its own, and each sub-verb stands in its verb's section."""
    assert f"`{name}" in section_of(name.partition(" ")[0])


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=str)
def test_option_is_documented(name: str, option: str) -> None:
    """Each option stands in its verb's section."""
    assert re.search(rf"{option}\b", section_of(name.partition(" ")[0]))


def test_documented_options_exist() -> None:
    """docs/commands.md promises no option that no verb has."""
    known = {option for _name, option in OPTIONS} | {"--help", "--debug", "--version"}
    written = set(re.findall(r"(?<![\w(#-])--[a-z][a-z-]+", text_of("docs/commands.md")))
    assert written <= known


@pytest.mark.parametrize("name", list(CRITERIA))
def test_criterion_is_documented(name: str) -> None:
    """Each criterion has a row in docs/grading.md, with each of its parameters."""
    row = re.search(rf"^\| `{name}` \|.*$", text_of("docs/grading.md"), re.MULTILINE)
    assert row
    assert all(f"`{parameter}`" in row[0] for parameter in CRITERIA.get(name).parameters)


@pytest.mark.parametrize(
    "key", sorted({*schema_keys(AssignmentFile), *schema_keys(PartsAssignmentFile)})
)
def test_key_of_the_assignment_file_is_documented(key: str) -> None:
    """Each key of the schema stands in a table of docs/assignment-file.md."""
    pattern = rf"^\| `(?:[a-z_<>]+\.)*{key}` \|"
    assert re.search(pattern, text_of("docs/assignment-file.md"), re.MULTILINE)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_verdict_is_documented(verdict: Verdict) -> None:
    """Each way a run can end is told to teachers."""
    assert f"`{verdict}`" in text_of("docs/submissions.md")


@pytest.mark.parametrize("code", sorted(exit_codes()))
def test_exit_code_is_documented(code: int) -> None:
    """Each exit code has a row in docs/commands.md."""
    assert re.search(rf"^\| {code} \|", text_of("docs/commands.md"), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_relative_links_resolve(page: Path) -> None:
    """Each link within the repository points at a file and, with an anchor, at a heading."""
    targets = LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    for target in targets:
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        file = page.parent / name if name else page
        assert file.exists(), target
        if anchor:
            headings = HEADING.findall(FENCE.sub("", file.read_text(encoding="utf-8")))
            assert anchor in {anchor_of(heading) for heading in headings}, target


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_page_is_finished(page: Path) -> None:
    """No placeholder is left."""
    assert re.findall(r"@@\w+@@", page.read_text(encoding="utf-8")) == []


def test_commands_of_the_readme_exist() -> None:
    """Each command line of the README names a make target or a verb, with options it has."""
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    lines = COMMAND.findall("\n".join(FENCE.findall(text_of("README.md"))))
    assert lines
    for line in lines:
        words = line.partition("#")[0].split()
        if words[0] == "make":
            assert words[1] in targets, line
            continue
        name = " ".join(words[2:4]) if words[2] == "data" else words[2]
        assert name in COMMANDS, line
        known = {option for verb, option in OPTIONS if verb == name}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_headings_that_the_code_cites_exist() -> None:
    """A `Source:` such as docs/grading.md, "Seeds" points at a heading."""
    cited = {
        found
        for path in (ROOT / "graders").rglob("*.py")
        for found in re.findall(r'(docs/[\w-]+\.md), "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert cited
    for page, heading in cited:
        assert heading in HEADING.findall(text_of(page)), (page, heading)
