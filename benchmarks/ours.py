"""The product's own retrieval and answers, over pages in memory."""

import asyncio
from collections.abc import Collection, Sequence
from pathlib import Path

from benchmarks.datasets import Page, Question
from benchmarks.memory import growth
from benchmarks.systems import (
    DOCUMENTS,
    PASSAGES,
    SENTENCES,
    Ingested,
    Quote,
    RememberingEmbedder,
    Reply,
    Stopwatch,
)
from knowledge.answering import Answer, answer, preferred
from knowledge.calibration import calibrate
from knowledge.chunking import passages
from knowledge.documents import Document
from knowledge.embeddings import Embedder
from knowledge.index.chroma import ChromaSearch
from knowledge.index.search import CANDIDATES, PassageIndex, Scope
from knowledge.index.snapshot import Snapshot, take
from knowledge.library import Library, Shelved, lead_key
from knowledge.library_in_memory import InMemoryLibrary
from knowledge.outline import outline
from knowledge.retrieval import Retriever

EVERY_CANDIDATE = 2 * CANDIDATES  # passages; what both searches bring, so that ten pages are among them


class Ours:
    """The helpdesk's retrieval: an index as `helpdesk ingest` makes it, but for the database."""

    name = "ours"

    def __init__(
        self,
        pages: Sequence[Page],
        embedder: Embedder,
        *,
        foreign: Sequence[str],
        threshold: float,
        folder: Path,
    ) -> None:
        """Take in the pages, keeping files in an empty folder; `foreign` as in knowledge.calibration."""
        self._embedder = RememberingEmbedder(embedder)
        self._threshold = threshold
        watch = Stopwatch()
        library = asyncio.run(_shelve(pages, self._embedder))
        snapshot = asyncio.run(take(library, model=embedder.name, dims=embedder.dims))
        nearest = ChromaSearch.embedded(folder / "chroma", snapshot, stamp=f"{embedder.name}@1")
        index = PassageIndex(snapshot, nearest)
        wall_ms, cpu_ms = watch.read()
        self._shelves = asyncio.run(_all(library))
        self._documents = {kept.document.source: kept.document_id for kept in self._shelves.values()}
        cut = [kept.passage for kept in self._shelves.values()]
        watch = Stopwatch()
        confidence, _ = calibrate(index, self._embedder, cut, foreign=foreign)
        calibration_ms, _ = watch.read()
        self._retriever = Retriever(index, self._embedder, confidence)
        snapshot.save(folder / "passages")
        self.ingested = Ingested(
            seconds=wall_ms / 1000,
            cpu_s=cpu_ms / 1000,
            calibration_s=calibration_ms / 1000,
            memory_mb=growth(_open, folder, embedder.name, [page.text[:100] for page in pages[:20]]),
        )

    def ask(self, question: Question, *, without: Collection[str] = ()) -> Reply:
        if not without:
            self._embedder.forget()
        gone = frozenset(self._documents[page] for page in without if page in self._documents)
        watch = Stopwatch()
        found = self._retriever.find(
            question.text,
            history=question.history,
            scope=Scope(without_documents=gone),
            limit=EVERY_CANDIDATE,
        )
        shelved = {evidence.id: self._shelves[evidence.id] for evidence in found.evidence}
        outcome = answer(found, shelved, threshold=self._threshold)
        wall_ms, cpu_ms = watch.read()
        best: dict[str, float] = {}
        for evidence in found.evidence:
            best.setdefault(shelved[evidence.id].document.source, evidence.score)
        return Reply(
            ranked=tuple(best.items())[:DOCUMENTS],
            probability=found.probability,
            answered=isinstance(outcome, Answer),
            sentences=tuple(
                Quote(kept.document.source, sentence) for kept, sentence in preferred(found, shelved)
            )[:SENTENCES],
            passages=tuple(_quote(shelved[evidence.id]) for evidence in found.evidence[:PASSAGES]),
            wall_ms=wall_ms,
            cpu_ms=cpu_ms,
        )


def _quote(kept: Shelved) -> Quote:
    """A passage under the heading that it is shown and embedded with."""
    passage = kept.passage
    return Quote(
        kept.document.source, f"{passage.heading}\n\n{passage.text}" if passage.heading else passage.text
    )


async def _shelve(pages: Sequence[Page], embedder: Embedder) -> Library:
    library = InMemoryLibrary()
    documents = [Document(source=page.id, title=page.title, sections=outline(page.text)) for page in pages]
    await library.replace_all([(document, passages(document)) for document in documents])
    lacking = await library.unembedded(embedder.name)
    made = embedder.passages([(passage.lead, passage.sentences) for passage in lacking])
    vectors = {passage.key: rows for passage, rows in zip(lacking, made, strict=True)}
    leads = await library.unembedded_leads(embedder.name)
    vectors |= {lead_key(lead): row[None, :] for lead, row in zip(leads, embedder.texts(leads), strict=True)}
    await library.keep_vectors(embedder.name, vectors)
    return library


async def _all(library: Library) -> dict[int, Shelved]:
    return {kept.id: kept async for kept in library.shelves()}


def _open(folder: Path, model: str, texts: Sequence[str]) -> object:
    """Open the index as the product does, and use it a little."""
    import numpy as np

    from knowledge.index.weighing import Query

    snapshot = Snapshot.open(folder / "passages")
    index = PassageIndex(snapshot, ChromaSearch.embedded(folder / "chroma", snapshot, stamp=f"{model}@1"))
    random = np.random.default_rng(1)
    for text in texts:
        vector = np.asarray(random.normal(size=snapshot.vectors.shape[1]), np.float32)
        index.search(Query(text, vector), limit=DOCUMENTS, scope=Scope())
    return index
