"""The features job: run one of our own networks over images and return what it sees."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from graders.domain.verdict import Stage
from graders.wire.jobs import FeatureJob
from graders.worker.emitting import Emitter
from graders.worker.feature_nets import load_feature_network


def featurize(job: FeatureJob, emitter: Emitter) -> None:
    """Run the whole features job; it holds neither student code nor a student's model.

    Emits per network and set of images `features_<network>/<name>`, float32 `(num_examples, d)`,
    standardised by real training images, and `classes_<network>/<name>`, float32
    `(num_examples, C + 1)`, probabilities of which the last is "no class".

    Raises:
        ValueError: The weights belong to another network.
    """
    emitter.stage(Stage.PREDICTING)
    for network in job.networks:
        loaded = load_feature_network(
            Path(job.files[f"network_{network}"]),
            name=network,
            image_shape=job.image_shape,
            num_classes=job.num_classes,
        )
        for name in job.names:
            images = np.load(job.files[f"images/{name}"], mmap_mode="r", allow_pickle=False)
            features, classes = loaded.describe(images)
            emitter.array(f"features_{network}/{name}", features)
            emitter.array(f"classes_{network}/{name}", classes)
