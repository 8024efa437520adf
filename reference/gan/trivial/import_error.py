import kreas

TRAINING = {
    "steps": 50,
    "batch_size": 32,
    "latent_dim": 2,
    "generator_learning_rate": 1e-3,
    "discriminator_learning_rate": 1e-3,
}


def build_generator(latent_dim, image_shape):
    return kreas.Sequential([kreas.Input((latent_dim,)), kreas.layers.Reshape(image_shape)])


def build_discriminator(image_shape):
    return kreas.Sequential([kreas.Input(image_shape), kreas.layers.Dense(1)])
