"""Dense search: exact, and through Chroma's index, which has to find the same."""

import subprocess
import sys
import time
from dataclasses import replace as but
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.embeddings import Vectors
from knowledge.index.chroma import COLLECTION, ChromaSearch, Ownership
from knowledge.index.nearest import ExactSearch, Reach, largest
from knowledge.index.snapshot import Snapshot
from tests.making import document, snapshot_of

ROOT = Path(__file__).parents[3]


def random_vectors(count: int, dims: int = 64, *, seed: int = 1) -> Vectors:
    made = np.random.default_rng(seed).normal(size=(count, dims))
    units: Vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return units


async def snapshot(*ids: int, dims: int = 64) -> Snapshot:
    """A passage for each id; the same id has the same vector in every snapshot."""
    one = await snapshot_of(document())
    vectors = random_vectors(2000, dims)[list(ids)] if ids else np.zeros((0, dims), np.float32)
    return but(one, ids=np.array(ids, np.int64), vectors=vectors.astype(np.float16).astype(np.float32))


def brute_force(snapshot: Snapshot, vector: NDArray[np.float32], limit: int) -> list[int]:
    scores = [float(row.astype(np.float32) @ vector) for row in snapshot.vectors]
    return sorted(range(len(scores)), key=lambda row: -scores[row])[:limit]


@pytest.mark.parametrize("limit", [1, 7, 60, 500])
async def test_exact_search_equals_brute_force(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExactSearch, "BLOCK", 64)  # so that 300 rows are several blocks
    kept = await snapshot(*range(300))
    search = ExactSearch(kept)
    for vector in random_vectors(20, seed=2):
        assert search.rows(vector, limit=limit).tolist() == brute_force(kept, vector, limit)


async def test_exact_search_in_nothing_finds_nothing() -> None:
    assert ExactSearch(await snapshot()).rows(random_vectors(1)[0], limit=5).tolist() == []


def test_the_largest_come_first_and_equals_by_position() -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.1, 0.9], np.float32)
    assert largest(scores, 10).tolist() == [1, 4, 0, 2, 3]
    assert largest(scores, 2).tolist() == [1, 4]
    assert largest(scores, 0).tolist() == []


def test_in_exact_search_a_vector_of_zeros_finds_something_and_breaks_nothing() -> None:
    assert largest(np.zeros(5, np.float32), 2).tolist() == [0, 1]


async def test_chroma_finds_what_exact_search_finds(tmp_path: Path) -> None:
    kept = await snapshot(*range(5, 1205))
    chroma = ChromaSearch.embedded(tmp_path, kept, stamp="words/64@1")
    exact = ExactSearch(kept)
    for vector in random_vectors(30, seed=3):
        assert chroma.rows(vector, limit=10).tolist() == exact.rows(vector, limit=10).tolist()


@pytest.mark.parametrize("share", [0.9, 0.5, 0.05, 0.0])
@pytest.mark.parametrize("limit", [10, 60])
async def test_within_a_reach_both_find_nothing_but_the_nearest_of_it(
    share: float, limit: int, tmp_path: Path
) -> None:
    kept = await snapshot(*range(1200))
    mask = np.random.default_rng(9).random(1200) < share
    chroma = ChromaSearch.embedded(tmp_path, kept, stamp="words/64@1")
    for vector in random_vectors(10, seed=8):
        wanted = [row for row in brute_force(kept, vector, 1200) if mask[row]][:limit]
        assert ExactSearch(kept).rows(vector, limit=limit, within=Reach(mask)).tolist() == wanted
        found = chroma.rows(vector, limit=limit, within=Reach(mask)).tolist()
        assert len(found) == len(wanted)
        assert mask[found].all()
        # Chroma's graph may miss one of very many.
        assert len(set(found) & set(wanted)) >= 0.95 * len(wanted)


async def test_where_the_nearest_are_all_out_of_reach_chroma_looks_at_the_others(tmp_path: Path) -> None:
    kept = await snapshot(*range(1200))
    vector = random_vectors(1, seed=8)[0]
    mask = np.ones(1200, np.bool_)
    mask[brute_force(kept, vector, 500)] = False
    chroma = ChromaSearch.embedded(tmp_path, kept, stamp="words/64@1")
    found = chroma.rows(vector, limit=60, within=Reach(mask)).tolist()
    assert found == [row for row in brute_force(kept, vector, 1200) if mask[row]][:60]


