"""Examines this machine: what works, what does not, and the command that mends it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from graders.course.assignment_file import find_assignments
from graders.course.datasets.base import ImportedDataset
from graders.course.datasets.registered import DATASETS
from graders.course.workspace import Workspace
from graders.errors import (
    DatasetError,
    ExecutorUnavailableError,
    GraderError,
    UnknownNameError,
)
from graders.pipeline.context import load_assignment, load_calibration_or_none
from graders.records.gradebook import open_gradebook
from graders.sandbox.choose import choose_executor
from graders.sandbox.control_group import find_hierarchy
from graders.sandbox.gpu import gpu_devices

_PACKAGES = (
    "tensorflow",
    "keras",
    "numpy",
    "pydantic",
    "sqlalchemy",
    "matplotlib",
    "nbgrader",
    "ruff",
)
_NEEDED_GIB = 2


class Health(StrEnum):
    """How an examined thing is."""

    WORKS = "works"
    LIMITED = "limited"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One examined thing.

    Attributes:
        name: What was examined.
        health: How it is.
        found: What was found.
        remedy: The command that mends it; empty when nothing is wrong.
    """

    name: str
    health: Health
    found: str
    remedy: str = ""


def examine(workspace: Workspace) -> tuple[Diagnosis, ...]:
    """Examine Python, packages, sandbox, GPU, cores, disk, data, assignments and gradebook."""
    examinations: tuple[Callable[[Workspace], tuple[Diagnosis, ...]], ...] = (
        _python,
        _packages,
        _sandbox,
        _devices,
        _disk,
        _data,
        _assignments,
        _gradebook,
    )
    return tuple(diagnosis for examination in examinations for diagnosis in examination(workspace))


def _python(_workspace: Workspace) -> tuple[Diagnosis, ...]:
    supported = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return (
        Diagnosis(
            name="python",
            health=Health.WORKS if supported else Health.LIMITED,
            found=f"{platform.python_version()} on {platform.platform(terse=True)}",
            remedy="" if supported else "TensorFlow is tested on Python 3.11 to 3.13: make setup",
        ),
    )


def _packages(_workspace: Workspace) -> tuple[Diagnosis, ...]:
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    return (
        Diagnosis(
            name="packages",
            health=Health.BROKEN if missing else Health.WORKS,
            found=f"missing: {', '.join(missing)}" if missing else ", ".join(found),
            remedy="make setup" if missing else "",
        ),
    )


def _sandbox(_workspace: Workspace) -> tuple[Diagnosis, ...]:
    try:
        isolation = choose_executor().isolation
    except (ExecutorUnavailableError, UnknownNameError) as error:
        return (
            Diagnosis(name="sandbox", health=Health.BROKEN, found=error.message, remedy=error.hint),
        )
    found = f"{isolation} starts; python grader.py doctor --sandbox tries whether it contains"
    return Diagnosis(name="sandbox", health=Health.WORKS, found=found), _memory_limit(isolation)


def _memory_limit(isolation: str) -> Diagnosis:
    hierarchy = find_hierarchy()
    if isolation == "bubblewrap" and hierarchy is None:
        return Diagnosis(
            name="memory limit",
            health=Health.LIMITED,
            found="watched ten times a second; this user can make no control group",
            remedy="systemd-run --user --scope --property=Delegate=yes python grader.py grade …",
        )
    by = f"control groups (version {hierarchy.version})" if hierarchy else isolation
    return Diagnosis(name="memory limit", health=Health.WORKS, found=f"watched, and held by {by}")


def _devices(_workspace: Workspace) -> tuple[Diagnosis, ...]:
    devices = gpu_devices()
    gpu = Diagnosis(
        name="gpu",
        health=Health.WORKS if devices else Health.LIMITED,
        found=f"{', '.join(devices)}; python grader.py doctor --gpu tries whether it works"
        if devices
        else "none; trainings run on the CPU",
    )
    return gpu, Diagnosis(name="cores", health=Health.WORKS, found=f"{os.cpu_count()}")


def _disk(workspace: Workspace) -> tuple[Diagnosis, ...]:
    folder = workspace.var
    while not folder.exists():
        folder = folder.parent
    free_gib = shutil.disk_usage(folder).free / 2**30
    enough = free_gib >= _NEEDED_GIB and os.access(folder, os.W_OK)
    return (
        Diagnosis(
            name="disk",
            health=Health.WORKS if enough else Health.BROKEN,
            found=f"{free_gib:.0f} GiB free under {folder}",
            remedy=""
            if enough
            else f"free {_NEEDED_GIB} GiB, or set GRADER_HOME to a writable folder",
        ),
    )


def _data(workspace: Workspace) -> tuple[Diagnosis, ...]:
    return tuple(
        _data_set(name, pool, workspace.data)
        for name in DATASETS
        if isinstance(pool := DATASETS.get(name), ImportedDataset)
    )


def _data_set(name: str, pool: ImportedDataset, store: Path) -> Diagnosis:
    if not pool.stored_examples(store):
        return Diagnosis(
            name=f"data {name}",
            health=Health.LIMITED,
            found="not on this machine; the embedded profile needs none",
            remedy=f"python grader.py data import {name} FILE.npz   (or: data download {name})",
        )
    try:
        count = pool.verify(store)
    except DatasetError as error:
        return Diagnosis(
            name=f"data {name}", health=Health.BROKEN, found=error.message, remedy=error.hint
        )
    return Diagnosis(
        name=f"data {name}", health=Health.WORKS, found=f"{count} examples, checksum correct"
    )


def _assignments(workspace: Workspace) -> tuple[Diagnosis, ...]:
    return tuple(_assignment(workspace, name) for name in find_assignments(workspace.assignments))


def _assignment(workspace: Workspace, name: str) -> Diagnosis:
    try:
        assignment = load_assignment(workspace, name)
        uncalibrated = [
            profile.name
            for profile in assignment.profiles.values()
            if load_calibration_or_none(workspace, assignment, profile) is None
        ]
    except GraderError as error:
        return Diagnosis(
            name=f"assignment {name}", health=Health.BROKEN, found=error.message, remedy=error.hint
        )
    if uncalibrated:
        return Diagnosis(
            name=f"assignment {name}",
            health=Health.LIMITED,
            found=f"valid; not calibrated: {', '.join(uncalibrated)}",
            remedy=f"python grader.py calibrate {name} --profile {uncalibrated[0]}",
        )
    return Diagnosis(name=f"assignment {name}", health=Health.WORKS, found="valid and calibrated")


def _gradebook(workspace: Workspace) -> tuple[Diagnosis, ...]:
    if not workspace.gradebook.exists():
        return (Diagnosis(name="gradebook", health=Health.WORKS, found="none yet"),)
    try:
        with open_gradebook(workspace.gradebook) as gradebook:
            broken = gradebook.broken_link()
            count, head = gradebook.head()
    except GraderError as error:
        return (
            Diagnosis(
                name="gradebook", health=Health.BROKEN, found=error.message, remedy=error.hint
            ),
        )
    if broken is not None:
        return (
            Diagnosis(
                name="gradebook",
                health=Health.BROKEN,
                found=f"{workspace.gradebook}: grade {broken} does not follow from the ones before",
                remedy="Compare it with a backup.",
            ),
        )
    found = f"{workspace.gradebook}: {count} grades, none changed; chain {head[:16] or 'empty'}"
    return (Diagnosis(name="gradebook", health=Health.WORKS, found=found),)
