"""The tables of the rooms where experts sit, and of the cards that show them their tickets there."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Base
from bot.storage.text import AnyText

CURRENT = text("state = 'current'")


class RoomRow(Base):
    """A conversation of experts on a chat platform; each ticket has a card in it."""

    __tablename__ = "rooms"

    conversation: Mapped[str] = mapped_column(AnyText, primary_key=True)


class CardRow(Base):
    """A message about a ticket in a room: its card, of which one at most is current there, or what was said at it."""

    __tablename__ = "cards"
    __table_args__ = (
        Index(
            "uq_cards_current",
            "ticket_id",
            "room",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        Index("ix_cards_room_message", "room", "message"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    room: Mapped[str] = mapped_column(AnyText)
    message: Mapped[str | None] = mapped_column(AnyText)
    state: Mapped[str] = mapped_column(String(16))
    is_begun: Mapped[bool]
    version: Mapped[int]
