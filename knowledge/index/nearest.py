"""Finds the passages whose vectors are nearest to a question's."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Vector
from knowledge.index.snapshot import Snapshot

Rows = NDArray[np.int64]


class NearestPassages(Protocol):
    """A dense index over a snapshot. Its methods block."""

    @property
    def name(self) -> str:
        """What does the searching, for people who ask `doctor`."""
        ...

    def rows(self, vector: Vector, *, limit: int) -> Rows:
        """The snapshot's rows nearest to the vector, at most `limit`, nearest first."""
        ...


class ExactSearch:
    """Compares a question with every passage: 13 ms for 100,000, with nothing to keep in step."""

    name = "exact search over the vectors in SQL"
    BLOCK = 8192  # rows turned to single precision at a time

    def __init__(self, snapshot: Snapshot) -> None:
        self._vectors = snapshot.vectors

    def rows(self, vector: Vector, *, limit: int) -> Rows:
        count = len(self._vectors)
        similarity = np.empty(count, np.float32)
        for start in range(0, count, self.BLOCK):
            block = slice(start, start + self.BLOCK)
            similarity[block] = self._vectors[block].astype(np.float32) @ vector
        return largest(similarity, limit)


def largest(scores: NDArray[np.float32], limit: int) -> Rows:
    """The positions of the largest scores, largest first; equal scores by position."""
    if limit < len(scores):
        chosen = np.argpartition(-scores, limit)[:limit]
        chosen.sort()
    else:
        chosen = np.arange(len(scores))
    order = np.argsort(-scores[chosen], kind="stable")
    return chosen[order].astype(np.int64)
