"""A small residual network, written with the functional API.

Three residual stages follow a convolutional stem; max pooling between the stages halves the feature
maps. Against overfitting: small random shifts of the images, batch normalisation, dropout before the
classifier and label smoothing. The learning rate rises for a few epochs and then falls to almost zero.
"""

import keras
from keras import layers

TRAINING = {"epochs": 20, "batch_size": 64}
WARM_UP_EPOCHS = 3
PEAK_RATE = 0.003


def conv_bn(x, filters, activate=True):
    """Apply a 3 x 3 convolution and batch normalisation, then ReLU if `activate`."""
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    return layers.Activation("relu")(x) if activate else x


def residual_block(x, filters):
    """Add two convolutions to their own input; a 1 x 1 convolution widens the input if needed."""
    shortcut = x
    if x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, use_bias=False)(x)
        shortcut = layers.BatchNormalization(momentum=0.9)(shortcut)
    y = conv_bn(x, filters)
    y = conv_bn(y, filters, activate=False)
    return layers.Activation("relu")(layers.Add()([shortcut, y]))


def build_model(input_shape, num_classes):
    """Build and compile the residual network; its output is a softmax over the classes."""
    inputs = keras.Input(shape=input_shape)
    x = layers.Rescaling(1 / 127.5, offset=-1)(inputs)
    # Shifts keep the class of any image; mirroring or turning it might not.
    x = layers.RandomTranslation(0.1, 0.1, fill_mode="nearest")(x)

    x = conv_bn(x, 16)
    for filters in (16, 32, 48):
        x = layers.MaxPooling2D()(x)
        x = residual_block(x, filters)

    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.3)(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)

    model = keras.Model(inputs, outputs, name="small_resnet")
    model.compile(
        optimizer=keras.optimizers.Adam(PEAK_RATE),
        # This loss wants one-hot labels.
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.05),
        metrics=["accuracy"],
    )
    return model


def learning_rate(epoch, current_rate):
    """Return the rate of an epoch (from 0): a linear rise to the peak, then a linear fall."""
    if epoch < WARM_UP_EPOCHS:
        return PEAK_RATE * (epoch + 1) / WARM_UP_EPOCHS
    remaining = TRAINING["epochs"] - epoch
    return PEAK_RATE * remaining / (TRAINING["epochs"] - WARM_UP_EPOCHS + 1)


def callbacks():
    """Return the callback that sets the learning rate at the start of each epoch."""
    return [keras.callbacks.LearningRateScheduler(learning_rate)]
