import keras
from keras import layers

TRAINING = {"epochs": 1, "batch_size": 64}


def build_model(input_shape, num_classes):
    """A learning rate as a function, and a regulariser with words in its configuration."""
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Flatten(),
            layers.Dense(8, kernel_regularizer=keras.regularizers.OrthogonalRegularizer()),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.Adam(learning_rate=lambda: 0.001)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
