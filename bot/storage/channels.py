"""Which topics answers are limited to, in which channels of chat platforms."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.storage.channel_tables import ChannelRow
from bot.storage.unit import Transactions


class SqlChannels:
    """The channels of one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def topics_of(self, conversation: str) -> frozenset[str]:
        """The topics of the channel in which a conversation is held; empty: all."""
        parts = conversation.split(":")
        names = [":".join(parts[:count]) for count in range(2, len(parts) + 1)]
        query = select(ChannelRow.topics).where(ChannelRow.channel.in_(names))
        async with self._transactions.reading() as connection:
            found = (await connection.execute(query)).scalars()
            return frozenset(topic for topics in found for topic in topics.splitlines())

    async def limit(self, channel: str, topics: Collection[str], *, by: str, at: datetime) -> bool:
        """Limit a channel to topics, to none of them meaning to all; whether that changes anything."""
        values = {"topics": "\n".join(sorted(topics)), "set_by": by, "set_at": at}
        change = update(ChannelRow).where(ChannelRow.channel == channel).values(values)
        async with self._transactions.writing() as connection:
            query = select(ChannelRow.topics).where(ChannelRow.channel == channel).with_for_update()
            before = (await connection.execute(query)).scalar_one_or_none()
            if (before or "") == values["topics"]:
                return False
            if before is None:
                try:
                    async with connection.begin_nested():
                        await connection.execute(insert(ChannelRow).values(channel=channel, **values))
                except IntegrityError:  # pk_channels: somebody else was first
                    await connection.execute(change)
            else:
                await connection.execute(change)
        return True
