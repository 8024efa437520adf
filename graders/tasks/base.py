"""What a kind of work must provide: requests for the worker and scores from what it returned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, cast

from numpy.typing import NDArray

from graders.domain.evidence import Scores
from graders.registry import Registry
from graders.wire.jobs import Device, JobLimits

# Inputs of the training's own shape are predicted as one set, in a secret order.
ALL_INPUTS = "all"
Outputs = Mapping[str, NDArray[Any]]


class Counted(StrEnum):
    """What a budget counts besides multiply-accumulates."""

    EPOCHS = "epochs"
    STEPS = "steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """How a job shall compute.

    Attributes:
        seed: Seed of the run.
        device: `cpu` or `gpu`.
        threads: Threads TensorFlow may use.
    """

    seed: int
    device: str
    threads: int

    def request_fields(self) -> dict[str, Any]:
        """Fields every job shares; the executor fills in files and limits."""
        return {
            "seed": self.seed,
            "device": cast(Device, self.device),
            "threads": self.threads,
            "files": {},
            "limits": JobLimits(cpu_seconds=1, file_mib=1, num_processes=1),
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Truth:
    """What outputs are scored against; it never crosses the wall.

    Attributes:
        labels: True classes by split, `(num_examples,)` integers.
        facts: More that is known of the examples, by split and name.
        num_classes: Number of classes.
        groups: Group of each class; empty where classes have no groups.
        images: Real images by split, uint8 `(num_examples, height, width, channels)`; only for
            generative work.
    """

    labels: Mapping[str, NDArray[Any]]
    facts: Mapping[str, Mapping[str, NDArray[Any]]]
    num_classes: int
    groups: tuple[int, ...] = ()
    images: Mapping[str, NDArray[Any]] = field(default_factory=dict)


class TaskKind(Protocol):
    """One kind of work; stateless.

    Example:
        `graders.tasks.classification.Classification` is a short complete one.
    """

    @property
    def counted(self) -> Counted:
        """What its budgets count."""

    @property
    def pieces(self) -> frozenset[type]:
        """Types of evidence its runs leave behind, for the rubric's criteria."""

    @property
    def num_moved_copies(self) -> int:
        """Hidden images that a model is asked for once more, with each pixel moved a little."""

    def score(self, outputs: Outputs, truth: Truth) -> Scores:
        """Score what came back against what the worker never had.

        Args:
            outputs: Arrays by name; columns of classes in true order.
            truth: Labels and facts.
        """


TASKS: Registry[TaskKind] = Registry("task")
