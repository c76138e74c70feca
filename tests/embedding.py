"""The local embedding model, as the tests of one process share it."""

from collections.abc import Sequence

import numpy as np

from knowledge.embeddings import Embedder, Vector, Vectors


class Remembering:
    """An embedding model that embeds the same texts once: deployments begin with the same examples and questions."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._texts: dict[tuple[str, ...], Vectors] = {}

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def dims(self) -> int:
        return self._model.dims

    def question(self, text: str) -> Vector:
        vector: Vector = self.texts([text])[0]
        return vector

    def texts(self, texts: Sequence[str]) -> Vectors:
        key = tuple(texts)
        if key not in self._texts:
            self._texts[key] = self._model.texts(texts)
        return np.array(self._texts[key])

    def passages(self, passages: Sequence[tuple[str, Sequence[str]]]) -> list[Vectors]:
        return self._model.passages(passages)
