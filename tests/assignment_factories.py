"""The tuning assignment, its rubric and anchors, without reading a file."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from graders.domain.assignment import Assignment, FunctionSpec, SubmissionSpec
from graders.domain.rubric import Calibration, Rubric, RubricItem
from graders.domain.training import Limits, Profile, TrainingBudget

ZONE = timezone(timedelta(hours=-3))
CALIBRATION = Calibration(
    profile="embedded",
    accuracy_knots=((0.46, 0.0), (0.585, 0.3), (0.71, 0.7), (0.83, 1.0)),
    gap_full_credit=0.10,
    gap_no_credit=0.26,
    sha256="c" * 64,
)
_ROWS = (
    ("improvement", "hidden_accuracy", 40, {}),
    ("overfitting_gap", "overfitting_gap", 15, {}),
    ("convolution", "convolution", 8, {"at_least": 2}),
    ("pooling", "pooling", 6, {}),
    ("softmax_output", "softmax_output", 6, {}),
    ("regularisation", "regularisation", 8, {}),
    ("parameter_budget", "parameter_budget", 5, {"at_most": 1_000_000}),
    ("required_functions", "required_functions", 3, {"names": ("build_model",)}),
    ("docstrings", "docstrings", 4, {"min_length": 15}),
    ("style", "style", 5, {"lost_per_rule": 0.2}),
)
RUBRIC = Rubric(
    items=tuple(
        RubricItem(id=row, criterion=name, max_points=Decimal(points), params=params)
        for row, name, points, params in _ROWS
    )
)


def make_assignment() -> Assignment:
    limits = Limits(
        wall_seconds=600,
        cpu_seconds=400,
        build_cpu_seconds=20,
        memory_mib=4096,
        scratch_mib=256,
        num_processes=256,
        output_kib=256,
    )
    profile = Profile(
        name="embedded",
        dataset="shapes10",
        num_train=4000,
        num_validation=1000,
        num_hidden=4000,
        num_train_probe=2000,
        limits=limits,
        budget=TrainingBudget(max_epochs=40, max_batch_size=1024, giga_macs=2000.0),
    )
    build = FunctionSpec(
        name="build_model", parameters=("input_shape", "num_classes"), required=True
    )
    return Assignment(
        id="cifar10_tuning",
        title={"es": "Mejorar un clasificador de imágenes", "en": "Tune an image classifier"},
        task="tuning",
        input_shape=(32, 32, 3),
        num_classes=10,
        submission=SubmissionSpec(
            functions=(build,),
            settings_name="TRAINING",
            max_file_kib=1024,
            settings_keys=("epochs", "batch_size"),
            custom_code_at_prediction=True,
        ),
        profiles={"embedded": profile},
        default_profile="embedded",
        rubric=RUBRIC,
        due=datetime(2026, 6, 30, 23, 59, 59, tzinfo=ZONE),
        sha256="a" * 64,
    )
