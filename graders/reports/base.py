"""What a report is made from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from graders.domain.adversarial_graphs import AdversarialFacts
from graders.domain.assignment import Assignment
from graders.domain.evidence import PartEvidence, RunEvidence
from graders.domain.grade import Grade
from graders.domain.rubric import Calibration
from graders.reports.messages.text import Language

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConfusedImage:
    """An image of the public validation split that the model got wrong.

    Attributes:
        pixels: uint8 of shape (height, width, 1 or 3), values 0..255.
        true_name: Name of its class.
        predicted_name: Name of the class the model chose.
        confidence: Probability the model gave its choice, in [0, 1].
    """

    pixels: Pixels
    true_name: str
    predicted_name: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusedText:
    """A text of the public validation split that the model got wrong.

    Attributes:
        words: The text, without padding, shortened to its end.
        true_name: Name of its class.
        predicted_name: Name of the class the model chose.
        confidence: Probability the model gave its choice, in [0, 1].
    """

    words: str
    true_name: str
    predicted_name: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pictures:
    """What a generator drew, from the same latent vectors at every checkpoint.

    Attributes:
        through_training: `(step, samples)`, oldest first; samples uint8 of shape
            (num_samples, height, width, 1 or 3), as many at every step.
        final: uint8 samples of the last checkpoint, (num_pairs, height, width, channels).
        nearest: The training image nearest to each of `final`, of the same shape.
    """

    through_training: tuple[tuple[int, Pixels], ...]
    final: Pixels
    nearest: Pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGroups:
    """Groups of like classes.

    Attributes:
        names: Names of the groups.
        of_class: Index of each class's group, in label order.
    """

    names: tuple[str, ...]
    of_class: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ModelReport:
    """What a group's page shows of one model.

    Attributes:
        part: Short name; empty for the only model.
        title: Title in the reader's language; empty for the only model.
        evidence: What its run left behind.
        adversarial: The pair of models and its training, of a generative submission.
        run: Its training run; None when nothing ran.
        reads_text: Whether its inputs are texts or sequences of tokens.
        class_names: Class names in label order; may be empty.
        class_groups: Groups of like classes; None where there are none.
        anchors: Calibration the grade was computed with; None when it is not known.
        images: Wrongly classified images of the public validation split, most confident first.
        texts: The same for texts.
        pictures: What a generator drew; None for other models.
    """

    part: str = ""
    title: str = ""
    evidence: PartEvidence
    adversarial: AdversarialFacts | None = None
    run: RunEvidence | None = None
    reads_text: bool = False
    class_names: tuple[str, ...] = ()
    class_groups: ClassGroups | None = None
    anchors: Calibration | None = None
    images: tuple[ConfusedImage, ...] = ()
    texts: tuple[ConfusedText, ...] = ()
    pictures: Pictures | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupReport:
    """Everything a group's page shows.

    Attributes:
        assignment: The assignment.
        grade: The group's grade.
        models: One entry per model, in the assignment's order; empty for a grade without evidence.
        language: Language of the page.
        is_anonymous: Whether the group goes by an invented name; then nothing is shown that says
            when or how its file came, or how to find its record.
    """

    assignment: Assignment
    grade: Grade
    models: tuple[ModelReport, ...] = ()
    language: Language = Language.ES
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """Everything the class page shows.

    Attributes:
        assignment: The assignment.
        grades: One grade per group, in the order they are listed.
        language: Language of the page.
        generated_at: When the page was made, with time zone.
        profile: Profile the class was graded on.
        pages: Folder of the groups' pages, relative to this one, with `/`; empty for its own.
        anchors: Calibration of each model that has one, by part; the only model has the name ''.
        is_anonymous: Whether groups go by invented names; then late files and decisions by hand are
            not listed.
    """

    assignment: Assignment
    grades: tuple[Grade, ...]
    language: Language = Language.ES
    generated_at: datetime
    profile: str
    pages: str = ""
    anchors: Mapping[str, Calibration] = field(default_factory=dict)
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexColumn:
    """One assignment on the index page of a course.

    Attributes:
        assignment: The assignment.
        profile: Profile it was graded on.
        grades: Its grades by group.
        class_page: Address of its class page, relative to the index; empty when there is none.
        group_pages: Addresses of group pages by group; groups without a page are missing.
    """

    assignment: Assignment
    profile: str
    grades: Mapping[str, Grade]
    class_page: str
    group_pages: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """Everything the index page shows.

    Attributes:
        columns: One per assignment that has grades.
        language: Language of the page.
        generated_at: When the page was made, with time zone.
    """

    columns: tuple[IndexColumn, ...]
    language: Language = Language.ES
    generated_at: datetime


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


def page_link(report: ClassReport, group: str) -> str:
    """Address of a group's page, as the class page links it."""
    return quote(report.pages + page_name(group))


def page_name(group: str) -> str:
    """File name of a group's page: `<group>.html`, or a safe name with a hash for unusual ids."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", group):
        return f"{group}.html"
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", group)[:40].strip("_")
    digest = hashlib.sha256(group.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{stem or 'group'}-{digest}.html"
