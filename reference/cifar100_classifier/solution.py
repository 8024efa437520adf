"""Reference solution: one network for photographs and for drawn textures.

A hundred classes need many filters, and filters are cheap where the image is small: the first
convolution halves it at once. Small shifts are the only augmentation, because they keep the class
in both data sets; a mirror image does not always. A cosine brings the learning rate down to almost
nothing, so that the last epochs differ little from seed to seed.
"""

import math

import keras
from keras import layers

TRAINING = {"epochs": 12, "batch_size": 64}

FIRST_LEARNING_RATE = 3e-3
LAST_LEARNING_RATE = 5e-5


class NetworkBuilder:
    """Adds layers to the end of a network and remembers where it ends.

    Args:
        inputs: The network's input tensor.
    """

    def __init__(self, inputs):
        self.outputs = inputs

    def add(self, layer):
        """Put one Keras layer at the end."""
        self.outputs = layer(self.outputs)

    def add_convolution(self, filters, size=3, strides=1):
        """Put a convolution, batch normalisation and ReLU at the end.

        Args:
            filters: Number of output channels.
            size: Height and width of the kernel, in pixels.
            strides: Step of the kernel, in pixels.
        """
        # The normalisation shifts by itself, so the convolution needs no bias.
        self.add(layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False))
        # Few batches make an epoch: the running averages must follow quickly.
        self.add(layers.BatchNormalization(momentum=0.9))
        self.add(layers.ReLU())


def build_model(input_shape, num_classes):
    """Build and compile the classifier.

    Args:
        input_shape: Shape of one image, (height, width, channels), with values 0..255.
        num_classes: Number of classes.

    Returns:
        A compiled Keras model whose output is one probability per class.
    """
    inputs = keras.Input(shape=input_shape)
    network = NetworkBuilder(inputs)
    network.add(layers.Rescaling(1 / 127.5, offset=-1))
    network.add(layers.RandomTranslation(0.1, 0.1))
    network.add_convolution(32, size=4, strides=2)
    network.add_convolution(48)
    network.add(layers.MaxPooling2D())
    network.add_convolution(96)
    network.add_convolution(96)
    network.add(layers.MaxPooling2D())
    network.add_convolution(192)
    network.add(layers.GlobalAveragePooling2D())
    network.add(layers.Dropout(0.2))
    network.add(layers.Dense(num_classes, activation="softmax"))

    model = keras.Model(inputs, network.outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(FIRST_LEARNING_RATE),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def learning_rate(epoch):
    """Return the learning rate of an epoch, half a cosine from the first rate to the last."""
    progress = epoch / (TRAINING["epochs"] - 1)
    share = (1 + math.cos(math.pi * progress)) / 2
    return LAST_LEARNING_RATE + share * (FIRST_LEARNING_RATE - LAST_LEARNING_RATE)


def callbacks():
    """Return the Keras callbacks for `fit`: the learning rate schedule."""
    return [keras.callbacks.LearningRateScheduler(learning_rate)]
