"""A course that is worth attacking: secrets in every place that an attack may look at."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import secrets
import socket
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from graders.course.workspace import PROJECT, Workspace, default_workspace
from graders.domain.generative_scores import GenerativeAnchors
from graders.domain.grade import Grade
from graders.domain.repeats import ONCE
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.context import NO_ANCHORS, GradingContext
from graders.pipeline.fingerprint import grade_fingerprint
from graders.pipeline.grade_submission import blank_grade
from graders.sandbox.executor import Executor
from tests.grading_kit import tiny_context
from tests.security import corpus_builders
from tests.security.corpus_listener import Listener
from tests.security.corpus_manifest import NEIGHBOURS, Attack

FIRST, LAST = "grupo00", "grupo99"
LIMITS: Final = {"wall_seconds": 75, "cpu_seconds": 20, "build_cpu_seconds": 4, "memory_mib": 1000}
# Rows on samples need anchors; these are of no calibration.
ANCHORS: Final = GenerativeAnchors(
    kid_floor=0.01,
    kid_reference=0.2,
    kid_untrained=34.0,
    density_reference=0.04,
    density_good_enough=0.012,
    coverage_reference=0.16,
    coverage_good_enough=0.048,
    total_variation_reference=0.3,
)
_LABELS_SHOWN: Final = 24


class Lab:
    """A course folder for one batch.

    Args:
        folder: An empty folder.
        attacks: What is handed in between the two neighbours.
        assignment: Assignment they are handed in for.

    Attributes:
        mark: What every attack of this batch puts into the names and texts it leaves.
        workspace: The course.
        secrets: What must not leave, by name.
        home: The home folder that the grader is started with.
        temporary: Its folder for temporary files.
        has_neighbours: Whether the neighbours hand in something to train.
    """

    def __init__(self, folder: Path, attacks: Sequence[Attack], assignment: str) -> None:
        self.mark = f"planted-{secrets.token_hex(6)}"
        self.folder = folder
        self.home, self.temporary = folder / "home", folder / "tmp"
        self.workspace = _workspace(folder)
        self.attacks = {f"grupo{n:02d}": attack for n, attack in enumerate(attacks, start=1)}
        self.assignment = assignment
        self.has_neighbours = True
        self.secrets: dict[str, bytes] = {}
        self._shared = Path("/dev/shm", f"canary-{secrets.token_hex(6)}")  # noqa: S108 - a place to look
        self._fill()

    @property
    def inbox(self) -> Path:
        """Where the groups' folders lie."""
        return self.workspace.submissions / self.assignment

    def context(self, executor: Executor | None) -> GradingContext:
        """A grading context of a few hundred examples, with secrets beside the labels.

        Args:
            executor: Instead of the sandbox.
        """
        limits = {**LIMITS, "memory_mib": 3000} if self.assignment == "gan" else LIMITS
        made = tiny_context(
            self.folder, self.assignment, executor=executor, schedule=ONCE, **limits
        )
        anchors = replace(made.calibration, generative=ANCHORS)
        context = replace(made, calibration=anchors if self.assignment == "gan" else NO_ANCHORS)
        for unit in context.units.values():
            self._hide(unit.data.folder / "labels.txt", "labels")
            labels = unit.data.hidden_labels().labels["hidden"][:_LABELS_SHOWN]
            self.secrets["label array"] = np.ascontiguousarray(labels).tobytes()
            self.secrets["label list"] = str(labels.tolist()).encode()
        return context

    def hand_in(self, listener: Listener) -> None:
        """Lay every attack into its group's folder, and a neighbour before and after them."""
        for group, name in ((FIRST, "first"), (LAST, "last")):
            own = "misspelt.py" if not self.has_neighbours else f"{self.assignment}/{name}.py"
            self._write(group, NEIGHBOURS / own, {})
        self._hide(self.inbox / FIRST / "notes.txt", "other group")
        (self.inbox / "roster.csv").write_text(f"group,member\n{FIRST},ana\n{LAST},eva\n", "utf-8")
        values = self._values(listener)
        for group, attack in dict(self.attacks).items():
            known = {**values, "mark": f"{self.mark}-{attack.id}"}
            if attack.built:
                name = corpus_builders.build(attack.id, self.inbox / group, known)
                self.attacks[name] = self.attacks.pop(group)
            else:
                self._write(group, attack.file, known)

    def earlier_grade(self, context: GradingContext) -> Grade:
        """A blank grade that is in the gradebook already, with a secret in it."""
        handed_in = HandedIn(group=f"{FIRST}-earlier", path=None, received_at=context.now())
        submission = read_submission(
            handed_in, context.assignment, members=(self._new("gradebook"),)
        )
        fingerprint = grade_fingerprint(submission, context)
        return blank_grade(submission, context, fingerprint, "nothing was handed in")

    @contextlib.contextmanager
    def watched_machine(self) -> Iterator[Listener]:
        """Give this process a home, an environment, descriptors and sockets to be robbed of."""
        kept = {name: os.environ.get(name) for name in ("HOME", "GRADER_CANARY")}
        kept_folder, tempfile.tempdir = tempfile.tempdir, str(self.temporary)
        os.environ.update(HOME=str(self.home), GRADER_CANARY=self._new("environment"))
        self._hide(self._shared, "shared memory")
        descriptor = os.open(self._hide(self.home / "open.txt", "open file"), os.O_RDONLY)
        os.set_inheritable(descriptor, True)  # noqa: FBT003 - positional-only in the library
        try:
            with Listener(self.home) as listener:
                yield listener
        finally:
            os.close(descriptor)
            self._shared.unlink(missing_ok=True)
            tempfile.tempdir = kept_folder
            for name, value in kept.items():
                os.environ.pop(name, None)
                os.environ.update({name: value} if value is not None else {})

    def attack_in(self, text: str) -> str:
        """Return the group whose attack left its mark in a text; empty when none did."""
        named = (g for g, attack in self.attacks.items() if f"{self.mark}-{attack.id}" in text)
        return max(named, key=lambda group: len(self.attacks[group].id), default="")

    def _fill(self) -> None:
        reference = self.workspace.reference / self.assignment
        for path in (
            *(self.home / ".ssh", self.temporary, self.inbox),
            *(self.workspace.private, reference),
        ):
            path.mkdir(parents=True)
        self._hide(reference / "answers.txt", "reference")
        self._hide(self.workspace.private / "secret", "course secret")
        self._hide(self.home / ".ssh" / "id_ed25519", "private key")
        earlier = self.workspace.runs / "00" / "earlier" / "0001"
        earlier.mkdir(parents=True)
        self._hide(earlier / "evidence.json", "run store")
        for number, address in enumerate(sorted(_hardware_addresses())):
            self.secrets[f"network card {number}"] = address

    def _hide(self, path: Path, name: str) -> Path:
        path.write_text(self._new(name), "utf-8")
        return path

    def _new(self, name: str) -> str:
        kind = name.replace(" ", "-")
        token = self.secrets.setdefault(name, f"CANARY-{kind}-{secrets.token_hex(8)}".encode())
        return token.decode()

    def _write(self, group: str, file: Path, values: Mapping[str, str]) -> None:
        folder = self.inbox / group
        folder.mkdir()
        data = file.read_bytes()
        if b"@answers@" in data:
            values = {**values, "answers": _answers(Path(values["splits"]))}
        (folder / f"model{file.suffix}").write_bytes(filled(data, values))

    def _values(self, listener: Listener) -> dict[str, str]:
        (splits,) = sorted((self.workspace.private / "splits").iterdir())[:1]
        return {
            "splits": str(splits),
            "x_train": str(splits / "x_train.npy"),
            "course": str(self.folder),
            "gradebook": str(self.workspace.gradebook),
            "reference": str(self.workspace.reference / self.assignment),
            "inbox": str(self.inbox),
            "private": str(self.workspace.private),
            "runs": str(self.workspace.runs),
            "home": str(self.home),
            "temporary": str(self.temporary),
            "shared": str(self._shared),
            "project": str(PROJECT),
            "packages": sysconfig.get_path("purelib"),
            "interpreter": sys.base_prefix,
            "port": str(listener.port),
            "socket_path": str(listener.path),
            "socket_name": listener.name,
            "address": _own_address(),
            "weights": base64.b64encode(_weights()).decode(),
        }


