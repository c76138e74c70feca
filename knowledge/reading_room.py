"""Where questions are put to the library: the index in step with it, and the answer with its grounds."""

import asyncio
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from knowledge.answering import Answer, NotKnown, answer
from knowledge.calibrating import confidence_of
from knowledge.confidence import Confidence
from knowledge.embeddings import Embedder
from knowledge.errors import ModelMismatch, NotEmbeddedYet
from knowledge.index.nearest import ExactSearch, NearestPassages
from knowledge.index.search import PassageIndex, Scope
from knowledge.index.snapshot import Snapshot, take
from knowledge.library import Library, Shelved
from knowledge.retrieval import Found, Retriever

log = structlog.get_logger()

EVERYTHING_PUBLIC = Scope()


@dataclass(frozen=True)
class Consultation:
    """An answer or none, with what was found and from which state of the library."""

    outcome: Answer | NotKnown
    found: Found
    shelved: dict[int, Shelved]
    stamp: str
    """embedding model and library revision"""
    searched_by: str
    documents: int
    """how many documents could have answered"""


class ReadingRoom:
    """Answers questions from one library. Follows the library's changes by itself."""

    def __init__(
        self, library: Library, embedder: Embedder, *, folder: Path, confidence: Confidence | None = None
    ) -> None:
        """Keep derived indexes in `folder`; nothing is read yet. `confidence`: instead of the library's own."""
        self.library = library
        self.embedder = embedder
        self._confidence = confidence
        self._folder = folder
        self._retriever: Retriever | None = None
        self._stamp = ""
        self._owns_chroma = False
        self._in_step = asyncio.Lock()

    async def consult(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        scope: Scope = EVERYTHING_PUBLIC,
        threshold: float,
    ) -> Consultation:
        """Answer a question; `history` holds the member's earlier turns, oldest first.

        Raises ModelMismatch when the library's vectors belong to another embedding model.
        """
        await self.keep_in_step()
        retriever, stamp = self._ready()
        found = await asyncio.to_thread(retriever.find, question, history=history, scope=scope)
        shelved = await self.library.fetch([evidence.id for evidence in found.evidence])
        outcome = answer(found, shelved, threshold=threshold)
        found = replace(found, probability=outcome.probability)
        snapshot = retriever.index.snapshot
        return Consultation(
            outcome, found, shelved, stamp, retriever.index.nearest.name, snapshot.document_count
        )

    async def keep_in_step(self) -> None:
        """Bring the index up to the library's revision; a single query when nothing has changed."""
        if self._stamp == self._stamp_of(await self.library.revision()):
            return
        async with self._in_step:
            revision = await self.library.revision()
            if self._stamp == self._stamp_of(revision):
                return
            await self._check_model()
            try:
                snapshot = await self._snapshot(self._stamp_of(revision))
            except NotEmbeddedYet:
                if self._retriever is None:
                    raise
                return  # somebody is ingesting: what stood before serves until it is complete
            nearest: NearestPassages = ExactSearch(snapshot)
            if self._owns_chroma:
                nearest = await asyncio.to_thread(self._open_chroma, snapshot, self._stamp_of(revision))
            confidence = self._confidence or await confidence_of(self.library, model=self.embedder.name)
            self._retriever = Retriever(PassageIndex(snapshot, nearest), self.embedder, confidence)
            self._stamp = self._stamp_of(revision)

    async def use_chroma(self) -> bool:
        """Search through embedded Chroma from now on; false when another process owns its folder."""
        from knowledge.index.chroma import Ownership

        if not self._owns_chroma:
            self._ownership = Ownership(self._folder / "chroma")
            self._owns_chroma = await asyncio.to_thread(self._ownership.take)
        if not self._owns_chroma:
            return False
        await self.keep_in_step()
        async with self._in_step:
            retriever, stamp = self._ready()
            if isinstance(retriever.index.nearest, ExactSearch):
                snapshot = retriever.index.snapshot
                nearest = await asyncio.to_thread(self._open_chroma, snapshot, stamp)
                index = PassageIndex(snapshot, nearest)
                self._retriever = Retriever(index, self.embedder, retriever.confidence)
        return True

    async def rebuild(self) -> None:
        """Throw the derived indexes away and make them anew from the library."""
        async with self._in_step:
            self._retriever, self._stamp = None, ""
            for folder in self._folder.glob("passages-*"):
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            if self._owns_chroma:
                from knowledge.index import chroma

                await asyncio.to_thread(chroma.forget, self._folder / "chroma")
        await self.keep_in_step()

    def close(self) -> None:
        """Give Chroma's folder free for another process."""
        if self._owns_chroma:
            self._ownership.release()
            self._owns_chroma = False

    @property
    def searched_by(self) -> str:
        """What finds the nearest passages, for `doctor`."""
        return self._ready()[0].index.nearest.name

    @property
    def retriever(self) -> Retriever:
        """The search as it stands; for replaying and measuring."""
        return self._ready()[0]

    def _ready(self) -> tuple[Retriever, str]:
        if self._retriever is None:
            raise RuntimeError("keep_in_step() comes before the first question")
        return self._retriever, self._stamp

    def _stamp_of(self, revision: int) -> str:
        return f"{self.embedder.name}@{revision}"

    async def _check_model(self) -> None:
        others = await self.library.models() - {self.embedder.name}
        if others and not await self.library.models() & {self.embedder.name}:
            raise ModelMismatch(
                f"the index was made with the embedding model {', '.join(sorted(others))}, and the setting "
                f"says {self.embedder.name}; run `helpdesk ingest --rebuild`, or set the model back"
            )

    async def _snapshot(self, stamp: str) -> Snapshot:
        """The saved snapshot of this stamp, or a new one."""
        folder = self._folder / f"passages-{re.sub(r'[^A-Za-z0-9]+', '-', stamp)}"
        if folder.is_dir():
            try:
                return await asyncio.to_thread(Snapshot.open, folder)
            except (OSError, ValueError, KeyError, EOFError):
                log.warning("index_damaged_and_made_anew", index=folder.name)
        snapshot = await take(self.library, model=self.embedder.name, dims=self.embedder.dims)
        await asyncio.to_thread(self._keep, snapshot, folder)
        return snapshot

    def _keep(self, snapshot: Snapshot, folder: Path) -> None:
        try:
            snapshot.save(folder)
        except OSError as error:
            log.warning("index_not_saved", reason=error.strerror)
            return
        for older in self._folder.glob("passages-*"):
            if older.name != folder.name:
                shutil.rmtree(older, ignore_errors=True)

    def _open_chroma(self, snapshot: Snapshot, stamp: str) -> NearestPassages:
        # chromadb takes 1.5 s to import, and a conversation can begin without it.
        from knowledge.index.chroma import ChromaSearch

        try:
            return ChromaSearch.embedded(self._folder / "chroma", snapshot, stamp=stamp)
        except Exception as error:  # noqa: BLE001 - a damaged vector index must not keep anybody from an answer
            log.warning("vector_index_unusable", reason=type(error).__name__)
            return ExactSearch(snapshot)
