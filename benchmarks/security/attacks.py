"""The ten attacks, and the student's files that carry them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("payloads")
MEMORY_MIB = 3072
DISK_MIB = 512

_IMPORTS = """\
import contextlib
import hashlib
import json
import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
import time

import numpy as np
"""

# Hashes that prove to the outside that code ran in this batch and had `content`. The control is a
# file that everybody may read: an attack that reads nothing else could have told if it had.
_KEYED = """\
def keyed(config, content):
    \"\"\"Return a short hash that only this batch can make.\"\"\"
    return "h" + hashlib.sha256(config["token"].encode() + content).hexdigest()[:12]


def proof(config):
    \"\"\"Return what shows that this code ran, could read, and could report.\"\"\"
    with open(config["control"], "rb") as file:
        return keyed(config, file.read())
"""

# A solution without merit: every image gets the first class, unless the attack found more.
_PEERS = """\
{imports}

CONFIG = json.loads({config!r})


{keyed}

{payload}

with open(CONFIG["marker"], "a") as file:
    file.write(proof(CONFIG))
REPORT = attack(CONFIG)
print(REPORT)
with open(CONFIG["marker"], "a") as file:
    file.write(REPORT)


def classify(images):
    labels = np.zeros(len(images), dtype=int)
    if len(CONFIG.get("answers", [])) == len(images):
        labels = np.array(CONFIG["answers"])
    return CONFIG.get("wrap", np.asarray)(labels)
"""

# The same for Keras. The attack runs in the train job and, through `prepare`, in the predict job.
# What it found leaves in the name of a layer, or in the text of an exception.
_OURS = '''\
"""A lazy submission with something else in mind."""

{imports}
import keras
from keras import layers

TRAINING = {{"epochs": 1, "batch_size": 128}}
CONFIG = json.loads({config!r})
DONE = []


{keyed}

{payload}


def once():
    """Run the attack once in each process."""
    if not DONE:
        DONE.append(attack(CONFIG))
    return DONE[0]


def prepare(images):
    """Run the attack beside the model as well, and leave the images as they are."""
    report = once()
    if report != proof(CONFIG):
        raise RuntimeError(report)
    return images


def build_model(input_shape, num_classes):
    """Run the attack and build the smallest model."""
    report = once()
    model = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax", name=report),
        ]
    )
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
'''


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack.

    Attributes:
        number: From 1 to 10; 0 is the lazy solution without an attack.
        name: The payload's file, without number and ending.
        title: The words of the table.
    """

    number: int
    name: str
    title: str

    @property
    def payload(self) -> str:
        """The source of the function `attack(config)`."""
        return (FOLDER / f"{self.number:02}_{self.name}.py.txt").read_text("utf-8")

    def cell(self, config: dict[str, object]) -> str:
        """Return the solution cell of a notebook for the peers."""
        return self._filled(_PEERS, config)

    def keras_file(self, config: dict[str, object]) -> str:
        """Return the file for our grader."""
        return self._filled(_OURS, config)

    def _filled(self, template: str, config: dict[str, object]) -> str:
        return template.format(
            imports=_IMPORTS, keyed=_KEYED, config=json.dumps(config), payload=self.payload
        )


NONE = Attack(0, "none", "no attack")
ATTACKS = (
    Attack(1, "hidden_answers", "read the hidden answers on the disk"),
    Attack(2, "read_other", "read another student's file"),
    Attack(3, "change_other", "change another student's grade or file"),
    Attack(4, "own_result", "overwrite the own result"),
    Attack(5, "patch_numpy", "patch NumPy so that comparisons pass"),
    Attack(6, "network", "open a network connection"),
    Attack(7, "background", "leave a process behind"),
    Attack(8, "endless", "wait for ever, ignoring interruptions"),
    Attack(9, "memory_and_disk", "fill memory and disk"),
    Attack(10, "forged_exit", "print a forged result and end the process"),
)
