"""A wide and shallow network: two parallel stems, then only two more convolutions.

A 3 x 3 and a 5 x 5 kernel look at the image side by side, one for narrow stripes and one for wide
ones. `prepare` removes the mean colour and the contrast of each image. Against overfitting: noise,
small shifts, channel dropout, smoothed labels, and the decoupled weight decay of AdamW.
"""

import keras
import numpy as np
from keras import layers

TRAINING = {"epochs": 16, "batch_size": 50}

# The optimiser's schedule counts batches, and build_model is not told how many there will be.
TRAIN_IMAGES = 5000  # profile `embedded`
STEPS_PER_EPOCH = TRAIN_IMAGES // TRAINING["batch_size"]


def prepare(images):
    """Give each image zero mean per channel and unit contrast over all channels.

    Args:
        images: array (count, height, width, channels) with values 0..255.

    Returns:
        Array of the same shape, float32.
    """
    images = np.asarray(images, dtype="float32")
    centred = images - images.mean(axis=(1, 2), keepdims=True)
    contrast = centred.std(axis=(1, 2, 3), keepdims=True)
    return centred / np.maximum(contrast, 1.0)


def conv_bn(inputs, filters, size, strides=1):
    """Convolution with ReLU, and batch normalisation after it.

    Args:
        inputs: feature map.
        filters: number of channels of the result.
        size: height and width of the kernel.
        strides: step of the kernel.
    """
    x = layers.Conv2D(
        filters,
        size,
        strides=strides,
        padding="same",
        activation="relu",
        kernel_initializer="he_normal",
    )(inputs)
    return layers.BatchNormalization(momentum=0.95)(x)


def make_optimizer():
    """AdamW with one epoch of warm-up and a cosine down to a hundredth of the peak."""
    rate = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=3e-4,
        warmup_target=3e-3,
        warmup_steps=STEPS_PER_EPOCH,
        decay_steps=STEPS_PER_EPOCH * (TRAINING["epochs"] - 1),
        alpha=0.01,
    )
    return keras.optimizers.AdamW(learning_rate=rate, weight_decay=0.05)


def build_model(input_shape, num_classes):
    """Build and compile the wide classifier.

    Args:
        input_shape: shape of one image, (32, 32, 3).
        num_classes: number of classes, 100.

    Returns:
        Compiled Keras model that outputs one probability per class.
    """
    inputs = keras.Input(shape=input_shape)
    x = layers.RandomTranslation(0.08, 0.08, "nearest", interpolation="nearest")(inputs)
    x = layers.GaussianNoise(0.1)(x)
    # Two stems, 24 + 32 channels of 16 x 16.
    x = layers.Concatenate()([conv_bn(x, 24, 3, strides=2), conv_bn(x, 32, 5, strides=2)])
    for filters in (64, 128):
        x = layers.MaxPooling2D()(x)
        x = layers.SpatialDropout2D(0.05)(x)
        x = conv_bn(x, filters, 3)
    # The average describes the texture, the maximum tells which parts of a shape are there.
    x = layers.Concatenate()([layers.GlobalAveragePooling2D()(x), layers.GlobalMaxPooling2D()(x)])
    x = layers.Dropout(0.3)(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)

    model = keras.Model(inputs, outputs, name="wide_bn")
    model.compile(
        optimizer=make_optimizer(),
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        metrics=["accuracy"],
    )
    return model
