"""Reads what kind of machine this is from the kernel's files and the installed packages."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from dataclasses import asdict, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from graders.domain.machine import MachineClass

_PACKAGES: Final = ("tensorflow", "keras", "numpy")
# Mitigations and virtualisation flags differ between kernels and change no sum; these may.
_VECTOR_EXTENSION: Final = re.compile(
    r"^(sse\d?(_\d)?|ssse3|sse4_[12]|avx.*|fma4?|f16c|amx.*|asimd.*|sve.*|bf16|i8mm|neon)$"
)
_CPU_INFO: Final = Path("/proc/cpuinfo")
_GPU_FOLDER: Final = Path("/proc/driver/nvidia")
_ID_LENGTH: Final = 12


@lru_cache(maxsize=4)
def this_machine(device: str, threads: int) -> MachineClass:
    """Return the class of this machine for trainings on `device`.

    Args:
        device: `cpu` or `gpu`.
        threads: Threads of one training.
    """
    return machine_class(
        cpu_info=_read(_CPU_INFO),
        gpu_info=_gpu_info() if device == "gpu" else "",
        gpu_version=_read(_GPU_FOLDER / "version") if device == "gpu" else "",
        threads=threads,
        versions={"python": platform.python_version(), **_versions()},
    )


def machine_class(
    *, cpu_info: str, gpu_info: str, gpu_version: str, threads: int, versions: dict[str, str]
) -> MachineClass:
    """Make a class from the texts that describe a machine.

    Args:
        cpu_info: Content of `/proc/cpuinfo`; empty where there is none.
        gpu_info: Content of an `information` file of NVIDIA's driver; empty on the CPU.
        gpu_version: Content of `/proc/driver/nvidia/version`; empty on the CPU.
        threads: Threads of one training.
        versions: Version of Python and of each package that computes.

    Source:
        proc(5) for the first; NVIDIA's driver README, "The /proc file system interface".
    """
    facts = _facts(cpu_info)
    flags = (facts.get("flags") or facts.get("features") or "").split()
    found = MachineClass(
        cpu=_cpu_name(facts),
        vector_extensions=tuple(sorted({flag for flag in flags if _VECTOR_EXTENSION.match(flag)})),
        gpu=_facts(gpu_info).get("model", ""),
        gpu_driver=_driver(gpu_version),
        threads=threads,
        versions=versions,
    )
    shown = json.dumps({**asdict(found), "id": None}, sort_keys=True)
    return replace(found, id=hashlib.sha256(shown.encode()).hexdigest()[:_ID_LENGTH])


def _cpu_name(facts: dict[str, str]) -> str:
    name = facts.get("model name") or facts.get("cpu part") or platform.processor()
    numbers = "/".join(facts[key] for key in ("cpu family", "model") if key in facts)
    known = name or platform.machine()
    return f"{known} ({numbers})" if numbers else known


def _facts(text: str) -> dict[str, str]:
    """Return the first block of `key : value` lines, keys in lower case."""
    facts: dict[str, str] = {}
    for line in text.strip().splitlines():
        if not line.strip():
            break
        key, _colon, value = line.partition(":")
        facts[key.strip().lower()] = value.strip()
    return facts


def _driver(text: str) -> str:
    found = re.search(r"Kernel Module[^\d\n]*?(?:for \S+\s+)?(\d+\.[\d.]+)", text)
    return found.group(1) if found else ""


def _gpu_info() -> str:
    # The worker is given the first device only.
    return next((_read(path) for path in sorted(_GPU_FOLDER.glob("gpus/*/information"))), "")


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
