"""The library in SQL."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager

from sqlalchemy import ColumnElement, Select, delete, exists, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

from bot.storage import library_rows as rows
from bot.storage.engine import Database
from bot.storage.library_rows import PASSAGE, SHELVED, chunks
from bot.storage.tables import AskedRow, DocumentRow, LibraryNoteRow, LibraryRow, PassageRow, VectorsRow
from bot.storage.text import storable
from knowledge.documents import Document, Passage
from knowledge.embeddings import Vectors
from knowledge.library import Shelved

ROWS_A_FETCH = 1000

_KEYS = (PassageRow.key, PassageRow.lead_key, AskedRow.key)  # whatever may have vectors


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
            start = storable(under)
            query = query.where(func.substr(DocumentRow.source, 1, len(start)) == start)
        async with self._database.reading() as connection:
            return {row.source: row.fingerprint for row in await connection.execute(query)}

    async def replace(self, document: Document, passages: Sequence[Passage]) -> None:
        await self.replace_all([(document, passages)])

    async def replace_all(self, documents: Sequence[tuple[Document, Sequence[Passage]]]) -> None:
        if not documents:
            return
        latest = {document.source: (document, passages) for document, passages in documents}
        cut: list[dict[str, object]] = []
        asked: list[dict[str, object]] = []
        async with self._writing() as connection:
            _, freed = await _take_away(connection, latest)
            created = await connection.execute(
                insert(DocumentRow).returning(DocumentRow.id, DocumentRow.source),
                [rows.document_values(document) for document, _ in latest.values()],
            )
            ids = {source: id_ for id_, source in created}
            for document, passages in latest.values():
                id_ = ids[document.source]
                cut += rows.passage_values(passages, id_)
                asked += rows.asked_values(document, id_)
            if cut:
                await connection.execute(insert(PassageRow), cut)
            if asked:
                await connection.execute(insert(AskedRow), asked)
            await _drop_unused(connection, freed)
            await _grow_revision(connection)

    async def remove(self, sources: Collection[str]) -> int:
        if not sources:
            return 0
        async with self._writing() as connection:
            count, freed = await _take_away(connection, sources)
            if count:
                await _drop_unused(connection, freed)
                await _grow_revision(connection)
            return count

    async def unembedded(self, model: str) -> list[Passage]:
        first = _first_without_vectors(PassageRow.key, model)
        query = select(*PASSAGE).where(PassageRow.id.in_(first)).order_by(PassageRow.id)
        async with self._database.reading() as connection:
            return [rows.passage(row) for row in await connection.execute(query)]

    async def unembedded_leads(self, model: str) -> list[str]:
        first = _first_without_vectors(PassageRow.lead_key, model)
        leads = select(PassageRow.lead).where(PassageRow.id.in_(first)).order_by(PassageRow.id)
        asked = (
            select(AskedRow.text)
            .where(_lacks_vectors(AskedRow.key, model))
            .order_by(AskedRow.document_id, AskedRow.ordinal)
        )
        async with self._database.reading() as connection:
            found = [*(await connection.scalars(leads)), *(await connection.scalars(asked))]
        return list(dict.fromkeys(found))

    async def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        async with self._writing() as connection:
            used = await _used(connection, list(vectors))
            if not used:
                return
            for some in chunks(used):
                of_model = VectorsRow.model == model
                await connection.execute(delete(VectorsRow).where(VectorsRow.key.in_(some), of_model))
            made = [rows.vectors_values(model, key, vectors[key]) for key in used]
            await connection.execute(insert(VectorsRow), made)
            await _grow_revision(connection)

    async def models(self) -> set[str]:
        async with self._database.reading() as connection:
            return set((await connection.execute(select(VectorsRow.model).distinct())).scalars())

    async def forget_vectors(self, *, except_model: str) -> None:
        async with self._writing() as connection:
            gone = await connection.execute(delete(VectorsRow).where(VectorsRow.model != except_model))
            if gone.rowcount:
                await _grow_revision(connection)

    async def shelves(self) -> AsyncIterator[Shelved]:
        query = select(*SHELVED).order_by(PassageRow.id)
        async with self._database.reading() as connection:
            documents = await rows.documents_in(connection)
            found = await connection.stream(query, execution_options={"yield_per": ROWS_A_FETCH})
            async for some in found.partitions():
                for row in some:
                    yield rows.shelved(row, documents)

    async def vectors(self, model: str) -> AsyncIterator[tuple[str, Vectors]]:
        query = select(VectorsRow.key, VectorsRow.dims, VectorsRow.data).where(VectorsRow.model == model)
        async with self._database.reading() as connection:
            found = await connection.stream(query, execution_options={"yield_per": ROWS_A_FETCH})
            async for some in found.partitions():
                for key, dims, data in some:
                    yield key, rows.vectors(data, dims)

    async def note(self, name: str) -> str | None:
        query = select(LibraryNoteRow.text).where(LibraryNoteRow.name == name)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def keep_note(self, name: str, text: str, *, is_change: bool = False) -> None:
        async with self._writing() as connection:
            await connection.execute(delete(LibraryNoteRow).where(LibraryNoteRow.name == name))
            await connection.execute(insert(LibraryNoteRow).values(name=name, text=text))
            if is_change:
                await _grow_revision(connection)

    async def fetch(self, ids: Sequence[int]) -> dict[int, Shelved]:
        async with self._database.reading() as connection:
            found = [
                row
                for some in chunks(ids)
                for row in await connection.execute(select(*SHELVED).where(PassageRow.id.in_(some)))
            ]
            documents = await rows.documents_in(connection, {row.document_id for row in found})
        shelves = {row.id: rows.shelved(row, documents) for row in found}
        return {id_: shelves[id_] for id_ in ids if id_ in shelves}

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that no other change of the library overlaps, on PostgreSQL as on SQLite."""
        async with self._database.writing() as connection:
            await connection.execute(select(LibraryRow.revision).with_for_update())
            yield connection


