"""Every attack of the corpus ends as it should, reaches nothing, and harms nobody beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.domain.grade import GradeStatus
from graders.domain.verdict import Verdict
from graders.reports.messages.catalog import codes
from graders.sandbox.local import LocalExecutor
from tests.security.corpus_builders import BUILDERS
from tests.security.corpus_canaries import CANARIES
from tests.security.corpus_manifest import CORPUS, NEIGHBOURS, batch_of, read_manifest
from tests.security.corpus_run import CorpusRuns, run_batch

ATTACKS = read_manifest()
OFTEN = [attack for attack in ATTACKS if not attack.rare]
BATCHES = {batch_of(attack): attack.assignment for attack in OFTEN}
EXPOSED = [attack for attack in OFTEN if attack.exposed]

slow = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.slow]


def label(attack):
    return f"{attack.family}-{attack.id}"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Batches of attacks, each graded once, when its first test asks for it."""
    return CorpusRuns(OFTEN, tmp_path_factory.mktemp)


@pytest.fixture(scope="module")
def exposed(tmp_path_factory):
    """The harmless ones among the attacks, graded without a sandbox."""
    folder = tmp_path_factory.mktemp("exposed")
    batch = run_batch(folder, EXPOSED, executor=LocalExecutor())
    _clean([breach.detail for one in batch.outcomes.values() for breach in one.breaches])
    return batch


class TestManifest:
    def test_lists_enough_attacks_with_names_of_their_own(self):
        """At least 180 attacks, of which 65 run often; no name is used twice."""
        names = [attack.id for attack in ATTACKS]
        assert len(ATTACKS) >= 180
        assert len(OFTEN) >= 65
        assert len(set(names)) == len(names)

    def test_and_folders_name_the_same_attacks(self):
        """Every folder is listed, every listed attack has its file or its builder."""
        folders = {
            (path.parent.name, path.name)
            for path in CORPUS.glob("*/*/")
            if path.parent != NEIGHBOURS
        }
        assert folders == {(attack.family, attack.id) for attack in ATTACKS if not attack.built}
        assert set(BUILDERS) == {attack.id for attack in ATTACKS if attack.built}
        assert all(attack.built or attack.file.is_file() for attack in ATTACKS)

    @pytest.mark.parametrize("attack", ATTACKS, ids=label)
    def test_speaks_of_things_that_exist(self, attack):
        """Verdicts, states, canaries and flags are those of the grader."""
        assert attack.verdict in {*Verdict, *codes(), "ignored"}
        assert attack.status in {*GradeStatus, ""}
        assert attack.canaries
        assert {*attack.canaries, *attack.exposed} <= set(CANARIES)
        assert set(attack.flags) <= set(codes())
        assert attack.tries.endswith(".")


@pytest.mark.parametrize("attack", OFTEN, ids=label)
class TestAttack:
    pytestmark = slow

    def test_is_contained(self, attack, runs):
        """No canary fires, whatever the file says of itself."""
        outcome = runs.outcome(attack)
        assert not outcome.breaches, outcome.detail

    def test_gets_its_verdict(self, attack, runs):
        """It is called what it is; the grade stands, is looked at or is blank, as it should."""
        outcome = runs.outcome(attack)
        found = (outcome.verdict, outcome.status)
        assert found == (attack.verdict, attack.status), outcome.detail
        assert set(attack.flags) <= set(outcome.flags)


@pytest.mark.parametrize("batch", BATCHES)
class TestNeighbours:
    pytestmark = slow

    def test_get_the_grades_they_get_in_peace(self, batch, runs):
        """Points, rows, evidence and predictions of both honest groups are the same bits."""
        assert runs.neighbour_differences(batch, BATCHES[batch]) == []


@pytest.mark.parametrize("attack", EXPOSED, ids=label)
class TestExposedAttack:
    pytestmark = slow

    def test_fires_its_canaries(self, attack, exposed):
        """Without a sandbox the same file does harm, and the canary sees it."""
        fired = {breach.canary for breach in exposed.outcomes[attack.id].breaches}
        assert set(attack.exposed) <= fired


def _clean(details):
    """Remove what exposed attacks left outside their folder."""
    for detail in details:
        path = Path(detail.partition(": ")[0])
        if path.is_absolute() and path.name.startswith("planted-"):
            path.unlink(missing_ok=True)
