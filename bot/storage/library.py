"""The library in SQL."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, Row, Select, delete, exists, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import Database
from bot.storage.tables import DocumentRow, LibraryNoteRow, LibraryRow, PassageRow, VectorsRow
from knowledge.documents import AsOf, Document, Passage, Period, Visibility
from knowledge.embeddings import Vectors
from knowledge.library import Shelved, lead_key

AT_ONCE = 500  # values in one IN (...); SQLite takes 32,766 parameters, asyncpg 32,767
ROWS_A_FETCH = 1000

T = TypeVar("T")

_PASSAGE = (PassageRow.lead, PassageRow.heading, PassageRow.sentences, PassageRow.ordinal)
_DOCUMENT = (
    DocumentRow.source,
    DocumentRow.title,
    DocumentRow.url,
    DocumentRow.kind,
    DocumentRow.topic,
    DocumentRow.period,
    DocumentRow.as_of,
    DocumentRow.visibility,
)


class SqlLibrary:
    """Documents, passages and vectors in one database; several processes may use it at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def revision(self) -> int:
        async with self._database.reading() as connection:
            return (await connection.execute(select(LibraryRow.revision))).scalar_one()

    async def fingerprints(self, *, under: str = "") -> dict[str, str]:
        query = select(DocumentRow.source, DocumentRow.fingerprint).order_by(DocumentRow.id)
        if under:  # LIKE would take "Data/" for "data/" in SQLite
            query = query.where(func.substr(DocumentRow.source, 1, len(under)) == under)
        async with self._database.reading() as connection:
            return {row.source: row.fingerprint for row in await connection.execute(query)}

    async def replace(self, document: Document, passages: Sequence[Passage]) -> None:
        await self.replace_all([(document, passages)])

    async def replace_all(self, documents: Sequence[tuple[Document, Sequence[Passage]]]) -> None:
        if not documents:
            return
        latest = {document.source: (document, passages) for document, passages in documents}
        async with self._database.writing() as connection:
            _, freed = await _take_away(connection, latest)
            created = await connection.execute(
                insert(DocumentRow).returning(DocumentRow.id, DocumentRow.source),
                [_document_values(document) for document, _ in latest.values()],
            )
            ids = {source: id_ for id_, source in created}
            rows = [
                _passage_values(passage, ids[document.source])
                for document, passages in latest.values()
                for passage in passages
            ]
            if rows:
                await connection.execute(insert(PassageRow), rows)
            await _drop_unused(connection, freed)
            await _grow_revision(connection)

    async def remove(self, sources: Collection[str]) -> int:
        if not sources:
            return 0
        async with self._database.writing() as connection:
            count, freed = await _take_away(connection, sources)
            if count:
                await _drop_unused(connection, freed)
                await _grow_revision(connection)
            return count

    async def unembedded(self, model: str) -> list[Passage]:
        first = _first_without_vectors(PassageRow.key, model)
        query = select(*_PASSAGE).where(PassageRow.id.in_(first)).order_by(PassageRow.id)
        async with self._database.reading() as connection:
            return [_passage(row) for row in await connection.execute(query)]

    async def unembedded_leads(self, model: str) -> list[str]:
        first = _first_without_vectors(PassageRow.lead_key, model)
        query = select(PassageRow.lead).where(PassageRow.id.in_(first)).order_by(PassageRow.id)
        async with self._database.reading() as connection:
            return list((await connection.execute(query)).scalars())

    async def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        async with self._database.writing() as connection:
            used = await _used(connection, list(vectors))
            if not used:
                return
            for some in _chunks(used):
                of_model = VectorsRow.model == model
                await connection.execute(delete(VectorsRow).where(VectorsRow.key.in_(some), of_model))
            rows = [_vectors_values(model, key, vectors[key]) for key in used]
            await connection.execute(insert(VectorsRow), rows)
            await _grow_revision(connection)

    async def models(self) -> set[str]:
        async with self._database.reading() as connection:
            return set((await connection.execute(select(VectorsRow.model).distinct())).scalars())

    async def forget_vectors(self, *, except_model: str) -> None:
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(VectorsRow).where(VectorsRow.model != except_model))
            if gone.rowcount:
                await _grow_revision(connection)

    async def shelves(self) -> AsyncIterator[Shelved]:
        documents: dict[int, Document] = {}
        async with self._database.reading() as connection:
            rows = await connection.stream(
                _shelved_query().order_by(PassageRow.id), execution_options={"yield_per": ROWS_A_FETCH}
            )
            async for some in rows.partitions():
                for row in some:
                    yield _shelved(row, documents)

    async def vectors(self, model: str) -> AsyncIterator[tuple[str, Vectors]]:
        query = select(VectorsRow.key, VectorsRow.dims, VectorsRow.data).where(VectorsRow.model == model)
        async with self._database.reading() as connection:
            rows = await connection.stream(query, execution_options={"yield_per": ROWS_A_FETCH})
            async for some in rows.partitions():
                for key, dims, data in some:
                    yield key, np.frombuffer(data, dtype="<f2").astype(np.float32).reshape(-1, dims)

    async def note(self, name: str) -> str | None:
        query = select(LibraryNoteRow.text).where(LibraryNoteRow.name == name)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def keep_note(self, name: str, text: str) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(LibraryNoteRow).where(LibraryNoteRow.name == name))
            await connection.execute(insert(LibraryNoteRow).values(name=name, text=text))

    async def fetch(self, ids: Sequence[int]) -> dict[int, Shelved]:
        documents: dict[int, Document] = {}
        found: dict[int, Shelved] = {}
        async with self._database.reading() as connection:
            for some in _chunks(ids):
                for row in await connection.execute(_shelved_query().where(PassageRow.id.in_(some))):
                    found[row.id] = _shelved(row, documents)
        return {id_: found[id_] for id_ in ids if id_ in found}


