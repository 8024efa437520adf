"""Are disguised copies found, and are independent solutions left in peace?

Method: the known solutions, their alternatives and the example class of each assignment (starters
left out) are taken as independent files. Each is disguised in every way of
`tests/planted_copies.py`, and compared with its copy as `similarity` compares two groups. Then
all independent files are compared with each other. The first table shows, for each disguise and
assignment, the lowest score of a copy and how many are found at the default threshold; the second
how scores of independent pairs are spread. `--tune` repeats both for other lengths of grams and
windows. `--unseen` compares files by which nothing was chosen: the networks that come with Keras,
some of which are copies of each other. `--size N` times a class of N submissions.

    python benchmarks/similarity.py
    python benchmarks/similarity.py --tune
    python benchmarks/similarity.py --unseen
    python benchmarks/similarity.py --size 300
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tabulate import tabulate

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from graders.analysis.similarity import compare as comparing  # noqa: E402
from graders.analysis.similarity import winnow as winnowing  # noqa: E402
from graders.analysis.similarity.compare import Candidate, compare  # noqa: E402
from graders.analysis.similarity.normalise import TokenStream  # noqa: E402
from graders.analysis.similarity.parsing import stream_of  # noqa: E402
from graders.course.workspace import bundled_workspace  # noqa: E402
from graders.domain.similarity import Origin  # noqa: E402
from graders.intake.code_text import CodeText  # noqa: E402
from graders.intake.reading import code_of  # noqa: E402
from graders.pipeline.find_similar import SimilarityPlan, find_similar  # noqa: E402
from graders.pipeline.similarity_files import (  # noqa: E402
    found_files,
    plain_text,
    public_texts,
)
from tests.planted_copies import PLANTED, as_notebook, mixed  # noqa: E402

ASSIGNMENTS = ("cifar10_tuning", "cifar100_classifier", "lstm", "gan")
STARTERS = {"grupo03"}
THRESHOLD = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What one assignment offers."""

    public: Sequence[TokenStream]
    texts: Mapping[str, str]


def material(assignment: str) -> Material:
    """Read the independent files of an assignment; a copy of a notebook begins at its code."""
    workspace = bundled_workspace()
    files = [
        file
        for file in found_files(workspace, assignment, ())
        if file.code and file.owner not in STARTERS and file.origin is not Origin.ELSEWHERE
    ]
    return Material(
        public=[stream_of(text) for text in public_texts(workspace, assignment)],
        texts={file.owner: plain_text(file.code) for file in files if file.code},
    )


def score(first: TokenStream, second: TokenStream, public: Sequence[TokenStream]) -> float:
    """Compare two files as those of two groups."""
    pair = [
        Candidate(owner=name, is_group=True, stream=stream)
        for name, stream in (("a", first), ("b", second))
    ]
    matches = compare(pair, public, threshold=0.0).matches
    return max((match.score for match in matches), default=0.0)


def handed_in(text: str, *, is_notebook: bool) -> TokenStream:
    """Read a copy through intake."""
    code: CodeText = code_of(text.encode(), is_notebook=is_notebook)
    return stream_of(plain_text(code))


def planted_scores(found: Material) -> dict[str, list[float]]:
    """Scores of every file against each of its disguised copies."""
    streams = {name: stream_of(text) for name, text in found.texts.items()}
    scores: dict[str, list[float]] = {kind: [] for kind in (*PLANTED, "mixed halves")}
    for name, text in found.texts.items():
        for kind, disguise in PLANTED.items():
            copy = handed_in(disguise(text), is_notebook=disguise is as_notebook)
            scores[kind].append(score(streams[name], copy, found.public))
    for one, other in itertools.combinations(found.texts, 2):
        copy = stream_of(mixed(found.texts[one], found.texts[other]))
        best = max(score(streams[name], copy, found.public) for name in (one, other))
        scores["mixed halves"].append(best)
    return scores


def unrelated_scores(found: Material) -> Iterator[tuple[float, str, str]]:
    """Scores of independent files."""
    streams = {name: stream_of(text) for name, text in found.texts.items()}
    for one, other in itertools.combinations(streams, 2):
        yield score(streams[one], streams[other], found.public), one, other


