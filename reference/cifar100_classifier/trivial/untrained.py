import keras

TRAINING = {"epochs": 1, "batch_size": 64}


def build_model(input_shape, num_classes):
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.SGD(1e-12),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
