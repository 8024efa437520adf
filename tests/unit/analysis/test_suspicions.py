"""What parsing shows to a person: each trick with its line, and no honest line."""

from __future__ import annotations

import ast
import base64
import random

import pytest

from graders.analysis.suspicions import find_suspicions
from graders.domain.evidence import Origin
from graders.domain.submission import SourceLocation
from tests.intake_factories import CLEAN, clean

RANDOM = random.Random(3)  # noqa: S311 - test data
DATA = RANDOM.randbytes(6_000)


def flags(text):
    """Flags by code; every line is in the place that bears its number."""
    places = [SourceLocation(line=line) for line in range(1, text.count("\n") + 2)]
    return {flag.code: flag for flag in find_suspicions(text, places)}


def lines(flag):
    return [place.line for place in flag.where]


def inside(statement):
    """A file whose `build_model` holds a statement, and the statement's line."""
    before = "import os, sys, gc, random, inspect\nimport keras\nimport numpy as np\n"
    before += "import tensorflow as tf\nfrom keras import layers\nfrom pathlib import Path\n\n\n"
    before += "def build_model(input_shape, num_classes):\n"
    body = "\n".join(f"    {line}" for line in statement.split("\n"))
    return f"{before}{body}\n    return keras.Model()\n", before.count("\n") + 1


NUMBERS = ", ".join(f"{RANDOM.random():.4f}" for _ in range(1_200))
BASE64 = base64.b64encode(DATA).decode()
WRAPPED = "\\\n".join(BASE64[at : at + 76] for at in range(0, len(BASE64), 76))


@pytest.mark.parametrize(
    "statement",
    [
        f"weights = [{NUMBERS}]",
        f"weights = np.array([[{NUMBERS[:3600]}], [{NUMBERS[3600:8_000]}0]])",
        f"weights = {{{', '.join(f'{n}: {n % 10}' for n in range(600))}}}",
        f"weights = '{BASE64}'",
        f"weights = '''{WRAPPED}'''",
        f"weights = {DATA!r}",
        f"weights = '{base64.b85encode(DATA).decode()}'",
        f"weights = {int.from_bytes(DATA, 'big'):#x}",
        f"weights = '{NUMBERS}'",
        f"weights = '{' '.join(f'{byte:04x}' for byte in DATA[:600])}'",
        f"# {BASE64}\nweights = 3",
        f"weights = '{''.join(chr(0xE000 + byte) for byte in DATA[:1_000])}'",
        f"weights = '{''.join(chr(0xE0100 + byte % 240) for byte in DATA[:1_000])}'",
    ],
    ids=[
        *("list", "nested lists", "dictionary", "base64", "wrapped base64", "bytes", "base85"),
        *("integer", "numbers in a string", "hexadecimal words", "comment", "private use"),
        "variation selectors",
    ],
)
def test_data_written_into_the_code_is_flagged_with_its_line(statement):
    """However weights or answers are spelled, they are too much for a file of code."""
    text, line = inside(statement)
    flag = flags(text)["flag.embedded_data"]
    assert lines(flag)[0] == line
    assert flag.origin is Origin.STATIC


def test_data_in_words_is_flagged_by_its_volume():
    """A dictionary of words for bytes has no dense run; compressed it is as large as the data."""
    words = " ".join(f"{'aeiou'[b % 5]}{'lmnrst'[b % 6]}{'aeiou'[b // 52]}{b:x}z" for b in DATA * 3)
    flag = flags(inside(f'"""{words}"""')[0])["flag.embedded_data"]
    assert int(dict(flag.values)["compressed"]) > 16_384