async def _take_away(connection: AsyncConnection, sources: Collection[str]) -> tuple[int, set[str]]:
    """Delete documents with their passages; how many there were, and the keys their passages used."""
    count, freed = 0, set[str]()
    for some in _chunks(list(sources)):
        ids = list(
            (await connection.execute(select(DocumentRow.id).where(DocumentRow.source.in_(some)))).scalars()
        )
        if not ids:
            continue
        keys = select(PassageRow.key, PassageRow.lead_key).where(PassageRow.document_id.in_(ids))
        freed.update(key for pair in await connection.execute(keys) for key in pair)
        await connection.execute(delete(DocumentRow).where(DocumentRow.id.in_(ids)))
        count += len(ids)
    return count, freed


async def _used(connection: AsyncConnection, keys: Sequence[str]) -> list[str]:
    """Those keys that some passage has, or that name some passage's lead."""
    found = set[str]()
    for some in _chunks(keys):
        for column in (PassageRow.key, PassageRow.lead_key):
            found.update((await connection.execute(select(column).where(column.in_(some)))).scalars())
    return sorted(found)


async def _drop_unused(connection: AsyncConnection, keys: Collection[str]) -> None:
    by_passage = exists().where(PassageRow.key == VectorsRow.key)
    by_lead = exists().where(PassageRow.lead_key == VectorsRow.key)
    for some in _chunks(list(keys)):
        await connection.execute(delete(VectorsRow).where(VectorsRow.key.in_(some), ~by_passage, ~by_lead))


async def _grow_revision(connection: AsyncConnection) -> None:
    await connection.execute(update(LibraryRow).values(revision=LibraryRow.revision + 1))


def _first_without_vectors(key: ColumnElement[str] | Any, model: str) -> Select[int]:
    has_vectors = exists().where(VectorsRow.key == key, VectorsRow.model == literal(model))
    return select(func.min(PassageRow.id)).where(~has_vectors).group_by(key)


def _shelved_query() -> Select[*tuple[Any, ...]]:
    return select(PassageRow.id, PassageRow.document_id, *_PASSAGE, *_DOCUMENT).join(
        DocumentRow, DocumentRow.id == PassageRow.document_id
    )


def _shelved(row: Row[*tuple[Any, ...]], documents: dict[int, Document]) -> Shelved:
    id_, document_id, lead, heading, sentences, ordinal, *_about = row
    if document_id not in documents:
        documents[document_id] = _document(row)
    passage = Passage(lead, heading, tuple(sentences), ordinal)
    return Shelved(id=id_, document_id=document_id, passage=passage, document=documents[document_id])


def _document(row: Row[*tuple[Any, ...]]) -> Document:
    return Document(
        source=row.source,
        title=row.title,
        sections=(),
        url=row.url,
        kind=row.kind,
        topic=row.topic,
        period=Period(row.period),
        as_of=AsOf(row.as_of) if row.as_of else None,
        visibility=Visibility(row.visibility),
    )


def _passage(row: Row[*tuple[Any, ...]]) -> Passage:
    lead, heading, sentences, ordinal = row
    return Passage(lead, heading, tuple(sentences), ordinal)


def _document_values(document: Document) -> dict[str, Any]:
    return {
        "source": document.source,
        "fingerprint": document.fingerprint,
        "title": document.title,
        "url": document.url,
        "kind": document.kind,
        "topic": document.topic,
        "period": document.period.value,
        "as_of": str(document.as_of) if document.as_of else None,
        "visibility": document.visibility.value,
    }


def _passage_values(passage: Passage, document_id: int) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "ordinal": passage.ordinal,
        "lead": passage.lead,
        "heading": passage.heading,
        "sentences": list(passage.sentences),
        "key": passage.key,
        "lead_key": lead_key(passage.lead),
    }


def _vectors_values(model: str, key: str, vectors: Vectors) -> dict[str, Any]:
    return {"key": key, "model": model, "dims": vectors.shape[-1], "data": vectors.astype("<f2").tobytes()}


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
