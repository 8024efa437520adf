"""The NumPy assignment of the peers: tell which quarter of an 8 x 8 image is bright."""

from __future__ import annotations

import random
from dataclasses import dataclass

HIDDEN_ANSWERS = random.Random(20).choices(range(4), k=60)  # noqa: S311 (no secret)
POINTS = {"shape": 2, "public": 3, "hidden": 5}

GIVEN = """\
import numpy as np


def make_images(labels, seed):
    random = np.random.default_rng(seed)
    images = random.normal(0, 0.3, (len(labels), 8, 8))
    for image, label in zip(images, labels):
        row, column = divmod(int(label), 2)
        image[row * 4 : row * 4 + 4, column * 4 : column * 4 + 4] += 1
    return images


public_labels = np.arange(40) % 4
public_images = make_images(public_labels, seed=1)
"""

BEST = "return quarters.argmax(axis=1)"
WORST = "return quarters.argmin(axis=1)"
SOLUTION = f"""\
def classify(images):
    quarters = images.reshape(-1, 2, 4, 2, 4).mean(axis=(2, 4)).reshape(-1, 4)
    {BEST}
"""


@dataclass(frozen=True, slots=True)
class Test:
    """A test of the assignment.

    Attributes:
        name: Its key in `POINTS`.
        setup: Statements.
        claim: An expression that is true for a right solution.
        hidden: Whether students must not see it.
    """

    name: str
    setup: str
    claim: str
    hidden: bool


TESTS = (
    Test("shape", "", "classify(public_images).shape == public_labels.shape", hidden=False),
    Test("public", "", "np.mean(classify(public_images) == public_labels) >= 0.9", hidden=False),
    Test(
        "hidden",
        f"HIDDEN_ANSWERS = {HIDDEN_ANSWERS}\n"
        "hidden_labels = np.array(HIDDEN_ANSWERS)\n"
        "hidden_images = make_images(hidden_labels, seed=2)\n",
        "np.mean(classify(hidden_images) == hidden_labels) >= 0.9",
        hidden=True,
    ),
)


def honest(name: str) -> str:
    """Return a right solution that no other student handed in."""
    return f"# handed in by {name}\nimport numpy as np\n\n\n{SOLUTION}"
