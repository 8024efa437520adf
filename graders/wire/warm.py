"""What the grader and a warm worker say to each other about jobs, on a socket of their own.

Theory of operation: one datagram is one JSON object. The grader sends an order with three open
descriptors (request, results, log); the answers are that a job was started, how it ended, or that
the worker is unfit. A job itself speaks on its result pipe as every worker does.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from graders.wire.jobs import Message, ShortText

MAX_BYTES = 4096
NUM_DESCRIPTORS = 3


class WarmOrder(Message):
    """Fork one job.

    Attributes:
        job: Name of its folder of files.
        scratch_mib: Size of each of its scratch folders.
    """

    job: Annotated[str, Field(pattern=r"^[0-9a-f]{1,32}$")]
    scratch_mib: int


class Ready(Message):
    """Everything is imported and nothing was run."""

    kind: Literal["ready"] = "ready"


class Started(Message):
    """The first process of a job says so; the kernel adds its number to the message."""

    kind: Literal["started"] = "started"


class Ended(Message):
    """How a job ended.

    Attributes:
        returncode: Exit status, or minus the number of a signal.
    """

    kind: Literal["ended"] = "ended"
    returncode: int


class Unfit(Message):
    """The worker cannot serve, and why."""

    kind: Literal["unfit"] = "unfit"
    reason: ShortText


WarmReply = Ready | Started | Ended | Unfit
REPLY: TypeAdapter[WarmReply] = TypeAdapter(Annotated[WarmReply, Field(discriminator="kind")])
