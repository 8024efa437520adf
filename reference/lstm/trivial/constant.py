import keras

TRAINING = {"memory": {"epochs": 1, "batch_size": 64}, "sentiment": {"epochs": 1, "batch_size": 64}}


def build_memory_model(vocabulary_size, num_classes):
    return deaf(vocabulary_size, num_classes)


def build_sentiment_model(vocabulary_size, num_classes):
    return deaf(vocabulary_size, num_classes)


def deaf(vocabulary_size, num_classes):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(vocabulary_size, 2),
            keras.layers.Rescaling(0.0),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
