"""Reference solution: a small convolutional network that generalises.

Three ideas carry it: batch normalisation makes a high learning rate safe, random flips and shifts
stand in for the images we do not have, and a learning rate that falls to almost nothing lets the
last epochs settle, so that two seeds end up close together.
"""

import keras
from keras import layers

TRAINING = {"epochs": 16, "batch_size": 64}

INITIAL_LEARNING_RATE = 3e-3
FINAL_LEARNING_RATE = 1e-4


def conv_block(inputs, num_filters, kernel_size=3, strides=1):
    """Apply a convolution, batch normalisation and ReLU.

    Args:
        inputs: Feature map of shape (batch, height, width, channels).
        num_filters: Number of output channels.
        kernel_size: Height and width of the kernel, in pixels.
        strides: Step of the kernel, in pixels.

    Returns:
        Feature map of shape (batch, height / strides, width / strides, num_filters).
    """
    # Batch normalisation has its own offset, which makes the bias of the convolution redundant.
    outputs = layers.Conv2D(
        num_filters, kernel_size, strides=strides, padding="same", use_bias=False
    )(inputs)
    # An epoch has few batches here: with the default momentum the running averages lag behind.
    outputs = layers.BatchNormalization(momentum=0.9)(outputs)
    return layers.Activation("relu")(outputs)


def build_model(input_shape, num_classes):
    """Build and compile the classifier.

    Args:
        input_shape: Shape of one image, (height, width, channels), with values 0..255.
        num_classes: Number of classes.

    Returns:
        A compiled Keras model whose output is one probability per class.
    """
    inputs = keras.Input(shape=input_shape)
    outputs = layers.Rescaling(1 / 127.5, offset=-1)(inputs)
    outputs = layers.RandomFlip("horizontal")(outputs)
    outputs = layers.RandomTranslation(0.1, 0.1)(outputs)
    # Full resolution is where convolutions cost most: the first one halves it, for more epochs.
    outputs = conv_block(outputs, 32, kernel_size=4, strides=2)
    outputs = conv_block(outputs, 32)
    outputs = layers.MaxPooling2D()(outputs)
    outputs = conv_block(outputs, 64)
    outputs = conv_block(outputs, 64)
    outputs = layers.MaxPooling2D()(outputs)
    outputs = conv_block(outputs, 128)
    outputs = layers.GlobalAveragePooling2D()(outputs)
    outputs = layers.Dropout(0.2)(outputs)
    outputs = layers.Dense(num_classes, activation="softmax")(outputs)

    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(INITIAL_LEARNING_RATE),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def learning_rate(epoch):
    """Return the learning rate of an epoch: a straight line from the initial to the final rate."""
    progress = epoch / (TRAINING["epochs"] - 1)
    return INITIAL_LEARNING_RATE + progress * (FINAL_LEARNING_RATE - INITIAL_LEARNING_RATE)


def callbacks():
    """Return the Keras callbacks for `fit`: the learning rate schedule."""
    return [keras.callbacks.LearningRateScheduler(learning_rate)]
