"""Keeps every run's evidence under the key of what it was made from; nothing is overwritten."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from graders.domain.evidence import RunEvidence
from graders.records.file_lock import KeyLocks
from graders.records.storage_errors import storage_errors

_PARTIAL = ".partial-"
_EVIDENCE = TypeAdapter(RunEvidence)
Outputs = Mapping[str, NDArray[Any]]


class RunStore:
    """Evidence by run key, in attempts: `<root>/<kk>/<key>/<NNNN>/`.

    Args:
        root: Folder of the store.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._claims = KeyLocks(root / "claims")

    def claimed(self, key: str) -> AbstractContextManager[None]:
        """Keep others from training for the same key meanwhile; waits for those who do."""
        return self._claims.held(key)

    def latest(self, key: str) -> tuple[RunEvidence, Outputs] | None:
        """Return the newest undamaged evidence and its predictions, or None."""
        for attempt in sorted(self._folder(key).glob("[0-9]*"), reverse=True):
            try:
                evidence = _EVIDENCE.validate_json((attempt / "evidence.json").read_bytes())
                outputs = self._outputs(attempt)
            except (OSError, ValidationError, ValueError):
                continue
            if outputs_digest(outputs) == evidence.predictions_sha256:
                return evidence, outputs
        return None

    def add(self, key: str, evidence: RunEvidence, outputs: Outputs) -> RunEvidence:
        """Store a new attempt whole and return the evidence with its predictions' hash.

        Called with the key claimed, so nobody else writes there.

        Raises:
            StorageError: It cannot be written.
        """
        hashed = replace(evidence, predictions_sha256=outputs_digest(outputs))
        with storage_errors(self._root):
            self._write(self._folder(key), hashed, outputs)
        return hashed

    @staticmethod
    def _write(folder: Path, evidence: RunEvidence, outputs: Outputs) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for left_by_the_dead in folder.glob(f"{_PARTIAL}*"):
            shutil.rmtree(left_by_the_dead, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=_PARTIAL) as temporary:
            partial = Path(temporary) / "run"
            partial.mkdir()
            for name, array in outputs.items():
                np.save(partial / f"{name}.npy", array, allow_pickle=False)
            (partial / "evidence.json").write_bytes(_EVIDENCE.dump_json(evidence, indent=1))
            _rename_to_next_number(partial, folder)

    def attempts(self, key: str) -> int:
        """How many runs are stored under the key."""
        return len(list(self._folder(key).glob("[0-9]*")))

    def _folder(self, key: str) -> Path:
        return self._root / key[:2] / key

    @staticmethod
    def _outputs(attempt: Path) -> Outputs:
        return {
            path.stem: np.load(path, allow_pickle=False) for path in sorted(attempt.glob("*.npy"))
        }


def _rename_to_next_number(partial: Path, folder: Path) -> None:
    number = len(list(folder.glob("[0-9]*"))) + 1
    while True:
        try:
            partial.rename(folder / f"{number:04d}")
        except OSError as error:
            # Another process took this number: a folder that is not empty is never replaced.
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            number += 1
        else:
            return


def outputs_digest(outputs: Outputs) -> str:
    """Hash predictions by name, type, shape and bytes; empty when there are none."""
    if not outputs:
        return ""
    digest = hashlib.sha256()
    for name in sorted(outputs):
        array = np.ascontiguousarray(outputs[name])
        digest.update(json.dumps([name, array.dtype.str, array.shape]).encode())
        digest.update(array.data)
    return digest.hexdigest()
