"""Spreads the runs of all submissions over the workers, so that each group is done early."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from graders.errors import StorageError
from graders.intake.discovery import HandedIn
from graders.pipeline.context import GradingContext
from graders.pipeline.grade_submission import GradedSubmission, conclude_grade
from graders.pipeline.measure_unit import Notify
from graders.pipeline.submission_runs import MeasuredRun, RunPlan, SubmissionRuns, measure_run

Begin = Callable[[HandedIn], SubmissionRuns | GradedSubmission]
Blank = Callable[[HandedIn, BaseException], GradedSubmission]


_Found = SubmissionRuns | MeasuredRun | GradedSubmission | None


@dataclass(slots=True, kw_only=True, eq=False)
class _Entry:
    """A submission on its way: its runs once it was read, and how many tasks are not done."""

    handed_in: HandedIn
    runs: SubmissionRuns | None = None
    num_open: int = 1
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    entry: _Entry
    plan: RunPlan | None


class RunQueue:
    """Grades submissions with several runs at the same time.

    The first run of a group waits for its turn; its further runs go before the first runs of the
    groups behind it, so that grades come one by one and not all at the end.

    Args:
        context: What the submissions are graded with.
        notify: Hears of stages and epochs, from several threads.
        rerun: Whether stored evidence is set aside.
        begin: Reads a file when its turn comes; gives the grade of one that nothing can be run of.
            Called by several threads.
        blank: Makes the grade of a submission that failed for a reason that is not the student's.
    """

    def __init__(
        self, context: GradingContext, notify: Notify, *, rerun: bool, begin: Begin, blank: Blank
    ) -> None:
        self._context = context
        self._notify = notify
        self._rerun = rerun
        self._begin = begin
        self._blank = blank
        self._ready: deque[_Task] = deque()
        self._under_way: dict[Future[_Found], _Task] = {}

    def grade(self, handed_in: Sequence[HandedIn], jobs: int) -> Iterator[GradedSubmission]:
        """Yield each grade as soon as its runs are done.

        Args:
            handed_in: What is graded, in order.
            jobs: Runs at the same time.
        """
        self._ready.extend(_Task(entry=_Entry(handed_in=entry), plan=None) for entry in handed_in)
        # Not a `with` block: leaving one waits for every running training, even after Ctrl-C.
        pool = ThreadPoolExecutor(max_workers=jobs)
        try:
            while self._ready or self._under_way:
                self._fill(pool, jobs)
                finished, _pending = wait(self._under_way, return_when=FIRST_COMPLETED)
                for future in finished:
                    graded = self._take(future)
                    if graded is not None:
                        yield graded
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _fill(self, pool: ThreadPoolExecutor, jobs: int) -> None:
        while self._ready and len(self._under_way) < jobs:
            task = self._ready.popleft()
            if task.entry.is_over:
                continue
            self._under_way[pool.submit(self._work, task)] = task

    def _work(self, task: _Task) -> _Found:
        runs = task.entry.runs
        if task.plan is None or runs is None:
            return self._begin(task.entry.handed_in)
        if task.entry.is_over:
            return None
        return measure_run(
            runs.submission, self._context, task.plan, self._notify, rerun=self._rerun
        )

    def _take(self, future: Future[_Found]) -> GradedSubmission | None:
        """Take in what a task found; return the grade if it was the last one needed."""
        entry = self._under_way.pop(future).entry
        entry.num_open -= 1
        if entry.is_over:
            return None
        try:
            found = future.result()
            if isinstance(found, GradedSubmission):
                entry.is_over = True
                return found
            if isinstance(found, SubmissionRuns):
                entry.runs = found
            elif found is not None and entry.runs is not None:
                entry.runs.add(found)
            return self._go_on(entry)
        except StorageError:
            # The next training could not be kept either.
            raise
        except Exception as error:  # noqa: BLE001 - costs one row, never the batch
            entry.is_over = True
            return self._blank(entry.handed_in, error)

    def _go_on(self, entry: _Entry) -> GradedSubmission | None:
        if entry.runs is None or entry.num_open:
            return None
        plans = entry.runs.wanted()
        if not plans:
            entry.is_over = True
            return conclude_grade(entry.runs)
        entry.num_open = len(plans)
        self._ready.extendleft(_Task(entry=entry, plan=plan) for plan in reversed(plans))
        return None
