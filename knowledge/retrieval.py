"""Finds the passages for a question, with as much of the conversation as the question needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.confidence import Confidence, Signals
from knowledge.embeddings import Embedder
from knowledge.index.search import Evidence, PassageIndex, Query, Scope
from knowledge.index.words import FUNCTION_WORDS, words

LIMIT = 10  # passages kept
EVERYTHING_PUBLIC = Scope()
HISTORY = 8  # of the member's turns; older ones no longer say what the talk is about

# Closed word classes that point back: a question with one of them can't be understood alone.
_POINTING_BACK = frozenset(
    "it its they them their those these this that he she his her him there one ones".split()
)
_GOING_ON = re.compile(r"\s*(and|or|but|also|then|so|what about|how about|ok|okay|yes|no)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """What a search brought, and how sure it is that the answer is among it."""

    query: Query
    """what was searched: the question, with earlier turns where it needs them"""
    question: Query
    """the last turn alone"""
    evidence: tuple[Evidence, ...]
    signals: Signals
    probability: float
    """0 to 1: that the content answers the question"""
    used_history: bool


class Retriever:
    """Retrieval for one index. Its methods block."""

    def __init__(self, index: PassageIndex, embedder: Embedder, confidence: Confidence) -> None:
        self.index = index
        self.embedder = embedder
        self.confidence = confidence

    def find(
        self,
        text: str,
        *,
        history: Sequence[str] = (),
        scope: Scope = EVERYTHING_PUBLIC,
        limit: int = LIMIT,
    ) -> Found:
        """Search for a question; `history` holds the member's earlier turns, oldest first."""
        question = Query(text, self.embedder.question(text))
        alone = self._search(question, question, scope, limit=limit, used_history=False)
        if not history:
            return alone
        joined = " ".join([*history[-HISTORY:], text])
        whole = Query(joined, self.embedder.question(joined))
        together = self._search(whole, question, scope, limit=limit, used_history=True)
        if leans_on_history(text) or together.probability >= alone.probability:
            return together
        return alone

    def _search(
        self, query: Query, question: Query, scope: Scope, *, limit: int, used_history: bool
    ) -> Found:
        evidence = tuple(self.index.search(query, limit=max(limit, LIMIT), scope=scope))
        # Confidence was trained on what LIMIT passages look like.
        signals = Signals.of(query, evidence[:LIMIT], self.index, scope)
        probability = self.confidence.probability(signals)
        return Found(query, question, evidence[:limit], signals, probability, used_history)


def leans_on_history(text: str) -> bool:
    """Whether a turn can't be understood without the turns before it."""
    said = words(text)
    content = [word for word in said if word not in FUNCTION_WORDS]
    points_back = any(word in _POINTING_BACK for word in said)
    return len(content) <= 1 or bool(_GOING_ON.match(text)) or (points_back and len(content) <= 4)
