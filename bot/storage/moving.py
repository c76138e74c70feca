"""Conversations that go on under another name, as when a chat platform numbers a group anew."""

from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

from bot.storage.card_tables import CardRow, RoomRow
from bot.storage.cards import Standing
from bot.storage.channel_tables import ChannelRow
from bot.storage.tables import AnswerRow, RegistrationRow, TurnRow
from bot.storage.talk_tables import ConsentRow, TalkRow
from bot.storage.ticket_tables import DeliveryRow, TicketRow
from bot.storage.unit import Transactions
from bot.storage.work_tables import InboxRow

NAMES = (
    AnswerRow.conversation,
    ConsentRow.channel,
    CardRow.room,
    ChannelRow.channel,
    DeliveryRow.conversation,
    InboxRow.conversation,
    RegistrationRow.conversation,
    RoomRow.conversation,
    TalkRow.conversation,
    TicketRow.conversation,
    TurnRow.conversation,
)
"""where a conversation is named; a test looks whether a column was forgotten"""
ONCE = frozenset({ChannelRow.channel, RoomRow.conversation, TalkRow.conversation})
"""of which a table holds each name once"""


async def move(transactions: Transactions, before: str, after: str) -> None:
    """Have all conversations whose names begin so begin otherwise; again, it changes nothing."""
    async with transactions.writing() as connection:
        await _leave_remarks(connection, before)
        for column in NAMES:
            if column in ONCE:
                await _leave_those_there(connection, column, before, after)
            named = after + func.substr(column, len(before) + 1)
            begins = column.startswith(before, autoescape=True)
            await connection.execute(update(column.class_).where(begins).values({column: named}))
        await _move_channel(connection, before.removesuffix(":"), after.removesuffix(":"))


async def _leave_remarks(connection: AsyncConnection, before: str) -> None:
    """Messages are numbered anew too: what is said there by a remark's number is something else."""
    of_room = CardRow.room.startswith(before, autoescape=True)
    is_remark = CardRow.state == Standing.REMARK.value
    await connection.execute(delete(CardRow).where(of_room, is_remark))


async def _move_channel(connection: AsyncConnection, before: str, after: str) -> None:
    """What the channel itself is kept to goes on, unless that was chosen under the new name already."""
    column = ChannelRow.channel
    if (await connection.execute(select(column).where(column == after))).first() is None:
        await connection.execute(update(ChannelRow).where(column == before).values({column: after}))


async def _leave_those_there(
    connection: AsyncConnection, column: InstrumentedAttribute[Any], before: str, after: str
) -> None:
    """Where something has begun under the new name already, that is what goes on."""
    query = select(column).where(column.startswith(before, autoescape=True))
    for name in list(await connection.scalars(query)):
        moved = after + name.removeprefix(before)
        if (await connection.execute(select(column).where(column == moved))).first() is not None:
            await connection.execute(delete(column.class_).where(column == name))
