"""Finds the passages whose vectors are nearest to a question's."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Vector
from knowledge.index.snapshot import Snapshot

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Reach:
    """The rows that a search may find, where these are not all."""

    mask: NDArray[np.bool_]
    """(n_passages,)"""

    @cached_property
    def rows(self) -> Rows:
        return np.flatnonzero(self.mask).astype(np.int64)

    @property
    def share(self) -> float:
        """Of all rows, 0 to 1."""
        return len(self.rows) / len(self.mask)

    def holds(self, rows: NDArray[np.integer]) -> bool:
        """Whether any of these rows is within it."""
        return bool(self.mask[rows].any())


class NearestPassages(Protocol):
    """A dense index over a snapshot. Its methods block."""

    @property
    def name(self) -> str:
        """What does the searching, for people who ask `doctor`."""
        ...

    def rows(self, vector: Vector, *, limit: int, within: Reach | None = None) -> Rows:
        """The snapshot's rows nearest to the vector, at most `limit` and all `within`, nearest first."""
        ...


class ExactSearch:
    """Compares a question with every passage it may find, with nothing to keep in step."""

    name = "exact search over the vectors in SQL"
    BLOCK = 8192  # rows looked at together

    def __init__(self, snapshot: Snapshot) -> None:
        self._vectors = snapshot.vectors

    def rows(self, vector: Vector, *, limit: int, within: Reach | None = None) -> Rows:
        chosen = None if within is None else within.rows
        count = len(self._vectors) if chosen is None else len(chosen)
        similarity = np.empty(count, np.float32)
        for start in range(0, count, self.BLOCK):
            block = slice(start, start + self.BLOCK)
            rows = self._vectors[block if chosen is None else chosen[block]]
            similarity[block] = rows.astype(np.float32, copy=False) @ vector
        nearest = largest(similarity, limit)
        return nearest if chosen is None else chosen[nearest]


def largest(scores: NDArray[np.floating], limit: int) -> Rows:
    """The positions of the largest scores, largest first; equal scores by position."""
    if limit < len(scores):
        chosen = np.argpartition(-scores, limit)[:limit]
        chosen.sort()
    else:
        chosen = np.arange(len(scores))
    order = np.argsort(-scores[chosen], kind="stable")
    return chosen[order].astype(np.int64)
