"""What is multiplied by zero does nothing; what is merely dead, sure or small is no decoration."""

from __future__ import annotations

import numpy as np
import pytest

from graders.domain.evidence import Evidence
from graders.domain.review import Probes
from graders.domain.verdict import Verdict
from graders.grading.review_flags import review_flags
from graders.pipeline.wire_facts import influence_of_layers

pytestmark = pytest.mark.keras

IMAGES = np.random.default_rng(5).integers(0, 256, (64, 8, 8, 3), dtype=np.uint8)
TOKENS = np.random.default_rng(5).integers(0, 12, (64, 9), dtype=np.int32)


@pytest.fixture(scope="module")
def keras():
    return pytest.importorskip("keras")


@pytest.fixture
def measured(keras):
    """Names of the layers that a person is shown, after the whole way through the wall's types."""
    from graders.worker.influence import measure_influence  # noqa: PLC0415 - imports Keras
    from graders.worker.rebuilding import (  # noqa: PLC0415 - imports Keras
        export_architecture,
        rebuild_from_architecture,
    )

    def measure(model, inputs=IMAGES):
        config = export_architecture(model, model.get_weights())
        assert config is not None
        rebuilt = rebuild_from_architecture(config)
        rebuilt.set_weights(model.get_weights())
        before = [np.array(weight) for weight in rebuilt.get_weights()]
        report = measure_influence(rebuilt, inputs)
        for old, new in zip(before, rebuilt.get_weights(), strict=True):
            np.testing.assert_array_equal(old, new)
        return influence_of_layers(report)

    return measure


def flagged(influence):
    evidence = Evidence(verdict=Verdict.COMPLETED, probes={"": Probes(influence=influence)})
    names = [dict(flag.values)["names"] for flag in review_flags(evidence)]
    return names[0] if names else ""


def classifier(keras, body, *, scale=1 / 255, activation="softmax"):
    """`body` makes features of an image; a dense layer makes five classes of them."""
    inputs = keras.Input((8, 8, 3))
    features = body(keras.layers.Rescaling(scale)(inputs))
    return keras.Model(inputs, keras.layers.Dense(5, activation=activation)(features))


def decorated(keras, silence):
    """A dense path that answers, and beside it a decorative branch that `silence` shuts up."""
    layers = keras.layers

    def body(x):
        branch = layers.Conv2D(4, 3, name="adorno")(x)
        branch = layers.BatchNormalization(name="norma")(branch)
        branch = layers.GlobalAveragePooling2D(name="promedio")(branch)
        branch = layers.Dropout(0.5, name="olvido")(branch)
        path = layers.Dense(4)(layers.Flatten()(x))
        return silence(path, branch)

    return classifier(keras, body)


SILENCES = {
    "rescaled": lambda keras: (
        lambda path, branch: keras.layers.Add()([path, keras.layers.Rescaling(0.0)(branch)])
    ),
    "multiplied": lambda _keras: lambda path, branch: path + branch * 0.0,
    "a hair": lambda _keras: lambda path, branch: path + branch * 1e-30,
    "frozen zeros": lambda keras: (
        lambda path, branch: keras.layers.Add()(
            [path, keras.layers.Dense(4, kernel_initializer="zeros", trainable=False)(branch)]
        )
    ),
    "cut away": lambda keras: (
        lambda path, branch: keras.layers.Concatenate()([path, branch])[:, :4]
    ),
    "switched off": lambda keras: (
        lambda path, branch: keras.layers.Add()(
            [path, keras.layers.ReLU()(keras.ops.clip(branch, -2.0, -1.0))]
        )
    ),
}


@pytest.mark.parametrize("silence", SILENCES)
def test_a_decorative_branch_is_named(keras, measured, silence):
    """Every layer the rubric could pay for, and none of the path that answers."""
    names = flagged(measured(decorated(keras, SILENCES[silence](keras))))
    assert {part.split(" ")[0] for part in names.split(", ")} == {
        "adorno", "norma", "promedio", "olvido",
    }  # fmt: skip


def test_a_decorative_recurrence_is_named(keras, measured):
    """The same for tokens, with a bag of words that answers."""
    layers = keras.layers
    inputs = keras.Input((9,), dtype="int32")
    x = layers.Embedding(12, 6)(inputs)
    recurrent = layers.Bidirectional(layers.LSTM(4), name="adorno")(x)
    answer = layers.Dense(8)(layers.Flatten()(x)) + recurrent * 0.0
    model = keras.Model(inputs, layers.Dense(3, activation="softmax")(answer))
    assert flagged(measured(model, TOKENS)) == "adorno (Bidirectional)"


