"""What is chosen for the bot in which channels of chat platforms."""

from datetime import datetime

from sqlalchemy import Row, func, insert, select, update
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

    async def choose(self, channel: str, choices: ChannelChoices, *, by: str, at: datetime) -> bool:
        """Let this hold in a channel; whether that changes anything."""
        values = {
            "topics": "\n".join(sorted(choices.topics)),
            "answers_unasked": choices.answers_unasked,
            "is_private_first": choices.is_private_first,
            "keepers": "\n".join(sorted(choices.keepers)),
            "set_by": by,
            "set_at": at,
        }
        change = update(ChannelRow).where(ChannelRow.channel == channel).values(values)
        async with self._transactions.writing() as connection:
            query = select(ChannelRow.channel).where(ChannelRow.channel == channel).with_for_update()
            is_known = (await connection.execute(query)).first() is not None
            if choices == await _holding(connection, channel):
                return False
            if is_known:
                await connection.execute(change)
                return True
            try:
                async with connection.begin_nested():
                    await connection.execute(insert(ChannelRow).values(channel=channel, **values))
            except IntegrityError:  # pk_channels: somebody else was first
                await connection.execute(change)
        return True


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
