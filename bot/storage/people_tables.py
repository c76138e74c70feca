"""The tables of people who talk on several platforms: which accounts are one person, and codes that join them."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Base, UtcDateTime
from bot.storage.text import AnyText


class AccountRow(Base):
    """An account that belongs to a person; one without a row is a person of its own."""

    __tablename__ = "accounts"

    member: Mapped[str] = mapped_column(AnyText, primary_key=True)
    person: Mapped[str] = mapped_column(AnyText, index=True)
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LinkCodeRow(Base):
    """A code that joins another account with this one, once and for a short time; it is kept as a digest only."""

    __tablename__ = "link_codes"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    member: Mapped[str] = mapped_column(AnyText)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InterestsRow(Base):
    """What a member has chosen for themselves; it is kept until they delete it."""

    __tablename__ = "interests"

    member: Mapped[str] = mapped_column(AnyText, primary_key=True)
    topics: Mapped[str] = mapped_column(AnyText)
    """names of topics, a line each"""
    lead: Mapped[bool]
    """whether events on them come first in lists"""
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
