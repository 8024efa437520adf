"""Measures what one group's page costs: CPU seconds of each kind of work, median of rounds.

Method: grades and evidence are invented (`tests/*_factories.py`), so nothing is trained and no file
is read; one page of each kind is made first and not counted, because imports and templates are paid
once for a class; the kinds take turns in each round. Usage: python benchmarks/page_cost.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from graders.reports.html import render_group_page  # noqa: E402 - after the path
from tests import course_factories as course  # noqa: E402 - after the path
from tests import grade_factories as factories  # noqa: E402 - after the path

PAGES = {
    "cifar10_tuning": factories.group_report(factories.middling()),
    "cifar100_classifier": course.fine_report(),
    "lstm": course.lstm_report(),
    "gan": course.gan_report(),
}
PAGES_IN_A_ROUND = 5


def main() -> None:
    """Run the rounds and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    sizes = {name: len(render_group_page(page)) for name, page in PAGES.items()}
    seconds: dict[str, list[float]] = {name: [] for name in PAGES}
    for _round in range(rounds):
        for name, page in PAGES.items():
            started = time.process_time()
            for _page in range(PAGES_IN_A_ROUND):
                render_group_page(page)
            seconds[name].append((time.process_time() - started) / PAGES_IN_A_ROUND)
    print(f"{'page':20} {'CPU s':>7} {'min':>7} {'max':>7} {'kB':>5}   ({rounds} rounds)")
    for name, measured in seconds.items():
        middle = statistics.median(measured)
        low, high = min(measured), max(measured)
        print(f"{name:20} {middle:7.4f} {low:7.4f} {high:7.4f} {sizes[name] / 1000:5.0f}")


if __name__ == "__main__":
    main()
