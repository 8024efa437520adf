"""Multiply-accumulates are those counted by hand, once each, whatever wraps a layer."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.keras

STEPS, WIDTH, UNITS = 10, 5, 7


@pytest.fixture(scope="module")
def layers():
    return pytest.importorskip("keras").layers


def described(layer, *, shape=(STEPS, WIDTH), free_length=None):
    import keras  # noqa: PLC0415 - Keras is imported where it is used

    from graders.worker.graph import describe_model  # noqa: PLC0415 - Keras is imported where it is used

    inputs = keras.Input(shape)
    return describe_model(keras.Model(inputs, layer(inputs)), free_length=free_length)


def macs(layer, **changes):
    return described(layer, **changes).macs


@pytest.mark.parametrize(("kind", "gates"), [("LSTM", 4), ("GRU", 3), ("SimpleRNN", 1)])
def test_recurrent_layer_multiplies_once_per_gate_and_step(layers, kind, gates):
    """A step costs gates x units x (units + inputs), also when written with a cell."""
    layer, cell = getattr(layers, kind), getattr(layers, f"{kind}Cell")
    expected = STEPS * gates * UNITS * (UNITS + WIDTH)
    assert macs(layer(UNITS)) == expected
    assert macs(layer(UNITS, return_sequences=True)) == expected
    assert macs(layers.RNN(cell(UNITS))) == expected


def test_two_directions_cost_twice_and_are_counted_once(layers):
    """`Bidirectional` carries the cost of both directions; the layer inside shows nothing."""
    graph = described(layers.Bidirectional(layers.LSTM(UNITS)))
    assert graph.macs == 2 * STEPS * 4 * UNITS * (UNITS + WIDTH)
    assert [layer.kind for layer in graph.layers] == ["InputLayer", "Bidirectional", "LSTM"]
    assert sum(layer.num_params for layer in graph.layers) == graph.num_params


def test_stacked_cells_feed_each_other(layers):
    """The second cell reads the units of the first."""
    cells = [layers.LSTMCell(UNITS), layers.GRUCell(3)]
    graph = described(layers.RNN(cells))
    assert graph.macs == STEPS * (4 * UNITS * (UNITS + WIDTH) + 3 * 3 * (3 + UNITS))
    assert graph.layers[1].settings["cell"] == "LSTMCell,GRUCell"


def test_what_is_distributed_over_time_counts_at_every_step(layers):
    """`TimeDistributed` costs its layer times the steps, a whole model inside it included."""
    import keras  # noqa: PLC0415 - Keras is imported where it is used

    assert macs(layers.TimeDistributed(layers.Dense(UNITS))) == STEPS * WIDTH * UNITS
    image = keras.Input((8, 8, 3))
    inner = keras.Model(
        image, layers.Dense(2)(layers.Flatten()(layers.Conv2D(4, 3, padding="same")(image)))
    )
    graph = described(layers.TimeDistributed(inner), shape=(STEPS, 8, 8, 3))
    assert graph.macs == STEPS * (64 * 9 * 3 * 4 + 64 * 4 * 2)
    assert "Conv2D" in {layer.kind for layer in graph.layers}


@pytest.mark.parametrize("length", [1, 80])
def test_free_steps_count_as_many_as_are_fed(layers, length):
    """A free length counts with the length that is given, in every kind of layer."""
    free = {"shape": (None, WIDTH), "free_length": length}
    assert macs(layers.LSTM(UNITS), **free) == length * 4 * UNITS * (UNITS + WIDTH)
    assert macs(layers.Dense(UNITS), **free) == length * WIDTH * UNITS
    assert macs(layers.Conv1D(UNITS, 3, padding="same"), **free) == length * 3 * WIDTH * UNITS
    assert macs(layers.TimeDistributed(layers.Dense(UNITS)), **free) == length * WIDTH * UNITS


def test_free_steps_count_once_when_no_length_is_given(layers):
    """Without a length a free dimension counts as one."""
    assert macs(layers.LSTM(UNITS), shape=(None, WIDTH)) == 4 * UNITS * (UNITS + WIDTH)


def test_looking_words_up_costs_nothing(layers):
    """An embedding multiplies nothing."""
    assert macs(layers.Embedding(100, 16), shape=(STEPS,)) == 0


def test_attention_counts_projections_and_products(layers):
    """Query, key, value and output projections, and every step with every step."""
    import keras  # noqa: PLC0415 - Keras is imported where it is used

    inputs = keras.Input((STEPS, WIDTH))
    attention = layers.MultiHeadAttention(num_heads=2, key_dim=3)
    from graders.worker.graph import describe_model  # noqa: PLC0415 - Keras is imported where it is used

    graph = describe_model(keras.Model(inputs, attention(inputs, inputs)))
    inner = 2 * 3
    projections = STEPS * (3 * WIDTH * inner + inner * WIDTH)
    assert graph.macs == projections + 2 * STEPS * STEPS * inner


def test_states_given_to_a_layer_do_not_hide_its_cost(layers):
    """A recurrent layer that starts from another's state, or returns its own, still counts."""
    import keras  # noqa: PLC0415 - Keras is imported where it is used

    from graders.worker.graph import describe_model  # noqa: PLC0415 - Keras is imported where it is used

    inputs = keras.Input((STEPS, WIDTH))
    outputs, *state = layers.LSTM(UNITS, return_state=True, return_sequences=True)(inputs)
    answer = layers.LSTM(UNITS)(outputs, initial_state=state)
    graph = describe_model(keras.Model(inputs, answer))
    assert graph.macs == STEPS * 4 * UNITS * (UNITS + WIDTH) + STEPS * 4 * UNITS * (2 * UNITS)


def test_images_count_as_before(layers):
    """Convolutions and dense layers over fixed sizes keep their count."""
    assert macs(layers.Conv2D(4, 3), shape=(8, 8, 3)) == 36 * 9 * 3 * 4
    assert macs(layers.SeparableConv2D(4, 3), shape=(8, 8, 3)) == 36 * (9 * 3 + 3 * 4)
    assert macs(layers.DepthwiseConv2D(3), shape=(8, 8, 3)) == 36 * 9 * 3
    assert macs(layers.Conv2DTranspose(4, 3), shape=(8, 8, 3)) == 64 * 9 * 3 * 4
