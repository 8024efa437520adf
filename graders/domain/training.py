"""What a profile trains on and within which budget; seconds appear in `Limits` only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FORWARD_AND_BACKWARD = 3
"""Training costs this many forward passes: the backward pass costs about twice the forward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingBudget:
    """How much training counts; at the budget the model is graded as it stands.

    Attributes:
        max_epochs: Epochs at most; 0 when steps are counted instead.
        max_steps: Steps of adversarial training at most; 0 when epochs are counted.
        max_batch_size: Largest accepted batch size.
        giga_macs: Training compute at most, in 10^9 multiply-accumulates
            (3 x forward MACs x examples fed).
    """

    max_epochs: int
    max_batch_size: int
    giga_macs: float
    max_steps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What stops a runaway; never part of a grade.

    Attributes:
        wall_seconds: Wall clock of one job.
        cpu_seconds: CPU time of one job.
        build_cpu_seconds: CPU time from loading the file until `build_model` has returned.
        memory_mib: Proportional memory of the job's processes.
        scratch_mib: Size of the writable scratch folder.
        num_processes: Processes and threads.
        output_kib: Text the job may print.
    """

    wall_seconds: int
    cpu_seconds: int
    build_cpu_seconds: int
    memory_mib: int
    scratch_mib: int
    num_processes: int
    output_kib: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One size of an assignment: data set, split sizes, budget and limits.

    Attributes:
        name: `embedded`, `cpu` or `full`.
        dataset: Registered data set name.
        num_train: Training examples.
        num_validation: Public validation examples.
        num_hidden: Hidden test examples.
        num_train_probe: Training examples used to measure the overfitting gap.
        budget: Training budget.
        limits: Runaway limits of one job.
        input_shape: Shape of one input where it differs from the assignment's; else empty.
        vocabulary_size: Number of token ids where it differs from the assignment's; else 0.
        parts: Size of each part, for an assignment with several models; the sizes above are then
            those of the first.
    """

    name: str
    dataset: str
    num_train: int
    num_validation: int
    num_hidden: int
    num_train_probe: int
    budget: TrainingBudget
    limits: Limits
    input_shape: tuple[int, ...] = ()
    vocabulary_size: int = 0
    parts: Mapping[str, Profile] = field(default_factory=dict)
