"""Claims curves of the largest numbers there are, and a graph of a quadrillion parts."""

import gc
import json
import os

import keras
import numpy as np
from graders.wire.messages import (
    ArchitectureReported,
    Finished,
    GraphReported,
    LayerReported,
    TrainingReported,
)
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}
MOST = 10**15
def result_pipe():
    """Find the grader's own object that talks to it."""
    return next(item for item in gc.get_objects() if type(item).__name__ == "Emitter")

def build_model(input_shape, num_classes):
    """Claim a run of numbers that break what counts or draws them."""
    model = keras.Sequential(
        [keras.Input(input_shape), layers.Flatten(), layers.Dense(num_classes)]
    )
    pipe = result_pipe()
    layer = LayerReported(
        kind="x" * 200,
        name="y" * 200,
        output_shape=(MOST,) * 8,
        num_params=MOST,
        macs=MOST,
        settings={"rate": "nan", "activation": "1e999", "cell": "\u0000"},
    )
    claimed = GraphReported(
        layers=(layer,) * 2000,
        num_params=MOST,
        num_trainable=0,
        macs=MOST,
        loss="inf",
        learning_rate=1.7e308,
    )
    pipe.message(claimed)
    pipe.stage("exporting")
    curve = (1.7e308, -1.7e308, None, 5e-324) * 500
    pipe.message(
        TrainingReported(
            metrics={"loss": curve, "val_loss": (), "accuracy": curve, "\n": (None,)},
            epochs_requested=MOST,
            epochs_run=MOST,
            examples_seen=MOST,
            budget_reached=True,
            rebuild="architecture",
            uses_prepare=False,
            num_weights=MOST,
            steps_counted=0,
            steps_taken=MOST,
            steps_elsewhere=MOST,
        )
    )
    config = keras.saving.serialize_keras_object(model)
    pipe.message(ArchitectureReported(config=json.dumps(config)))
    for index, weight in enumerate(model.get_weights()):
        pipe.array(f"weights/{index:06d}", np.full_like(weight, 3e38))
    pipe.message(Finished(environment={"x" * 200: "y" * 200}))
    os._exit(0)
