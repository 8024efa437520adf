"""Kinds of work, by the name that `assignment.yaml` uses; importing this package registers them."""

from graders.tasks.base import TASKS, TaskKind
from graders.tasks.tuning import Tuning

TASKS.add("tuning", Tuning())

__all__ = ["TASKS", "TaskKind"]
