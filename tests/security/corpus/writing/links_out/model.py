"""Makes links out of the scratch folder and writes through them."""

import os

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Say in an error which links led anywhere."""
    done = []
    for number, target in enumerate(
        ("@gradebook@", "@home@/@mark@", "/tmp/@mark@", "/proc/1/cwd/../../tmp/@mark@")
    ):
        link = f"/scratch/link{number}"
        os.symlink(target, link)
        try:
            with open(link, "a") as file:
                file.write("@mark@")
            done.append(target)
        except OSError:
            continue
    for target in (
        "/job/source",
        "/job/x_train",
        "@gradebook@",
        "/proc/self/exe",
        "@project@/grader.py",
    ):
        try:
            os.link(target, f"/scratch/hard{len(done)}")
            with open(f"/scratch/hard{len(done)}", "a") as file:
                file.write("@mark@")
            done.append(target)
        except OSError:
            continue
    raise RuntimeError(f"reached: {done}")