def test_a_decoration_inside_a_nested_model_is_named(keras, measured):
    """A block of their own is looked into."""
    layers = keras.layers
    inside = keras.Input((8, 8, 3))
    block = keras.Model(
        inside, layers.Flatten()(inside)[:, :4] + layers.GlobalMaxPooling2D(name="p")(
            layers.Conv2D(4, 3, name="c")(inside)
        ) * 0.0, name="bloque",
    )  # fmt: skip
    assert (
        flagged(measured(classifier(keras, block)))
        == "bloque/c (Conv2D), bloque/p (GlobalMaxPooling2D)"
    )


def test_a_layer_that_is_used_twice_counts_by_its_better_use(keras, measured):
    """One use beside the point does not make the other one a decoration."""
    conv = keras.layers.Conv2D(4, 3, name="doble")
    pool = keras.layers.GlobalAveragePooling2D()
    model = classifier(keras, lambda x: pool(conv(x)) + pool(conv(x * 2.0)) * 0.0)
    assert flagged(measured(model)) == ""


def dead(keras):
    """A chain whose first activation is dead: every output is the same."""
    low = keras.initializers.Constant(-1e4)
    conv = keras.layers.Conv2D(4, 3, activation="relu", bias_initializer=low)
    return classifier(keras, lambda x: keras.layers.GlobalAveragePooling2D()(conv(x)))


def dead_branch(keras):
    """A residual block whose activation died in training beside a path that lives."""
    layers = keras.layers

    def body(x):
        x = layers.Conv2D(8, 3, padding="same")(x)
        y = layers.Conv2D(8, 3, padding="same", name="antes")(x)
        y = layers.Conv2D(8, 3, padding="same", activation="relu",
                          bias_initializer=keras.initializers.Constant(-50.0))(y)  # fmt: skip
        return layers.GlobalAveragePooling2D()(layers.Add()([x, y]))

    return classifier(keras, body)


def sure(keras):
    """Images that are not scaled: the softmax is sure and has no gradient."""
    layers = keras.layers
    return classifier(
        keras,
        lambda x: layers.GlobalMaxPooling2D()(layers.Conv2D(8, 3, kernel_initializer="ones")(x)),
        scale=1e4,
    )


def residual(keras):
    """What good students hand in."""
    layers = keras.layers

    def body(x):
        x = layers.RandomFlip()(x)
        x = layers.Conv2D(8, 3, padding="same")(x)
        y = layers.BatchNormalization()(layers.Conv2D(8, 3, padding="same")(x))
        x = layers.MaxPooling2D()(layers.ReLU()(layers.Add()([x, y])))
        gate = layers.Dense(8, activation="sigmoid")(layers.GlobalAveragePooling2D()(x))
        x = layers.Multiply()([x, layers.Reshape((1, 1, 8))(gate)])
        return layers.Dropout(0.3)(layers.GlobalAveragePooling2D()(x))

    return classifier(keras, body, activation=None)


@pytest.mark.parametrize("build", [dead, dead_branch, sure, residual])
def test_a_network_that_is_only_bad_is_no_decoration(keras, measured, build):
    """Dead activations, outputs that are sure, gates and branches have no flag."""
    assert flagged(measured(build(keras))) == ""


def test_a_stopped_gradient_is_no_decoration(keras, measured):
    """Without a gradient, but its outputs are used: a disturbance shows it."""
    layers = keras.layers
    model = classifier(keras, lambda x: layers.Flatten()(x)[:, :4] + keras.ops.stop_gradient(
        layers.GlobalAveragePooling2D()(layers.Conv2D(4, 3)(x))))  # fmt: skip
    influence = measured(model)
    assert min(layer.gradient for layer in influence.layers) == 0.0
    assert flagged(influence) == ""


def test_a_half_precision_model_is_measured(keras, measured):
    """Overflow under a strong disturbance is no reason to call a layer inert."""
    layers = keras.layers
    model = classifier(keras, lambda x: layers.GlobalAveragePooling2D(dtype="float16")(
        layers.Conv2D(4, 3, activation="relu", dtype="float16")(x)))  # fmt: skip
    influence = measured(model)
    assert influence.layers
    assert flagged(influence) == ""


def test_a_model_that_cannot_be_followed_gives_no_statement(keras):
    """A failure of the measurement is nobody's fault."""
    from graders.worker.influence import measure_influence  # noqa: PLC0415 - imports Keras

    class Own(keras.Model):
        def call(self, inputs):
            return inputs

    assert measure_influence(Own(), IMAGES).layers == ()
