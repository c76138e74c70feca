"""Every table, as the code sees it; the migrations are held to this by a test."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.storage.text import AnyText

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware when it goes in, aware and in UTC when it comes out, also from SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without its offset can't be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class LibraryRow(Base):
    """The library's revision, in the one row that there is."""

    __tablename__ = "library"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]


class LibraryNoteRow(Base):
    """Something about what is kept, like what the starter content was made from."""

    __tablename__ = "library_notes"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(AnyText)


class DocumentRow(Base):
    __tablename__ = "documents"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(AnyText, unique=True)
    fingerprint: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(AnyText)
    url: Mapped[str | None] = mapped_column(AnyText)
    kind: Mapped[str] = mapped_column(AnyText)
    topic: Mapped[str | None] = mapped_column(AnyText)
    period: Mapped[str] = mapped_column(String(16))
    as_of: Mapped[str | None] = mapped_column(String(10))
    visibility: Mapped[str] = mapped_column(String(16))
    expert: Mapped[str | None] = mapped_column(AnyText)


class PassageRow(Base):
    """A passage. Indexes speak of it by its id, so that a new passage never gets an old one's."""

    __tablename__ = "passages"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int]
    lead: Mapped[str] = mapped_column(AnyText)
    heading: Mapped[str] = mapped_column(AnyText)
    sentences: Mapped[list[str]] = mapped_column(JSON)
    key: Mapped[str] = mapped_column(String(32), index=True)
    lead_key: Mapped[str] = mapped_column(String(32), index=True)


class AskedRow(Base):
    """One way in which members put a question that a document answers."""

    __tablename__ = "asked"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(AnyText)
    key: Mapped[str] = mapped_column(String(32), index=True)


class VectorsRow(Base):
    """What one model made of one passage, lead or asked question: rows of little-endian half floats, end to end."""

    __tablename__ = "vectors"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    model: Mapped[str] = mapped_column(AnyText, primary_key=True)
    dims: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class AnswerRow(Base):
    """An answer as it was given, with all that is needed to replay it."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    conversation: Mapped[str] = mapped_column(AnyText, index=True)
    member: Mapped[str | None] = mapped_column(AnyText, index=True)
    question: Mapped[str] = mapped_column(AnyText)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    verdict: Mapped[str | None] = mapped_column(String(16))


class TallyRow(Base):
    """How often something happened; it names nobody, and stays when what it counts is erased."""

    __tablename__ = "tallies"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int]


class TurnRow(Base):
    """Something said in a conversation; ids ascend in the order of saying."""

    __tablename__ = "turns"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = mapped_column(AnyText, index=True)
    role: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(AnyText)
    answer_id: Mapped[str | None] = mapped_column(ForeignKey("answers.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class EventRow(Base):
    """Something that members attend."""

    __tablename__ = "events"

    id: Mapped[str] = mapped_column(AnyText, primary_key=True)
    title: Mapped[str] = mapped_column(AnyText)
    kind: Mapped[str] = mapped_column(String(16))
    summary: Mapped[str] = mapped_column(AnyText)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(64))
    hours_known: Mapped[bool]
    place: Mapped[str | None] = mapped_column(AnyText)
    organiser: Mapped[str] = mapped_column(AnyText)
    topic: Mapped[str | None] = mapped_column(AnyText)
    keywords: Mapped[list[str]] = mapped_column(JSON)
    audience: Mapped[str | None] = mapped_column(AnyText)
    audience_who: Mapped[str | None] = mapped_column(AnyText)
    seats: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(16))
    series: Mapped[str | None] = mapped_column(AnyText)
    url: Mapped[str | None] = mapped_column(AnyText)
    join_link: Mapped[str | None] = mapped_column(AnyText)
    sequence: Mapped[int]


class RegistrationRow(Base):
    """One member's registration for one event; numbers ascend in the order of registering."""

    __tablename__ = "registrations"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    event_id: Mapped[str] = mapped_column(
        AnyText, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True
    )
    member: Mapped[str] = mapped_column(AnyText, primary_key=True, index=True)
    number: Mapped[int]
    standing: Mapped[str] = mapped_column(String(16))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revision: Mapped[int]
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    conversation: Mapped[str | None] = mapped_column(AnyText)
