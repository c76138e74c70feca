"""Weighs passages that a search found against a question: nearness, words in common, the best single sentence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Vector
from knowledge.index.nearest import Rows
from knowledge.index.snapshot import Snapshot

Scores = NDArray[np.float32]
Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Query:
    """A question as the index sees it."""

    text: str
    vector: Vector


@dataclass(frozen=True)
class Evidence:
    """How well one passage fits a question. All similarities are cosines; shares are 0 to 1, higher fits better."""

    id: int
    document_id: int
    dense: float
    sentence: float
    """of the nearest sentence"""
    lead: float
    """of title and heading, or of a question that the document is known to answer"""
    lexical: float
    """the BM25 score as a share of what a perfect passage would get"""
    overlap: float
    """the share of the question's weight that the best single sentence covers"""
    score: float
    sentence_similarities: tuple[float, ...] = field(repr=False)
    sentence_overlaps: tuple[float, ...] = field(repr=False)


class Weights:
    """How much each signal counts in a passage's score; found on prose, policy pages and FAQs alike."""

    DENSE = 0.5
    SENTENCE = 0.5
    LEAD = 0.2
    LEXICAL = 0.5
    OVERLAP = 0.3


@dataclass(frozen=True)
class Weighed:
    """Passages weighed against one question; row i of every array speaks of the same passage.

    Sentences stand in runs, one run a passage: `bounds[i]` to `bounds[i + 1]`.
    """

    rows: Rows
    """of the snapshot"""
    dense: Scores
    lead: Scores
    lexical: Shares
    similarity: Scores
    """of each sentence"""
    overlap: Shares
    """of each sentence"""
    bounds: NDArray[np.int64]

    @property
    def score(self) -> Shares:
        """(n_rows,)"""
        return (
            Weights.DENSE * self.dense
            + Weights.SENTENCE * self.best(self.similarity)
            + Weights.LEAD * self.lead
            + Weights.LEXICAL * self.lexical
            + Weights.OVERLAP * self.best(self.overlap)
        )

    def best(self, of_sentences: NDArray[np.floating]) -> Shares:
        """(n_rows,) the largest value among each passage's sentences."""
        largest: Shares = np.maximum.reduceat(of_sentences, self.bounds[:-1]).astype(np.float64)
        return largest

    def of(self, place: int) -> slice:
        """Where the sentences of a passage stand."""
        return slice(int(self.bounds[place]), int(self.bounds[place + 1]))


