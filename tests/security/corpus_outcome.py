"""How an attack ended, as its record and its run store tell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from graders.domain.evidence import ClassificationScores
from graders.domain.grade import Grade
from graders.pipeline.context import GradingContext
from tests.security.corpus_canaries import Breach, leaks, odd_characters
from tests.security.corpus_lab import FIRST, Lab
from tests.security.corpus_manifest import Attack
from tests.security.corpus_pages import terminal_breaches

# More than a network can learn from a few hundred examples in two epochs.
HIGHEST_HONEST_ACCURACY: Final = 0.3
GRADE: Final = TypeAdapter(Grade)
_VARIES: Final = frozenset({"usage", "graded_at", "received_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one attack ended.

    Attributes:
        attack: The attack.
        verdict: The verdict, or the code of the intake problem that ended it.
        status: State of its grade; empty when there is no grade.
        detail: What the record says of the failure.
        flags: Why the record says that a person should look at it.
        breaches: Canaries that fired.
    """

    attack: Attack
    verdict: str
    status: str
    detail: str = ""
    flags: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether a person is told what the manifest says that one must be told."""
        return self.status == "needs_review" and set(self.attack.flags) <= set(self.flags)


def outcome_of(
    lab: Lab,
    group: str,
    grades: Mapping[str, Grade],
    context: GradingContext,
    breaches: Sequence[Breach],
) -> Outcome:
    """Return how a group's attack ended.

    Args:
        lab: The course.
        group: The group.
        grades: Every grade in the gradebook.
        context: What it was graded with.
        breaches: Canaries that fired outside.
    """
    attack, grade = lab.attacks[group], grades.get(group)
    if grade is None:
        return Outcome(attack=attack, verdict="ignored", status="", breaches=tuple(breaches))
    record = GRADE.dump_json(grade)
    failure = grade.evidence.failure if grade.evidence else None
    outcome = Outcome(
        attack=attack,
        verdict=_verdict(grade),
        status=str(grade.status),
        detail=f"{grade.cause} {failure or ''}"[:600],
        flags=tuple(flag.code for flag in grade.flags),
    )
    found = [
        *breaches,
        *leaks(record + _stored(lab, grade), lab.secrets, "the record"),
        # The name of a group comes from the teacher's folders.
        *odd_characters(_texts({**json.loads(record), "group": ""}), "the record"),
        *terminal_breaches(grade, context),
        *_gain(outcome, grade, grades[FIRST]),
    ]
    return Outcome(
        attack=attack,
        verdict=outcome.verdict,
        status=outcome.status,
        detail=outcome.detail,
        flags=outcome.flags,
        breaches=tuple(dict.fromkeys(found)),
    )


def comparable(grade: Grade) -> Any:
    """Return a grade as JSON data, without times and usage, which vary from run to run."""
    return _without(json.loads(GRADE.dump_json(grade)))


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Yield the places at which two JSON values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from differences(one.get(key), other.get(key), f"{path}.{key}")
    elif one != other:
        yield f"{path}: {one!r} and {other!r}"


def _verdict(grade: Grade) -> str:
    fatal = [problem.code for problem in grade.problems if problem.fatal]
    if fatal:
        return fatal[0]
    return str(grade.evidence.verdict) if grade.evidence else str(grade.status)


def _stored(lab: Lab, grade: Grade) -> bytes:
    """Everything that the run store keeps of a group's runs."""
    parts = [part.run_key for part in grade.fingerprint.parts.values()]
    keys = [key for key in (grade.fingerprint.run_key, *parts) if key]
    folders = [lab.workspace.runs / key[:2] / key for key in keys]
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    return b"\n".join(path.read_bytes() for path in files)


def _gain(outcome: Outcome, grade: Grade, honest: Grade) -> list[Breach]:
    attack, rows = outcome.attack, grade.by_item()
    scores = grade.evidence.scores if grade.evidence else None
    paid = [row for row in attack.no_points if row in rows and rows[row].points]
    won = [f"{row}: {rows[row].points} points" for row in paid]
    if isinstance(scores, ClassificationScores) and "gain" in attack.canaries:
        is_gain = scores.hidden_accuracy > HIGHEST_HONEST_ACCURACY
        is_secret = is_gain and not (attack.flags and outcome.is_told)
        won += [f"accuracy {scores.hidden_accuracy:.2f}, nobody is told"] if is_secret else []
    if attack.twin and grade.run and honest.run:
        own, expected = grade.run.predictions_sha256, honest.run.predictions_sha256
        won += [] if own == expected else ["not the predictions of the honest twin"]
    return [Breach(canary="gain", detail=text) for text in won]


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(part) for key, part in value.items() if key not in _VARIES}
    return [_without(part) for part in value] if isinstance(value, list) else value


def _texts(value: Any) -> str:
    """Join every text in JSON data, keys too."""
    if isinstance(value, dict):
        return "\n".join([*value, *(_texts(part) for part in value.values())])
    if isinstance(value, list):
        return "\n".join(_texts(part) for part in value)
    return value if isinstance(value, str) else ""