def show_tables() -> None:
    """Print both tables."""
    planted = {name: planted_scores(material(name)) for name in ASSIGNMENTS}
    rows = []
    for kind in (*PLANTED, "mixed halves"):
        cells = [kind]
        for name in ASSIGNMENTS:
            values = planted[name][kind]
            found = sum(value >= THRESHOLD for value in values)
            cells.append(f"{min(values):.2f}  {found}/{len(values)}")
        rows.append(cells)
    print("Disguised copies: lowest score, copies found at the threshold")
    print(tabulate(rows, headers=["disguise", *ASSIGNMENTS], tablefmt="github"))
    rows = []
    comparing.FEWEST_SHARED = 1  # scores of what is too little to be shown
    for name in ASSIGNMENTS:
        values = sorted(unrelated_scores(material(name)))
        only = [value for value, _one, _other in values]
        middle, high = only[len(only) // 2], only[int(len(only) * 0.95)]
        most, one, other = values[-1]
        rows.append([name, len(only), middle, high, most, f"{one} · {other}"])
    print("\nIndependent files, also where they share too little to be shown")
    heads = ["assignment", "pairs", "median", "95 %", "largest", "which"]
    print(tabulate(rows, headers=heads, tablefmt="github", floatfmt=".2f"))


def tune() -> None:
    """Print the gap between planted and independent pairs for lengths and windows."""
    rows = []
    comparing.FEWEST_SHARED = 1
    for gram, window in itertools.product((6, 7, 8, 9, 10), (1, 2, 4)):
        winnowing.GRAM = gram
        winnowing.winnow.__defaults__ = (window,)
        found = [material(name) for name in ASSIGNMENTS]
        lowest = min(
            value for each in found for values in planted_scores(each).values() for value in values
        )
        highest = max(value for each in found for value, _one, _other in unrelated_scores(each))
        rows.append([gram, window, lowest, highest, lowest - highest])
        print(".", end="", file=sys.stderr, flush=True)
    heads = ["gram", "window", "lowest copy", "highest independent", "gap"]
    print(tabulate(rows, headers=heads, tablefmt="github", floatfmt=".2f"))


def show_unseen() -> None:
    """Print the most alike pairs of the networks that come with Keras."""
    spec = importlib.util.find_spec("keras")
    if spec is None or spec.origin is None:
        raise SystemExit("Keras is not installed.")
    folder = Path(spec.origin).parent / "src" / "applications"
    files = [
        path
        for path in sorted(folder.glob("*.py"))
        if "test" not in path.stem and path.stem not in {"__init__", "imagenet_utils"}
    ]
    candidates = [
        Candidate(owner=path.stem, is_group=True, stream=stream_of(path.read_text("utf-8")))
        for path in files
    ]
    matches = compare(candidates, [], threshold=0.01).matches
    rows = [
        [match.score, candidates[match.left].owner, candidates[match.right].owner]
        for match in matches[:8]
    ]
    print(f"{len(files)} files, {len(files) * (len(files) - 1) // 2} pairs; the most alike:")
    print(tabulate(rows, headers=["score", "", ""], tablefmt="github", floatfmt=".2f"))


def time_class(size: int) -> None:
    """Time a class made of disguised files of one assignment."""
    name = "gan"
    texts = list(material(name).texts.values())
    kinds = [kind for kind in PLANTED if kind != "notebook"]
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / name
        for index, kind in zip(range(size), itertools.cycle(kinds), strict=False):
            text = PLANTED[kind](texts[index % len(texts)])
            group = inbox / f"g{index:04d}"
            group.mkdir(parents=True)
            (group / "model.py").write_text(f"SEED = {index}\n{text}", encoding="utf-8")
        workspace = replace(bundled_workspace(), submissions=Path(folder))
        plan = SimilarityPlan(workspace=workspace, assignment_id=name, threshold=THRESHOLD)
        for groups in (("g0000",), ()):
            begun = time.perf_counter()
            found = find_similar(replace(plan, groups=groups))
            seconds = time.perf_counter() - begun
            print(
                f"{size} submissions, pairs of {groups or 'all'}: {seconds:.1f} s, "
                f"{found.num_pairs} pairs, {len(found.pairs)} with evidence"
            )


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--size", type=int)
    options = parser.parse_args()
    if options.tune:
        tune()
    elif options.unseen:
        show_unseen()
    elif options.size:
        time_class(options.size)
    else:
        show_tables()


if __name__ == "__main__":
    main()
