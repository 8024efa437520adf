"""The data sets that ship with the grader, by name."""

from __future__ import annotations

from graders.course.datasets.base import Dataset
from graders.course.datasets.cifar100_classes import CLASS_NAMES as CIFAR100_CLASSES
from graders.course.datasets.cifar100_classes import SUPERCLASSES as CIFAR100_SUPERCLASSES
from graders.course.datasets.image_pool import ImagePool
from graders.course.datasets.procedural import Glyphs, Shapes10, Shapes100
from graders.course.datasets.sequences import MiniReviews, Recall
from graders.course.datasets.text_pool import TextPool
from graders.registry import Registry

CIFAR10_CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip

DIGIT_CLASSES = tuple(f"digit_{digit}" for digit in range(10))
FASHION_CLASSES = (
    "tshirt_top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
    "ankle_boot",
)  # fmt: skip

DATASETS: Registry[Dataset] = Registry("data set")
DATASETS.add("shapes10", Shapes10())
DATASETS.add("shapes100", Shapes100())
DATASETS.add("cifar10", ImagePool("cifar10", CIFAR10_CLASSES, image_shape=(32, 32, 3)))
DATASETS.add("recall", Recall())
DATASETS.add("minireviews", MiniReviews())
DATASETS.add("imdb", TextPool("imdb", ("negative", "positive"), num_words=5_000, length=100))
DATASETS.add(
    "cifar100",
    ImagePool(
        "cifar100",
        CIFAR100_CLASSES,
        image_shape=(32, 32, 3),
        superclasses=CIFAR100_SUPERCLASSES,
    ),
)
DATASETS.add("glyphs", Glyphs())
DATASETS.add("mnist", ImagePool("mnist", DIGIT_CLASSES, image_shape=(28, 28, 1)))
DATASETS.add("fashion_mnist", ImagePool("fashion_mnist", FASHION_CLASSES, image_shape=(28, 28, 1)))
