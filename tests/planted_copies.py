"""Copies of a file as people disguise them, for measuring whether they are still found."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from typing import Final

FIXED: Final = frozenset(
    {"TRAINING", "build_model", "prepare", "make_dataset", "callbacks", "build_memory_model",
     "build_sentiment_model", "memory_callbacks", "sentiment_callbacks", "build_generator",
     "build_discriminator", "build_gan", "train_step", "compile", "call", "build", "__init__",
     "self", "generator", "discriminator", "input_shape", "num_classes", "latent_dim",
     "image_shape", "vocabulary_size", "images", "labels", "batch_size", "training"}
)  # fmt: skip
"""Names the grader calls; a copy cannot rename them."""

_WORDS: Final = {
    "model": "red", "modelo": "net", "inputs": "entrada", "outputs": "salida", "x": "h",
    "epoch": "vuelta", "epochs": "vueltas", "history": "historia", "filters": "filtros",
    "num_filters": "cuantos_filtros", "rate": "tasa", "units": "unidades", "block": "bloque",
    "noise": "ruido", "ruido": "noise", "capas": "layers_", "bloque": "block",
}  # fmt: skip


def own_names(tree: ast.Module) -> list[str]:
    """Names a file binds and may rename, in order."""
    found: dict[str, None] = {}
    methods = {
        item.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
        for item in node.body if isinstance(item, ast.FunctionDef)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name not in methods:
            found[node.name] = None
        elif isinstance(node, ast.arg):
            found[node.arg] = None
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = None
    return [name for name in found if name not in FIXED and not name.startswith("__")]


class _Renamer(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, str], functions: set[str]) -> None:
        self.names, self.functions = names, functions

    def visit_Name(self, node):
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node):
        node.arg = self.names.get(node.arg, node.arg)
        return node

    def _definition(self, node):
        self.generic_visit(node)
        node.name = self.names.get(node.name, node.name)
        return node

    visit_FunctionDef = visit_ClassDef = _definition  # noqa: N815 - ast's names

    def visit_Call(self, node):
        if isinstance(node.func, ast.Name) and node.func.id in self.functions:
            for keyword in node.keywords:
                keyword.arg = self.names.get(keyword.arg, keyword.arg)
        return self.generic_visit(node)


def _with_names(text: str, name_of: Callable[[int, str], str]) -> str:
    tree = ast.parse(text)
    names = {name: name_of(i, name) for i, name in enumerate(own_names(tree))}
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return ast.unparse(_Renamer(names, functions).visit(tree))


def renamed(text: str) -> str:
    return _with_names(text, lambda index, _name: f"cosa_{index}")


def translated(text: str) -> str:
    return _with_names(text, lambda index, name: _WORDS.get(name, f"{name[:3]}_{index}"))


def reordered(text: str) -> str:
    """Constants first, then functions and classes the other way round, then what runs."""
    body = ast.parse(text).body
    definitions = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    others = [node for node in body if node not in definitions]
    order = [*others[:4], *reversed(definitions), *others[4:]]
    return "\n\n".join(ast.unparse(node) for node in order) + "\n"


def reformatted(text: str) -> str:
    return ast.unparse(ast.parse(text)).replace(", ", ",\\\n     ").replace("    ", "  ")


class _Documented(ast.NodeTransformer):
    def visit_FunctionDef(self, node):
        if ast.get_docstring(node):
            node.body = node.body[1:]
        node.body.insert(0, ast.Expr(ast.Constant("Hace lo que dice su nombre, y nada más.")))
        return node


def recommented(text: str) -> str:
    tree = ast.fix_missing_locations(_Documented().visit(ast.parse(text)))
    lines = ast.unparse(tree).split("\n")
    return "\n".join(
        f"{line}  # paso {i}: model.fit(x, y)" if line else "# aparte"
        for i, line in enumerate(lines)
    )


class _Literals(ast.NodeTransformer):
    def visit_Constant(self, node):
        match node.value:
            case bool():
                pass
            case int() | float():
                node.value = node.value * 2 + 1
            case "relu":
                node.value = "elu"
            case "same":
                node.value = "valid"
        return node


def other_literals(text: str) -> str:
    return ast.unparse(_Literals().visit(ast.parse(text)))


class _Hoisted(ast.NodeTransformer):
    def __init__(self) -> None:
        self.found: list[tuple[str, object]] = []

    def visit_FunctionDef(self, node):
        self.inside = True
        return self.generic_visit(node)

    def visit_Constant(self, node):
        if not isinstance(node.value, int | float) or isinstance(node.value, bool):
            return node
        name = f"VALOR_{len(self.found)}"
        self.found.append((name, node.value))
        return ast.Name(name, ast.Load())


def split_constants(text: str) -> str:
    """Every second function's numbers become constants at the top."""
    tree = ast.parse(text)
    hoist = _Hoisted()
    for index, node in enumerate(tree.body):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            tree.body[index] = hoist.visit(node)
    constants = "\n".join(f"{name} = {value!r}" for name, value in hoist.found)
    return constants + "\n\n" + ast.unparse(ast.fix_missing_locations(tree))


class _Direct(ast.NodeTransformer):
    def __init__(self) -> None:
        self.used: dict[str, None] = {}

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id == "layers":
            self.used[node.attr] = None
            return ast.Name(node.attr, ast.Load())
        return node


def imported_otherwise(text: str) -> str:
    direct = _Direct()
    body = ast.unparse(direct.visit(ast.parse(text)))
    names = ", ".join(direct.used)
    return (f"from tensorflow.keras.layers import {names}\n" if names else "") + body


