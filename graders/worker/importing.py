"""Imports what every job needs, without looking for garbage in what stays anyway."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def imports_that_stay() -> Iterator[None]:
    """Import inside of this what lives as long as the process.

    Keras and TensorFlow leave a million objects behind. Collecting while they are made costs half a
    second and finds nothing; later collections need not look at them either (`gc.freeze`), which in
    a forked job would copy every page they lie on.

    Only for a process that forks its jobs: what is there when the block ends is also hidden from
    `gc.get_objects`, and a job's own objects must not seem safe because of that.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
