"""Cases of the criteria on the two models of an adversarial pair; columns as in `test_criteria`."""

from __future__ import annotations

from graders.domain.adversarial_graphs import DiscriminatorGraph, GeneratorGraph
from graders.domain.grade import Finding
from graders.domain.model_facts import LayerFacts
from graders.grading.criteria.adversarial import (
    discriminator_convolution,
    discriminator_regularisation,
    generator_output,
    generator_upsampling,
)
from tests.criterion_evidence import conv, make_graph, make_layer

DENSE = make_layer("Dense", activation="linear", units="1568")
RESHAPE = make_layer("Reshape")
GROW = make_layer("Conv2DTranspose", kernel_size="4,4", strides="2,2", activation="tanh")
SAME_SIZE = make_layer("Conv2DTranspose", kernel_size="4,4", strides="1,1", activation="tanh")
ENLARGE = make_layer("UpSampling2D")
LEAKY = make_layer("LeakyReLU")
SPECTRAL = make_layer("SpectralNormalization")


def grown(*layers: LayerFacts) -> Finding:
    return generator_upsampling(GeneratorGraph(graph=make_graph(*layers)))


def drawn(*layers: LayerFacts) -> Finding:
    return generator_output(GeneratorGraph(graph=make_graph(*layers)))


def judged(*layers: LayerFacts) -> Finding:
    discriminator = DiscriminatorGraph(graph=make_graph(*layers))
    return discriminator_convolution(discriminator, at_least=2)


def kept_fair(*layers: LayerFacts) -> Finding:
    return discriminator_regularisation(DiscriminatorGraph(graph=make_graph(*layers)))


CASES = [
    ("generator_upsampling", "transposed", grown(DENSE, RESHAPE, GROW), 1.0, "upsampling.found"),
    (
        "generator_upsampling",
        "enlarged, then a convolution",
        grown(DENSE, RESHAPE, ENLARGE, LEAKY, conv()),
        1.0,
        "upsampling.found",
    ),
    (
        "generator_upsampling",
        "enlarged last",
        grown(DENSE, RESHAPE, conv(), ENLARGE),
        0.5,
        "upsampling.not_learned",
    ),
    (
        "generator_upsampling",
        "a 1 x 1 convolution sees no neighbours",
        grown(DENSE, RESHAPE, ENLARGE, conv(kernel_size="1,1")),
        0.5,
        "upsampling.not_learned",
    ),
    ("generator_upsampling", "dense", grown(DENSE, RESHAPE), 0.5, "upsampling.dense_only"),
    (
        "generator_upsampling",
        "a transposed convolution without strides enlarges nothing",
        grown(DENSE, RESHAPE, SAME_SIZE),
        0.5,
        "upsampling.dense_only",
    ),
    ("generator_upsampling", "nothing", grown(RESHAPE), 0.0, "upsampling.none"),
    ("generator_output", "tanh", drawn(DENSE, RESHAPE, GROW), 1.0, "drawing.bounded"),
    (
        "generator_output",
        "tanh as a layer of its own",
        drawn(DENSE, make_layer("Activation", activation="tanh"), RESHAPE),
        1.0,
        "drawing.bounded",
    ),
    ("generator_output", "the operation", drawn(DENSE, make_layer("Tanh")), 1.0, "drawing.bounded"),
    (
        "generator_output",
        "a blur keeps the range",
        drawn(GROW, make_layer("AveragePooling2D")),
        1.0,
        "drawing.bounded",
    ),
    (
        "generator_output",
        "a stretched sigmoid",
        drawn(make_layer("Dense", activation="sigmoid"), RESHAPE, make_layer("Rescaling")),
        1.0,
        "drawing.bounded",
    ),
    (
        "generator_output",
        "sigmoid",
        drawn(make_layer("Dense", activation="sigmoid"), RESHAPE),
        0.0,
        "drawing.sigmoid",
    ),
    ("generator_output", "linear", drawn(DENSE, RESHAPE), 0.0, "drawing.unbounded"),
    ("generator_output", "only a reshape", drawn(RESHAPE), 0.0, "drawing.unbounded"),
    (
        "discriminator_convolution",
        "as many as asked",
        judged(conv(), LEAKY, conv(), DENSE),
        1.0,
        "discriminator_convolution.enough",
    ),
    (
        "discriminator_convolution",
        "one of two",
        judged(conv(), LEAKY, DENSE),
        0.5,
        "discriminator_convolution.too_few",
    ),
    (
        "discriminator_convolution",
        "dense",
        judged(DENSE, LEAKY, DENSE),
        0.0,
        "discriminator_convolution.none",
    ),
    (
        "discriminator_regularisation",
        "dropout",
        kept_fair(conv(), make_layer("Dropout", rate="0.3"), DENSE),
        1.0,
        "discriminator_regularisation.found",
    ),
    (
        "discriminator_regularisation",
        "spectral normalisation",
        kept_fair(SPECTRAL, conv(), DENSE),
        1.0,
        "discriminator_regularisation.found",
    ),
    (
        "discriminator_regularisation",
        "a rate that drops everything",
        kept_fair(conv(), make_layer("Dropout", rate="1.0"), DENSE),
        0.0,
        "discriminator_regularisation.rate",
    ),
    (
        "discriminator_regularisation",
        "a leaky activation is none",
        kept_fair(conv(), LEAKY, DENSE),
        0.0,
        "discriminator_regularisation.none",
    ),
]