def test_many_numbers_in_many_places_are_flagged():
    """Two thousand assignments of one number each are a table as well."""
    text, _line = inside("\n".join(f"w{at} = {at / 7:.3f}" for at in range(2_100)))
    assert int(dict(flags(text)["flag.embedded_data"].values)["numbers"]) > 2_000


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("keras.Model.fit = lambda *a, **k: None", "keras.Model.fit"),
        ("tf.keras.Model.predict = None", "tensorflow.keras.Model.predict"),
        ("np.mean = lambda x: 1.0", "numpy.mean"),
        ("layers.Dense.call += 1", "keras.layers.Dense.call"),
        ("M = keras.Model\nM.fit = None", "keras.Model.fit"),
        ("setattr(keras.Model, 'evaluate', None)", "keras.Model.evaluate"),
        ("setattr(keras, chr(77), None)", "keras.…"),
        ("delattr(np, 'mean')", "numpy.mean"),
        ("del np.mean", "numpy.mean"),
        ("type.__setattr__(keras.Model, 'fit', None)", "keras.Model.fit"),
        ("getattr(keras, 'Model').fit = None", "keras.Model.fit"),
        ("sys.modules['keras'] = None", "sys.modules"),
        ("sys.modules['keras'].Model = None", "keras.Model"),
        ("sys.modules.pop('keras')", "sys.modules"),
        ("keras.Model.__dict__['fit'] = None", "keras.Model.__dict__"),
        ("vars(np)['mean'] = None", "numpy"),
        ("__builtins__.open = None", "__builtins__.open"),
        ("import builtins\nbuiltins.print = None", "builtins.print"),
        ("from keras import Model as M\nM.fit = None", "keras.Model.fit"),
        ("os.write = None", "os.write"),
        ("for np.mean in [None]: pass", "numpy.mean"),
    ],
)
def test_putting_something_in_the_place_of_a_library_is_flagged(statement, named):
    """Assignments, deletions and their spellings by name, with the line."""
    text, line = inside(statement)
    flag = flags(text)["flag.patched_library"]
    assert named in dict(flag.values)["names"]
    assert lines(flag) == [line + statement.count("\n")]


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        *((f"import {name}", name) for name in (
            "socket", "subprocess", "ctypes", "pickle", "marshal", "urllib.request", "requests",
            "signal", "builtins", "graders.wire", "base64",
        )),
        ("from multiprocessing import Process", "multiprocessing.Process"),
        ("from os import _exit as leave", "os._exit"),
        ("os.fork()", "os.fork"),
        ("os._exit(0)", "os._exit"),
        ("kill = os.kill", "os.kill"),
        ("os.system('ls')", "os.system"),
        ("os.write(3, b'x')", "os.write"),
        ("print(dict(os.environ))", "os.environ"),
        ("os.environ['GRADER_RESULT_FD']", "os.environ"),
        ("os.getenv('HOME')", "os.getenv"),
        ("sys._getframe(1).f_back.f_locals", "f_back"),
        ("gc.get_objects()", "gc.get_objects"),
        ("inspect.stack()", "inspect.stack"),
        ("().__class__.__base__.__subclasses__()", "__subclasses__"),
        ("(lambda: 0).__globals__", "__globals__"),
        ("eval('1')", "eval"),
        ("run = exec", "exec"),
        ("compile('1', '', 'eval')", "compile"),
        ("__import__('os')", "__import__"),
        ("import importlib\nimportlib.import_module(chr(111) + 's')", "importlib.import_module"),
        ("import importlib\nimportlib.import_module('socket')", "importlib.import_module"),
        ("open('/proc/self/maps')", "/proc/self/maps"),
        ("x = f'/proc/{1}/environ'", "/proc/"),
        ("x = b'/job/predict'", "/job/predict"),
        ("np.load('/job/train/x_train.npy')", "/job/train"),
        ("open('../answers.txt')", "open(../answers.txt)"),
        ("open('/answers.txt')", "open(/answers.txt)"),
        ("Path('/answers.txt').read_text()", "Path(/answers.txt)"),
        ("tf.keras.models.load_model('/opt/m.keras')", "keras.models.load_model"),
        ("open(__file__).read()", "open(__file__)"),
        ("for name in sys.modules: print(name)", "sys.modules"),
    ],
)  # fmt: skip
def test_a_name_that_no_model_needs_is_flagged(statement, named):
    """Processes, sockets, frames, other people's files, with the line."""
    text, line = inside(statement)
    flag = flags(text)["flag.unusual_reach"]
    assert named in dict(flag.values)["names"]
    assert lines(flag)[-1] == line + statement.count("\n")


