"""Names its functions with letters that look alike."""

TRAINING = {"epochs": 2, "batch_size": 64}


def build_mоdel(input_shape, num_classes):
    """Written with a Cyrillic letter; reads ‮backwards⁩ here."""


def prepаre(images):
    """Another one."""