async def test_a_chroma_that_fails_in_the_middle_is_helped_out_by_exact_search(tmp_path: Path) -> None:
    taken = await snapshot(1, 2, 3)
    search = ChromaSearch.embedded(tmp_path, taken, stamp="model@1")
    search._client.delete_collection(COLLECTION)
    vector = random_vectors(1, seed=7)[0]
    assert search.rows(vector, limit=2).tolist() == ExactSearch(taken).rows(vector, limit=2).tolist()


async def test_chroma_follows_what_was_added_and_removed(tmp_path: Path) -> None:
    ChromaSearch.embedded(tmp_path, await snapshot(*range(300)), stamp="words/64@1")
    later = await snapshot(*range(100, 420))
    chroma = ChromaSearch.embedded(tmp_path, later, stamp="words/64@2")
    for vector in random_vectors(20, seed=4):
        assert chroma.rows(vector, limit=8).tolist() == brute_force(later, vector, 8)
    assert sorted(chroma.rows(vector, limit=1000).tolist()) == list(range(320))


async def test_chroma_opens_a_known_stamp_as_it_is(tmp_path: Path) -> None:
    kept = await snapshot(*range(50))
    ChromaSearch.embedded(tmp_path, kept, stamp="words/64@1")
    again = ChromaSearch.embedded(tmp_path, kept, stamp="words/64@1")
    vector = random_vectors(1, seed=5)[0]
    assert again.rows(vector, limit=5).tolist() == brute_force(kept, vector, 5)


async def test_chroma_takes_up_where_a_killed_process_left_off(tmp_path: Path) -> None:
    first = ChromaSearch.embedded(tmp_path, await snapshot(*range(50)), stamp="words/64@1")
    first._collection.modify(metadata={"stamp": "words/64@draft"})
    first._collection.delete(ids=["3", "4"])
    kept = await snapshot(*range(60))
    chroma = ChromaSearch.embedded(tmp_path, kept, stamp="words/64@1")
    assert sorted(chroma.rows(random_vectors(1)[0], limit=100).tolist()) == list(range(60))


async def test_another_models_vectors_are_replaced(tmp_path: Path) -> None:
    ChromaSearch.embedded(tmp_path, await snapshot(*range(50)), stamp="words/64@7")
    kept = await snapshot(*range(40), dims=16)
    chroma = ChromaSearch.embedded(tmp_path, kept, stamp="other/16@7")
    vector = random_vectors(1, 16, seed=6)[0]
    assert chroma.rows(vector, limit=5).tolist() == brute_force(kept, vector, 5)


async def test_chroma_over_nothing_finds_nothing(tmp_path: Path) -> None:
    chroma = ChromaSearch.embedded(tmp_path, await snapshot(), stamp="words/64@0")
    assert chroma.rows(random_vectors(1)[0], limit=5).tolist() == []
    kept = await snapshot(*range(3))
    grown = ChromaSearch.embedded(tmp_path, kept, stamp="words/64@1")
    assert len(grown.rows(random_vectors(1)[0], limit=5)) == 3


SECOND = """
import sys, time
from pathlib import Path
from knowledge.index.chroma import Ownership
before = time.monotonic()
print(Ownership(Path(sys.argv[1])).take(), time.monotonic() - before)
"""


def test_a_folder_has_one_owner_at_a_time(tmp_path: Path) -> None:
    def second() -> tuple[bool, float]:
        run = subprocess.run(
            [sys.executable, "-c", SECOND, str(tmp_path / "chroma")],
            cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        took, seconds = run.stdout.split()
        return took == "True", float(seconds)

    owner = Ownership(tmp_path / "chroma")
    assert owner.take()
    assert owner.take(), "taking what one has changes nothing"
    took, seconds = second()
    assert not took
    assert seconds < 2
    owner.release()
    owner.release()
    before = time.monotonic()
    assert second()[0], "what was given free can be taken"
    assert time.monotonic() - before < 60
