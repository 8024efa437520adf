"""A small pre-activation residual network, written with the Functional API.

Three residual stages work on 16 x 16, 8 x 8 and 4 x 4 maps; the stem keeps the full resolution, so
that narrow stripes are seen before anything is made smaller. Images are shifted by a few pixels and
change in contrast and brightness while training. Mirroring, turning or strong zooming would turn
one class of stripes into another and are left out.
"""

import math

import keras
from keras import layers

TRAINING = {"epochs": 18, "batch_size": 50}

PEAK_RATE = 3e-3
STAGES = (16, 32, 64)


def augment(images):
    """Jitter position, contrast and brightness; does nothing outside training.

    Args:
        images: tensor of images with values 0..1.

    Returns:
        Tensor of the same shape.
    """
    # "nearest" moves whole pixels: interpolation would blur the narrow stripes.
    images = layers.RandomTranslation(0.08, 0.08, "nearest", interpolation="nearest")(images)
    images = layers.RandomContrast(0.25, value_range=(0, 1))(images)
    return layers.RandomBrightness(0.15, value_range=(0, 1))(images)


def convolution(inputs, filters, size=3):
    """Convolve without changing the height or width of the map, and without a bias.

    Args:
        inputs: feature map.
        filters: number of channels of the result.
        size: height and width of the kernel.
    """
    return layers.Conv2D(
        filters, size, padding="same", use_bias=False, kernel_initializer="he_normal"
    )(inputs)


def normalised(inputs):
    """Batch normalisation followed by ReLU, what each convolution of a block begins with."""
    return layers.ReLU()(layers.BatchNormalization(momentum=0.95)(inputs))


def residual_block(inputs, filters):
    """Add two convolutions to a shortcut, projected by 1 x 1 where the channels differ.

    Args:
        inputs: feature map.
        filters: number of channels of the result.
    """
    activated = normalised(inputs)
    shortcut = inputs
    if inputs.shape[-1] != filters:
        shortcut = convolution(activated, filters, size=1)
    residual = convolution(activated, filters)
    residual = convolution(normalised(residual), filters)
    return layers.Add()([shortcut, residual])


def build_model(input_shape, num_classes):
    """Build and compile the residual classifier.

    Args:
        input_shape: shape of one image, (32, 32, 3).
        num_classes: number of classes, 100.

    Returns:
        Compiled Keras model that outputs one probability per class.
    """
    inputs = keras.Input(shape=input_shape)
    x = augment(layers.Rescaling(1 / 255)(inputs))
    x = convolution(x, STAGES[0])
    for filters in STAGES:
        x = layers.MaxPooling2D()(x)
        x = residual_block(x, filters)
    x = layers.GlobalAveragePooling2D()(normalised(x))
    x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)

    model = keras.Model(inputs, outputs, name="functional_resnet")
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=PEAK_RATE),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def cosine_rate(epoch):
    """Learning rate of an epoch: half a cosine from the peak down to almost zero."""
    progress = epoch / TRAINING["epochs"]
    return PEAK_RATE * 0.5 * (1 + math.cos(math.pi * progress))


def callbacks():
    """Lower the learning rate at the beginning of each epoch, along the cosine."""
    return [keras.callbacks.LearningRateScheduler(cosine_rate)]
