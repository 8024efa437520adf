"""Becomes root: setuid calls, set-id files and set-id programs."""

import os
import subprocess

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    os.close(os.open("/scratch/mine", os.O_CREAT))
    actions = {
        "setuid": lambda: os.setuid(0),
        "setresuid": lambda: os.setresuid(0, 0, 0),
        "setgroups": lambda: os.setgroups([0]),
        "chown": lambda: os.chown("/scratch/mine", 0, 0),
        "su": lambda: subprocess.run(["/usr/bin/su", "-c", "touch @home@/@mark@"], check=True),
        "sudo": lambda: subprocess.run(["/usr/bin/sudo", "-n", "touch", "@home@/@mark@"], check=True),
        "mount": lambda: subprocess.run(["/usr/bin/mount", "/scratch"], check=True),
    }
    for name, action in actions.items():
        try:
            action()
            done.append(name)
        except OSError:
            continue

    raise RuntimeError(f"worked: {done}")