class Weighing:
    """The arrays of a snapshot, read for a question or several at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def weigh(
        self,
        queries: Sequence[Query],
        weights: Sequence[Mapping[int, float]],
        lexical: Sequence[Scores],
        rows: Rows,
    ) -> list[Weighed]:
        """Each query against the same rows; `weights` and `lexical` (BM25, of all rows) belong to the queries."""
        snapshot = self._snapshot
        starts, ends = snapshot.sentence_starts[rows], snapshot.sentence_starts[rows + 1]
        sentences, bounds = runs(starts, ends)
        vectors = np.stack([query.vector for query in queries]).T
        dense = _single(snapshot.vectors[rows]) @ vectors
        similarity = _single(snapshot.sentence_vectors[sentences]) @ vectors
        lead = self._leads(rows, vectors)
        counts = ends - starts
        made = []
        for number, known in enumerate(weights):
            total = sum(known.values()) or 1.0
            made.append(
                Weighed(
                    rows=rows,
                    dense=dense[:, number],
                    lead=lead[:, number],
                    lexical=lexical[number][rows].astype(np.float64) / total,
                    similarity=np.ascontiguousarray(similarity[:, number]),
                    overlap=self._overlaps(rows, sentences, counts, known) / total,
                    bounds=bounds,
                )
            )
        return made

    def evidence(self, weighed: Weighed, places: Sequence[int]) -> list[Evidence]:
        """What was found out about the passages at these places."""
        snapshot, scores = self._snapshot, weighed.score
        made = []
        for place in places:
            row, run = weighed.rows[place], weighed.of(place)
            similarities, overlaps = weighed.similarity[run].tolist(), weighed.overlap[run].tolist()
            made.append(
                Evidence(
                    id=int(snapshot.ids[row]),
                    document_id=int(snapshot.documents[row]),
                    dense=float(weighed.dense[place]),
                    sentence=max(similarities),
                    lead=float(weighed.lead[place]),
                    lexical=float(weighed.lexical[place]),
                    overlap=max(overlaps),
                    score=float(scores[place]),
                    sentence_similarities=tuple(similarities),
                    sentence_overlaps=tuple(overlaps),
                )
            )
        return made

    def coverage(self, weights: Mapping[int, float], ids: Sequence[int]) -> float:
        """The share of the words' weight, 0 to 1, that these passages cover together."""
        known = [number for number in weights if number >= 0]
        if not known:
            return 0.0
        snapshot = self._snapshot
        rows = np.searchsorted(snapshot.ids, ids)
        sentences, _ = runs(snapshot.sentence_starts[rows], snapshot.sentence_starts[rows + 1])
        inside = _contains(snapshot.words, snapshot.word_starts, sentences, known).any(axis=0)
        leads = snapshot.leads[rows].astype(np.int64)
        above = _contains(snapshot.lead_words, snapshot.lead_word_starts, leads, known).any(axis=0)
        held = np.array([weights[number] for number in known]) @ (inside | above)
        return float(held) / sum(weights.values())

    def _leads(self, rows: Rows, vectors: NDArray[np.float32]) -> Scores:
        """(n_rows, n_queries) the similarity of title and heading, or of a question the document is asked for."""
        snapshot = self._snapshot
        leads = snapshot.leads[rows].astype(np.int64)
        each, bounds = runs(snapshot.lead_starts[leads], snapshot.lead_starts[leads + 1])
        similarity = _single(snapshot.lead_vectors[each]) @ vectors
        nearest: Scores = np.maximum.reduceat(similarity, bounds[:-1], axis=0)
        return nearest

    def _overlaps(self, rows: Rows, sentences: Rows, counts: Rows, weights: Mapping[int, float]) -> Shares:
        """(n_sentences,) the weight that each sentence covers; a word of title or heading counts half."""
        snapshot = self._snapshot
        known = [number for number in weights if number >= 0]
        if not known:
            return np.zeros(len(sentences))
        inside = _contains(snapshot.words, snapshot.word_starts, sentences, known)
        leads = snapshot.leads[rows].astype(np.int64)
        above = _contains(snapshot.lead_words, snapshot.lead_word_starts, leads, known)
        values = np.array([weights[number] for number in known])
        shares: Shares = np.maximum(inside, 0.5 * np.repeat(above, counts, axis=0)) @ values
        return shares


def runs(starts: Rows, ends: Rows) -> tuple[Rows, NDArray[np.int64]]:
    """The positions from each start to its end, one run after the other, and (n + 1,) where the runs begin."""
    lengths = ends - starts
    bounds = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    positions = np.arange(bounds[-1]) + np.repeat(starts - bounds[:-1], lengths)
    return positions.astype(np.int64), bounds


def _single(rows: NDArray[np.floating]) -> NDArray[np.float32]:
    single: NDArray[np.float32] = rows.astype(np.float32, copy=False)
    return single


def _contains(
    flat: NDArray[np.int32], starts: NDArray[np.int64], chosen: NDArray[np.int64], known: Collection[int]
) -> NDArray[np.float64]:
    """(n_chosen, n_known) 1 where a run of `flat` holds the number, else 0."""
    positions, bounds = runs(starts[chosen], starts[chosen + 1])
    owner = np.repeat(np.arange(len(chosen)), np.diff(bounds))
    found = flat[positions]
    made = np.zeros((len(chosen), len(known)))
    for column, number in enumerate(known):
        made[owner[found == number], column] = 1
    return made
