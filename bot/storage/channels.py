"""What is chosen for the bot in which channels of chat platforms."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.messages import ChannelChoices
from bot.storage.channel_tables import ChannelRow
from bot.storage.unit import Transactions

_CHOSEN = (ChannelRow.topics, ChannelRow.answers_unasked, ChannelRow.is_private_first, ChannelRow.keepers)


class SqlChannels:
    """The channels of one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def choices_in(self, conversation: str) -> ChannelChoices:
        """What is chosen where a conversation is held; what is chosen for a topic goes before what is for its group."""
        async with self._transactions.reading() as connection:
            return await _holding(connection, conversation)

    async def has_own(self, channel: str) -> bool:
        """Whether anything is chosen for just this channel."""
        query = select(ChannelRow.channel).where(ChannelRow.channel == channel)
        async with self._transactions.reading() as connection:
            return (await connection.execute(query)).one_or_none() is not None

    async def forget(self, channel: str) -> None:
        """Let what is chosen for the whole group hold in its topic again."""
        async with self._transactions.writing() as connection:
            await connection.execute(delete(ChannelRow).where(ChannelRow.channel == channel))

    async def choose(self, channel: str, choices: ChannelChoices, *, by: str, at: datetime) -> bool:
        """Let this hold in a channel; whether that changes anything."""
        before = []

        def chosen(held: ChannelChoices) -> ChannelChoices:
            before.append(held)
            return choices

        await self.change(channel, chosen, by=by, at=at)
        return before[-1] != choices

    async def change(
        self, channel: str, how: Callable[[ChannelChoices], ChannelChoices], *, by: str, at: datetime
    ) -> ChannelChoices:
        """Change what holds in a channel, one change after the other; what holds then."""
        its = ChannelRow.channel == channel
        async with self._transactions.writing() as connection:
            while True:
                query = select(*_CHOSEN).where(its).with_for_update()
                row = (await connection.execute(query)).one_or_none()
                before = await _holding(connection, channel) if row is None else _choices(row)
                after = how(before)
                if after == before:
                    return after
                values = _values(after) | {"set_by": by, "set_at": at}
                if row is not None:
                    await connection.execute(update(ChannelRow).where(its).values(values))
                    return after
                try:
                    async with connection.begin_nested():
                        await connection.execute(insert(ChannelRow).values(channel=channel, **values))
                except IntegrityError:  # pk_channels: somebody else was first, and what they chose counts
                    continue
                return after


async def _holding(connection: AsyncConnection, conversation: str) -> ChannelChoices:
    parts = conversation.split(":")
    names = [":".join(parts[:count]) for count in range(2, len(parts) + 1)]
    query = (
        select(*_CHOSEN)
        .where(ChannelRow.channel.in_(names))
        .order_by(func.length(ChannelRow.channel).desc())
        .limit(1)
    )
    row = (await connection.execute(query)).one_or_none()
    return ChannelChoices() if row is None else _choices(row)


def _choices(row: Row[str, bool, bool, str]) -> ChannelChoices:
    return ChannelChoices(
        frozenset(row.topics.splitlines()),
        row.answers_unasked,
        row.is_private_first,
        frozenset(row.keepers.splitlines()),
    )


def _values(choices: ChannelChoices) -> dict[str, Any]:
    return {
        "topics": "\n".join(sorted(choices.topics)),
        "answers_unasked": choices.answers_unasked,
        "is_private_first": choices.is_private_first,
        "keepers": "\n".join(sorted(choices.keepers)),
    }
