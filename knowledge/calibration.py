"""Trains confidence on the deployment's own content, with parts of it left out.

Practice questions are made from the content's own sentences: some of the words, some of the way people ask.
Asked of the whole content, such a question has an answer; asked of the content without the documents that
speak of the same thing, it has none. Telling the two apart is what confidence learns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from knowledge.confidence import THRESHOLD, Confidence, Signals
from knowledge.documents import Passage
from knowledge.embeddings import Embedder
from knowledge.index.search import PassageIndex, Scope
from knowledge.index.weighing import Query
from knowledge.index.words import FUNCTION_WORDS, stem, words

LIMIT = 10  # passages a search keeps, as in knowledge.retrieval
QUESTIONS = 400  # practice questions; more change the result by less than its noise
SAME_SUBJECT = 0.75  # cosine from which another passage may answer the same question
MAX_OTHER_WORDS = 0.8  # share of a practice question's words that are not those of its sentence
FOREIGN_WEIGHT = 3  # a request from another world counts as this many practice questions
FOLDS = 5
MIN_PASSAGES = 40  # below that there is too little to leave out

_WAYS_TO_ASK = (
    "", "", "", "what is", "what are", "how", "how many", "when", "when was", "who", "where", "which",
    "can i", "is there", "tell me about", "do you know", "i need to know", "why", "what about", "does",
)  # fmt: skip


@dataclass(frozen=True)
class Practice:
    """A made question, and the passage whose sentence it was made of.

    People rarely use the page's own words: in `text` some words stand for others of the content's words,
    while `meaning` is what the question is about.
    """

    text: str
    meaning: str
    row: int


@dataclass(frozen=True)
class Quality:
    """How well questions that a training did not see are told apart."""

    auroc: float
    """the chance that a question whose answer is there gets a higher probability than one whose answer is not"""
    answered: float
    """share of the questions with an answer that get it, at the threshold"""
    answered_wrongly: float
    """share of the questions without one that get an answer nevertheless"""


@dataclass(frozen=True)
class Lessons:
    """Searches, and whether what was searched for was there."""

    rows: NDArray[np.float64]
    labels: NDArray[np.bool_]
    weights: NDArray[np.float64]

    def learned(self) -> Confidence:
        from sklearn.linear_model import LogisticRegression

        means, scales = self.rows.mean(axis=0), np.maximum(self.rows.std(axis=0), 1e-3)
        model = LogisticRegression(C=0.3, max_iter=1000)
        model.fit((self.rows - means) / scales, self.labels, sample_weight=self.weights)
        return Confidence(
            weights=tuple(model.coef_[0].tolist()),
            means=tuple(means.tolist()),
            scales=tuple(scales.tolist()),
            bias=float(model.intercept_[0]),
        )

    def quality(self) -> Quality:
        """By leaving out one fifth after the other."""
        from sklearn.metrics import roc_auc_score

        probabilities = np.zeros(len(self.labels))
        for fold in range(FOLDS):
            left_out = np.arange(len(self.labels)) // 2 % FOLDS == fold  # both views of a question together
            rest = Lessons(self.rows[~left_out], self.labels[~left_out], self.weights[~left_out])
            probabilities[left_out] = rest.learned().probabilities(self.rows[left_out])
        answered = probabilities >= THRESHOLD
        return Quality(
            float(roc_auc_score(self.labels, probabilities)),
            float(answered[self.labels].mean()),
            float(answered[~self.labels].mean()),
        )


def practice(passages: Sequence[Passage], *, count: int, random: Generator) -> list[Practice]:
    """Make questions from sentences of the passages; equal inputs give equal questions."""
    made: list[Practice] = []
    pool = [word for passage in passages for word in words(passage.text) if word not in FUNCTION_WORDS]
    if not pool:
        return made
    for _ in range(count * 4):
        row = int(random.integers(len(passages)))
        sentences = passages[row].sentences
        said = words(sentences[int(random.integers(len(sentences)))])
        content = [word for word in said if word not in FUNCTION_WORDS]
        if len(content) < 4:
            continue
        keep = float(random.uniform(0.3, 0.75))
        kept = [w for w in said if random.random() < (keep if w not in FUNCTION_WORDS else 0.4)]
        if sum(word not in FUNCTION_WORDS for word in kept) < 2:
            continue
        way = _WAYS_TO_ASK[int(random.integers(len(_WAYS_TO_ASK)))]
        lead = words(passages[row].lead)
        about = [w for w in lead if w not in FUNCTION_WORDS and random.random() < 0.25]
        kept = [*kept[:12], *(w for w in about if stem(w) not in map(stem, kept))][:14]
        other = float(random.uniform(0, MAX_OTHER_WORDS))
        put = [
            pool[int(random.integers(len(pool)))]
            if w not in FUNCTION_WORDS and random.random() < other
            else w
            for w in kept
        ]
        made.append(Practice(f"{way} {' '.join(put)}".strip(), f"{way} {' '.join(kept)}".strip(), row))
        if len(made) == count:
            break
    return made


def calibrate(
    index: PassageIndex,
    embedder: Embedder,
    passages: Sequence[Passage],
    *,
    foreign: Sequence[str] = (),
    held_out: Sequence[Practice] = (),
    seed: int = 20260108,
) -> tuple[Confidence, Quality | None]:
    """Train on practice questions; `passages` stand in the order of the snapshot's rows.

    `foreign` are requests that no content of this kind answers; `held_out` are real questions, not in the
    index, whose answer is known to stand in a passage. With fewer than MIN_PASSAGES passages there
    is nothing to learn from, and the shipped confidence is returned. Equal inputs give an equal result.
    """
    if len(passages) < MIN_PASSAGES:
        return Confidence.shipped(), None
    random = np.random.default_rng(seed)
    asked = [*practice(passages, count=QUESTIONS, random=random), *held_out]
    rows: list[NDArray[np.float64]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for question, vector in zip(asked, embedder.texts([q.meaning for q in asked]), strict=True):
        for signals, answerable in _outcomes(index, Query(question.text, vector), question.row):
            rows.append(signals.vector())
            labels.append(answerable)
            weights.append(1)
    for text, vector in zip(foreign, embedder.texts(foreign), strict=True):
        rows.append(_signals(index, Query(text, vector), Scope(members=True)).vector())
        labels.append(False)
        weights.append(FOREIGN_WEIGHT)
    lessons = Lessons(np.stack(rows), np.array(labels), np.array(weights))
    return lessons.learned(), lessons.quality()


def _signals(index: PassageIndex, query: Query, scope: Scope) -> Signals:
    return Signals.of(query, index.search(query, limit=LIMIT, scope=scope), index, scope)


def _outcomes(index: PassageIndex, query: Query, row: int) -> Iterator[tuple[Signals, bool]]:
    """The search with everything there, and the search without what speaks of the same thing."""
    snapshot = index.snapshot
    near = snapshot.vectors.astype(np.float32) @ snapshot.vectors[row].astype(np.float32)
    same = {int(document) for document in snapshot.documents[near >= SAME_SUBJECT]}
    same.add(int(snapshot.documents[row]))
    everything = Scope(members=True)
    evidence = index.search(query, limit=LIMIT, scope=everything)
    answerable = any(found.document_id in same for found in evidence[:3])
    yield Signals.of(query, evidence, index, everything), answerable
    without = Scope(members=True, without_documents=frozenset(same))
    yield _signals(index, query, without), False
