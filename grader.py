"""Command line of the grader, runnable from a clone: `python grader.py --help`."""

from graders.cli.main import run

if __name__ == "__main__":
    raise SystemExit(run())
