"""A residual network of three stages, with mirror images and a warm start of the learning rate.

Short cuts around pairs of convolutions let the gradient reach the first layers, so the network can
be deeper than a plain one of the same cost.
"""

import keras
from keras import layers

TRAINING = {"epochs": 16, "batch_size": 64}


def residual_block(x, filters, stride):
    """Add two convolutions and a short cut around them."""
    shortcut = x
    y = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization(momentum=0.9)(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization(momentum=0.9)(y)
    if stride > 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)
        shortcut = layers.BatchNormalization(momentum=0.9)(shortcut)
    return layers.ReLU()(layers.Add()([y, shortcut]))


def build_model(input_shape, num_classes):
    """Build and compile the residual network; images come with values from 0 to 255."""
    inputs = keras.Input(input_shape)
    x = layers.Rescaling(1 / 128, offset=-1)(inputs)
    x = layers.RandomFlip("horizontal")(x)
    x = layers.RandomTranslation(0.08, 0.08)(x)
    x = layers.Conv2D(16, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.ReLU()(x)
    x = residual_block(x, 32, 1)
    x = residual_block(x, 64, 2)
    x = residual_block(x, 96, 2)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.25)(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)
    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(2e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def schedule(epoch, rate):
    """Return the rate of an epoch: one step down after two thirds, another near the end."""
    if epoch in (10, 14):
        return rate * 0.2
    return rate


def callbacks():
    """Return the callbacks of the training."""
    return [keras.callbacks.LearningRateScheduler(schedule)]