HONEST = [
    "os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'",
    "os.environ.setdefault('KERAS_BACKEND', 'tensorflow')",
    "os.environ.get('CUDA_VISIBLE_DEVICES')",
    "IN_COLAB = 'google.colab' in sys.modules or 'COLAB_GPU' in os.environ",
    "os.makedirs(os.path.join('/content/drive/MyDrive', 'modelos'), exist_ok=True)",
    "keras.callbacks.ModelCheckpoint('/tmp/mejor.keras')",
    "np.load('/content/drive/MyDrive/datos.npy')",
    "open('registro.txt', 'w')",
    "Path('modelos') / 'a.keras'",
    "import time, random\nrandom.random() + time.time()",
    "gc.collect()",
    "import multiprocessing\nworkers = multiprocessing.cpu_count()",
    "np.random.seed(42)\ntf.random.set_seed(42)",
    "np.bool = bool",
    "import ssl\nssl._create_default_https_context = ssl._create_unverified_context",
    "import matplotlib.pyplot as plt\nplt.rcParams['figure.figsize'] = (3, 3)",
    "from PIL import ImageFile\nImageFile.LOAD_TRUNCATED_IMAGES = True",
    "model = keras.Model()\nmodel.optimizer.learning_rate = 0.1\nmodel.layers[0].trainable = False",
    "for layer in keras.Model().layers: layer.trainable = False",
    "for layers in keras.Model().layers: layers.trainable = False",
    "base = keras.applications.MobileNetV2(weights=None)\nbase.trainable = False",
    "keras.utils.get_custom_objects().update({'mish': None})",
    "keras.utils.get_custom_objects()['mish'] = None",
    "def prueba(compile=True):\n    return compile",
    "keras.Model().compile('adam', 'mse')",
    "import re\npatron = re.compile('a')",
    "tf.signal.fft(1)",
    "x.__class__.__name__, x.__dict__",
    "inspect.signature(build_model)",
    "class Parar(keras.callbacks.Callback):\n"
    "    def on_epoch_end(self, epoch, logs=None):\n        self.model.stop_training = True",
    "etiquetas = ['manzana', 'pez', 'bebé', 'oso'] * 25",
    "# https://keras.io/examples/vision/mnist_convnet/ y https://arxiv.org/abs/1512.03385v1",
    "# " + "=" * 70 + "\n" + ("# " + "-" * 70 + "\n") * 40 + "x = 1",
    "'''\n"
    + "32/32 [==============================] - 1s 20ms/step - loss: 2.3026 - accuracy: 0.1\n" * 90
    + "'''",
    "\n".join(
        f"#model.add(layers.Conv2D({n},(3,3),activation='relu',padding='same',strides=(1,1)))"
        for n in range(60)
    ),
    "'''" + "Probamos con más filtros y la exactitud subió; con menos, bajó. " * 120 + "'''",
    "# 模型很简单，我们试过更多的卷积层，但是准确率没有提高。" * 30,
    "# ✅ funciona 🚀🚀 · niño, piñata, pingüino " * 20,
]


@pytest.mark.parametrize("statement", HONEST, ids=lambda text: text[:40])
def test_honest_code_has_no_flag(statement):
    """What courses, tutorials and careless notebooks are full of."""
    text, _line = inside(f"{statement}\nx = 0")
    ast.parse(text)
    assert flags(text) == {}


def test_only_what_is_kept_can_be_flagged():
    """Shell lines, uploads and a patch at the top level are left out before anyone looks."""
    notebook = (
        "import os, subprocess\nfrom google.colab import files\nfiles.upload()\n"
        "!pip install keras\nsubprocess.run(['ls'])\nos.system('ls')\n"
        "print(open('/proc/cpuinfo').read())\n"
    )
    cleaned = clean(notebook + CLEAN)
    assert "subprocess" not in cleaned.source
    assert flags(cleaned.source) == {}


def test_one_flag_of_a_kind_with_all_its_lines():
    """Ten lines of one kind are one matter to look at."""
    text, line = inside("\n".join(["os.fork()"] * 3 + ["os.kill(1, 9)"]))
    (flag,) = flags(text).values()
    assert lines(flag) == [line, line + 1, line + 2, line + 3]
    assert dict(flag.values)["names"] == "os.fork, os.kill"


@pytest.mark.parametrize("text", ["def f(:", "-" * 100_000 + "1", "\0", "", "(" * 300])
def test_what_cannot_be_parsed_has_no_flag(text):
    """Intake has said what is wrong with it."""
    assert flags(text) == {}
