"""Kinds of work, by the name that `assignment.yaml` uses; importing this package registers them."""

from graders.tasks.base import TASKS, TaskKind
from graders.tasks.classification import Classification
from graders.tasks.gan import Gan
from graders.tasks.sequence import Recall, Text
from graders.tasks.tuning import Tuning

TASKS.add("tuning", Tuning())
TASKS.add("classification", Classification())
TASKS.add("recall", Recall())
TASKS.add("text", Text())
TASKS.add("gan", Gan())

__all__ = ["TASKS", "Classification", "Gan", "Recall", "TaskKind", "Text", "Tuning"]
