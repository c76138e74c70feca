"""Turns texts into vectors whose cosine says how near they are in meaning."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""(n_dims,) of length one, or zeros for a text without words."""

Vectors = NDArray[np.float32]
"""(n_texts, n_dims), each row of length one, or zeros for a text without words."""


class Embedder(Protocol):
    """An embedding model. Its methods block and may be called from several threads at once."""

    @property
    def name(self) -> str:
        """Names the model and its precision; vectors of different names are never compared."""
        ...

    @property
    def dims(self) -> int: ...

    def question(self, text: str) -> Vector:
        """The vector that a question is searched by."""
        ...

    def texts(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts that stand by themselves: titles, examples, single sentences."""
        ...

    def passages(self, passages: Sequence[tuple[str, Sequence[str]]]) -> list[Vectors]:
        """For each (lead, sentences): (1 + n_sentences, n_dims), the passage first, then its sentences."""
        ...
