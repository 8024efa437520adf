"""The command line: finds a verb, runs it, and turns every error into one sentence."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import traceback

import click

from graders import __version__
from graders.errors import GraderError

VERBS = {
    "demo": "Grade the bundled example class and write its reports.",
    "list": "List the assignments.",
    "show": "Show an assignment's rubric, budget and deadline.",
    "start": "Copy an assignment's handout and starter.",
    "check": "Check your own file before handing it in.",
    "submit": "Hand in a file and get a receipt.",
    "collect": "Import what was handed in elsewhere.",
    "grade": "Grade what is new or changed.",
    "status": "Show what is graded, pending, changed or needs a rerun.",
    "explain": "Explain a grade line by line.",
    "override": "Set a grade by hand, with a reason; it stays when the file is graded again.",
    "history": "Show every grade a group was ever given.",
    "appeal": "Look at a grade again with more trainings; it can only stay or rise.",
    "rescore": "Judge stored evidence by a changed rubric, without training.",
    "similarity": "Find submissions that are suspiciously alike, or like a private solution.",
    "report": "Write HTML and CSV reports of the current grades.",
    "publish": "Freeze what groups get, and prove that nothing private is in it.",
    "export": "Write the current grades for Moodle, Canvas, Gradescope and other systems.",
    "release": "Write the bundle that students get, and prove that nothing private is in it.",
    "calibrate": "Measure the known solutions and fit the score curves to them.",
    "anchors": "Compare the known solutions on this machine with their calibration.",
    "validate": "Grade planted faults, correct alternatives and tricks: can the grader be trusted?",
    "data": "List, verify, import or download data sets.",
    "doctor": "Tell what works on this machine, what does not, and how to mend it.",
}
INTERNAL_ERROR = 70
INTERRUPTED = 130


class LazyGroup(click.Group):
    """Imports a verb's module only when the verb is called, so `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the verbs in the order of a course."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the verb's command, or None when there is no such verb."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"graders.cli.{cmd_name}_verb")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the verbs without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grader")
@click.option("--debug", is_flag=True, help="Show a traceback when something goes wrong.")
@click.pass_context
def grader(ctx: click.Context, *, debug: bool) -> None:
    """Grade Keras coursework: trains submissions in a sandbox, scores what it measured.

    Students: start, check, submit. Teaching assistants: collect, grade, status,
    explain, similarity, report.
    """
    ctx.obj = {"debug": debug}


def run() -> int:
    """Run the command line and return its exit code.

    0 all well; 1 finished, but something needs a look; 2 wrong command line; 3 wrong course file;
    4 this machine lacks something; 70 a bug of ours; 130 interrupted and resumable.
    """
    debug = "--debug" in sys.argv[1:]
    if debug:
        # A flag of every verb, wherever it stands.
        sys.argv = [argument for argument in sys.argv if argument != "--debug"]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        result = grader.main(prog_name="grader.py", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _interrupted()
    except Exception as error:  # noqa: BLE001 - the last line before a traceback would show
        if debug:
            traceback.print_exc()
        return _explain(error)
    return result if isinstance(result, int) else 0


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _explain(error: Exception) -> int:
    """Say what went wrong in one sentence and return the exit code."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, GraderError):
        click.echo(f"grader: {error}", err=True)
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    click.echo(
        f"grader: a bug of ours: {type(error).__name__}: {error}. "
        "Run the command with --debug and send us what it prints.",
        err=True,
    )
    return INTERNAL_ERROR


def _interrupted() -> int:
    click.echo(
        "\ngrader: interrupted; finished grades are kept. The same command goes on.", err=True
    )
    # Threads may still wait for workers; the kernel stops sandboxes when their parent ends.
    sys.stderr.flush()
    os._exit(INTERRUPTED)
