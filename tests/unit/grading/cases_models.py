"""Cases of the criteria on classifiers and on code: name, what, finding, credit, code."""

from __future__ import annotations

from dataclasses import replace

from graders.domain.grade import Finding
from graders.grading.criteria.code import docstrings, required_functions, style
from graders.grading.criteria.performance import hidden_accuracy, overfitting_gap
from graders.grading.criteria.structure import (
    convolution,
    parameter_budget,
    pooling,
    regularisation,
    softmax_output,
)
from tests.criterion_evidence import (
    conv,
    make_calibration,
    make_function,
    make_graph,
    make_layer,
    make_scores,
    make_source,
    make_style,
)

DENSE = make_layer("Dense", activation="relu", units="10")
SOFTMAX = make_layer("Dense", activation="softmax", units="10")
BLANK = make_function("train", "")


def accuracy(hidden: float) -> Finding:
    return hidden_accuracy(make_scores(hidden=hidden), make_calibration())


def gap(train: float, hidden: float) -> Finding:
    return overfitting_gap(make_scores(train=train, hidden=hidden), make_calibration())


def required(*names: str, has_settings: bool = True) -> Finding:
    functions = tuple(make_function(name) for name in names)
    source = replace(make_source(), functions=functions, has_settings=has_settings)
    return required_functions(source, names=("build_model", "train"))


def documented(*functions: object, module: str = "What this file does.") -> Finding:
    source = replace(make_source(), functions=functions, module_docstring=module)
    return docstrings(source, min_length=15)


