import keras

TRAINING = {
    "steps": 50,
    "batch_size": 32,
    "latent_dim": 2,
    "generator_learning_rate": 1e-3,
    "discriminator_learning_rate": 1e-3,
}


def build_generator(latent_dim, image_shape):
    height, width, channels = image_shape
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Rescaling(0.0),
            keras.layers.Dense(height * width * channels),
            keras.layers.Reshape(image_shape),
        ]
    )


def build_discriminator(image_shape):
    return keras.Sequential(
        [keras.Input(image_shape), keras.layers.Flatten(), keras.layers.Dense(1)]
    )
