"""Leaves a daemon behind that outlives the run."""

import os
import time

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Fork twice, so that nobody waits for the grandchild."""
    try:
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                for descriptor in range(256):
                    try:
                        os.close(descriptor)
                    except OSError:
                        continue
                time.sleep(60)
            os._exit(0)
    except OSError as error:
        raise RuntimeError(f"no daemon: {error}")
    raise RuntimeError("a daemon is left behind")
