"""Golden files of reports; `pytest tests/golden --update-goldens` rewrites them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "files"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="rewrite the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name, or rewrite the file."""

    def compare(name: str, found: str) -> None:
        path = FOLDER / name
        if request.config.getoption("--update-goldens", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_text(found, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert found == file.read(), "run with --update-goldens and look at the difference"

    return compare
