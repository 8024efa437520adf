"""The worker's only way to say anything: frames on the result pipe."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.domain.verdict import Stage
from graders.wire.codec import ARRAY_TYPES, encode_array, encode_message
from graders.wire.messages import AnyMessage, EpochReported, NoteReported, StageReached


class Emitter:
    """Writes frames to a file descriptor, whole.

    Args:
        descriptor: The write end of the result pipe.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def message(self, message: AnyMessage) -> None:
        """Send one message."""
        self._write(encode_message(message))

    def stage(self, stage: Stage) -> None:
        """Say which stage begins."""
        self.message(StageReached(stage=str(stage)))

    def note(self, code: str, **values: object) -> None:
        """Say something the student should know."""
        self.message(NoteReported(code=code, values={k: str(v)[:200] for k, v in values.items()}))

    def epoch(self, epoch: int, epochs: int, metrics: Mapping[str, float]) -> None:
        """Say how an epoch went."""
        finite = {k[:200]: v for k, v in list(metrics.items())[:40] if math.isfinite(v)}
        self.message(EpochReported(epoch=epoch, epochs=epochs, metrics=finite))

    def array(self, name: str, array: NDArray[Any]) -> None:
        """Send one array; types that do not cross the wall become float32."""
        plain = array if array.dtype.str in ARRAY_TYPES else np.asarray(array, np.float32)
        self._write(encode_array(name, plain))

    def _write(self, frame: bytes) -> None:
        view = memoryview(frame)
        while view:
            view = view[os.write(self._descriptor, view) :]
