"""Finds Keras 2 spellings in kept code and names the Keras 3 ones; and seeds that stay."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from graders.domain.submission import IntakeProblem, SourceLocation
from graders.intake.call_names import dotted_name
from graders.intake.code_text import locate
from graders.intake.keras_modules import keras_path, removed_module, removed_name
from graders.intake.quoting import quote

_MAX_HABITS = 30
_OPTIMIZERS = (
    *("Adam", "AdamW", "SGD", "RMSprop", "Adagrad", "Adadelta", "Adamax"),
    *("Nadam", "Ftrl", "Lion", "Adafactor"),
)
_METHODS = {
    "fit_generator": ("habit.fit_generator", "fit"),
    "evaluate_generator": ("habit.fit_generator", "evaluate"),
    "predict_generator": ("habit.fit_generator", "predict"),
    "predict_classes": ("habit.predict_classes", "predict(...).argmax(axis=-1)"),
    "predict_proba": ("habit.predict_classes", "predict"),
}
_KERAS_1_ARGUMENTS = {
    "border_mode": "padding",
    "nb_epoch": "epochs",
    "nb_filter": "filters",
    "subsample": "strides",
    "samples_per_epoch": "steps_per_epoch",
    "init": "kernel_initializer",
    "W_regularizer": "kernel_regularizer",
    "dim_ordering": "data_format",
}
_ATTRIBUTES = {
    "np_utils": ("habit.np_utils", "keras.utils.to_categorical"),
    "ImageDataGenerator": (
        "habit.image_data_generator",
        "keras.layers.RandomFlip, keras.layers.RandomTranslation",
    ),
    "CuDNNLSTM": ("habit.cudnn", "keras.layers.LSTM"),
    "CuDNNGRU": ("habit.cudnn", "keras.layers.GRU"),
}

_Habit = tuple[str, str, str, bool]


def find_habits(
    nodes: Iterable[ast.stmt], locations: Sequence[SourceLocation]
) -> tuple[IntakeProblem, ...]:
    """Return one problem per habit and line, in line order.

    An import that fails in Keras 3 is fatal, because only imports that a needed function uses are
    kept; inside `try` it is not.
    """
    found: dict[tuple[int, str], IntakeProblem] = {}
    for statement in nodes:
        guarded = _guarded(statement)
        for node in ast.walk(statement):
            for code, old, new, fatal in _habits(node):
                line = getattr(node, "lineno", 1)
                problem = IntakeProblem(
                    code=code,
                    where=locate(locations, line),
                    values=(("found", quote(old)), ("replacement", new)),
                    fatal=fatal and id(node) not in guarded,
                )
                found.setdefault((line, code), problem)
    return tuple(found[key] for key in sorted(found))[:_MAX_HABITS]


def _guarded(statement: ast.stmt) -> set[int]:
    """Return the nodes inside `try`, where a failing import is expected."""
    tries = (node for node in ast.walk(statement) if isinstance(node, ast.Try))
    return {id(node) for block in tries for part in block.body for node in ast.walk(part)}


def _habits(node: ast.AST) -> Iterator[_Habit]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from _import_habits(alias.name, "")
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for alias in node.names:
            yield from _import_habits(node.module, alias.name)
    elif isinstance(node, ast.Call):
        yield from _call_habits(node)
    elif isinstance(node, ast.Attribute):
        yield from _attribute_habits(node)


def _import_habits(module: str, name: str) -> Iterator[_Habit]:
    place = keras_path(module)
    if place is None:
        if module.startswith(("tensorflow.contrib", "tensorflow.examples")):
            yield "habit.removed_module", module, "keras", True
        return
    removed = removed_module(*place) or removed_name(*place, name)
    if removed:
        shown = f"from {module} import {name}" if name else f"import {module}"
        yield removed[0], shown, removed[1], True
    elif name == "ImageDataGenerator":
        code, new = _ATTRIBUTES[name]
        yield code, name, new, False


def _call_habits(call: ast.Call) -> Iterator[_Habit]:
    name = dotted_name(call.func)[-1]
    if name in _METHODS and isinstance(call.func, ast.Attribute):
        code, new = _METHODS[name]
        yield code, name, new, False
    for keyword in call.keywords:
        if name in _OPTIMIZERS and keyword.arg == "lr":
            yield "habit.lr", "lr", "learning_rate", False
        elif name in _OPTIMIZERS and keyword.arg == "decay":
            new = "keras.optimizers.schedules.ExponentialDecay"
            yield "habit.decay", "decay", new, False
        elif keyword.arg == "seed" and name[:1].isupper() and _is_number(keyword.value):
            yield "habit.fixed_seed", name, "", False
        elif keyword.arg in _KERAS_1_ARGUMENTS:
            new = _KERAS_1_ARGUMENTS[keyword.arg]
            yield "habit.keras1_argument", keyword.arg, new, False
        elif keyword.arg == "monitor" and _is_text(keyword.value, "val_acc"):
            yield "habit.val_acc", "val_acc", "val_accuracy", False


def _attribute_habits(node: ast.Attribute) -> Iterator[_Habit]:
    if node.attr in _ATTRIBUTES:
        code, new = _ATTRIBUTES[node.attr]
        yield code, node.attr, new, False
        return
    name = dotted_name(node)
    if name[:1] == ("tf",) and name[1:] in {("Session",), ("placeholder",), ("get_collection",)}:
        yield "habit.tensorflow1", ".".join(name), "keras", False
    elif len(name) == 4 and keras_path(".".join(name[:3])) and name[1] == "keras":
        removed = removed_module("tensorflow", name[2])
        if removed and name[2].islower():
            yield removed[0], ".".join(name), removed[1], False


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def _is_text(node: ast.expr, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text
