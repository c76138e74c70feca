"""What a question costs among very many passages: python -m benchmarks.scale DIR [--passages N]

DIR is a folder as for `helpdesk bench retrieval`. Its pages' sentences are put together anew, by chance, into as many
passages as are asked for; their vectors are those of the sentences with some noise. No passage means anything, but
each is as long, as full of common and rare words and as near to its neighbours as a real one: searching them costs
what searching real ones would, and embedding them takes a minute instead of an hour.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.datasets import Dataset, Page, Question, read
from benchmarks.memory import growth
from benchmarks.quick_start import Shelf
from benchmarks.systems import RememberingEmbedder, Stopwatch
from knowledge.confidence import Confidence
from knowledge.documents import Document, Passage, Visibility
from knowledge.embeddings import Embedder, Vector, Vectors
from knowledge.index.chroma import ChromaSearch
from knowledge.index.search import PassageIndex, Scope
from knowledge.index.snapshot import Snapshot, take
from knowledge.library import lead_key
from knowledge.library_in_memory import InMemoryLibrary
from knowledge.retrieval import Retriever
from knowledge.sentences import sentences

SENTENCES = 4  # in a passage
NOISE = 0.6  # length of the noise beside a vector of length one
TOPICS = tuple(f"topic-{number}" for number in range(20))
MEMBERS_ONLY = 0.1  # share of the documents
A_DOCUMENT = 8  # passages
ROUND = 2_000  # documents shelved together

SCOPES = {
    "a member": Scope(members=True),
    "a visitor": Scope(),
    "a channel with one topic": Scope(topics=frozenset({TOPICS[3]})),
}


@dataclass(frozen=True)
class Cost:
    """Milliseconds, the question's embedding included."""

    wall_p50: float
    wall_p95: float
    cpu_p50: float
    cpu_p95: float

    @classmethod
    def of(cls, taken: Sequence[tuple[float, float]]) -> "Cost":
        wall, cpu = np.percentile(np.array(taken), [50, 95], axis=0).T
        return cls(*(round(float(value), 2) for value in (*wall, *cpu)))


class Pool:
    """The sentences that passages are put together from, with their vectors."""

    def __init__(self, pages: Sequence[Page], embedder: Embedder) -> None:
        self.sentences = list(dict.fromkeys(said for page in pages for said in sentences(page.text)))
        self.titles = list(dict.fromkeys(page.title or page.id for page in pages))
        remembering = RememberingEmbedder(embedder)
        self.vectors = remembering.texts(self.sentences)
        self.title_vectors = remembering.texts(self.titles)
        self._random = np.random.default_rng(20260108)

    def documents(self, passages: int) -> Iterator[tuple[Document, list[Passage], dict[str, Vectors]]]:
        """Documents with `passages` passages in all, and what is embedded of each."""
        for number in range(-(-passages // A_DOCUMENT)):
            of = int(self._random.integers(len(self.titles)))
            title = f"{self.titles[of]} {number}"
            cut, vectors = [], {lead_key(title): self._noisy(self.title_vectors[of][None, :])}
            for ordinal in range(min(A_DOCUMENT, passages - number * A_DOCUMENT)):
                chosen = self._random.integers(len(self.sentences), size=SENTENCES)
                passage = Passage(title, "", tuple(self.sentences[each] for each in chosen), ordinal)
                said = self._noisy(self.vectors[chosen])
                whole = said.sum(axis=0, keepdims=True)
                vectors[passage.key] = np.concatenate([whole / np.linalg.norm(whole), said])
                cut.append(passage)
            yield self._document(number, title), cut, vectors

    def _document(self, number: int, title: str) -> Document:
        is_open = self._random.random() >= MEMBERS_ONLY
        return Document(
            source=f"made:{number}",
            title=title,
            sections=(),
            topic=TOPICS[number % len(TOPICS)],
            visibility=Visibility.PUBLIC if is_open else Visibility.MEMBERS,
        )

    def _noisy(self, vectors: Vectors) -> Vectors:
        noise = self._random.normal(size=vectors.shape)
        noise *= NOISE / np.linalg.norm(noise, axis=1, keepdims=True)
        mixed = vectors + noise
        return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), np.float32)


