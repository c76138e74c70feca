"""An embedding model that needs no weights: texts are near when they share words."""

import hashlib
import re
import threading
from collections.abc import Sequence

import numpy as np

from knowledge.embeddings import Vector, Vectors


class WordEmbedder:
    """Bags of hashed words, the same in every process; `embedded` counts the passages, in all threads."""

    def __init__(self, name: str = "words/64", *, dims: int = 64) -> None:
        self.name = name
        self.dims = dims
        self.embedded = 0
        self._lock = threading.Lock()

    def question(self, text: str) -> Vector:
        vector: Vector = self.texts([text])[0]
        return vector

    def texts(self, texts: Sequence[str]) -> Vectors:
        return (
            np.stack([self._vector(text) for text in texts])
            if texts
            else np.zeros((0, self.dims), np.float32)
        )

    def passages(self, passages: Sequence[tuple[str, Sequence[str]]]) -> list[Vectors]:
        with self._lock:
            self.embedded += len(passages)
        return [self.texts([" ".join((lead, *sentences)), *sentences]) for lead, sentences in passages]

    def _vector(self, text: str) -> Vector:
        vector = np.zeros(self.dims, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            hashed = hashlib.blake2b(word.encode(), digest_size=8).digest()
            vector[int.from_bytes(hashed, "big") % self.dims] += 1
        length = float(np.linalg.norm(vector))
        return vector / length if length else vector
