from pathlib import Path

from benchmarks.datasets import read
from benchmarks.scale import SCOPES, TOPICS, measure
from knowledge.index.search import Scope
from tests.benchmarks.making import write_set
from tests.fakes.embedder import WordEmbedder


def test_every_scope_is_timed_among_as_many_passages_as_are_asked_for(tmp_path: Path) -> None:
    dataset = read(write_set(tmp_path / "small"))
    made = measure(dataset, WordEmbedder(dims=384), passages=1_003, folder=tmp_path)
    costs = made["ms a question"]
    assert isinstance(costs, dict)
    assert made["passages"] == 1_003
    assert made["questions"] == {"first turns": 51, "follow-ups": 10}
    kinds = [f"ours, {scope}, {kind}" for scope in SCOPES for kind in ("first turns", "follow-ups")]
    assert list(costs) == [*kinds, "quick start"]
    assert all(0 < cost["wall_p50"] <= cost["wall_p95"] for cost in costs.values())


def test_the_scopes_are_those_of_real_askers() -> None:
    assert SCOPES["a visitor"] == Scope(members=False)
    assert SCOPES["a channel with one topic"].topics is not None
    assert SCOPES["a channel with one topic"].topics < set(TOPICS)
