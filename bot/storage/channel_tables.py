"""The table of what is chosen for channels and groups."""

from datetime import datetime

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Base, UtcDateTime
from bot.storage.text import AnyText


class ChannelRow(Base):
    """A channel for which something was chosen; in one without a row all is as it comes."""

    __tablename__ = "channels"

    channel: Mapped[str] = mapped_column(String(200), primary_key=True)
    """as the names of the conversations in it begin, like slack:T012AB3CD:C012AB3CD"""
    topics: Mapped[str] = mapped_column(AnyText)
    """names of topics, a line each; none: answers on all"""
    answers_unasked: Mapped[bool] = mapped_column(server_default=false())
    is_private_first: Mapped[bool] = mapped_column(server_default=false())
    keepers: Mapped[str] = mapped_column(AnyText, server_default="")
    """accounts, a line each"""
    set_by: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
