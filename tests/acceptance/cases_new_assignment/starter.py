# %% [markdown]
# # Prendas de ropa / Pieces of clothing
#
# **ES.** Este modelo funciona, pero acierta poco. **EN.** This model works, but not well.

# %%
import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 128}


# %%
def build_model(input_shape, num_classes):
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
