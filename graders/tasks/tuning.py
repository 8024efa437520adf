"""Tuning an image classifier: the same measurements as classification, from a working baseline."""

from __future__ import annotations

from graders.tasks.classification import Classification


class Tuning(Classification):
    """Image classification in which the student improves on a working baseline."""
