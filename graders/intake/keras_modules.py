"""Which Keras modules exist in Keras 3, and what replaces those that do not.

Source:
    `keras/` of Keras 3.15 (generated public API); tests compare it with the installed version.
"""

from __future__ import annotations

_PUBLIC = """
    activations applications backend callbacks config constraints datasets distillation
    distribution dtype_policies export initializers layers legacy legacy.saving losses metrics
    mixed_precision models ops ops.image ops.linalg ops.nn ops.numpy optimizers
    optimizers.legacy optimizers.schedules preprocessing preprocessing.image
    preprocessing.sequence quantizers random regularizers saving tree utils
    utils.bounding_boxes utils.legacy visualization wrappers
"""
PUBLIC_MODULES = frozenset(_PUBLIC.split())
# Their sub-modules are many and all exist.
OPEN_MODULES = ("applications", "datasets", "src", "_tf_keras")
# Only `tensorflow.keras` still has these.
TENSORFLOW_ONLY = frozenset({"preprocessing.text"})

_LAYERS = """
    core convolutional pooling normalization recurrent embeddings merge advanced_activations
    wrappers noise local convolutional_recurrent experimental
    """
_LAYER_MODULES = frozenset(_LAYERS.split())
_REPLACEMENTS = {
    "utils.vis_utils": "keras.utils.plot_model",
    "wrappers.scikit_learn": "keras.wrappers.SKLearnClassifier",
    "preprocessing.text": "keras.layers.TextVectorization",
    "engine": "keras.layers",
    "callbacks.callbacks": "keras.callbacks",
}
REMOVED_NAMES = {
    ("utils", "np_utils"): ("habit.np_utils", "keras.utils.to_categorical"),
    ("preprocessing.image", "ImageDataGenerator"): (
        "habit.image_data_generator",
        "keras.layers.RandomFlip, keras.layers.RandomTranslation",
    ),
    ("layers", "CuDNNLSTM"): ("habit.cudnn", "keras.layers.LSTM"),
    ("layers", "CuDNNGRU"): ("habit.cudnn", "keras.layers.GRU"),
    ("layers", "merge"): ("habit.layers_core", "keras.layers.Concatenate"),
}


def keras_path(module: str) -> tuple[str, str] | None:
    """Split `tensorflow.keras.layers.core` into `("tensorflow", "layers.core")`.

    Returns:
        The package (`keras` or `tensorflow`) and the path below Keras; None for other packages.
    """
    for prefix in ("tensorflow.keras", "tensorflow.python.keras", "tf.keras", "keras"):
        if module == prefix or module.startswith(prefix + "."):
            package = "keras" if prefix == "keras" else "tensorflow"
            return package, module[len(prefix) + 1 :]
    return None


def removed_module(package: str, path: str) -> tuple[str, str] | None:
    """Return the habit code and the replacement of a module that Keras 3 does not have."""
    parts = path.split(".")
    known = path in PUBLIC_MODULES or parts[0] in OPEN_MODULES
    if not path or known or (package == "tensorflow" and path in TENSORFLOW_ONLY):
        return None
    if parts[0] == "layers" and parts[1] in _LAYER_MODULES:
        return "habit.layers_core", "keras.layers"
    if parts[:2] == ["utils", "np_utils"]:
        return REMOVED_NAMES["utils", "np_utils"]
    for start, replacement in _REPLACEMENTS.items():
        if path == start or path.startswith(start + "."):
            return "habit.removed_module", replacement
    known_parent = f"keras.{parts[0]}" if parts[0] in PUBLIC_MODULES else "keras"
    return "habit.removed_module", known_parent


def removed_name(package: str, path: str, name: str) -> tuple[str, str] | None:
    """Return the habit code and the replacement of a name that a Keras 3 module does not have."""
    if package == "tensorflow" and (path, name) == ("preprocessing.image", "ImageDataGenerator"):
        return None
    return REMOVED_NAMES.get((path, name))
