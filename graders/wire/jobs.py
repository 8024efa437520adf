"""Requests to a worker: one JSON object on its standard input.

Theory of operation: the trusted side starts a worker and writes one job. Every job is a strict
pydantic model, so an unknown key or a wrong type is refused. No job has a place for a label that
student code must not see.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

PROTOCOL = 3

Device = Literal["cpu", "gpu"]
ShortText = Annotated[str, Field(max_length=200)]


class Message(BaseModel):
    """Base of everything that crosses the wall: strict, frozen, no unknown keys."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class JobLimits(Message):
    """Limits the worker puts on itself before any student byte is read."""

    cpu_seconds: int
    file_mib: int
    num_processes: int


class ModelCall(Message):
    """How the worker gets a model, or a pair of models, out of the student's file.

    Attributes:
        input_shape: Shape of one input: an image, `(length,)` of a sequence, or an image that a
            generator shall draw.
        inputs: What the inputs are: float32 images with values 0..255, or int32 token ids.
        num_classes: Number of classes; 0 for a pair of models.
        build: Function that returns the compiled model.
        build_arguments: Its arguments: the input shape or the vocabulary's size, and the classes.
        settings_path: Keys that lead from the settings dictionary to this model's settings.
        callbacks: Optional function that returns Keras callbacks.
    """

    input_shape: tuple[int, ...]
    inputs: Literal["images", "tokens"] = "images"
    num_classes: int
    build: ShortText = "build_model"
    build_arguments: tuple[tuple[int, ...] | int, ...] = Field(max_length=4)
    settings_path: tuple[ShortText, ...] = ()
    callbacks: ShortText = "callbacks"

    @property
    def free_length(self) -> int | None:
        """Steps that a free dimension of a sequence model stands for; None for images."""
        return self.input_shape[0] if self.inputs == "tokens" else None


class Job(Message):
    """What every job says.

    Attributes:
        seed: Seed of all random streams.
        device: Where to compute.
        threads: Threads TensorFlow may use.
        files: Paths inside the worker by role, `lockdown` (seccomp program) among them.
        limits: Limits the worker puts on itself.
    """

    protocol: int = PROTOCOL
    seed: int
    device: Device
    threads: int
    files: dict[str, str]
    limits: JobLimits


class TrainJob(Job):
    """Load the student's file, build and train the model, hand back architecture and weights.

    Its files are `source`, `x_train`, `y_train`, `x_validation` and `y_validation`.
    """

    job: Literal["train"] = "train"
    model: ModelCall
    max_epochs: int
    max_batch_size: int
    giga_macs: float
    custom_code_allowed: bool


class PredictJob(Job):
    """Rebuild a trained model and return its outputs for unlabelled inputs.

    Its files are `weights`, `architecture` (model JSON) or `source`, and one `inputs/<split>` per
    entry of `splits`.

    Attributes:
        model: The model as the train job built it.
        splits: Names of the inputs to predict, in order.
        optional_splits: Those of them that a model may be unable to read, such as sequences of
            another length: no output is no failure.
        ablated_splits: Splits that are predicted once more, as `<split>_ablated`, with every
            recurrent kernel set to zero, if the model has one.
        rebuild: Whether the model comes from its architecture or from the student's function.
        use_prepare: Whether the student's `prepare` is applied to the inputs.
    """

    job: Literal["predict"] = "predict"
    model: ModelCall
    splits: tuple[str, ...]
    optional_splits: tuple[str, ...] = ()
    ablated_splits: tuple[str, ...] = ()
    batch_size: int
    rebuild: Literal["architecture", "source"]
    use_prepare: bool


class AdversarialTrainJob(Job):
    """Build generator and discriminator, train them against each other, hand back the generator.

    Its files are `source` and `x_train`, uint8 `(num_examples, height, width, channels)`; student
    code sees float32 with values in [-1, 1]. The settings must hold `steps`, `batch_size` and
    `latent_dim`.

    Attributes:
        image_shape: `(height, width, channels)`.
        max_steps: Steps at most; a step updates the discriminator and the generator once.
        max_batch_size: Largest accepted batch size.
        max_latent_dim: Largest accepted number of latent dimensions.
        giga_macs: Budget in 10^9 multiply-accumulates.
        checkpoints: Shares of the steps, increasing, at which the generator is kept; 0 is the
            untrained one, 1 the final one.
    """

    job: Literal["train_adversarial"] = "train_adversarial"
    image_shape: tuple[int, ...]
    max_steps: int
    max_batch_size: int
    max_latent_dim: int
    giga_macs: float
    checkpoints: tuple[float, ...]


class SampleJob(Job):
    """Rebuild a generator from data alone and draw images at each checkpoint.

    Its files are `architecture`, `weights` (arrays `<checkpoint>_<number>.npy`) and `latents`,
    float32 `(num_latents, latent_dim)`.

    Attributes:
        image_shape: `(height, width, channels)`.
        num_samples: How many of the first latent vectors are used, by checkpoint in order.
    """

    job: Literal["sample"] = "sample"
    image_shape: tuple[int, ...]
    num_samples: tuple[int, ...]


class FeatureJob(Job):
    """Run our feature networks over images; no student code and no student model.

    Its files are `network_<network>` (weights as `.npz`), one per entry of `networks`, and
    `images/<name>`, one per entry of `names`, uint8 `(num_examples, height, width, channels)`. The
    arrays it sends are `features_<network>/<name>` and `classes_<network>/<name>`.

    Attributes:
        networks: Which architectures.
        image_shape: `(height, width, channels)`.
        num_classes: Classes C of the networks, without the reject class.
        names: Names of the image sets, in order.
    """

    job: Literal["features"] = "features"
    networks: tuple[Literal["a", "b"], ...] = ("a", "b")
    image_shape: tuple[int, ...]
    num_classes: int
    names: tuple[str, ...]


class ProbeJob(Job):
    """Run one of our own probes of the sandbox in the place where student code would run.

    Its file is `source`, Python that calls `report(name, text)` with what it found. No Keras is
    imported, so a probe takes a fraction of a second.
    """

    job: Literal["probe"] = "probe"


AnyJob = TrainJob | PredictJob | AdversarialTrainJob | SampleJob | FeatureJob | ProbeJob
WorkerRequest = Annotated[AnyJob, Field(discriminator="job")]
REQUEST: TypeAdapter[AnyJob] = TypeAdapter(WorkerRequest)
