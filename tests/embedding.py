"""The local embedding model, as the tests of one process share it."""

from collections.abc import Sequence

import numpy as np

from knowledge.embeddings import Embedder, Vectors
from knowledge.embeddings.caching import CachingEmbedder


class Remembering(CachingEmbedder):
    """An embedding model that embeds the same texts once: deployments begin with the same examples."""

    def __init__(self, model: Embedder) -> None:
        super().__init__(model)
        self._kept: dict[tuple[str, ...], Vectors] = {}

    def texts(self, texts: Sequence[str]) -> Vectors:
        key = tuple(texts)
        if key not in self._kept:
            self._kept[key] = super().texts(texts)
        return np.array(self._kept[key])
