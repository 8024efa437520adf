"""Trains and measures one unit of a submission once, in fresh sandboxes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from graders.domain.evidence import RunEvidence
from graders.domain.submission import Submission
from graders.pipeline.context import UnitContext
from graders.pipeline.run_model import run_model
from graders.pipeline.run_pair import run_pair
from graders.sandbox.temporary import own_prefix
from graders.tasks import Gan
from graders.wire.messages import AnyMessage

OnMessage = Callable[[AnyMessage], None]
Outputs = Mapping[str, NDArray[Any]]


def run_submission(
    submission: Submission, unit: UnitContext, on_message: OnMessage
) -> tuple[RunEvidence, Outputs]:
    """Train and measure once; a student's failure is evidence too.

    Returns:
        The evidence and what is scored later. Of one model: outputs by split, float32
        `(num_examples, num_classes)`, columns in the worker's permuted class order. Of a pair of
        models: samples and features, see `run_pair`.

    Raises:
        WorkerBrokenError: The run failed for a reason that is not the student's.
    """
    with tempfile.TemporaryDirectory(prefix=own_prefix("job")) as folder:
        source = Path(folder) / "source.py"
        source.write_text(submission.source, encoding="utf-8", errors="replace")
        run = run_pair if isinstance(unit.task, Gan) else run_model
        return run(submission, unit, Path(folder), on_message)
