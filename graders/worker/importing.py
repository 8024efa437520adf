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
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
