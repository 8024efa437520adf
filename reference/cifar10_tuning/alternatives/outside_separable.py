"""A wide, shallow network of separable convolutions with strong augmentation inside the model.

A separable convolution filters every channel by itself (3 x 3) and then mixes the channels (1 x 1): far
fewer multiplications than a full convolution, so the layers can be wide. Against overfitting: the
augmentation layers, Gaussian noise, batch normalisation and the weight decay of AdamW. The learning
rate follows half a cosine from its largest value down to zero.
"""

import math

import keras
from keras import layers

TRAINING = {"epochs": 24, "batch_size": 60}


def augmentation():
    """Return the layers that vary training images (0 to 255) and do nothing when predicting."""
    return keras.Sequential(
        [
            layers.RandomTranslation(0.08, 0.08, fill_mode="reflect"),
            layers.RandomZoom(0.08, fill_mode="reflect"),
            layers.RandomContrast(0.15),
            layers.RandomBrightness(0.08),
        ],
        name="augmentation",
    )


class SeparableStage:
    """A few separable convolutions of one width, then max pooling."""

    def __init__(self, width, depth=1):
        self.width = width
        self.depth = depth

    def __call__(self, x):
        for _ in range(self.depth):
            x = layers.SeparableConv2D(self.width, 3, padding="same", use_bias=False)(x)
            x = layers.BatchNormalization(momentum=0.9)(x)
            x = layers.Activation("relu")(x)
        return layers.MaxPooling2D()(x)


def build_model(input_shape, num_classes):
    """Build the separable network and compile it with AdamW."""
    inputs = keras.Input(shape=input_shape)
    x = augmentation()(inputs)
    x = layers.Rescaling(1 / 255)(x)
    x = layers.GaussianNoise(0.03)(x)

    # Three colours are too few to be filtered one by one: the first convolution is a full one.
    x = layers.Conv2D(24, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.Activation("relu")(x)
    x = layers.MaxPooling2D()(x)

    x = SeparableStage(64)(x)
    x = SeparableStage(96, depth=2)(x)
    x = layers.SeparableConv2D(160, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.Activation("relu")(x)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)

    optimizer = keras.optimizers.AdamW(learning_rate=0.004, weight_decay=0.02)
    optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
    model = keras.Model(inputs, outputs, name="wide_separable")
    model.compile(optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def callbacks():
    """Return the cosine schedule of the learning rate, one value for each epoch."""

    def cosine(epoch, _rate):
        progress = epoch / TRAINING["epochs"]
        return 0.004 * 0.5 * (1 + math.cos(math.pi * progress))

    return [keras.callbacks.LearningRateScheduler(cosine)]
