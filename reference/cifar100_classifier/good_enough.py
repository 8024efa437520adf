"""Good-enough solution: what a careful beginner writes, to anchor the middle of the score curve.

Three convolutions with pooling, one dense layer, dropout, and Adam as it comes; nothing is
normalised, augmented or scheduled.
"""

import keras
from keras import layers

TRAINING = {"epochs": 10, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Build and compile the classifier.

    Args:
        input_shape: Shape of one image, (height, width, channels), with values 0..255.
        num_classes: Number of classes.

    Returns:
        A compiled Keras model whose output is one probability per class.
    """
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    model.add(layers.Rescaling(1 / 255))
    for filters in (16, 32, 64):
        model.add(layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(128, activation="relu"))
    model.add(layers.Dropout(0.3))
    model.add(layers.Dense(num_classes, activation="softmax"))
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
