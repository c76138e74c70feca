"""The tables of durable work: what came in, what is due when, and which process works under which name."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Base, UtcDateTime
from bot.storage.text import AnyText


class InboxRow(Base):
    """A message as it came in; ids ascend in the order of arrival. Finished once its reply is written."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("platform", "tenant", "dedup_key"),
        Index("ix_inbox_conversation_finished_at", "conversation", "finished_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(16))
    tenant: Mapped[str] = mapped_column(String(64))
    dedup_key: Mapped[str] = mapped_column(String(200))
    conversation: Mapped[str] = mapped_column(AnyText)
    member: Mapped[str | None] = mapped_column(AnyText, index=True)
    is_member: Mapped[bool]
    is_public: Mapped[bool] = mapped_column(server_default=false())
    merges: Mapped[bool] = mapped_column(server_default=false())
    filled: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    origin: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    text: Mapped[str] = mapped_column(AnyText)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    attempts: Mapped[int]
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    outcome: Mapped[str | None] = mapped_column(String(16))


class TimerRow(Base):
    """Something to do at a time: once for each kind, subject and time."""

    __tablename__ = "timers"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "due_at"),
        Index("ix_timers_fired_at_due_at", "fired_at", "due_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(AnyText)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LeaseRow(Base):
    """What one process at a time does, and who may do it until when."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class ExecutorRow(Base):
    """A name under which a process works, or worked until it died."""

    __tablename__ = "executors"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    machine: Mapped[str] = mapped_column(String(64))
    process: Mapped[int]
    leased_at: Mapped[datetime] = mapped_column(UtcDateTime)
