"""The two models of an adversarial pair, as pieces of evidence of their own."""

from __future__ import annotations

from dataclasses import dataclass

from graders.domain.gan_history import AdversarialHistory
from graders.domain.model_facts import GraphFacts, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratorGraph:
    """The generator as it was built.

    Attributes:
        graph: Its layers.
    """

    graph: GraphFacts

    @property
    def origin(self) -> Origin:
        """Who vouches for it."""
        return self.graph.origin


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscriminatorGraph:
    """The discriminator as it was built.

    Attributes:
        graph: Its layers.
    """

    graph: GraphFacts

    @property
    def origin(self) -> Origin:
        """Who vouches for it."""
        return self.graph.origin


@dataclass(frozen=True, slots=True, kw_only=True)
class AdversarialFacts:
    """What a run established about a pair; a piece is None when the run ended before it.

    Attributes:
        generator: The generator.
        discriminator: The discriminator.
        history: How training went.
    """

    generator: GeneratorGraph | None = None
    discriminator: DiscriminatorGraph | None = None
    history: AdversarialHistory | None = None
