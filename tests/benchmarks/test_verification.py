"""The verifier on a sample of the starter content: what it catches, and what it drops for nothing."""

from benchmarks.verification import measure, pages, total
from knowledge.embeddings.minilm import MiniLM


def test_corrupted_sentences_are_caught_and_honest_ones_kept(model: MiniLM) -> None:
    good, bad = measure(pages(held_out=True)[::8], model)
    assert total(good).of > 200
    assert total(good).rate <= 0.05
    for kind in ("number changed", "name swapped", "negation", "sentence of another page"):
        assert bad[kind].of > 20, kind
        assert bad[kind].rate >= 0.97, kind
    assert bad["clause invented"].rate >= 0.95