def filled(data: bytes, values: Mapping[str, str]) -> bytes:
    """Put values in place of `@name@`: what an attacker with inside knowledge would know."""
    for name, value in values.items():
        data = data.replace(f"@{name}@".encode(), value.encode())
    return data


def _answers(splits: Path) -> str:
    """Return `<hash><class>` of every image of the splits, as if the whole data set was public."""
    true_class = np.argsort(np.load(splits / "permutation.npy"))
    known = (
        (np.load(splits / "x_hidden.npy"), np.load(splits / "true_hidden.npy")),
        (np.load(splits / "x_train.npy"), true_class[np.load(splits / "y_train.npy")]),
        (np.load(splits / "x_validation.npy"), true_class[np.load(splits / "y_validation.npy")]),
    )
    pairs = (pair for images, labels in known for pair in zip(images, labels, strict=True))
    return "".join(sorted(f"{_hash(image.tobytes())}{int(label)}" for image, label in pairs))


def _weights() -> bytes:
    return np.random.default_rng(0).normal(size=3072 * 10).astype("<f2").tobytes()


def _hash(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()[:8]


def with_executor(context: GradingContext, executor: Executor) -> GradingContext:
    """The same context with another way to run student code."""
    units = {name: replace(unit, executor=executor) for name, unit in context.units.items()}
    return replace(context, executor=executor, units=units)


def _workspace(folder: Path) -> Workspace:
    return replace(
        default_workspace(),
        var=folder / "var",
        submissions=folder / "submissions",
        reference=folder / "reference",
    )


def _hardware_addresses() -> set[bytes]:
    """Addresses of this machine's network cards, as the bytes that a netlink answer would hold."""
    files = Path("/sys/class/net").glob("*/address")
    texts = (file.read_text("utf-8").strip().replace(":", "") for file in files)
    return {bytes.fromhex(text) for text in texts if len(text) == 12 and set(text) != {"0"}}


def _own_address() -> str:
    """The address of this machine that others see; loopback where there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
