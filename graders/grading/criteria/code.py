"""Criteria on how the code is written; all of them come from parsing, nothing is run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from graders.domain.evidence import SourceFacts, StyleFacts
from graders.domain.grade import Finding, Measure, Sense, Unit
from graders.domain.submission import SourceLocation
from graders.grading.criteria.base import FunctionNames, criterion

_MAX_PLACES = 10


@criterion("required_functions")
def required_functions(
    source: SourceFacts, *, names: FunctionNames, settings_name: str = "TRAINING"
) -> Finding:
    """The functions the assignment names and the settings dictionary; each counts the same."""
    defined = {function.name for function in source.functions}
    missing = [name for name in names if name not in defined]
    if not source.has_settings:
        missing.append(settings_name)
    num_required = len(names) + 1
    num_found = num_required - len(missing)
    return Finding(
        credit=num_found / num_required,
        code="required.missing" if missing else "required.complete",
        observed=Measure(value=num_found, unit=Unit.COUNT),
        required=Measure(value=num_required, unit=Unit.COUNT),
        values=(("missing", ", ".join(missing)),),
    )


@criterion("docstrings")
def docstrings(source: SourceFacts, *, min_length: int) -> Finding:
    """Docstrings of the file and of every public function; each counts the same.

    One counts when it has `min_length` characters and says more than the function's name.
    """
    public = [function for function in source.functions if not function.name.startswith("_")]
    undocumented = [
        function
        for function in public
        if not _documents(function.docstring, function.name, min_length)
    ]
    is_file_documented = _documents(source.module_docstring, "", min_length)
    # A file without functions has nothing to document, which is not the same as documenting it.
    num_required = max(len(public), 1) + 1
    num_found = len(public) - len(undocumented) + is_file_documented
    if num_found == num_required:
        code = "docstrings.complete"
    elif num_found == 0:
        code = "docstrings.none"
    else:
        code = "docstrings.some" if undocumented else "docstrings.file"
    return Finding(
        credit=num_found / num_required,
        code=code,
        observed=Measure(value=num_found, unit=Unit.COUNT),
        required=Measure(value=num_required, unit=Unit.COUNT),
        values=(
            ("missing", ", ".join(function.name for function in undocumented)),
            ("min_length", str(min_length)),
        ),
        where=_first_places(function.where for function in undocumented),
    )


@criterion("style")
def style(
    facts: StyleFacts, source: SourceFacts, *, lost_per_rule: float, min_code_lines: int = 5
) -> Finding:
    """Linter rules that were broken; each costs the same however often it was broken.

    Args:
        facts: What the linter found.
        source: Tells whether there is any code to have a style.
        lost_per_rule: Share of the points a broken rule costs, in [0, 1].
        min_code_lines: Fewer lines than these are no code to judge.
    """
    if source.num_code_lines < min_code_lines:
        return Finding(credit=0.0, code="style.no_code")
    hits = Counter(violation.rule for violation in facts.violations)
    places = {violation.rule: violation.where for violation in reversed(facts.violations)}
    # Rounded, so that five rules at 0.2 leave exactly nothing.
    credit = round(max(0.0, 1.0 - lost_per_rule * len(hits)), 9)
    shown = ", ".join(f"{rule} ({count})" for rule, count in sorted(hits.items()))
    return Finding(
        credit=min(credit, 1.0),
        code="style.broken" if hits else "style.clean",
        observed=Measure(value=len(hits), unit=Unit.COUNT),
        required=Measure(value=0, unit=Unit.COUNT),
        sense=Sense.AT_MOST,
        values=(("rules", shown), ("linter", facts.linter)),
        where=_first_places(places[rule] for rule in sorted(hits)),
    )


def _documents(docstring: str, name: str, min_length: int) -> bool:
    text = docstring.strip()
    return len(text) >= min_length and _letters(text) != _letters(name)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _first_places(places: Iterable[SourceLocation]) -> tuple[SourceLocation, ...]:
    return tuple(places)[:_MAX_PLACES]
