"""What a report is made from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.domain.rubric import Calibration
from graders.reports.messages.text import Language


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConfusedImage:
    """An image of the public validation split that the model got wrong.

    Attributes:
        pixels: uint8 of shape (height, width, 3), values 0..255.
        true_name: Name of its class.
        predicted_name: Name of the class the model chose.
        confidence: Probability the model gave its choice, in [0, 1].
    """

    pixels: NDArray[np.uint8]
    true_name: str
    predicted_name: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupReport:
    """Everything a group's page shows.

    Attributes:
        assignment: The assignment.
        grade: The group's grade.
        class_names: Class names in label order; may be empty.
        confused: Wrongly classified images of the public validation split, most confident first.
        language: Language of the page.
        anchors: Calibration the grade was computed with; None when it is not known.
    """

    assignment: Assignment
    grade: Grade
    class_names: tuple[str, ...] = ()
    confused: tuple[ConfusedImage, ...] = ()
    language: Language = Language.ES
    anchors: Calibration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """Everything the class page shows.

    Attributes:
        assignment: The assignment.
        grades: One grade per group, in the order they are listed.
        language: Language of the page.
        generated_at: When the page was made, with time zone.
        profile: Profile the class was graded on.
    """

    assignment: Assignment
    grades: tuple[Grade, ...]
    language: Language = Language.ES
    generated_at: datetime
    profile: str


class SubmissionState(StrEnum):
    """Where a group's submission stands."""

    GRADED = "graded"
    NEEDS_REVIEW = "needs_review"
    NEEDS_RERUN = "needs_rerun"
    PENDING = "pending"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One line of the status table.

    Attributes:
        group: Group id.
        state: Where its submission stands.
        received_at: Time of arrival; None when nothing was handed in.
        grade: Its grade; None before grading.
    """

    group: str
    state: SubmissionState
    received_at: datetime | None = None
    grade: Grade | None = None


def page_name(group: str) -> str:
    """File name of a group's page: `<group>.html`, or a safe name with a hash for unusual ids."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", group):
        return f"{group}.html"
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", group)[:40].strip("_")
    digest = hashlib.sha256(group.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{stem or 'group'}-{digest}.html"
