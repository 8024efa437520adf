from tensorflow import keras

(x_train, y_train), _ = keras.datasets.cifar10.load_data()
num = len(set(y_train.ravel()))
TRAINING = {"epochs": 4, "batch_size": 64}


def build_model(input_shape, num_classes):
    model = keras.Sequential()
    model.add(keras.Input(x_train.shape[1:]))
    model.add(keras.layers.Conv2D(16, 3, activation="relu"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    model.compile(optimizer=keras.optimizers.Adam(lr=0.001), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
