import keras

TRAINING = {"memory": {"epochs": 4, "batch_size": 64}, "sentiment": {"epochs": 1, "batch_size": 256}}


def build_memory_model(vocabulary_size, num_classes):
    return end_only(vocabulary_size, num_classes)


def build_sentiment_model(vocabulary_size, num_classes):
    return end_only(vocabulary_size, num_classes)


def end_only(vocabulary_size, num_classes):
    tokens = keras.Input((None,), dtype="int32")
    outputs = keras.layers.Embedding(vocabulary_size, 8)(tokens)[:, -1]
    outputs = keras.layers.Dense(num_classes, activation="softmax")(outputs)
    model = keras.Model(tokens, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
