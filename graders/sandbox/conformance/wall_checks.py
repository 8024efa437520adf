"""Checks that nothing outside can be reached: network, files, processes, privileges."""

from __future__ import annotations

from collections.abc import Sequence

from graders.sandbox.conformance.model import Check, Observation, probe_file, silent


def _files(seen: Observation) -> Sequence[str]:
    problems = list(silent("read", "wrote")(seen))
    if list(seen.found.get("scratch", ())) != ["allowed"]:
        problems.append("the scratch folder cannot be written, so the refusals prove nothing")
    return problems


WALL_CHECKS: Sequence[Check] = (
    Check(
        group="network",
        name="no socket leads out, none to this machine, no name is resolved",
        probe=probe_file("network"),
        judge=silent("reached"),
    ),
    Check(
        group="files",
        name="nothing of the host is read or written; the scratch folder works",
        probe=probe_file("files"),
        judge=_files,
    ),
    Check(
        group="processes",
        name="no new, seen, traced or killed process; no privilege; clean descriptors",
        probe=probe_file("processes"),
        judge=silent("worked"),
    ),
)
