import kreas

TRAINING = {"memory": {"epochs": 1, "batch_size": 64}, "sentiment": {"epochs": 1, "batch_size": 64}}


def build_memory_model(vocabulary_size, num_classes):
    return kreas.Sequential([kreas.layers.Dense(num_classes)])


def build_sentiment_model(vocabulary_size, num_classes):
    return kreas.Sequential([kreas.layers.Dense(num_classes)])
