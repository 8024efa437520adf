import keras

TRAINING = {
    "steps": 200,
    "batch_size": 64,
    "latent_dim": 16,
    "generator_learning_rate": 1e-3,
    "discriminator_learning_rate": 1e-3,
}


def build_generator(latent_dim, image_shape):
    height, width, channels = image_shape
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(height * width * channels, activation="tanh"),
            keras.layers.Reshape(image_shape),
        ]
    )


def build_discriminator(image_shape):
    return keras.Sequential(
        [keras.Input(image_shape), keras.layers.Flatten(), keras.layers.Dense(1)]
    )