async def shelve(pool: Pool, *, passages: int, model: str, dims: int) -> Snapshot:
    """The snapshot of a library of so many passages."""
    library = InMemoryLibrary()
    made = list(pool.documents(passages))
    for start in range(0, len(made), ROUND):
        await library.replace_all([(document, cut) for document, cut, _ in made[start : start + ROUND]])
    await library.keep_vectors(model, {key: rows for *_, vectors in made for key, rows in vectors.items()})
    return await take(library, model=model, dims=dims)


def timed(ask: Callable[[Question], object], questions: Sequence[Question]) -> Cost:
    """What each question costs; the first is asked once before, for what is loaded late."""
    ask(questions[0])
    taken = []
    for question in questions:
        watch = Stopwatch()
        ask(question)
        taken.append(watch.read())
    return Cost.of(taken)


def measure(dataset: Dataset, embedder: Embedder, *, passages: int, folder: Path) -> dict[str, object]:
    """Ask among that many passages, ours and LangChain's quick start on the same vectors."""
    pool = Pool(dataset.pages, embedder)
    snapshot = asyncio.run(shelve(pool, passages=passages, model=embedder.name, dims=embedder.dims))
    watch = Stopwatch()
    nearest = ChromaSearch.embedded(folder / "chroma", snapshot, stamp=f"{embedder.name}@1")
    _, build_ms = watch.read()
    retriever = Retriever(PassageIndex(snapshot, nearest), embedder, Confidence.shipped())
    first = [question for question in dataset.questions if not question.history]
    later = [question for question in dataset.questions if question.history]
    costs: dict[str, object] = {}
    for name, scope in SCOPES.items():

        def ask(question: Question, scope: Scope = scope) -> object:
            return retriever.find(question.text, history=question.history, scope=scope)

        for kind, questions in (("first turns", first), ("follow-ups", later)):
            if questions:
                costs[f"ours, {name}, {kind}"] = vars(timed(ask, questions))
    snapshot.save(folder / "passages")
    shelf = Shelf(embedder, folder / "quick_start", snapshot.vectors)
    costs["quick start"] = vars(timed(lambda question: shelf.nearest(question.text), first or later))
    return {
        "passages": len(snapshot),
        "questions": {"first turns": len(first), "follow-ups": len(later)},
        "ms a question": costs,
        "Chroma's build, CPU s": round(build_ms / 1000, 1),
        "index memory, MB": growth(_open, folder, embedder.name, embedder.dims),
    }


def _open(folder: Path, model: str, dims: int) -> object:
    """Open the index as the product does, and use it a little."""
    from knowledge.index.weighing import Query

    snapshot = Snapshot.open(folder / "passages")
    index = PassageIndex(snapshot, ChromaSearch.embedded(folder / "chroma", snapshot, stamp=f"{model}@1"))
    random = np.random.default_rng(1)
    for word in list(snapshot.vocabulary)[:100]:
        vector: Vector = np.asarray(random.normal(size=dims), np.float32)
        index.search(Query(word, vector / np.linalg.norm(vector)), limit=10, scope=Scope())
    return index


def main() -> int:
    """Measure and print JSON."""
    from bot.models import open_embedder
    from bot.settings import load_settings

    arguments = argparse.ArgumentParser(description="What a question costs among very many passages.")
    arguments.add_argument("dataset", type=Path, metavar="DIR")
    arguments.add_argument("--passages", type=int, default=100_000)
    arguments.add_argument("--limit", type=int, default=300, help="questions asked of each kind")
    given = arguments.parse_args()
    dataset = read(given.dataset, limit=given.limit)
    with tempfile.TemporaryDirectory() as folder:
        made = measure(dataset, open_embedder(load_settings()), passages=given.passages, folder=Path(folder))
    print(json.dumps(made, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
