"""Finds the passages for a question, with as much of the conversation as the question needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from knowledge.confidence import Confidence, Signals
from knowledge.embeddings import Embedder
from knowledge.index.search import PassageIndex, Scope, Shares
from knowledge.index.weighing import Evidence, Query
from knowledge.index.words import FUNCTION_WORDS, words

LIMIT = 10  # passages kept
EVERYTHING_PUBLIC = Scope()
HISTORY = 8  # of the member's turns; older ones no longer say what the talk is about
MEANT = (
    90  # words at the end of the talk whose meaning is searched; more cost time and find no more (benchmarks)
)

# A turn that leans on the talk is searched mostly by the talk, and one that stands alone by both: passages that
# fit a new subject win over those of the old one, and a follow-up still finds its page.
LEANING = Shares(of_passages=0.75, of_sentences=0.3)
STANDING = Shares(of_passages=0.5, of_sentences=0.3)
TRUST_LEANING = 0.8  # share of the talk's log odds in the probability; the rest is the question's own
TRUST_STANDING = 0.25

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
        if not history:
            evidence = self.index.search(question, limit=max(limit, LIMIT), scope=scope)
            return self._alone(question, evidence, scope, limit=limit)
        joined = " ".join([*history[-HISTORY:], text])
        meant = " ".join(joined.split()[-MEANT:])
        return self._in_talk(question, Query(joined, self.embedder.question(meant)), scope, limit=limit)

    def _alone(self, question: Query, evidence: Sequence[Evidence], scope: Scope, *, limit: int) -> Found:
        signals = Signals.of(question, evidence[:LIMIT], self.index, scope)
        probability = self.confidence.probability(signals)
        return Found(question, question, tuple(evidence[:limit]), signals, probability, used_history=False)

    def _in_talk(self, question: Query, talk: Query, scope: Scope, *, limit: int) -> Found:
        """Passages that fit the question and the talk; sure only as far as they fit the question too."""
        leans = leans_on_history(question.text)
        shares = LEANING if leans else STANDING
        found = self.index.search_in_talk(question, talk, shares=shares, limit=max(limit, LIMIT), scope=scope)
        of_talk = Signals.of(talk, found.by_talk[:LIMIT], self.index, scope)
        of_question = Signals.of(question, found.by_question[:LIMIT], self.index, scope)
        trust = TRUST_LEANING if leans else TRUST_STANDING
        said = self.index.word_weights(question.text, scope)
        if len(said) < 2 and all(number >= 0 for number in said):
            trust = 1.0  # nothing but "and then?": the talk is all there is
        probability = _between(
            self.confidence.probability(of_question), self.confidence.probability(of_talk), trust
        )
        if not leans:
            alone = self._alone(question, found.alone, scope, limit=limit)
            probability = max(probability, alone.probability)
        return Found(talk, question, tuple(found.mixed[:limit]), of_talk, probability, used_history=True)


def _between(one: float, other: float, share: float) -> float:
    """The probability whose log odds lie between those of two others; share 0 gives the first."""

    def log_odds(probability: float) -> float:
        bounded = min(max(probability, 1e-6), 1 - 1e-6)
        return log(bounded / (1 - bounded))

    mean = (1 - share) * log_odds(one) + share * log_odds(other)
    return 1 / (1 + exp(-mean))


def leans_on_history(text: str) -> bool:
    """Whether a turn can't be understood without the turns before it."""
    said = words(text)
    content = [word for word in said if word not in FUNCTION_WORDS]
    points_back = any(word in _POINTING_BACK for word in said)
    return len(content) <= 1 or goes_on(text) or (points_back and len(content) <= 4)


def goes_on(text: str) -> bool:
    """Whether a turn says by its first words that it goes on from those before it."""
    return bool(_GOING_ON.match(text))
