"""Which kind of machine a model was trained on: equal bits are promised on one kind only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MACHINE_CLASS: Final = "machine_class"
"""Key of a class's id in the environment that evidence records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineClass:
    """What decides the bits of a training besides code, data and seed.

    Attributes:
        cpu: Name of the processor, with family and model numbers where they are known.
        vector_extensions: Names of its instruction sets for arithmetic, in order, such as `avx2`.
        gpu: Name of the graphics processor that trains; empty on the CPU.
        gpu_driver: Version of its driver; empty on the CPU.
        threads: Threads of one training.
        versions: Version of Python and of each package that computes, by name.
        id: Short name that equal classes share; empty when the class is unknown.
    """

    cpu: str
    vector_extensions: tuple[str, ...]
    gpu: str
    gpu_driver: str
    threads: int
    versions: Mapping[str, str] = field(default_factory=dict)
    id: str = ""

    @property
    def said(self) -> str:
        """One line for people."""
        where = f"{self.gpu} (driver {self.gpu_driver})" if self.gpu else self.cpu
        return f"{where}, TensorFlow {self.versions.get('tensorflow', '?')}, class {self.id}"
