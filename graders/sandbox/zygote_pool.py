"""Warm workers of one grader: started when a job needs one, lent to one job at a time, kept."""

from __future__ import annotations

import contextlib
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from graders.sandbox.temporary import sweep
from graders.sandbox.zygote import Zygote, ZygoteUnfitError

Spawn = Callable[[int], Zygote]


class ZygotePool:
    """Keeps warm workers by the number of threads they compute with.

    Args:
        spawn: Starts one.

    Attributes:
        refusal: Why none is used on this machine; empty while they are.
    """

    def __init__(self, spawn: Spawn) -> None:
        self._spawn = spawn
        self._idle: defaultdict[int, list[Zygote]] = defaultdict(list)
        self._lock = threading.Lock()
        self._keeper: ThreadPoolExecutor | None = None
        self.refusal = ""

    @contextlib.contextmanager
    def lend(self, threads: int) -> Iterator[Zygote | None]:
        """Lend one for as long as the context lasts; None where this machine can have none.

        A borrower that finds it unfit before its job began raises nothing but calls `refuse`.
        """
        zygote = self._take(threads)
        try:
            yield zygote
        finally:
            if zygote is not None:
                self._give_back(threads, zygote)

    def refuse(self, reason: str) -> None:
        """Use no warm workers any more, and say why."""
        self.refusal = reason

    def close(self) -> None:
        """End those that are idle."""
        with self._lock:
            idle = [zygote for zygotes in self._idle.values() for zygote in zygotes]
            self._idle.clear()
            keeper, self._keeper = self._keeper, None
        for zygote in idle:
            zygote.close()
        if keeper is not None:
            keeper.shutdown(wait=False)

    def _take(self, threads: int) -> Zygote | None:
        if self.refusal:
            return None
        with self._lock:
            if self._idle[threads]:
                return self._idle[threads].pop()
            if self._keeper is None:
                sweep()
                # The kernel ends a sandbox with the thread that started it, so this one stays.
                self._keeper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="zygotes")
            keeper = self._keeper
        try:
            zygote = keeper.submit(self._spawn, threads).result()
            zygote.wait_until_ready()
        except ZygoteUnfitError as error:
            self.refuse(str(error))
            return None
        return zygote

    def _give_back(self, threads: int, zygote: Zygote) -> None:
        if not zygote.is_fit:
            zygote.close()
            return
        with self._lock:
            self._idle[threads].append(zygote)
