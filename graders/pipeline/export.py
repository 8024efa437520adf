"""Writes grades in the formats of other systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from graders.errors import UsageError
from graders.pipeline.export_autograder import export_autograder
from graders.pipeline.export_documents import (
    export_classroom50,
    export_document,
    export_gradescope,
)
from graders.pipeline.export_plan import STANDARD_OUTPUT, ExportPlan
from graders.pipeline.export_sheets import export_sheet
from graders.reports.exports.base import Exported, ExportTarget

_FILLED: Final = frozenset({ExportTarget.MOODLE, ExportTarget.CANVAS})
_PRINTED: Final = frozenset(
    {ExportTarget.GITHUB, ExportTarget.JUNIT, ExportTarget.CSV, ExportTarget.JSON}
)
_EXPORTERS: Final[Mapping[ExportTarget, Callable[[ExportPlan], Exported]]] = {
    ExportTarget.MOODLE: export_sheet,
    ExportTarget.CANVAS: export_sheet,
    ExportTarget.GRADESCOPE: export_gradescope,
    ExportTarget.GRADESCOPE_AUTOGRADER: export_autograder,
    ExportTarget.CLASSROOM50: export_classroom50,
    ExportTarget.GITHUB: export_document,
    ExportTarget.JUNIT: export_document,
    ExportTarget.CSV: export_document,
    ExportTarget.JSON: export_document,
}


def export(plan: ExportPlan) -> Exported:
    """Export the grades, or in a dry run say what would be written.

    Raises:
        UsageError: The options do not go together, or a file of that name is there.
        CourseError: The other system's file or the roster cannot be used.
        StorageError: A file cannot be written.
    """
    _require_fitting_options(plan)
    return _EXPORTERS[plan.target](plan)


def _require_fitting_options(plan: ExportPlan) -> None:
    filled = plan.target in _FILLED
    given = {
        "--into": (plan.source is not None, filled),
        "--column": (plan.column is not None, filled),
        "--feedback": (plan.with_comments, plan.target is ExportTarget.MOODLE),
        "--group": (bool(plan.only_groups), plan.target is not ExportTarget.GRADESCOPE_AUTOGRADER),
    }
    if plan.out == STANDARD_OUTPUT and plan.target not in _PRINTED:
        raise UsageError(f"--to {plan.target} writes files; --out must name one, not -.")
    for option, (is_given, fits) in given.items():
        if is_given and not fits:
            raise UsageError(f"{option} is not for --to {plan.target}.")
