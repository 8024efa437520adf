"""Uses names with line breaks, escapes and `../` for files and metrics."""

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}
NAMES = (
    "a\nb",
    "\x1b[2Jgone",
    "..\\..\\x",
    "\u202egpj.exe",
    "$(touch @mark@)",
    "-rf",
    "'; DROP TABLE grades; --",
)


def build_model(input_shape, num_classes):
    """Return an ordinary network whose metrics have bad names."""
    for name in NAMES:
        with open(f"/scratch/{name}", "w") as file:
            file.write(name)
    try:
        open("/scratch/../../@mark@", "w")
    except OSError:
        pass
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Rescaling(1 / 255),
            layers.Conv2D(4, 3, strides=2, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    metrics = [keras.metrics.SparseCategoricalAccuracy(name=name) for name in ("accuracy", *NAMES)]
    model.compile("adam", "sparse_categorical_crossentropy", metrics=metrics)
    return model
