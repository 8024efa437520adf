"""Keras 2 spellings and what replaces them."""

import importlib.util
from pathlib import Path

import pytest

from graders.intake.keras_modules import OPEN_MODULES, PUBLIC_MODULES
from tests.intake_factories import CLEAN, clean

BODY = "    model = keras.Model(inputs, outputs)\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("keras.optimizers.Adam(lr=0.1)", "habit.lr"),
        ("keras.optimizers.SGD(0.1, decay=1e-6)", "habit.decay"),
        ("model.fit_generator(None)", "habit.fit_generator"),
        ("keras.utils.np_utils.to_categorical(inputs)", "habit.np_utils"),
        ("keras.preprocessing.image.ImageDataGenerator()", "habit.image_data_generator"),
        ("layers.Conv2D(3, 3, border_mode='same')", "habit.keras1_argument"),
        ("keras.callbacks.EarlyStopping(monitor='val_acc')", "habit.val_acc"),
        ("layers.CuDNNLSTM(3)", "habit.cudnn"),
        ("model.predict_classes(inputs)", "habit.predict_classes"),
        ("tf.placeholder(1)", "habit.tensorflow1"),
        ("layers.RandomFlip(seed=3)", "habit.fixed_seed"),
        ("keras.initializers.HeNormal(seed=42)", "habit.fixed_seed"),
    ],
)
def test_a_habit_is_named_with_its_line(line, code):
    """The file still runs; the student learns the spelling of Keras 3."""
    (problem,) = clean(CLEAN.replace(BODY, BODY + f"    {line}\n")).problems
    assert (problem.code, problem.fatal) == (code, False)
    assert problem.where.line == CLEAN[: CLEAN.index(BODY)].count("\n") + 2


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("from keras.layers.core import Dense as Used", "habit.layers_core"),
        ("from keras.layers.normalization import BatchNormalization as Used", "habit.layers_core"),
        ("from tensorflow.keras.layers.experimental import preprocessing as Used",
         "habit.layers_core"),
        ("from keras.utils import np_utils as Used", "habit.np_utils"),
        ("from keras.preprocessing.image import ImageDataGenerator as Used",
         "habit.image_data_generator"),
        ("from keras.preprocessing.text import Tokenizer as Used", "habit.removed_module"),
        ("from keras.engine.topology import Layer as Used", "habit.removed_module"),
        ("import tensorflow.contrib as Used", "habit.removed_module"),
    ],
)  # fmt: skip
def test_an_import_that_cannot_work_is_fatal_only_when_needed(statement, code):
    """An unused one is left out; a used one would stop the file from loading."""
    unused = clean(statement + "\n" + CLEAN)
    assert unused.problems == ()
    used = clean(f"{statement}\n{CLEAN}\ndef prepare(x):\n    return Used(x)\n")
    assert [(item.code, item.fatal) for item in used.problems] == [(code, True)]


@pytest.mark.parametrize(
    "statement",
    [
        "from tensorflow.keras.preprocessing.image import ImageDataGenerator as Used",
        "try:\n    from keras.utils import np_utils as Used\nexcept ImportError:\n    Used = None",
    ],
)
def test_an_import_that_may_work_is_only_a_habit(statement):
    """`tensorflow.keras` keeps some old names, and `try` expects the failure."""
    used = clean(f"{statement}\n{CLEAN}\ndef prepare(x):\n    return Used(x)\n")
    assert [item.fatal for item in used.problems] == [False]


@pytest.mark.parametrize(
    "statement",
    [
        "from keras import backend as Used",
        "from keras.applications.vgg16 import VGG16 as Used",
        "from tensorflow.keras.optimizers.schedules import ExponentialDecay as Used",
        "from tensorflow.keras.preprocessing.text import Tokenizer as Used",
        "from keras.src import layers as Used",
    ],
)
def test_imports_that_work_are_not_habits(statement):
    """No false alarm on what Keras 3 has."""
    used = clean(f"{statement}\n{CLEAN}\ndef prepare(x):\n    return Used(x)\n")
    assert used.problems == ()


def test_the_list_of_modules_is_that_of_the_installed_keras():
    """A new Keras release that adds or removes a public module fails here first."""
    root = Path(importlib.util.find_spec("keras").submodule_search_locations[0])
    found = {".".join(path.parent.relative_to(root).parts) for path in root.rglob("*/__init__.py")}
    public = {name for name in found if not name.startswith(OPEN_MODULES)}
    assert public == {name for name in PUBLIC_MODULES if not name.startswith(OPEN_MODULES)}
