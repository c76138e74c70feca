"""Hybrid search: dense, lexical and best-sentence evidence, fused into one score a passage."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Vector
from knowledge.index.nearest import NearestPassages, Rows, largest
from knowledge.index.snapshot import Snapshot
from knowledge.index.words import FUNCTION_WORDS, stem, words

CANDIDATES = 60  # from each of the two searches; recall of the right passage no longer grows above it

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Query:
    """A question as the index sees it."""

    text: str
    vector: Vector


@dataclass(frozen=True)
class Scope:
    """What a search may find."""

    members: bool = False
    topics: frozenset[str] | None = None
    without_documents: frozenset[int] = frozenset()


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


@dataclass(frozen=True)
class Shares:
    """How much the talk before counts beside the question itself, 0 to 1."""

    of_passages: float
    """in the choice of passages"""
    of_sentences: float
    """in the choice of sentences within them"""


@dataclass(frozen=True)
class InTalk:
    """Passages for the last turn of a talk, best first."""

    mixed: list[Evidence]
    """weighed by question and talk"""
    by_question: list[Evidence]
    """the same passages in the same order, weighed by the question alone"""
    by_talk: list[Evidence]
    """the best passages for all that was said"""


class Weights:
    """How much each signal counts in a passage's score; found on prose, policy pages and FAQs alike."""

    DENSE = 0.5
    SENTENCE = 0.5
    LEAD = 0.2
    LEXICAL = 0.5
    OVERLAP = 0.3


