"""Starts programs in every way that Python knows."""

import ctypes
import multiprocessing
import os
import subprocess
import sys

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    python = sys.executable
    script = "open('@home@/@mark@', 'w')"
    spawn = multiprocessing.get_context("spawn").Process(target=print)
    actions = (
        lambda: subprocess.run([python, "-c", script], check=True),
        lambda: os.posix_spawn(python, [python, "-c", script], {}),
        lambda: os.spawnv(os.P_WAIT, python, [python, "-c", script]) or 1 / 0,
        lambda: os.forkpty(),
        lambda: spawn.start(),
        lambda: os.execv(python, [python, "-c", script]),
        lambda: os.fdopen(os.open("/scratch/program", os.O_CREAT | os.O_WRONLY, 0o755), "w").write("#!"),
    )
    for action in actions:
        try:
            done.append(action())
        except Exception as error:
            done.append(type(error).__name__)
    libc = ctypes.CDLL(None, use_errno=True)
    done.append(libc.system(b"touch @home@/@mark@"))

    raise RuntimeError(f"started: {done}")
