"""Raises an error whose text no encoding can write."""

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Fail with lone surrogates in the name and in the text."""
    raise type("E\ud800", (ValueError,), {})("\udfff text \ud800" * 40)
