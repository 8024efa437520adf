"""Handouts: Markdown written by hand, with tables that follow from the assignment file.

What stands between `<!-- begin: NAME -->` and `<!-- end -->` is generated; the rest is the
author's.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Final

from graders.domain.assignment import Assignment
from graders.errors import CourseError
from graders.reports.handout_blocks import BLOCKS
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable

END: Final = "<!-- end -->"
_BEGIN: Final = re.compile(r"^<!--\s*begin:\s*(.*?)\s*-->$")
_END: Final = re.compile(r"^<!--\s*end\s*-->$")


def fill_handout(
    text: str, assignment: Assignment, language: Language, *, file: str = "handout"
) -> str:
    """Return a handout with its blocks written anew.

    Args:
        text: The handout as its author keeps it.
        assignment: Where the numbers come from.
        language: Language of the handout.
        file: What error messages call the handout.

    Raises:
        CourseError: A block has an unknown name, or does not begin or end; names file and line.
    """
    return "".join(f"{line}\n" for line in _filled(text, assignment, language, file))


def default_handout(assignment: Assignment, language: Language) -> str:
    """Return a whole handout for an assignment whose author wrote none."""
    parts = [
        f"# {printable(assignment.title[str(language)])}",
        _said("intro", language),
        _due(assignment, language),
        *_hand_in(assignment, language),
        *_data(assignment, language),
        *_budget(assignment, language),
        *_graded(language),
        *_rules(assignment, language),
    ]
    return fill_handout("\n\n".join(parts), assignment, language)


def _filled(text: str, assignment: Assignment, language: Language, file: str) -> Iterator[str]:
    begun = 0
    for number, line in enumerate(text.splitlines(), start=1):
        begin, is_end = _BEGIN.match(line.strip()), _END.match(line.strip())
        if begin:
            if begun:
                raise CourseError(f"{file}:{begun}: this block has no `{END}`.")
            begun = number
            yield line
            yield ""
            yield from _block(begin[1], f"{file}:{number}", assignment, language).splitlines()
            yield ""
        elif is_end:
            if not begun:
                raise CourseError(f"{file}:{number}: this `{END}` ends no block.")
            begun = 0
        if not begin and not begun:
            yield line
    if begun:
        raise CourseError(f"{file}:{begun}: this block has no `{END}`.")


def _block(name: str, place: str, assignment: Assignment, language: Language) -> str:
    if name not in BLOCKS:
        near = difflib.get_close_matches(name, BLOCKS, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(BLOCKS)}."
        raise CourseError(f"{place}: there is no block {name!r}.", hint=hint)
    return BLOCKS[name](assignment, language)


def _due(assignment: Assignment, language: Language) -> str:
    if assignment.due is None:
        return _said("no_due", language)
    when = catalog.date_text(assignment.due, language)
    return catalog.text("handout.due", language, {"when": when})


def _hand_in(assignment: Assignment, language: Language) -> Iterator[str]:
    yield _heading("hand_in", language)
    yield _said("hand_in", language)
    yield _marked("submission")
    yield _said("no_fit", language)
    if not assignment.submission.custom_code_at_prediction:
        yield _said("no_custom_code", language)


def _data(assignment: Assignment, language: Language) -> Iterator[str]:
    yield _heading("data", language)
    units = assignment.units(assignment.profiles[assignment.default_profile])
    for unit, size in units:
        told = list(_of_unit(unit, draws=size.budget.max_steps > 0, language=language))
        if unit.part:
            yield f"**{printable(unit.title[str(language)])}**"
        yield "\n".join(f"- {sentence}" for sentence in told)
    if any(not size.budget.max_steps for _unit, size in units):
        yield _said("permuted", language)
    yield _marked("profiles")
    yield _said("which_profile", language)


def _of_unit(unit: Assignment, *, draws: bool, language: Language) -> Iterator[str]:
    shape = f"`({', '.join(map(str, unit.input_shape))})`"
    if draws:
        yield catalog.text("handout.drawn", language, {"shape": shape})
    elif unit.vocabulary_size:
        yield _said("tokens", language)
    else:
        yield catalog.text("handout.images", language, {"shape": shape})
    if not draws:
        yield catalog.text("handout.labels", language, {"last": unit.num_classes - 1})
    yield _said("hidden_data", language)


def _budget(assignment: Assignment, language: Language) -> Iterator[str]:
    yield _heading("budget", language)
    profile = assignment.profiles[assignment.default_profile]
    counted = "counted_steps" if profile.budget.max_steps else "counted_epochs"
    yield catalog.text("handout.budget", language, {"counted": _said(counted, language)})
    yield _said("limits", language)
    yield _marked("limits")


def _graded(language: Language) -> Iterator[str]:
    yield _heading("graded", language)
    yield _marked("rubric")
    yield _marked("runs")
    yield _said("same_seed", language)


def _rules(assignment: Assignment, language: Language) -> Iterator[str]:
    yield _heading("forbidden", language)
    named = ("loading", "answers", "pretending")
    yield "\n".join(f"- {_said(f'forbidden.{name}', language)}" for name in named)
    yield _heading("submit", language)
    name = assignment.id
    yield (
        f"```\npython grader.py check model.py --assignment {name}\n"
        f"python grader.py submit model.py --assignment {name} --group grupo01\n```"
    )
    yield _said("submit", language)


def _heading(name: str, language: Language) -> str:
    return f"## {_said(f'{name}.title', language)}"


def _said(name: str, language: Language) -> str:
    return catalog.text(f"handout.{name}", language)


def _marked(name: str) -> str:
    return f"<!-- begin: {name} -->\n{END}"
