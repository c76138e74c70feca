"""The local embedding model against vectors of the original implementation (sentence-transformers on torch)."""

import json
from pathlib import Path

import numpy as np
import pytest

from knowledge.embeddings import minilm
from knowledge.embeddings.minilm import MiniLM
from knowledge.errors import ModelUnavailable

REFERENCE = Path(__file__).parents[2] / "data" / "minilm_reference.jsonl"


def test_vectors_equal_the_reference_to_a_millionth(model: MiniLM) -> None:
    rows = [json.loads(line) for line in REFERENCE.read_text().splitlines()]
    expected = np.array([row["vector"] for row in rows], np.float64)
    found = model.texts([row["text"] for row in rows]).astype(np.float64)
    cosine = (expected * found).sum(axis=1) / np.linalg.norm(expected, axis=1) / np.linalg.norm(found, axis=1)
    assert np.all(1 - cosine <= 1e-6)


def test_a_text_gets_the_same_vector_alone_and_among_others(model: MiniLM) -> None:
    alone = model.question("Who may host a peer review?")
    among = model.texts(["Short.", "Who may host a peer review?", "A longer text " * 60])[1]
    np.testing.assert_allclose(alone, among, atol=1e-5)


def test_a_passage_gives_one_vector_for_itself_and_one_for_each_sentence(model: MiniLM) -> None:
    [rows] = model.passages([("Peer review", ["A peer review takes two days.", "Cats sleep a lot."])])
    assert rows.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    question = model.question("How many days does a peer review take?")
    assert rows[1] @ question > rows[2] @ question + 0.2


def test_sentences_beyond_the_models_reach_get_the_passages_vector(model: MiniLM) -> None:
    [rows] = model.passages([("", ["word " * 300, "Never reached."])])
    np.testing.assert_allclose(rows[2], rows[0], atol=1e-6)


def test_nothing_to_embed_gives_no_vectors(model: MiniLM) -> None:
    assert model.texts([]).shape == (0, 384)
    assert model.passages([]) == []


def test_a_damaged_graph_is_removed_and_named(tmp_path: Path) -> None:
    MiniLM.load(tmp_path)
    [graph] = tmp_path.iterdir()
    graph.write_bytes(b"not a graph")
    with pytest.raises(ModelUnavailable, match="damaged"):
        MiniLM.load(tmp_path)
    MiniLM.load(tmp_path)


def test_weights_that_are_not_the_known_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minilm, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelUnavailable, match="not the expected"):
        MiniLM.load(tmp_path)
    assert list(tmp_path.iterdir()) == []
