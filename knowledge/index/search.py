"""Hybrid search: dense, lexical and best-sentence evidence, fused into one score a passage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from knowledge.index.nearest import NearestPassages, Reach, Rows, largest
from knowledge.index.snapshot import Snapshot
from knowledge.index.weighing import Evidence, Query, Scores, Weighing
from knowledge.index.words import FUNCTION_WORDS, stem, words

CANDIDATES = 60  # from each of the two searches; recall of the right passage no longer grows above it
SCOPES_KEPT = 64  # as many channels have a scope of their own before one is worked out again
TEXTS_KEPT = 64  # whose words are looked up more than once within a turn


@dataclass(frozen=True)
class Scope:
    """What a search may find."""

    members: bool = False
    topics: frozenset[str] | None = None
    without_documents: frozenset[int] = frozenset()


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
    alone: list[Evidence]
    """what a search for the question alone brings"""


class PassageIndex:
    """Searches one snapshot. Its methods block; they are quick (milliseconds) and safe in several threads."""

    def __init__(self, snapshot: Snapshot, nearest: NearestPassages) -> None:
        self.snapshot = snapshot
        self.nearest = nearest
        self._weighing = Weighing(snapshot)
        self._reach = lru_cache(SCOPES_KEPT)(self._work_out_reach)
        self._word_weights = lru_cache(TEXTS_KEPT)(self._look_up)

    def search(self, query: Query, *, limit: int, scope: Scope) -> list[Evidence]:
        """The best passages, best first; fewer than `limit` when the scope holds fewer."""
        weights = self.word_weights(query.text, scope)
        rows, lexical = self._candidates(query, weights, self._reach(scope))
        if not len(rows):
            return []
        (weighed,) = self._weighing.weigh([query], [weights], [lexical], rows)
        return self._weighing.evidence(weighed, _order(weighed.score, limit))

    def search_in_talk(
        self, question: Query, talk: Query, *, shares: Shares, limit: int, scope: Scope
    ) -> InTalk:
        """The best passages for a question and for the talk that it ends, each weighed by both."""
        queries, reach = (question, talk), self._reach(scope)
        weights = [self.word_weights(query.text, scope) for query in queries]
        found = [self._candidates(*each, reach) for each in zip(queries, weights, strict=True)]
        rows = np.union1d(found[0][0], found[1][0])
        if not len(rows):
            return InTalk([], [], [], [])
        by_question, by_talk = self._weighing.weigh(queries, weights, [each[1] for each in found], rows)
        share = shares.of_passages
        score = (1 - share) * by_question.score + share * by_talk.score
        order = _order(score, limit)
        own = np.searchsorted(rows, found[0][0])
        of_question, of_talk = (self._weighing.evidence(each, order) for each in (by_question, by_talk))
        return InTalk(
            mixed=[_mixed(*pair, shares) for pair in zip(of_question, of_talk, strict=True)],
            by_question=of_question,
            by_talk=self._weighing.evidence(by_talk, _order(by_talk.score, limit)),
            alone=self._weighing.evidence(by_question, _order(by_question.score, limit, among=own)),
        )

    def word_weights(self, text: str, scope: Scope) -> Mapping[int, float]:
        """The words that say what a question is about: number in the vocabulary to weight.

        A word that no passage in scope holds has a negative number and the weight of the rarest word.
        """
        return self._word_weights(text, scope)

    def coverage(self, weights: Mapping[int, float], ids: Sequence[int]) -> float:
        """The share of the words' weight, 0 to 1, that these passages cover together."""
        return self._weighing.coverage(weights, ids)

    def _look_up(self, text: str, scope: Scope) -> Mapping[int, float]:
        snapshot, reach = self.snapshot, self._reach(scope)
        unknown = float(np.log1p(2 * len(snapshot) + 1))
        weights: dict[int, float] = {}
        seen: set[str] = set()
        for word in words(text):
            root = stem(word)
            if root in seen:
                continue
            seen.add(root)
            number = snapshot.vocabulary.get(root)
            if number is not None and (reach is None or reach.holds(snapshot.rows_with(number))):
                weights[number] = float(snapshot.weights[number])
            elif word not in FUNCTION_WORDS:
                weights[-len(seen)] = unknown
        return weights

    def _candidates(
        self, query: Query, weights: Mapping[int, float], reach: Reach | None
    ) -> tuple[Rows, Scores]:
        """Rows found by either search, and every row's BM25 score."""
        lexical = self._lexical(weights)
        if not len(self.snapshot):
            return np.zeros(0, np.int64), lexical
        dense = self.nearest.rows(query.vector, limit=CANDIDATES, within=reach)
        reached = lexical if reach is None else np.where(reach.mask, lexical, 0)
        found = largest(reached, CANDIDATES)
        return np.union1d(dense, found[reached[found] > 0]), lexical

    def _work_out_reach(self, scope: Scope) -> Reach | None:
        """The rows that a search in this scope may find; None for all of them."""
        snapshot = self.snapshot
        allowed = np.ones(len(snapshot), np.bool_)
        if not scope.members:
            allowed &= ~snapshot.members_only
        if scope.topics is not None:
            numbers = [n for n, name in enumerate(snapshot.topic_names) if name in scope.topics]
            allowed &= np.isin(snapshot.topics, numbers)
        if scope.without_documents:
            allowed &= ~np.isin(snapshot.documents, list(scope.without_documents))
        return None if allowed.all() else Reach(allowed)

    def _lexical(self, weights: Mapping[int, float]) -> Scores:
        snapshot = self.snapshot
        numbers = [number for number in weights if number >= 0]
        if not numbers or not len(snapshot):
            return np.zeros(len(snapshot), np.float32)
        scores: Scores = snapshot.bm25.get_scores_from_ids(numbers)
        return scores


def _order(scores: NDArray[np.float64], limit: int, *, among: Rows | None = None) -> list[int]:
    """The places of the largest scores, largest first; equal scores by place."""
    places = np.arange(len(scores)) if among is None else among
    order: list[int] = places[np.argsort(-scores[places], kind="stable")[:limit]].tolist()
    return order


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
