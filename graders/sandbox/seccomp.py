"""Puts the rules for system calls into the forms that a kernel and a container engine read.

Source:
    seccomp(2), for the compiled program; the OCI runtime specification, "Seccomp", for the JSON.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, TypeAlias

from graders.errors import ExecutorUnavailableError
from graders.sandbox.call_rules import Comparison, Condition, Rule, inner_rules, outer_rules
from graders.sandbox.temporary import own_prefix

try:
    import pyseccomp
except (ImportError, RuntimeError, OSError):  # no libseccomp on this machine
    pyseccomp = None

# pyseccomp has no annotations.
Filter: TypeAlias = Any


def write_filter(*, allow_processes: bool) -> IO[bytes]:
    """Return an open temporary file that holds the compiled filter, positioned at its start.

    Raises:
        ExecutorUnavailableError: libseccomp is missing.
    """
    if pyseccomp is None:
        raise ExecutorUnavailableError(
            "No sandbox: the library libseccomp is missing.",
            hint="Run: sudo apt-get install libseccomp2",
        )
    program = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    for rule in outer_rules() if allow_processes else inner_rules():
        _refuse(program, rule)
    # The caller owns the file: bubblewrap reads it through its descriptor.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    program.export_bpf(file)
    file.seek(0)
    return file


@contextlib.contextmanager
def stored_filter(*, allow_processes: bool) -> Iterator[Path]:
    """Keep the compiled filter in a file that any user may read, for as long as the context lasts.

    Raises:
        ExecutorUnavailableError: libseccomp is missing.
    """
    with (
        write_filter(allow_processes=allow_processes) as source,
        tempfile.NamedTemporaryFile(prefix=own_prefix("filter")) as target,
    ):
        shutil.copyfileobj(source, target)
        target.flush()
        path = Path(target.name)
        path.chmod(0o444)
        yield path


def oci_profile(rules: Sequence[Rule]) -> str:
    """Return the rules as the JSON that `--security-opt seccomp=FILE` reads."""
    return json.dumps(
        {
            "defaultAction": "SCMP_ACT_ALLOW",
            "syscalls": [
                {
                    "names": [rule.call],
                    "action": "SCMP_ACT_ERRNO",
                    "errnoRet": rule.errno,
                    "args": [_oci_argument(rule.condition)] if rule.condition else [],
                }
                for rule in rules
            ],
        }
    )


def _refuse(program: Filter, rule: Rule) -> None:
    conditions = [_argument(rule.condition)] if rule.condition else []
    # Names that this architecture does not have need no rule.
    try:
        program.add_rule(pyseccomp.ERRNO(rule.errno), rule.call, *conditions)
    except (RuntimeError, ValueError, OSError):
        return


def _argument(condition: Condition) -> Filter:
    if condition.comparison is Comparison.MASKED_EQUAL:
        return pyseccomp.Arg(condition.index, pyseccomp.MASKED_EQ, condition.mask, condition.value)
    comparison = {
        Comparison.EQUAL: pyseccomp.EQ,
        Comparison.NOT_EQUAL: pyseccomp.NE,
        Comparison.GREATER: pyseccomp.GT,
    }[condition.comparison]
    return pyseccomp.Arg(condition.index, comparison, condition.value)


def _oci_argument(condition: Condition) -> dict[str, Any]:
    # With a mask, the specification has the mask in `value` and the comparand in `valueTwo`.
    masked = condition.comparison is Comparison.MASKED_EQUAL
    return {
        "index": condition.index,
        "value": condition.mask if masked else condition.value,
        "valueTwo": condition.value if masked else 0,
        "op": condition.comparison.value,
    }