# In each case: criterion, what it shows, finding, expected credit, expected code.
CASES = [
    ("hidden_accuracy", "reference", accuracy(0.90), 1.0, "accuracy.full"),
    ("hidden_accuracy", "exactly at the top", accuracy(0.85), 1.0, "accuracy.full"),
    ("hidden_accuracy", "between anchors", accuracy(0.60), 0.5, "accuracy.partial"),
    ("hidden_accuracy", "starter", accuracy(0.30), 0.0, "accuracy.floor"),
    ("overfitting_gap", "small", gap(0.80, 0.75), 1.0, "gap.small"),
    ("overfitting_gap", "the error counts for the student", gap(0.905, 0.80), 1.0, "gap.small"),
    ("overfitting_gap", "small but half learned", gap(0.52, 0.50), 0.5, "gap.underfit"),
    ("overfitting_gap", "no better than the starter", gap(0.30, 0.30), 0.0, "gap.nothing_learned"),
    ("overfitting_gap", "memorised", gap(1.0, 0.72), 0.0, "gap.large"),
    (
        "convolution",
        "as many as asked",
        convolution(make_graph(), at_least=2),
        1.0,
        "convolution.enough",
    ),
    (
        "convolution",
        "one of two",
        convolution(make_graph(conv(), SOFTMAX), at_least=2),
        0.5,
        "convolution.too_few",
    ),
    (
        "convolution",
        "1 x 1 kernels see no neighbours",
        convolution(make_graph(conv(kernel_size="1,1"), SOFTMAX), at_least=2),
        0.0,
        "convolution.none",
    ),
    (
        "convolution",
        "a depthwise filter with its 1 x 1 is one convolution",
        convolution(
            make_graph(
                make_layer("DepthwiseConv2D", kernel_size="3,3"),
                make_layer("BatchNormalization"),
                conv(kernel_size="1,1"),
            ),
            at_least=1,
        ),
        1.0,
        "convolution.enough",
    ),
    (
        "convolution",
        "a depthwise filter alone mixes no channels",
        convolution(make_graph(make_layer("DepthwiseConv2D", kernel_size="3,3")), at_least=1),
        0.0,
        "convolution.none",
    ),
    (
        "convolution",
        "unreadable settings count as absent",
        convolution(make_graph(conv(kernel_size="many")), at_least=1),
        0.0,
        "convolution.none",
    ),
    ("pooling", "max pooling", pooling(make_graph()), 1.0, "pooling.found"),
    (
        "pooling",
        "global pooling",
        pooling(make_graph(make_layer("GlobalMaxPooling2D"))),
        1.0,
        "pooling.found",
    ),
    ("pooling", "strides", pooling(make_graph(conv(strides="2,2"))), 0.5, "pooling.strides_only"),
    ("pooling", "none", pooling(make_graph(conv(), DENSE)), 0.0, "pooling.none"),
    (
        "pooling",
        "a pool that shrinks nothing",
        pooling(make_graph(make_layer("MaxPooling2D", strides="1,1"))),
        0.0,
        "pooling.none",
    ),
    ("softmax_output", "activation", softmax_output(make_graph()), 1.0, "softmax.found"),
    (
        "softmax_output",
        "layer",
        softmax_output(make_graph(DENSE, make_layer("Softmax"))),
        1.0,
        "softmax.found",
    ),
    (
        "softmax_output",
        "logits",
        softmax_output(make_graph(DENSE, loss_from_logits=True)),
        1.0,
        "softmax.in_loss",
    ),
    ("softmax_output", "missing", softmax_output(make_graph(DENSE)), 0.0, "softmax.none"),
    (
        "softmax_output",
        "no layers",
        softmax_output(replace(make_graph(), layers=())),
        0.0,
        "softmax.none",
    ),
    (
        "softmax_output",
        "twice",
        softmax_output(make_graph(SOFTMAX, make_layer("Softmax"))),
        0.5,
        "softmax.twice",
    ),
    (
        "softmax_output",
        "again in the loss",
        softmax_output(make_graph(SOFTMAX, loss_from_logits=True)),
        0.5,
        "softmax.again_in_loss",
    ),
    ("regularisation", "dropout", regularisation(make_graph()), 1.0, "regularisation.found"),
    (
        "regularisation",
        "batch normalisation",
        regularisation(make_graph(make_layer("BatchNormalization"))),
        1.0,
        "regularisation.found",
    ),
    (
        "regularisation",
        "augmentation",
        regularisation(make_graph(make_layer("RandomFlip"))),
        1.0,
        "regularisation.found",
    ),
    (
        "regularisation",
        "L2",
        regularisation(make_graph(conv(kernel_regularizer="L2(1e-05)"))),
        1.0,
        "regularisation.found",
    ),
    (
        "regularisation",
        "L2 of nothing",
        regularisation(make_graph(conv(kernel_regularizer="L1L2(0, 0)"))),
        0.0,
        "regularisation.none",
    ),
    (
        "regularisation",
        "dropout without effect",
        regularisation(make_graph(make_layer("Dropout", rate="0.0"))),
        0.0,
        "regularisation.rate",
    ),
    (
        "regularisation",
        "dropout of nearly all",
        regularisation(make_graph(make_layer("Dropout", rate="0.9"))),
        0.0,
        "regularisation.rate",
    ),
    ("regularisation", "none", regularisation(make_graph(conv())), 0.0, "regularisation.none"),
    (
        "parameter_budget",
        "at the limit",
        parameter_budget(make_graph(num_params=1000), at_most=1000),
        1.0,
        "parameters.within",
    ),
    (
        "parameter_budget",
        "half over",
        parameter_budget(make_graph(num_params=1500), at_most=1000),
        0.5,
        "parameters.over",
    ),
    (
        "parameter_budget",
        "far over",
        parameter_budget(make_graph(num_params=50_000), at_most=1000),
        0.0,
        "parameters.over",
    ),
    ("required_functions", "all", required("build_model", "train"), 1.0, "required.complete"),
    (
        "required_functions",
        "none",
        required("other", has_settings=False),
        0.0,
        "required.missing",
    ),
    ("docstrings", "all", documented(make_function()), 1.0, "docstrings.complete"),
    (
        "docstrings",
        "private ones",
        documented(make_function(), make_function("_x", "")),
        1.0,
        "docstrings.complete",
    ),
    ("docstrings", "file only", documented(BLANK), 0.5, "docstrings.some"),
    (
        "docstrings",
        "functions only",
        documented(make_function(), module=""),
        0.5,
        "docstrings.file",
    ),
    ("docstrings", "none", documented(BLANK, module=""), 0.0, "docstrings.none"),
    ("docstrings", "no functions", documented(module=""), 0.0, "docstrings.none"),
    (
        "docstrings",
        "a copy of the name",
        documented(make_function("build_the_model", "Build the model.")),
        0.5,
        "docstrings.some",
    ),
    (
        "style",
        "no code",
        style(make_style(), make_source(num_code_lines=1), lost_per_rule=0.2),
        0.0,
        "style.no_code",
    ),
    ("style", "clean", style(make_style(), make_source(), lost_per_rule=0.2), 1.0, "style.clean"),
    (
        "style",
        "fifty hits of one rule are one",
        style(make_style(*["N806"] * 50), make_source(), lost_per_rule=0.2),
        0.8,
        "style.broken",
    ),
    (
        "style",
        "five rules",
        style(make_style("A", "B", "C", "D", "E"), make_source(), lost_per_rule=0.2),
        0.0,
        "style.broken",
    ),
]
