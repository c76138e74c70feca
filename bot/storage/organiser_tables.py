"""The tables of organisers, and of what they have announced."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Base, UtcDateTime
from bot.storage.text import AnyText


class OrganiserRow(Base):
    """An account that is an organiser's."""

    __tablename__ = "organisers"

    account: Mapped[str] = mapped_column(AnyText, primary_key=True)
    name: Mapped[str] = mapped_column(AnyText)
    sees_all: Mapped[bool]


class AnnouncementRow(Base):
    """What an organiser has told everybody who was registered for an event; rows are only ever added."""

    __tablename__ = "announcements"
    __table_args__ = (
        Index("ix_announcements_event_id_announced_at", "event_id", "announced_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    event_id: Mapped[str] = mapped_column(AnyText, ForeignKey("events.id", ondelete="CASCADE"))
    account: Mapped[str] = mapped_column(AnyText)
    """of whoever wrote it"""
    name: Mapped[str] = mapped_column(AnyText)
    text: Mapped[str] = mapped_column(AnyText)
    announced_at: Mapped[datetime] = mapped_column(UtcDateTime)
    people: Mapped[int]
    """who were to be told"""
