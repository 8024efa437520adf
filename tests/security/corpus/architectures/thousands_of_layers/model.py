"""As many layers as a configuration may hold."""

import gc
import json
import os

import numpy as np
from graders.wire.messages import ArchitectureReported, Finished, TrainingReported

TRAINING = {"epochs": 2, "batch_size": 64}
def result_pipe():
    """Find the grader's own object that talks to it."""
    return next(item for item in gc.get_objects() if type(item).__name__ == "Emitter")

def sequential(*entries):
    """Return a configuration with these layers between input and output."""
    first = {
        "module": "keras.layers",
        "class_name": "InputLayer",
        "config": {"batch_shape": [None, 32, 32, 3], "dtype": "float32", "name": "input"},
        "registered_name": None,
    }
    parts = {"name": "sequential", "layers": [first, *entries]}
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": parts,
        "registered_name": None,
    }


def configuration():
    """Return what shall be rebuilt in the job that predicts."""
    entries = [
        {
            "module": "keras.layers",
            "class_name": "Activation",
            "config": {"name": f"a{number}", "activation": "relu"},
            "registered_name": None,
        }
        for number in range(14_000)
    ]
    return json.dumps(sequential(*entries))


def build_model(input_shape, num_classes):
    """Claim a finished training of a model that is a trap."""
    pipe = result_pipe()
    pipe.stage("exporting")
    pipe.message(
        TrainingReported(
            metrics={"accuracy": (1.0,)},
            epochs_requested=1,
            epochs_run=1,
            examples_seen=256,
            budget_reached=False,
            rebuild="architecture",
            uses_prepare=False,
            num_weights=1,
        )
    )
    pipe.message(ArchitectureReported(config=configuration()))
    pipe.array("weights/000000", np.zeros((1,), np.float32))
    pipe.message(Finished(environment={}))
    os._exit(0)
