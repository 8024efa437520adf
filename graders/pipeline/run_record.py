"""Collects what the jobs of one run establish, in the order they establish it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from graders.domain.adversarial_graphs import AdversarialFacts, DiscriminatorGraph, GeneratorGraph
from graders.domain.evidence import (
    GraphFacts,
    Origin,
    RunEvidence,
    RunNote,
    TrainingHistory,
    Usage,
)
from graders.domain.machine import MACHINE_CLASS
from graders.domain.review import Influence, TrainingSteps
from graders.domain.submission import Submission
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.pipeline.context import UnitContext
from graders.pipeline.wire_facts import (
    adversarial_history,
    graph_facts,
    influence_of_layers,
    training_history,
    training_steps,
)
from graders.sandbox.executor import SandboxRun
from graders.sandbox.inbox import plain_text
from graders.sandbox.machine_class import this_machine
from graders.wire.messages import (
    AdversarialTrainingReported,
    AnyMessage,
    Finished,
    GraphReported,
    InfluenceReported,
    NoteReported,
    TrainingReported,
)

M = TypeVar("M")
# Only student code can make a worker say that it finished without what it trained.
NO_REPORT = StudentFailure(
    verdict=Verdict.MALFORMED_OUTPUT, stage=Stage.EXPORTING, kind="no report"
)
_NOTHING_USED = Usage(wall_seconds=0.0, cpu_seconds=0.0, peak_memory_mib=0.0)
_MAX_NOTES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What the jobs of a run have established so far.

    Attributes:
        graph: The single model.
        history: Its learning curves.
        adversarial: A pair of models and its training.
        notes: Things worth telling.
        environment: Versions and device.
        usage: Resources of all jobs.
        student_code_at_prediction: Whether the predict job carried student code.
        influence: What each layer of the rebuilt model does for its outputs.
        steps: Steps of training, counted and not.
    """

    graph: GraphFacts | None = None
    history: TrainingHistory | None = None
    adversarial: AdversarialFacts | None = None
    notes: tuple[RunNote, ...] = ()
    environment: Mapping[str, str] | None = None
    usage: Usage = _NOTHING_USED
    student_code_at_prediction: bool = False
    influence: Influence | None = None
    steps: TrainingSteps | None = None

    def after(self, run: SandboxRun, *, graph_is_measured: bool = False) -> RunRecord:
        """Add what one more job said, and what it used.

        Args:
            run: What the parent saw of the job.
            graph_is_measured: Whether the job described a model that it rebuilt from data alone.
        """
        finished = last_message(run, Finished)
        report = last_message(run, TrainingReported)
        return replace(
            self,
            graph=self._graph(run, is_measured=graph_is_measured),
            history=training_history(report) if report else self.history,
            steps=training_steps(report) if report else self.steps,
            influence=_influence(run) if graph_is_measured else self.influence,
            adversarial=self._pair(run, is_measured=graph_is_measured),
            notes=(*self.notes, *_notes(run))[:_MAX_NOTES],
            environment=_plain(finished.environment) if finished else self.environment,
            usage=Usage(
                wall_seconds=self.usage.wall_seconds + run.usage.wall_seconds,
                cpu_seconds=self.usage.cpu_seconds + run.usage.cpu_seconds,
                peak_memory_mib=max(self.usage.peak_memory_mib, run.usage.peak_memory_mib),
            ),
        )

    @property
    def checkpoint_steps(self) -> tuple[int, ...]:
        """Step of each kept generator; empty for a single model."""
        history = self.adversarial.history if self.adversarial else None
        return history.checkpoint_steps if history else ()

    def evidence(self, failure: StudentFailure | None, unit: UnitContext) -> RunEvidence:
        """Return the evidence of a run that ended here."""
        notes = self.notes
        if self.student_code_at_prediction:
            notes = (*notes, RunNote(code="note.student_code_at_prediction"))
        return RunEvidence(
            verdict=failure.verdict if failure else Verdict.COMPLETED,
            failure=failure,
            seed=unit.seed,
            graph=self.graph,
            history=self.history,
            predictions_sha256="",
            student_code_at_prediction=self.student_code_at_prediction,
            notes=notes,
            usage=self.usage,
            environment={
                **(self.environment or {}),
                "isolation": unit.executor.isolation,
                "requested_device": unit.device,
                **_machine(unit),
            },
            adversarial=self.adversarial,
            influence=self.influence,
            steps=self.steps,
        )

    def _graph(self, run: SandboxRun, *, is_measured: bool) -> GraphFacts | None:
        reported = _first_graph(run, "model")
        if reported is None:
            return self.graph
        facts = graph_facts(reported, compiled=self.graph)
        return replace(facts, origin=Origin.MEASURED) if is_measured else facts

    def _pair(self, run: SandboxRun, *, is_measured: bool) -> AdversarialFacts | None:
        generator = _first_graph(run, "generator")
        origin = Origin.MEASURED if is_measured else Origin.REPORTED
        discriminator = _first_graph(run, "discriminator")
        report = last_message(run, AdversarialTrainingReported)
        before = self.adversarial or AdversarialFacts()
        pair = AdversarialFacts(
            generator=(
                GeneratorGraph(graph=replace(graph_facts(generator, compiled=None), origin=origin))
                if generator
                else before.generator
            ),
            discriminator=(
                DiscriminatorGraph(graph=graph_facts(discriminator, compiled=None))
                if discriminator
                else before.discriminator
            ),
            history=adversarial_history(report) if report else before.history,
        )
        return None if pair == AdversarialFacts() else pair


def last_message(run: SandboxRun, kind: type[M]) -> M | None:
    """Return the last message of a kind, or None."""
    return next((message for message in reversed(run.messages) if isinstance(message, kind)), None)


def located(failure: StudentFailure | None, submission: Submission) -> StudentFailure | None:
    """Translate the worker's line into the place the student knows."""
    if failure is None:
        return None
    where = submission.locate(failure.line)
    return replace(failure, line=where.line if where else None, cell=where.cell if where else None)


def _machine(unit: UnitContext) -> dict[str, str]:
    found = this_machine(unit.device, unit.machine.threads)
    facts = {"cpu": found.cpu, "gpu": found.gpu, "gpu_driver": found.gpu_driver}
    return {**{name: fact for name, fact in facts.items() if fact}, MACHINE_CLASS: found.id}


def _first_graph(run: SandboxRun, role: str) -> GraphReported | None:
    # The first one was sent before any student code of the job could speak for itself.
    return next((found for found in _graphs(run.messages) if found.role == role), None)


def _influence(run: SandboxRun) -> Influence | None:
    # As with the graph: what came before student code counts, whatever is said later.
    reported = (entry for entry in run.messages if isinstance(entry, InfluenceReported))
    first = next(reported, None)
    return influence_of_layers(first) if first else None


def _graphs(messages: tuple[AnyMessage, ...]) -> list[GraphReported]:
    return [message for message in messages if isinstance(message, GraphReported)]


def _notes(run: SandboxRun) -> tuple[RunNote, ...]:
    return tuple(
        RunNote(
            code=plain_text(message.code),
            values=tuple(sorted((plain_text(k), plain_text(v)) for k, v in message.values.items())),
        )
        for message in run.messages[:10_000]
        if isinstance(message, NoteReported)
    )


def _plain(environment: Mapping[str, str]) -> dict[str, str]:
    return {plain_text(key): plain_text(value) for key, value in environment.items()}
