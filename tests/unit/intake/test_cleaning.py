"""What is kept of a file, what is left out, and why."""

import ast
import textwrap
import time

import pytest

from tests.intake_factories import CLEAN, clean, codes, left_out


def _with(extra: str) -> str:
    return CLEAN + textwrap.dedent(extra)


def test_a_clean_file_is_kept_to_the_letter():
    """Nothing that the functions need is touched."""
    cleaned = clean(CLEAN)
    assert cleaned.source == CLEAN
    assert cleaned.problems == ()
    assert cleaned.left_out == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("(x, y), (a, b) = keras.datasets.cifar10.load_data()", "left_out.loads_data"),
        ("import pandas as pd", "left_out.unused_import"),
        ("history = model.fit(x, y)", "left_out.trains"),
        ("score = model.evaluate(x, y)", "left_out.evaluates"),
        ("plt.plot([1, 2])", "left_out.plots"),
        ("model.save('m.keras')", "left_out.saves"),
        ("drive.mount('/content/drive')", "left_out.mounts_drive"),
        ("files.upload()", "left_out.mounts_drive"),
        ("print('hola')", "left_out.prints"),
        ("tf.random.set_seed(3)", "left_out.seeds"),
        ("np.random.seed(3)", "left_out.seeds"),
        ("os.environ['A'] = '1'", "left_out.environment"),
        ("keras.mixed_precision.set_global_policy('mixed_float16')", "left_out.environment"),
        ("if __name__ == '__main__':\n    train()", "left_out.main_block"),
        ("os.system('ls')", "left_out.shell"),
        ("!pip install x", "left_out.shell"),
        ("pip install x", "left_out.shell"),
        ("files = !ls", "left_out.shell"),
        ("%matplotlib inline", "left_out.magic"),
        ("keras.Model?", "left_out.magic"),
        ("get_ipython().run_line_magic('cd', '/')", "left_out.shell"),
        ("z = 3", "left_out.unused"),
        ("for i in range(3):\n    model.train_on_batch(x, y)", "left_out.trains"),
    ],
)
def test_every_statement_that_is_not_run_says_why(line, code):
    """A left-out statement has one code and the line where it begins."""
    cleaned = clean(_with(line))
    begins = CLEAN.count("\n") + 1
    assert left_out(cleaned) == {begins: code}
    assert cleaned.source.rstrip("\n") == CLEAN.rstrip("\n")
    assert codes(cleaned) == []


def test_constants_and_helpers_are_followed_through_functions():
    """A name used by a function that a needed function calls is kept; others are not."""
    source = """\
    EPOCHS = 3
    RATE = 0.1
    OTHER = 9
    TRAINING = {"epochs": EPOCHS, "batch_size": 8}
    def rate():
        return RATE
    def build_model(input_shape, num_classes):
        OTHER = rate()
        return OTHER
    """
    cleaned = clean(textwrap.dedent(source))
    assert cleaned.problems == ()
    assert left_out(cleaned) == {3: "left_out.unused"}


def test_settings_may_be_changed_in_place():
    """`TRAINING["epochs"] = 3` and `.update` belong to the settings."""
    cleaned = clean(_with('TRAINING["epochs"] = 3\nTRAINING.update(batch_size=8)\n'))
    assert cleaned.left_out == ()


def test_a_fallback_import_is_kept_as_a_whole():
    """`try` / `except ImportError` defines what the functions use."""
    source = CLEAN.replace(
        "import keras\n", "try:\n    import keras\nexcept ImportError:\n    from tf import keras\n"
    )
    assert clean(source).source == source


def test_statements_on_one_line_are_told_apart():
    """A kept statement stays where it is when its neighbour goes."""
    cleaned = clean(_with("print(1); SEED = 3; print(2)\ndef prepare(x): return x * SEED\n"))
    assert "pass; SEED = 3; pass\n" in cleaned.source
    ast.parse(cleaned.source)


def test_a_decorated_function_is_left_out_with_its_decorator():
    """No decorator is left without its function."""
    cleaned = clean(_with("@keras.saving.register_keras_serializable()\ndef unused():\n    pass\n"))
    assert cleaned.source.rstrip("\n") == CLEAN.rstrip("\n")


def test_lines_stay_in_place_after_strings_of_several_lines():
    """Blanking a long string keeps the line number of what follows."""
    source = 'note = """a\nb\né\n"""\n' + CLEAN
    cleaned = clean(source)
    assert cleaned.source == "\n" * 4 + CLEAN
    assert cleaned.source.count("\n") == source.count("\n")


def test_columns_count_characters_not_bytes():
    """Accents before a statement on the same line do not shift the cut."""
    cleaned = clean(_with('AÑO = "ñandú"; print("ó"); MES = AÑO\ndef prepare(x): return MES\n'))
    assert 'AÑO = "ñandú"; pass; MES = AÑO\n' in cleaned.source


