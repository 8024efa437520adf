"""Text of `show` and `submit`: an assignment's facts, a receipt."""

from __future__ import annotations

from collections.abc import Mapping

from tabulate import tabulate

from graders.domain.assignment import Assignment
from graders.domain.submission import AttemptRule, Submission
from graders.domain.training import Profile
from graders.reports.messages import catalog
from graders.reports.messages.text import Language, format_value
from graders.reports.model_reports import part_title
from graders.reports.printable import printable
from graders.reports.terminal import rubric_table

_STYLE = "simple"


def assignment_text(assignment: Assignment, language: Language) -> str:
    """Return title, deadline, what is handed in, profiles with their budgets, and the rubric."""
    due = (
        catalog.text("show.due", language, {"when": catalog.date_text(assignment.due, language)})
        if assignment.due
        else catalog.text("show.no_due", language)
    )
    required = [spec.signature for spec in assignment.submission.functions if spec.required]
    optional = [spec.signature for spec in assignment.submission.functions if not spec.required]
    hand_in = catalog.text(
        "show.hand_in",
        language,
        {
            "required": ", ".join([*required, assignment.submission.settings_name]),
            "optional": ", ".join(optional),
        },
    )
    title = f"{assignment.title[str(language)]} ({assignment.id})"
    profiles, rubric = _profiles(assignment, language), rubric_table(assignment, language)
    return "\n".join([title, due, hand_in, "", profiles, "", rubric])


def _profiles(assignment: Assignment, language: Language) -> str:
    counts_steps = any(profile.budget.max_steps for profile in assignment.profiles.values())
    length = "steps" if counts_steps else "epochs"
    columns = ["profile", "data", "train", "validation", "hidden", length, "compute"]
    if assignment.parts:
        columns.insert(1, "model")
    rows = [
        _profile_line(assignment, profile, part, language)
        for profile in assignment.profiles.values()
        for part in (profile.parts or {"": profile})
    ]
    head = [catalog.text(f"show.{column}", language) for column in columns]
    return tabulate(rows, headers=head, tablefmt=_STYLE)


def _profile_line(
    assignment: Assignment, profile: Profile, part: str, language: Language
) -> list[str | int]:
    sized = profile.parts.get(part, profile)
    name = f"{profile.name} *" if profile.name == assignment.default_profile else profile.name
    model = [printable(part_title(assignment, part, language))] if assignment.parts else []
    return [
        name,
        *model,
        sized.dataset,
        sized.num_train,
        sized.num_validation,
        sized.num_hidden,
        sized.budget.max_steps or sized.budget.max_epochs,
        f"{format_value(sized.budget.giga_macs, 'count', language)} GMAC",
    ]


def receipt_text(receipt: Mapping[str, object], language: Language) -> str:
    """Return a receipt as words.

    Args:
        receipt: `group`, `file_name`, `sha256`, `when`, `late` and `attempt`.
        language: Language of the text.
    """
    head = catalog.text(
        "receipt.head",
        language,
        {
            "file": printable(str(receipt["file_name"])),
            "attempt": str(receipt["attempt"]),
            "group": str(receipt["group"]),
        },
    )
    when = catalog.text("receipt.when", language, {"when": str(receipt["when"])})
    on_time = catalog.text("receipt.late" if receipt["late"] else "receipt.on_time", language)
    return "\n".join([head, f"SHA-256: {receipt['sha256']}", f"{when}. {on_time}"])


def unfit_text(submission: Submission, language: Language, *, rule: AttemptRule) -> str:
    """Return why a stored file cannot be graded as it stands, or nothing when it can.

    Args:
        submission: What was stored.
        language: Language of the text.
        rule: Which attempt counts, for whoever hands in again.
    """
    if not submission.fatal_problems:
        return ""
    problems = [f"- {catalog.problem_text(p, language)}" for p in submission.fatal_problems]
    return "\n".join(
        [
            catalog.text("receipt.cannot_run", language),
            *problems,
            catalog.text(f"receipt.again.{rule}", language),
        ]
    )
