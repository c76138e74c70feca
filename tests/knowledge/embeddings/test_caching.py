import numpy as np
import pytest

from knowledge.embeddings import Vector
from knowledge.embeddings.caching import QUESTIONS, CachingEmbedder
from tests.fakes.embedder import WordEmbedder


class Counting(WordEmbedder):
    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []

    def question(self, text: str) -> Vector:
        self.questions.append(text)
        return super().question(text)


def test_a_question_is_embedded_once_however_often_its_turn_wants_it() -> None:
    model = Counting()
    caching = CachingEmbedder(model)
    first = caching.question("who may apply?")
    again = caching.question("who may apply?")
    assert model.questions == ["who may apply?"]
    assert np.array_equal(first, again)
    assert np.array_equal(first, model.question("who may apply?"))


def test_only_the_last_questions_are_kept() -> None:
    model = Counting()
    caching = CachingEmbedder(model)
    for number in range(QUESTIONS + 1):
        caching.question(f"question {number}")
    caching.question(f"question {QUESTIONS}")
    assert len(model.questions) == QUESTIONS + 1
    caching.question("question 0")
    assert model.questions[-1] == "question 0"


def test_what_others_read_too_is_not_written_to() -> None:
    vector = CachingEmbedder(WordEmbedder()).question("who may apply?")
    with pytest.raises(ValueError, match="read-only"):
        vector[0] = 1.0


def test_a_failure_is_not_remembered() -> None:
    class Failing(Counting):
        def question(self, text: str) -> Vector:
            if not self.questions:
                self.questions.append(text)
                raise RuntimeError("the provider is away")
            return super().question(text)

    caching = CachingEmbedder(Failing())
    with pytest.raises(RuntimeError):
        caching.question("who may apply?")
    assert caching.question("who may apply?").any()


def test_the_rest_is_the_model_s_own() -> None:
    model = WordEmbedder("words/8", dims=8)
    caching = CachingEmbedder(model)
    assert (caching.name, caching.dims) == ("words/8", 8)
    assert np.array_equal(caching.texts(["a b"]), model.texts(["a b"]))
    assert [rows.shape for rows in caching.passages([("a", ["b", "c"])])] == [(3, 8)]
    assert model.embedded == 1