def test_data_used_inside_a_function_is_named_with_both_lines():
    """The student learns the name, the function, where it is used and where it came from."""
    source = textwrap.dedent("""\
        import keras
        (x_train, y_train), _ = keras.datasets.cifar10.load_data()
        TRAINING = {"epochs": 1, "batch_size": 8}
        def build_model(input_shape, num_classes):
            return keras.Input(x_train.shape[1:])
        """)
    (problem,) = clean(source).problems
    assert (problem.code, problem.fatal) == ("intake.needs_left_out", True)
    values = dict(problem.values)
    assert (values["name"], values["function"]) == ("x_train", "build_model")
    assert (values["line"], values["definition"]) == ("5", "2")


@pytest.mark.parametrize("change", ["x = x / 255.0", "x /= 255.0"])
def test_preparing_loaded_data_does_not_make_them_available(change):
    """`x = x / 255` is no definition of `x` when the `x` before it was loaded."""
    source = f"import numpy as np\nx = np.load('x.npy')\n{change}\n{CLEAN}"
    source += "def prepare(y):\n    return y - x.mean()\n"
    assert codes(clean(source)) == ["intake.needs_left_out"]


def test_what_is_asked_for_may_not_hide_in_a_block_that_is_not_run():
    """Settings from a file or inside the main block are named."""
    literal = '{"epochs": 5, "batch_size": 64}'
    from_file = CLEAN.replace(literal, "json.load(open('t.json'))")
    assert codes(clean(from_file)) == ["intake.definition_left_out"]
    in_main = CLEAN.replace("TRAINING =", "if __name__ == '__main__':\n    TRAINING =")
    assert codes(clean(in_main)) == ["intake.definition_left_out"]


def test_a_list_called_callbacks_is_a_note_and_not_kept():
    """An optional function that is a value is left out; the model is still graded."""
    start = CLEAN.index("def callbacks")
    cleaned = clean(CLEAN[:start] + "callbacks = [keras.callbacks.EarlyStopping()]\n")
    assert [(item.code, item.fatal) for item in cleaned.problems] == [
        ("intake.not_a_function", False)
    ]
    assert list(left_out(cleaned).values()) == ["left_out.unused"]


def test_loading_through_an_own_function_is_seen():
    """Calling a helper that loads data is loading data."""
    source = CLEAN + textwrap.dedent("""\
        def datos():
            return keras.datasets.cifar10.load_data()
        X = datos()
        def prepare(x):
            return x - X.mean()
        """)
    assert codes(clean(source)) == ["intake.needs_left_out"]


def test_a_local_name_does_not_drag_in_the_modules_own():
    """`model` inside `build_model` is not the `model` that is trained below."""
    cleaned = clean(_with("model = build_model((8, 8, 3), 2)\nmodel.fit(1, 2)\n"))
    assert codes(cleaned) == []
    assert sorted(left_out(cleaned).values()) == ["left_out.trains", "left_out.unused"]


def test_star_imports_of_keras_stay_and_others_go():
    """Names may come from `from keras.layers import *`."""
    cleaned = clean("from keras.layers import *\nfrom pylab import *\n" + CLEAN)
    assert left_out(cleaned) == {2: "left_out.unused_import"}


def test_keras_is_never_patched():
    """Assigning to an attribute of an imported module is not part of any definition."""
    cleaned = clean(_with("keras.Model.fit = None\n"))
    assert list(left_out(cleaned).values()) == ["left_out.unused"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("print 'hola'\n", "hint.print_statement"),
        ("if 1:\n        a = 1\n\tb = 2\n", "hint.tabs"),
        ("def f():\nreturn 1\n", "hint.indentation"),
        ("(" * 100_000, "hint.too_deep"),
        ("-" * 100_000 + "1", "hint.too_deep"),
        ("a" + ".b" * 100_000, "hint.too_deep"),
    ],
)
def test_a_syntax_error_comes_with_a_fitting_hint(text, hint):
    """The fatal problem carries Python's words, the hint says how to mend them."""
    cleaned = clean(text)
    assert codes(cleaned) == ["intake.syntax_error", hint]
    assert [problem.fatal for problem in cleaned.problems] == [True, False]
    assert cleaned.source == "\n" * text.count("\n")


def test_what_only_the_compiler_refuses_is_a_syntax_error():
    """`nonlocal` at module level and `return` in a class parse but cannot run."""
    assert codes(clean(_with("def prepare(x):\n    nonlocal y\n"))) == ["intake.syntax_error"]
    extra = "class A:\n    return 1\ndef prepare(x):\n    return A\n"
    assert codes(clean(_with(extra))) == ["intake.syntax_error"]


def test_thousands_of_statements_on_one_line_do_not_hang():
    """Cost grows with the size of the file, not with its square."""
    text = "ñ=1;" * 20_000
    start = time.monotonic()
    assert "intake.missing_function" in codes(clean(text))
    assert time.monotonic() - start < 20
    assert codes(clean(text + "a=1")) == ["intake.too_many_statements"]
