"""Downloads by Keras, urllib and http.client instead of by a socket of its own."""

import http.client
import urllib.request

import keras

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    address = "http://127.0.0.1:@port@/@mark@"
    actions = (
        lambda: keras.utils.get_file(origin=address, fname="x"),
        lambda: urllib.request.urlopen(address, timeout=1).read(),
        lambda: http.client.HTTPConnection("127.0.0.1", @port@, timeout=1).request("GET", "/@mark@"),
    )
    for action in actions:
        try:
            done.append(action())
        except Exception as error:
            done.append(type(error).__name__)

    raise RuntimeError(f"reached: {done}")
