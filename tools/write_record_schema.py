"""Write the published schema of grade records.

Usage: python tools/write_record_schema.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

# A tool runs from a clone, installed or not.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graders.reports.record_schema import record_schema

FILE = Path(__file__).resolve().parents[1] / "docs" / "grade-record.schema.json"


def main() -> int:
    """Write the file and say so."""
    FILE.write_text(json.dumps(record_schema(), indent=1) + "\n", encoding="utf-8")
    print(f"wrote {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