class _Padded(ast.NodeTransformer):
    """Adds a layer or a print after every fourth line of a function."""

    def visit_FunctionDef(self, node):
        body: list[ast.stmt] = []
        for index, item in enumerate(node.body):
            body.append(item)
            if index % 4 == 3 and not isinstance(item, ast.Return):
                body.append(ast.parse(f"print('voy por aquí', {index})").body[0])
        node.body = body
        return self.generic_visit(node)

    def visit_List(self, node):
        if sum(isinstance(item, ast.Call) for item in node.elts) >= 4:
            extra = ast.parse("layers.Dropout(0.1)", mode="eval").body
            node.elts.insert(len(node.elts) // 2, extra)
        return node


PLOTS: Final = """
import matplotlib.pyplot as plt
def mirar_curvas(h, titulo):
    fig, ejes = plt.subplots(1, 2, figsize=(10, 4))
    for eje, nombre in zip(ejes, ("loss", "accuracy")):
        eje.plot(h.history[nombre], label="entrenamiento")
        eje.plot(h.history["val_" + nombre], label="validación")
        eje.set_title(titulo + nombre)
        eje.legend()
    plt.tight_layout()
    plt.show()
"""


def padded(text: str) -> str:
    tree = ast.fix_missing_locations(_Padded().visit(ast.parse(text)))
    return ast.unparse(tree) + PLOTS


class _Unrolled(ast.NodeTransformer):
    """Writes out loops over a written list, the first round alone."""

    def visit_For(self, node):
        if not isinstance(node.iter, ast.Tuple | ast.List) or len(node.iter.elts) < 2:
            return self.generic_visit(node)
        first, *others = node.iter.elts
        node.iter.elts = others
        return [ast.Assign([node.target], first), *node.body, node]


def unrolled(text: str) -> str:
    return ast.unparse(ast.fix_missing_locations(_Unrolled().visit(ast.parse(text))))


class _Added(ast.NodeTransformer):
    """Turns `Sequential([a, b])` into one `add` for each layer."""

    def visit_FunctionDef(self, node):
        body: list[ast.stmt] = []
        for item in node.body:
            layers = self._layers(item)
            if not layers:
                body.append(item)
                continue
            body += ast.parse("red = keras.Sequential()").body
            body += [
                ast.Expr(ast.Call(ast.parse("red.add", mode="eval").body, [layer], []))
                for layer in layers
            ]
            if isinstance(item, ast.Return):
                body += ast.parse("return red").body
            else:
                body += [ast.Assign(item.targets, ast.Name("red", ast.Load()))]
        node.body = body
        return node

    @staticmethod
    def _layers(item: ast.stmt) -> list[ast.expr]:
        value = getattr(item, "value", None)
        is_network = isinstance(value, ast.Call) and "Sequential" in ast.dump(value.func)
        if is_network and value.args and isinstance(value.args[0], ast.List):
            return value.args[0].elts
        return []


def list_to_add(text: str) -> str:
    return ast.unparse(ast.fix_missing_locations(_Added().visit(ast.parse(text))))


def broken(text: str) -> str:
    """A bracket that never closes, in the middle of the file."""
    lines = text.split("\n")
    lines.insert(len(lines) * 2 // 3, "resultado = ((algo, otro")
    return "\n".join(lines)


def disguised(text: str) -> str:
    """Renamed, reordered, other numbers, other imports, other comments: an evening's work."""
    return recommented(reordered(renamed(other_literals(imported_otherwise(text)))))


def embedded(text: str) -> str:
    """Inside of a longer file with loading, plots and training of its own."""
    return (
        "import numpy as np\nimport keras\n"
        + PLOTS
        + text
        + "\n(xa, ya), (xb, yb) = keras.datasets.cifar10.load_data()\n"
        "xa = xa.astype('float32') / 255\nprint(xa.shape, xb.shape)\n"
        "for semilla in range(3):\n    keras.utils.set_random_seed(semilla)\n"
        "    r = build_model((32, 32, 3), 10)\n"
        "    hist = r.fit(xa, ya, epochs=10, batch_size=64, validation_data=(xb, yb))\n"
        "    mirar_curvas(hist, 'prueba')\n    print(r.evaluate(xb, yb))\n"
    )


def as_notebook(text: str) -> str:
    """The same as a notebook from Colab: a cell for each statement, shell lines, old outputs."""
    tree = ast.parse(text)
    lines = text.split("\n")
    cells = [_cell("%matplotlib inline\n!pip install -q keras")]
    start = 0
    for node in tree.body:
        end = node.end_lineno or 0
        cells.append(_cell("\n".join(lines[start:end])))
        cells.append({"cell_type": "markdown", "metadata": {}, "source": "## Sigue"})
        start = end
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def _cell(source: str) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 7,
            "source": source}  # fmt: skip


def mixed(first: str, second: str) -> str:
    """Every other function from each of two files; what only one has, from that one."""
    taken: dict[str, ast.stmt] = {}
    for turn, text in enumerate((first, second)):
        for index, node in enumerate(ast.parse(text).body):
            name = getattr(node, "name", f"{turn}.{index}")
            if name not in taken or len(taken) % 2 == turn:
                taken[name] = node
    return "\n\n".join(ast.unparse(node) for node in taken.values())


PLANTED: Final[Mapping[str, Callable[[str], str]]] = {
    "verbatim": str,
    "renamed": renamed,
    "translated": translated,
    "reordered": reordered,
    "reformatted": reformatted,
    "recommented": recommented,
    "other literals": other_literals,
    "split constants": split_constants,
    "other imports": imported_otherwise,
    "padded": padded,
    "unrolled": unrolled,
    "notebook": as_notebook,
    "embedded": embedded,
    "broken": broken,
    "disguised": disguised,
    "list to add": list_to_add,
}
"""How copies are disguised, by name; each takes a text and returns another."""
