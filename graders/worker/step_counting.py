"""Counts training that happens beside the grader's own `fit`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras


class StepCounter:
    """Counts the updates of `fit` and `train_on_batch` that student code calls itself.

    It stands in the process of the student's code, so a clever one can undo it: what it says is
    reported, never measured.

    Attributes:
        elsewhere: Updates in such calls.
    """

    def __init__(self) -> None:
        self.elsewhere = 0
        self._fit = keras.Model.fit

    @classmethod
    def installed(cls) -> StepCounter:
        """Count from now on what is called as a method of any model."""
        counter = cls()
        keras.Model.fit = counter._counting(keras.Model.fit)
        keras.Model.train_on_batch = counter._counting(keras.Model.train_on_batch)
        return counter

    def fit(self, model: Any, *args: Any, **kwargs: Any) -> Any:
        """Train with Keras's own `fit`, uncounted: a `fit` of the student's own is not asked."""
        return self._fit(model, *args, **kwargs)

    def _counting(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def counted(model: Any, *args: Any, **kwargs: Any) -> Any:
            before = updates_of(model)
            try:
                return original(model, *args, **kwargs)
            finally:
                self.elsewhere += max(updates_of(model) - before, 1)

        return counted


def updates_of(model: Any) -> int:
    """Return how many updates a model's optimizer has made; 0 where it cannot tell."""
    iterations = getattr(getattr(model, "optimizer", None), "iterations", None)
    try:
        return max(int(iterations), 0) if iterations is not None else 0
    except (TypeError, ValueError):
        return 0
