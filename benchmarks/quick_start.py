"""What a user would build from LangChain's quick start with Chroma, on our embedding model.

https://docs.langchain.com/oss/python/langchain/knowledge-base: split at 1,000 characters with an overlap of
200, a Chroma collection, similarity search with the last message. Each page begins with its title, in the
line of its first sentence: apart from it, a title often becomes a chunk of its own (see README.md).
"""

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

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
from knowledge.embeddings import Embedder, Vectors
from knowledge.sentences import sentences

COLLECTION = "pages"
BATCH = 2000  # rows a call; Chroma's own limit is about 5,400
FETCHED = 30  # chunks for a start; more where they hold too few pages


class OurModel(Embeddings):
    """Our embedding model as LangChain knows models."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedder.texts(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.question(text).tolist()
        return vector


class QuickStart:
    """Answers with the chunks nearest to the last message, and never declines.

    It selects no sentences; to compare answers, those of its best chunk count that are nearest to the question.
    """

    name = "quick_start"

    def __init__(self, pages: Sequence[Page], embedder: Embedder, *, folder: Path) -> None:
        self._embedder = RememberingEmbedder(embedder)
        self._titles = {page.id: page.title for page in pages}
        self._sentences: dict[str, tuple[list[str], Vectors]] = {}
        watch = Stopwatch()
        documents = [
            Document(f"{page.title}. {page.text}" if page.title else page.text, metadata={"page": page.id})
            for page in pages
        ]
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        chunks = splitter.split_documents(documents)
        self._store = Chroma.from_documents(
            chunks,
            OurModel(self._embedder),
            persist_directory=str(folder),
            client_settings=Settings(anonymized_telemetry=False),
        )
        wall_ms, cpu_ms = watch.read()
        self._count = len(chunks)
        self._chunks_of = Counter(chunk.metadata["page"] for chunk in chunks)
        self.ingested = Ingested(
            wall_ms / 1000, cpu_ms / 1000, calibration_s=0, memory_mb=growth(_open, folder, embedder.dims)
        )

    def ask(self, question: Question, *, without: Collection[str] = ()) -> Reply:
        if not without:
            self._embedder.forget()
        gone = frozenset(without)
        watch = Stopwatch()
        found = self._search(question.text, gone)
        wall_ms, cpu_ms = watch.read()
        best: dict[str, float] = {}
        for chunk, distance in found:
            # Squared distance between vectors of length one; as a cosine, higher is nearer.
            best.setdefault(chunk.metadata["page"], 1 - distance / 2)
        chunks = [Quote(chunk.metadata["page"], chunk.page_content) for chunk, _ in found[:PASSAGES]]
        return Reply(
            ranked=tuple(best.items())[:DOCUMENTS],
            probability=None,
            answered=True,
            sentences=self._nearest_sentences(chunks[0], question) if chunks else (),
            passages=tuple(chunks),
            wall_ms=wall_ms,
            cpu_ms=cpu_ms,
        )

    def _search(self, text: str, gone: frozenset[str]) -> list[tuple[Document, float]]:
        """Chunks of ten pages or more, nearest first."""
        wanted = FETCHED + sum(self._chunks_of[page] for page in gone)
        while True:
            found = self._store.similarity_search_with_score(text, k=min(wanted, self._count))
            kept = [(chunk, score) for chunk, score in found if chunk.metadata["page"] not in gone]
            enough = len({chunk.metadata["page"] for chunk, _ in kept}) >= DOCUMENTS
            if enough or wanted >= self._count:
                return kept
            wanted *= 2

    def _nearest_sentences(self, chunk: Quote, question: Question) -> tuple[Quote, ...]:
        if chunk.text not in self._sentences:
            cut = sentences(chunk.text.removeprefix(f"{self._titles[chunk.doc_id]}. "))
            self._sentences[chunk.text] = cut, self._embedder.texts(cut)
        cut, vectors = self._sentences[chunk.text]
        order = np.argsort(-(vectors @ self._embedder.question(question.text)), kind="stable")
        return tuple(Quote(chunk.doc_id, cut[number]) for number in order[:SENTENCES])


class Shelf:
    """A collection of the quick start with vectors that are made already, asked for its usual four."""

    def __init__(self, embedder: Embedder, folder: Path, vectors: Vectors) -> None:
        settings = Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
        client = chromadb.PersistentClient(str(folder), settings)
        self._store = Chroma(embedding_function=OurModel(embedder), client=client, collection_name=COLLECTION)
        collection = client.get_collection(COLLECTION)
        for start in range(0, len(vectors), BATCH):
            names = [str(number) for number in range(start, min(start + BATCH, len(vectors)))]
            collection.add(ids=names, embeddings=vectors[start : start + BATCH], documents=names)

    def nearest(self, text: str) -> list[Document]:
        found: list[Document] = self._store.similarity_search(text)
        return found


class _Random(Embeddings):
    def __init__(self, dims: int) -> None:
        self._random = np.random.default_rng(1)
        self._dims = dims

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = self._random.normal(size=self._dims).tolist()
        return row


def _open(folder: Path, dims: int) -> object:
    """Open the collection, and use it a little."""
    store = Chroma(
        embedding_function=_Random(dims),
        persist_directory=str(folder),
        client_settings=Settings(anonymized_telemetry=False),
    )
    for _ in range(20):
        store.similarity_search_with_score("anything", k=FETCHED)
    return store
