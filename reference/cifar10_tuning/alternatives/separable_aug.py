"""A wide and shallow network of separable convolutions, trained with momentum.

Separable convolutions cost little, which leaves room for many filters. Weight decay and dropout of
whole feature maps regularise; a cosine brings the rate of SGD to nothing.
"""

import math

import keras
from keras import layers

TRAINING = {"epochs": 20, "batch_size": 32}
TOP_RATE = 0.08


class SeparableBlock:
    """Two separable convolutions with batch normalisation, then pooling."""

    def __init__(self, filters):
        self.filters = filters

    def __call__(self, x):
        """Add the block's layers to the network that ends in x."""
        for _ in range(2):
            x = layers.SeparableConv2D(self.filters, 3, padding="same", use_bias=False)(x)
            x = layers.BatchNormalization(momentum=0.9)(x)
            x = layers.Activation("relu")(x)
        return layers.MaxPooling2D()(x)


def build_model(input_shape, num_classes):
    """Build and compile the network; images come with values from 0 to 255."""
    images = keras.Input(input_shape)
    x = layers.Rescaling(1 / 127.5, offset=-1)(images)
    x = layers.RandomFlip("horizontal")(x)
    x = layers.RandomTranslation(0.1, 0.1)(x)
    x = layers.Conv2D(32, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.Activation("relu")(x)
    x = SeparableBlock(96)(x)
    x = SeparableBlock(192)(x)
    x = layers.SpatialDropout2D(0.1)(x)
    x = layers.GlobalAveragePooling2D()(x)
    probabilities = layers.Dense(num_classes, activation="softmax")(x)
    model = keras.Model(images, probabilities)
    model.compile(
        optimizer=keras.optimizers.SGD(TOP_RATE, momentum=0.9, nesterov=True, weight_decay=1e-4),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model


def rate_of(epoch):
    """Return the rate of an epoch, half a cosine after one epoch of warming up."""
    if epoch == 0:
        return TOP_RATE / 4
    return TOP_RATE * (0.5 + 0.5 * math.cos(math.pi * epoch / TRAINING["epochs"]))


def callbacks():
    """Return the callbacks of the training."""
    return [keras.callbacks.LearningRateScheduler(rate_of)]
