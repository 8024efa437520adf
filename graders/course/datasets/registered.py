"""The data sets that ship with the grader, by name."""

from __future__ import annotations

from graders.course.datasets.base import Dataset
from graders.course.datasets.image_pool import ImagePool
from graders.course.datasets.procedural import Shapes10
from graders.registry import Registry

CIFAR10_CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip

DATASETS: Registry[Dataset] = Registry("data set")
DATASETS.add("shapes10", Shapes10())
DATASETS.add("cifar10", ImagePool("cifar10", CIFAR10_CLASSES, image_shape=(32, 32, 3)))
