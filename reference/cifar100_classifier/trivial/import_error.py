import kreas

TRAINING = {"epochs": 1, "batch_size": 64}


def build_model(input_shape, num_classes):
    return kreas.Sequential([kreas.Input(input_shape), kreas.layers.Dense(num_classes)])
