"""Spares a second embedding of what was asked just now."""

from collections.abc import Sequence
from functools import lru_cache

from knowledge.embeddings import Embedder, Vector, Vectors

QUESTIONS = 32  # kept at a time: those of the turns that are being worked on


class CachingEmbedder:
    """An embedding model that keeps the vectors of the last questions.

    A turn wants its own again and again: to understand what is wished for, to search, to fill in a form.
    """

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._question = lru_cache(QUESTIONS)(self._embed)

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def dims(self) -> int:
        return self._model.dims

    def question(self, text: str) -> Vector:
        """The vector, which can't be written to, since others read it too."""
        return self._question(text)

    def texts(self, texts: Sequence[str]) -> Vectors:
        return self._model.texts(texts)

    def passages(self, passages: Sequence[tuple[str, Sequence[str]]]) -> list[Vectors]:
        return self._model.passages(passages)

    def _embed(self, text: str) -> Vector:
        vector = self._model.question(text)
        vector.flags.writeable = False
        return vector
