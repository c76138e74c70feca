"""The table of what channels and groups are kept to."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Base, UtcDateTime
from bot.storage.text import AnyText


class ChannelRow(Base):
    """A channel in which answers are limited; one without a row is not."""

    __tablename__ = "channels"

    channel: Mapped[str] = mapped_column(String(200), primary_key=True)
    """as the names of the conversations in it begin, like slack:T012AB3CD:C012AB3CD"""
    topics: Mapped[str] = mapped_column(AnyText)
    """names of topics, a line each; none: answers on all"""
    set_by: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
