"""Every code the worker can send has a text in both languages."""

import re
from pathlib import Path

from graders.reports.messages import catalog

WORKER = Path(__file__).resolve().parents[3] / "graders"
SENT = re.compile(r'"((?:note|check)\.[a-z_]+)"')


def test_every_note_and_check_has_a_text():
    """A code without a text would reach a student as a neutral sentence."""
    sent = {
        code
        for folder in ("worker", "pipeline")
        for path in (WORKER / folder).glob("*.py")
        for code in SENT.findall(path.read_text("utf-8"))
    }
    assert len(sent) > 15
    assert {code for code in sent if not catalog.has(code)} == set()
