"""What the library's tables hold, turned into what the library speaks of, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import AskedRow, DocumentRow, PassageRow
from knowledge.documents import AsOf, Document, Passage, Period, Visibility
from knowledge.embeddings import Vectors
from knowledge.library import Shelved, lead_key

AT_ONCE = 500  # values in one IN (...); SQLite takes 32,766 parameters, asyncpg 32,767
PASSAGE = (PassageRow.lead, PassageRow.heading, PassageRow.sentences, PassageRow.ordinal)
SHELVED = (PassageRow.id, PassageRow.document_id, *PASSAGE)

_DOCUMENT = (
    DocumentRow.id,
    DocumentRow.source,
    DocumentRow.title,
    DocumentRow.url,
    DocumentRow.kind,
    DocumentRow.topic,
    DocumentRow.period,
    DocumentRow.as_of,
    DocumentRow.visibility,
    DocumentRow.expert,
)

T = TypeVar("T")


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at once as one statement takes."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


async def documents_in(connection: AsyncConnection, ids: Iterable[int] | None = None) -> dict[int, Document]:
    """These documents, or all, without their sections."""
    columns = select(AskedRow.document_id, AskedRow.text).order_by(AskedRow.document_id, AskedRow.ordinal)
    queries = [(select(*_DOCUMENT), columns)]
    if ids is not None:
        queries = [
            (
                select(*_DOCUMENT).where(DocumentRow.id.in_(some)),
                columns.where(AskedRow.document_id.in_(some)),
            )
            for some in chunks(list(ids))
        ]
    found: dict[int, Document] = {}
    for about_documents, about_asked in queries:
        asked: dict[int, list[str]] = {}
        for document_id, text in await connection.execute(about_asked):
            asked.setdefault(document_id, []).append(text)
        for row in await connection.execute(about_documents):
            found[row.id] = _document(row, asked.get(row.id, ()))
    return found


def shelved(row: Row[*tuple[Any, ...]], documents: Mapping[int, Document]) -> Shelved:
    """From a row of SHELVED."""
    id_, document_id, lead, heading, sentences, ordinal = row
    passage = Passage(lead, heading, tuple(sentences), ordinal)
    return Shelved(id=id_, document_id=document_id, passage=passage, document=documents[document_id])


def passage(row: Row[*tuple[Any, ...]]) -> Passage:
    """From a row of PASSAGE."""
    lead, heading, sentences, ordinal = row
    return Passage(lead, heading, tuple(sentences), ordinal)


def vectors(data: bytes, dims: int) -> Vectors:
    """From what `vectors_values` stored."""
    return np.frombuffer(data, dtype="<f2").astype(np.float32).reshape(-1, dims)


def document_values(document: Document) -> dict[str, Any]:
    """A row of the documents' table."""
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
        "expert": document.expert,
    }


def asked_values(document: Document, document_id: int) -> list[dict[str, Any]]:
    """Rows of the table of asked questions."""
    return [
        {"document_id": document_id, "ordinal": ordinal, "text": text, "key": lead_key(text)}
        for ordinal, text in enumerate(document.asked)
    ]


def passage_values(passages: Sequence[Passage], document_id: int) -> list[dict[str, Any]]:
    """Rows of the passages' table."""
    return [
        {
            "document_id": document_id,
            "ordinal": passage.ordinal,
            "lead": passage.lead,
            "heading": passage.heading,
            "sentences": list(passage.sentences),
            "key": passage.key,
            "lead_key": lead_key(passage.lead),
        }
        for passage in passages
    ]


def vectors_values(model: str, key: str, made: Vectors) -> dict[str, Any]:
    """A row of the vectors' table, in half precision."""
    return {"key": key, "model": model, "dims": made.shape[-1], "data": made.astype("<f2").tobytes()}


def _document(row: Row[*tuple[Any, ...]], asked: Sequence[str]) -> Document:
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
        asked=tuple(asked),
        expert=row.expert,
    )
