"""What tests of the knowledge and of the talk are made of: documents, libraries and indexes, with defaults."""

from dataclasses import replace as but
from pathlib import Path

from knowledge.chunking import passages
from knowledge.documents import Document, Section
from knowledge.embeddings import Embedder
from knowledge.index.nearest import ExactSearch
from knowledge.index.search import PassageIndex
from knowledge.index.snapshot import Snapshot, take
from knowledge.ingestion import STARTER, starter_documents
from knowledge.library import Library, Shelved, lead_key
from knowledge.library_in_memory import InMemoryLibrary
from knowledge.reading_room import ReadingRoom
from tests.fakes.embedder import WordEmbedder

REVIEW = (
    "A peer review takes two days.",
    "It is free of charge for the host.",
    "Peers from other regions give recommendations.",
)


def document(
    source: str = "/review.md", title: str = "Peer review", *texts: str, **changed: object
) -> Document:
    """A page; each text is a section without a heading, or with one before a line break."""
    made = Document(source, title, tuple(map(_section, texts or (" ".join(REVIEW),))))
    return but(made, **changed)  # type: ignore[arg-type]


def _section(text: str) -> Section:
    heading, break_, body = text.partition("\n")
    return Section(heading, body) if break_ else Section("", text)


def starter_pages(*names: str) -> list[Document]:
    """Pages of the starter content: "peer-review/deadline"."""
    known = {page.source.removeprefix(STARTER).removesuffix(".md"): page for page in starter_documents()}
    return [known[name] for name in names]


async def shelve(library: Library, *documents: Document) -> None:
    await library.replace_all([(each, passages(each)) for each in documents])


async def embed(library: Library, embedder: Embedder) -> None:
    """Complete the vectors, as an ingestion does."""
    lacking = await library.unembedded(embedder.name)
    rows = embedder.passages([(passage.lead, passage.sentences) for passage in lacking])
    vectors = {passage.key: row for passage, row in zip(lacking, rows, strict=True)}
    leads = await library.unembedded_leads(embedder.name)
    vectors |= {lead_key(lead): row[None, :] for lead, row in zip(leads, embedder.texts(leads), strict=True)}
    await library.keep_vectors(embedder.name, vectors)


async def library_of(*documents: Document, embedder: Embedder | None = None) -> InMemoryLibrary:
    """A library with these documents, embedded."""
    library = InMemoryLibrary()
    await shelve(library, *documents)
    await embed(library, embedder or WordEmbedder())
    return library


async def snapshot_of(*documents: Document, embedder: Embedder | None = None) -> Snapshot:
    embedder = embedder or WordEmbedder()
    library = await library_of(*documents, embedder=embedder)
    return await take(library, model=embedder.name, dims=embedder.dims)


async def index_of(*documents: Document, embedder: Embedder | None = None) -> PassageIndex:
    snapshot = await snapshot_of(*documents, embedder=embedder)
    return PassageIndex(snapshot, ExactSearch(snapshot))


def room_of(library: Library, folder: Path, embedder: Embedder | None = None) -> ReadingRoom:
    return ReadingRoom(library, embedder or WordEmbedder(), folder=folder)


async def shelves(library: Library) -> dict[int, Shelved]:
    return {shelved.id: shelved async for shelved in library.shelves()}
