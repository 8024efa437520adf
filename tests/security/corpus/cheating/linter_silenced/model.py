# ruff: noqa
# flake8: noqa
"""Tells the linter to look away."""
import keras, os  # noqa
from keras import layers # noqa: F401, E401

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes): # noqa
    """Break every rule of style, and then stop."""
    l = 1; O = 2 # noqa
    if l == None: raise RuntimeError("bad style") # noqa
    x = lambda: os # noqa: E731
    try: # noqa
        BadName = not O in [1] # noqa
    except: # noqa
        pass
    raise RuntimeError("bad style")