async def _take_away(connection: AsyncConnection, sources: Collection[str]) -> tuple[int, set[str]]:
    """Delete documents with all that is theirs; how many there were, and the keys that this may have freed."""
    count, freed = 0, set[str]()
    for some in chunks(list(sources)):
        ids = list(await connection.scalars(select(DocumentRow.id).where(DocumentRow.source.in_(some))))
        if not ids:
            continue
        keys = select(PassageRow.key, PassageRow.lead_key).where(PassageRow.document_id.in_(ids))
        freed.update(key for pair in await connection.execute(keys) for key in pair)
        freed.update(await connection.scalars(select(AskedRow.key).where(AskedRow.document_id.in_(ids))))
        await connection.execute(delete(DocumentRow).where(DocumentRow.id.in_(ids)))
        count += len(ids)
    return count, freed


async def _used(connection: AsyncConnection, keys: Sequence[str]) -> list[str]:
    """Those keys that something in the library has."""
    found = set[str]()
    for some in chunks(keys):
        for column in _KEYS:
            found.update(await connection.scalars(select(column).where(column.in_(some))))
    return sorted(found)


async def _drop_unused(connection: AsyncConnection, keys: Collection[str]) -> None:
    unused = [~exists().where(column == VectorsRow.key) for column in _KEYS]
    for some in chunks(list(keys)):
        await connection.execute(delete(VectorsRow).where(VectorsRow.key.in_(some), *unused))


async def _grow_revision(connection: AsyncConnection) -> None:
    await connection.execute(update(LibraryRow).values(revision=LibraryRow.revision + 1))


def _lacks_vectors(key: InstrumentedAttribute[str], model: str) -> ColumnElement[bool]:
    return ~exists().where(VectorsRow.key == key, VectorsRow.model == literal(model))


def _first_without_vectors(key: InstrumentedAttribute[str], model: str) -> Select[int]:
    """The ids of one passage for each key."""
    return select(func.min(PassageRow.id)).where(_lacks_vectors(key, model)).group_by(key)
