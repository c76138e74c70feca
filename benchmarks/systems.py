"""What is compared: something that is given pages once and then asked."""

import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from benchmarks.datasets import Question
from knowledge.embeddings import Embedder, Vector, Vectors

DOCUMENTS = 10  # ranked for each question
SENTENCES = 3
PASSAGES = 5  # in which the answer's span is looked for
WORKERS = 2  # threads that embed pages, in every system: an embedding run uses one core
TEXTS_A_BATCH = 64

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Quote:
    """A text as it stands in a page."""

    doc_id: str
    text: str


@dataclass(frozen=True)
class Reply:
    """What a system brings for a question."""

    ranked: tuple[tuple[str, float], ...]
    """the best pages with their scores, best first"""
    probability: float | None
    """that the pages answer the question, 0 to 1; None from a system that does not judge"""
    answered: bool
    sentences: tuple[Quote, ...]
    """the answer, best sentence first; given also where the system would not dare to say it"""
    passages: tuple[Quote, ...]
    wall_ms: float
    cpu_ms: float


@dataclass(frozen=True)
class Ingested:
    """What it cost to take the pages in."""

    seconds: float
    """by the clock"""
    cpu_s: float
    calibration_s: float
    """by the clock, spent on learning when not to answer; not part of `seconds`"""
    memory_mb: float | None
    """what the opened index adds to a process that has its libraries loaded"""


class System(Protocol):
    """Answers questions from the pages it was built from."""

    @property
    def name(self) -> str: ...

    @property
    def ingested(self) -> Ingested: ...

    def ask(self, question: Question, *, without: Collection[str] = ()) -> Reply:
        """Answer as if the pages `without` were not there."""
        ...


class Stopwatch:
    """Milliseconds by the clock, and of processor time in all threads of this process."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        wall, cpu = time.perf_counter(), time.process_time()
        return (wall - self._wall) * 1000, (cpu - self._cpu) * 1000


class RememberingEmbedder:
    """Embeds a question once until told to forget, so that a question's variants cost no second embedding.

    Passages and texts are embedded by WORKERS threads.
    """

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._known: dict[str, Vector] = {}

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def dims(self) -> int:
        return self._model.dims

    def forget(self) -> None:
        self._known.clear()

    def question(self, text: str) -> Vector:
        if text not in self._known:
            self._known[text] = self._model.question(text)
        return self._known[text]

    def texts(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dims), np.float32)
        return np.stack(_in_parallel(lambda some: list(self._model.texts(some)), texts, size=len))

    def passages(self, passages: Sequence[tuple[str, Sequence[str]]]) -> list[Vectors]:
        return _in_parallel(self._model.passages, passages, size=lambda p: len(p[0]) + sum(map(len, p[1])))


def _in_parallel(
    work: Callable[[Sequence[T]], list[R]], items: Sequence[T], *, size: Callable[[T], int]
) -> list[R]:
    """Each item's result. Items of like size go together, the large ones first, as in the product's ingestion."""
    order = sorted(range(len(items)), key=lambda number: -size(items[number]))
    batches = [order[start : start + TEXTS_A_BATCH] for start in range(0, len(order), TEXTS_A_BATCH)]
    results: dict[int, R] = {}
    with ThreadPoolExecutor(WORKERS) as pool:
        for batch, made in zip(
            batches, pool.map(lambda b: work([items[n] for n in b]), batches), strict=True
        ):
            results.update(zip(batch, made, strict=True))
    return [results[number] for number in range(len(items))]
