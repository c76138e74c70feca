"""The library in memory: for tests, and for a helpdesk that lives no longer than its process."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import replace as but
from itertools import count

import numpy as np

from knowledge.documents import Document, Passage
from knowledge.embeddings import Vectors
from knowledge.library import Shelved, lead_key


class InMemoryLibrary:
    """Documents, passages and vectors in dictionaries."""

    def __init__(self) -> None:
        self._revision = 0
        self._fingerprints: dict[str, str] = {}
        self._asked: dict[str, tuple[str, ...]] = {}
        self._shelves: dict[int, Shelved] = {}
        self._vectors: dict[tuple[str, str], Vectors] = {}  # by model and key
        self._notes: dict[str, str] = {}
        self._document_ids = count(1)
        self._passage_ids = count(1)

    async def revision(self) -> int:
        return self._revision

    async def fingerprints(self, *, under: str = "") -> dict[str, str]:
        return {source: print_ for source, print_ in self._fingerprints.items() if source.startswith(under)}

    async def replace(self, document: Document, passages: Sequence[Passage]) -> None:
        await self.replace_all([(document, passages)])

    async def replace_all(self, documents: Sequence[tuple[Document, Sequence[Passage]]]) -> None:
        if not documents:
            return
        latest = {document.source: (document, passages) for document, passages in documents}
        self._take_away(latest)
        for document, passages in latest.values():
            self._fingerprints[document.source] = document.fingerprint
            self._asked[document.source] = document.asked
            document_id, bare = next(self._document_ids), but(document, sections=())
            for passage in passages:
                id_ = next(self._passage_ids)
                self._shelves[id_] = Shelved(id=id_, document_id=document_id, passage=passage, document=bare)
        self._drop_unused()
        self._revision += 1

    async def remove(self, sources: Collection[str]) -> int:
        removed = self._take_away(sources)
        if removed:
            self._drop_unused()
            self._revision += 1
        return removed

    async def unembedded(self, model: str) -> list[Passage]:
        lacking: dict[str, Passage] = {}
        for shelved in self._shelves.values():
            if (model, shelved.passage.key) not in self._vectors:
                lacking.setdefault(shelved.passage.key, shelved.passage)
        return list(lacking.values())

    async def unembedded_leads(self, model: str) -> list[str]:
        leads = [shelved.passage.lead for shelved in self._shelves.values()]
        asked = [text for texts in self._asked.values() for text in texts]
        return [lead for lead in dict.fromkeys(leads + asked) if (model, lead_key(lead)) not in self._vectors]

    async def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        used = vectors.keys() & self._used()
        for key in used:
            self._vectors[model, key] = vectors[key].astype(np.float16).astype(np.float32)
        self._revision += bool(used)

    async def models(self) -> set[str]:
        return {model for model, _ in self._vectors}

    async def forget_vectors(self, *, except_model: str) -> None:
        others = [kept for kept in self._vectors if kept[0] != except_model]
        for kept in others:
            del self._vectors[kept]
        self._revision += bool(others)

    async def shelves(self) -> AsyncIterator[Shelved]:
        for shelved in list(self._shelves.values()):
            yield shelved

    async def vectors(self, model: str) -> AsyncIterator[tuple[str, Vectors]]:
        for (of_model, key), vectors in list(self._vectors.items()):
            if of_model == model:
                yield key, vectors

    async def note(self, name: str) -> str | None:
        return self._notes.get(name)

    async def keep_note(self, name: str, text: str, *, is_change: bool = False) -> None:
        self._notes[name] = text
        self._revision += is_change

    async def fetch(self, ids: Sequence[int]) -> dict[int, Shelved]:
        return {id_: self._shelves[id_] for id_ in ids if id_ in self._shelves}

    def _take_away(self, sources: Iterable[str]) -> int:
        gone = self._fingerprints.keys() & set(sources)
        if gone:
            for source in gone:
                del self._fingerprints[source], self._asked[source]
            self._shelves = {i: kept for i, kept in self._shelves.items() if kept.document.source not in gone}
        return len(gone)

    def _used(self) -> set[str]:
        passages = [shelved.passage for shelved in self._shelves.values()]
        leads = {passage.lead for passage in passages}.union(*self._asked.values())
        return {passage.key for passage in passages} | {lead_key(lead) for lead in leads}

    def _drop_unused(self) -> None:
        used = self._used()
        self._vectors = {kept: vectors for kept, vectors in self._vectors.items() if kept[1] in used}
