"""The tables of tickets, of experts, and of what waits to be told to members."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Base, UtcDateTime
from bot.storage.text import AnyText

LIVE = text("state NOT IN ('closed', 'withdrawn')")
HELD = text("state IN ('claimed', 'waiting_for_member', 'answered')")


class ExpertRow(Base):
    """An expert, under the alias that members see."""

    __tablename__ = "experts"

    id: Mapped[str] = mapped_column(AnyText, primary_key=True)
    alias: Mapped[str] = mapped_column(AnyText)
    folded_alias: Mapped[str] = mapped_column(AnyText, unique=True)
    is_coordinator: Mapped[bool]


class GrantedExpertRow(Base):
    """Somebody on a chat platform whom a coordinator has let work as an expert."""

    __tablename__ = "granted_experts"

    member: Mapped[str] = mapped_column(String(200), primary_key=True)
    alias: Mapped[str] = mapped_column(AnyText)
    granted_by: Mapped[str] = mapped_column(String(200))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TicketRow(Base):
    """A ticket as it stands. Of a conversation one at most is held, with a key one at most is live."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index("uq_tickets_key", "key", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("uq_tickets_held", "conversation", unique=True, sqlite_where=HELD, postgresql_where=HELD),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(AnyText)
    conversation: Mapped[str] = mapped_column(AnyText, index=True)
    member: Mapped[str | None] = mapped_column(AnyText, index=True)
    language: Mapped[str] = mapped_column(String(35))
    question: Mapped[str] = mapped_column(AnyText)
    talk: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    answer: Mapped[str | None] = mapped_column(AnyText)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    topic: Mapped[str | None] = mapped_column(AnyText)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(24), index=True)
    owner_id: Mapped[str | None] = mapped_column(AnyText, index=True)
    owner_alias: Mapped[str | None] = mapped_column(AnyText)
    version: Mapped[int]
    handovers: Mapped[int]
    lost_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asleep_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asleep_by: Mapped[str | None] = mapped_column(AnyText)


class TicketMessageRow(Base):
    """Something said on a ticket; rows are only ever added."""

    __tablename__ = "ticket_messages"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(String(16))
    alias: Mapped[str | None] = mapped_column(AnyText)
    is_question: Mapped[bool]
    text: Mapped[str] = mapped_column(AnyText)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TicketLogRow(Base):
    """Something that happened to a ticket; rows are only ever added."""

    __tablename__ = "ticket_log"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(24))
    by_alias: Mapped[str | None] = mapped_column(AnyText)
    to_alias: Mapped[str | None] = mapped_column(AnyText)


class DeliveryRow(Base):
    """Something that waits to be told in a conversation, or was told; told in the order of ids."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_conversation_delivered_at", "conversation", "delivered_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str] = mapped_column(AnyText)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(AnyText)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    owner_version: Mapped[int | None]
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inbox.id", ondelete="SET NULL"), index=True)
    attempts: Mapped[int] = mapped_column(server_default="0")
    sending_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sending_by: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str | None] = mapped_column(String(16))