class PassageIndex:
    """Searches one snapshot. Its methods block; they are quick (milliseconds) and safe in several threads."""

    def __init__(self, snapshot: Snapshot, nearest: NearestPassages) -> None:
        self.snapshot = snapshot
        self.nearest = nearest

    def search(self, query: Query, *, limit: int, scope: Scope) -> list[Evidence]:
        """The best passages, best first; fewer than `limit` when the scope holds fewer."""
        weights = self.word_weights(query.text, scope)
        rows, lexical = self._candidates(query, weights, self._allowed(scope))
        return _best(self._weigh(query, weights, rows, lexical), limit)

    def search_in_talk(
        self, question: Query, talk: Query, *, shares: Shares, limit: int, scope: Scope
    ) -> InTalk:
        """The best passages for a question and for the talk that it ends, each weighed by both."""
        by: list[list[Evidence]] = []
        weights = [self.word_weights(query.text, scope) for query in (question, talk)]
        allowed = self._allowed(scope)
        found = [
            self._candidates(query, weight, allowed)
            for query, weight in zip((question, talk), weights, strict=True)
        ]
        rows = np.union1d(found[0][0], found[1][0])
        for query, weight, (_, lexical) in zip((question, talk), weights, found, strict=True):
            by.append(self._weigh(query, weight, rows, lexical))
        mixed = [_mixed(one, other, shares) for one, other in zip(*by, strict=True)]
        order = sorted(range(len(mixed)), key=lambda number: -mixed[number].score)[:limit]
        return InTalk(
            mixed=[mixed[number] for number in order],
            by_question=[by[0][number] for number in order],
            by_talk=_best(by[1], limit),
        )

    def word_weights(self, text: str, scope: Scope) -> dict[int, float]:
        """The words that say what a question is about: number in the vocabulary to weight.

        A word that no passage in scope holds has a negative number and the weight of the rarest word.
        """
        snapshot, allowed = self.snapshot, self._allowed(scope)
        unknown = float(np.log1p(2 * len(snapshot) + 1))
        weights: dict[int, float] = {}
        seen: set[str] = set()
        for word in words(text):
            root = stem(word)
            if root in seen:
                continue
            seen.add(root)
            number = snapshot.vocabulary.get(root)
            if number is not None and (allowed is None or allowed[snapshot.rows_with(number)].any()):
                weights[number] = float(snapshot.weights[number])
            elif word not in FUNCTION_WORDS:
                weights[-len(seen)] = unknown
        return weights

    def coverage(self, weights: Mapping[int, float], ids: Sequence[int]) -> float:
        """The share of the words' weight, 0 to 1, that these passages cover together."""
        known = [number for number in weights if number >= 0]
        if not known:
            return 0.0
        snapshot = self.snapshot
        rows = np.searchsorted(snapshot.ids, ids)
        spans = zip(snapshot.sentence_starts[rows], snapshot.sentence_starts[rows + 1], strict=True)
        sentences = np.concatenate([np.arange(a, b) for a, b in spans])
        inside = _contains(snapshot.words, snapshot.word_starts, sentences, known).any(axis=0)
        leads = snapshot.leads[rows].astype(np.int64)
        above = _contains(snapshot.lead_words, snapshot.lead_word_starts, leads, known).any(axis=0)
        held = np.array([weights[number] for number in known]) @ (inside | above)
        return float(held) / sum(weights.values())

    def _candidates(
        self, query: Query, weights: Mapping[int, float], allowed: NDArray[np.bool_] | None
    ) -> tuple[Rows, Scores]:
        """Rows found by either search, and every row's BM25 score."""
        snapshot = self.snapshot
        lexical = self._lexical(weights)
        if not len(snapshot):
            return np.zeros(0, np.int64), lexical
        if allowed is None:
            dense = self.nearest.rows(query.vector, limit=CANDIDATES)
            found = largest(lexical, CANDIDATES)
        else:
            banned = int(len(allowed) - allowed.sum())
            dense = self.nearest.rows(query.vector, limit=CANDIDATES + banned)
            dense = dense[allowed[dense]][:CANDIDATES]
            found = largest(np.where(allowed, lexical, 0).astype(np.float32), CANDIDATES)
            found = found[allowed[found]]
        found = found[lexical[found] > 0]
        return np.union1d(dense, found), lexical

    def _allowed(self, scope: Scope) -> NDArray[np.bool_] | None:
        snapshot = self.snapshot
        allowed = np.ones(len(snapshot), np.bool_)
        if not scope.members:
            allowed &= ~snapshot.members_only
        if scope.topics is not None:
            numbers = [n for n, name in enumerate(snapshot.topic_names) if name in scope.topics]
            allowed &= np.isin(snapshot.topics, numbers)
        if scope.without_documents:
            allowed &= ~np.isin(snapshot.documents, list(scope.without_documents))
        return None if allowed.all() else allowed

    def _lexical(self, weights: Mapping[int, float]) -> Scores:
        snapshot = self.snapshot
        numbers = [number for number in weights if number >= 0]
        if not numbers or not len(snapshot):
            return np.zeros(len(snapshot), np.float32)
        scores: Scores = snapshot.bm25.get_scores_from_ids(numbers)
        return scores

    def _weigh(
        self, query: Query, weights: Mapping[int, float], rows: Rows, lexical: Scores
    ) -> list[Evidence]:
        if not len(rows):
            return []
        snapshot, vector = self.snapshot, query.vector
        total = sum(weights.values()) or 1.0
        dense = snapshot.vectors[rows].astype(np.float32) @ vector
        lead = self._leads(rows, vector)
        starts, ends = snapshot.sentence_starts[rows], snapshot.sentence_starts[rows + 1]
        sentences = np.concatenate([np.arange(a, b) for a, b in zip(starts, ends, strict=True)])
        similarity = snapshot.sentence_vectors[sentences].astype(np.float32) @ vector
        overlap = self._overlaps(rows, sentences, ends - starts, weights) / total
        bounds = np.concatenate([[0], np.cumsum(ends - starts)])
        made = []
        for number, row in enumerate(rows):
            run = slice(bounds[number], bounds[number + 1])
            share = float(lexical[row]) / total
            best, covered = float(similarity[run].max()), float(overlap[run].max())
            score = (
                Weights.DENSE * float(dense[number])
                + Weights.SENTENCE * best
                + Weights.LEAD * float(lead[number])
                + Weights.LEXICAL * share
                + Weights.OVERLAP * covered
            )
            made.append(
                Evidence(
                    id=int(snapshot.ids[row]),
                    document_id=int(snapshot.documents[row]),
                    dense=float(dense[number]),
                    sentence=best,
                    lead=float(lead[number]),
                    lexical=share,
                    overlap=covered,
                    score=score,
                    sentence_similarities=tuple(similarity[run].tolist()),
                    sentence_overlaps=tuple(overlap[run].tolist()),
                )
            )
        return made

    def _leads(self, rows: Rows, vector: Vector) -> Scores:
        """(n_rows,) the similarity of title and heading, or of a question that the document is asked for."""
        snapshot = self.snapshot
        leads = snapshot.leads[rows].astype(np.int64)
        starts, ends = snapshot.lead_starts[leads], snapshot.lead_starts[leads + 1]
        runs = np.concatenate([np.arange(a, b) for a, b in zip(starts, ends, strict=True)])
        similarity = snapshot.lead_vectors[runs].astype(np.float32) @ vector
        firsts = np.concatenate([[0], np.cumsum(ends - starts)[:-1]])
        nearest: Scores = np.maximum.reduceat(similarity, firsts)
        return nearest

    def _overlaps(
        self, rows: Rows, sentences: Rows, counts: Rows, weights: Mapping[int, float]
    ) -> NDArray[np.float64]:
        """(n_sentences,) the weight that each sentence covers; a word of title or heading counts half."""
        snapshot = self.snapshot
        covered = np.zeros(len(sentences))
        known = [number for number in weights if number >= 0]
        if not known:
            return covered
        inside = _contains(snapshot.words, snapshot.word_starts, sentences, known)
        leads = np.repeat(snapshot.leads[rows].astype(np.int64), counts)
        above = _contains(snapshot.lead_words, snapshot.lead_word_starts, leads, known)
        values = np.array([weights[number] for number in known])
        shares: NDArray[np.float64] = np.maximum(inside, 0.5 * above) @ values
        return shares


def _best(evidence: list[Evidence], limit: int) -> list[Evidence]:
    return sorted(evidence, key=lambda found: -found.score)[:limit]


def _mixed(question: Evidence, talk: Evidence, shares: Shares) -> Evidence:
    """The evidence of one passage for both."""

    def mix(share: float, one: float, other: float) -> float:
        return (1 - share) * one + share * other

    sentences = partial(mix, shares.of_sentences)
    return replace(
        question,
        lead=sentences(question.lead, talk.lead),
        score=mix(shares.of_passages, question.score, talk.score),
        sentence_similarities=tuple(
            map(sentences, question.sentence_similarities, talk.sentence_similarities)
        ),
        sentence_overlaps=tuple(map(sentences, question.sentence_overlaps, talk.sentence_overlaps)),
    )


def _contains(
    flat: NDArray[np.int32], starts: NDArray[np.int64], runs: NDArray[np.int64], known: Collection[int]
) -> NDArray[np.float64]:
    """(n_runs, n_known) 1 where a run of `flat` holds the number, else 0."""
    lengths = starts[runs + 1] - starts[runs]
    owner = np.repeat(np.arange(len(runs)), lengths)
    ends = np.cumsum(lengths)
    positions = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    found = flat[np.repeat(starts[runs], lengths) + positions]
    made = np.zeros((len(runs), len(known)))
    for column, number in enumerate(known):
        made[owner[found == number], column] = 1
    return made
