"""How sure retrieval may be that the content answers a question."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from knowledge.index.search import PassageIndex, Scope
from knowledge.index.weighing import Evidence, Query

THRESHOLD = 0.5  # the probability from which an answer is given


@dataclass(frozen=True)
class Signals:
    """What a search looks like when it finds, and when it doesn't. All values lie about between 0 and 2."""

    score: float
    dense: float
    sentence: float
    lexical: float
    overlap: float
    lead: float
    sentence_and_overlap: float
    """the best single sentence by both"""
    covered: float
    """share of the question's weight that the first three passages cover together"""
    unknown: float
    """share of the question's weight in words that no passage holds"""
    gap_to_second: float
    """score of the first document over the second"""
    gap_to_rest: float
    """score of the first passage over the mean of the others"""
    dense_gap: float
    agreement: float
    """share of the first three passages by dense similarity that are also among the first three by words"""
    words: float
    """number of words that say what it is about, as log1p / 3"""

    @classmethod
    def of(cls, query: Query, evidence: Sequence[Evidence], index: PassageIndex, scope: Scope) -> "Signals":
        """Look at a search's result, best passage first."""
        weights = index.word_weights(query.text, scope)
        total = sum(weights.values()) or 1.0
        unknown = sum(weight for number, weight in weights.items() if number < 0) / total
        length = float(np.log1p(len(weights)) / 3)
        if not evidence:
            nothing = {field.name: 0.0 for field in fields(cls)}
            return cls(**{**nothing, "unknown": 1.0, "words": length})
        first = evidence[0]
        others = [e.score for e in evidence if e.document_id != first.document_id]
        both = max(
            (s + o) / 2 for s, o in zip(first.sentence_similarities, first.sentence_overlaps, strict=True)
        )
        by_meaning = {e.id for e in sorted(evidence, key=lambda e: -e.dense)[:3]}
        by_words = {e.id for e in sorted(evidence, key=lambda e: -e.lexical)[:3]}
        dense = sorted((e.dense for e in evidence), reverse=True)
        return cls(
            score=first.score,
            dense=max(e.dense for e in evidence[:3]),
            sentence=max(e.sentence for e in evidence[:3]),
            lexical=max(e.lexical for e in evidence[:3]),
            overlap=max(e.overlap for e in evidence[:3]),
            lead=first.lead,
            sentence_and_overlap=both,
            covered=index.coverage(weights, [e.id for e in evidence[:3]]),
            unknown=unknown,
            gap_to_second=first.score - max(others, default=0.0),
            gap_to_rest=first.score - float(np.mean([e.score for e in evidence[1:]] or [0.0])),
            dense_gap=dense[0] - float(np.mean(dense[1:] or [0.0])),
            agreement=len(by_meaning & by_words) / 3,
            words=length,
        )

    def vector(self) -> NDArray[np.float64]:
        """(n_signals,) in the order of the fields."""
        return np.array([getattr(self, field.name) for field in fields(self)])

    def values(self) -> dict[str, float]:
        return {name: round(value, 4) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Confidence:
    """A logistic regression over the signals."""

    weights: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    bias: float

    def probability(self, signals: Signals) -> float:
        """That the content answers the question, 0 to 1."""
        return float(self.probabilities(signals.vector()[None, :])[0])

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same for many, (n, n_signals) to (n,)."""
        standard = (rows - np.array(self.means)) / np.array(self.scales)
        logits = np.clip(standard @ np.array(self.weights) + self.bias, -30, 30)
        return np.asarray(1 / (1 + np.exp(-logits)))

    @classmethod
    def shipped(cls) -> "Confidence":
        """The one trained on the starter content."""
        return cls.from_json(files("knowledge").joinpath("confidence.json").read_text())

    @classmethod
    def from_json(cls, text: str) -> "Confidence":
        """Raises ValueError when it was made for other signals than today's."""
        read = json.loads(text)
        if read.pop("signals") != [field.name for field in fields(Signals)]:
            raise ValueError("this confidence model was trained on other signals")
        return cls(
            weights=tuple(read["weights"]),
            means=tuple(read["means"]),
            scales=tuple(read["scales"]),
            bias=read["bias"],
        )

    def to_json(self) -> str:
        return json.dumps({"signals": [field.name for field in fields(Signals)], **asdict(self)}, indent=1)
