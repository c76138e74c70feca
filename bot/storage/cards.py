"""The cards in SQL: which message shows which ticket in which room of experts, and how recently it was true."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, insert, literal, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import deliveries
from bot.storage.card_tables import CardRow, RoomRow
from bot.storage.deliveries import Delivery
from bot.storage.ticket_tables import LIVE, TicketRow
from bot.storage.unit import Transactions
from escalation.notices import Alarm

CARD = "card"
"""the kind of a delivery that has a ticket's card shown as the ticket then is"""
ALARM = "alarm"
"""the kind of a delivery that has experts told, at its card, that a ticket woke of itself"""
NEVER = -1


class Standing(StrEnum):
    """What a card is to its room."""

    CURRENT = "current"
    LEAVING = "leaving"
    """another has taken its place, and it still has to say so"""
    GONE = "gone"
    REMARK = "remark"
    """no card, but something said about its ticket"""


@dataclass(frozen=True)
class KeptCard:
    """A card, or the plan of one."""

    id: int
    ticket: int
    room: str
    message: str | None
    """None where it is not known to stand there"""
    is_begun: bool
    """whether it may stand there nevertheless"""
    version: int
    """that of the ticket it shows"""


_COLUMNS = (
    CardRow.id,
    CardRow.ticket_id,
    CardRow.room,
    CardRow.message,
    CardRow.is_begun,
    CardRow.version,
)
_IS_CURRENT = CardRow.state == Standing.CURRENT.value


class SqlCards:
    """The rooms and cards in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def open_rooms(self, rooms: Collection[str], *, among: str, at: datetime) -> None:
        """Have these rooms and no others of those whose names begin so; each gets the live tickets it lacks."""
        async with self._transactions.writing() as connection:
            closed = (
                RoomRow.conversation.startswith(among, autoescape=True),
                RoomRow.conversation.not_in(rooms),
            )
            await connection.execute(delete(RoomRow).where(*closed))
            known = set(await connection.scalars(select(RoomRow.conversation)))
            for room in sorted(set(rooms) - known):
                await connection.execute(insert(RoomRow).values(conversation=room))
            for room in rooms:
                shown = select(CardRow.ticket_id).where(CardRow.room == room, _IS_CURRENT)
                lacking = select(TicketRow.id).where(LIVE, TicketRow.id.not_in(shown)).order_by(TicketRow.id)
                for ticket in (await connection.scalars(lacking)).all():
                    await _want(connection, [room], ticket, at)

    async def is_room(self, conversation: str) -> bool:
        query = select(RoomRow.conversation).where(RoomRow.conversation == conversation)
        async with self._transactions.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def current(self, ticket: int, room: str) -> KeptCard | None:
        """The card of a ticket in a room."""
        found = await self._find(CardRow.ticket_id == ticket, CardRow.room == room, _IS_CURRENT)
        return found[0] if found else None

    async def leaving(self, ticket: int, room: str) -> Sequence[KeptCard]:
        """Its former cards that do not say so yet."""
        is_leaving = CardRow.state == Standing.LEAVING.value
        return await self._find(CardRow.ticket_id == ticket, CardRow.room == room, is_leaving)

    async def by_message(self, room: str, message: str) -> KeptCard | None:
        """The card that a message is or was, or the remark."""
        found = await self._find(CardRow.room == room, CardRow.message == message)
        return found[-1] if found else None

    async def remarked(self, ticket: int, room: str, message: str) -> None:
        """Note that a message says something about a ticket, if there is such a ticket."""
        values = (
            TicketRow.id,
            literal(room),
            literal(message),
            literal(Standing.REMARK.value),
            true(),
            literal(NEVER),
        )
        its = select(*values).where(TicketRow.id == ticket)
        columns = ("ticket_id", "room", "message", "state", "is_begun", "version")
        async with self._transactions.writing() as connection:
            await connection.execute(insert(CardRow).from_select(columns, its))

    async def plan(self, ticket: int, room: str) -> KeptCard:
        """The card of a ticket in a room, planned now where there is none."""
        async with self._transactions.writing() as connection:
            await _plan(connection, ticket, room)
        planned = await self.current(ticket, room)
        assert planned is not None
        return planned

    async def begin(self, card: KeptCard) -> None:
        """Note that it is about to be posted."""
        await self._change(card, is_begun=True)

    async def put_off(self, card: KeptCard) -> None:
        """Note that it surely was not posted."""
        await self._change(card, is_begun=False)

    async def shown(self, card: KeptCard, message: str, *, version: int) -> None:
        """Note where it stands, and what it shows."""
        await self._change(card, message=message, version=version)

    async def lost(self, card: KeptCard) -> None:
        """Note that its message is no more."""
        await self._change(card, state=Standing.GONE.value)

    async def post_again(self, ticket: int, room: str, *, at: datetime) -> None:
        """Have a new card take the place of the one there is."""
        is_it = CardRow.ticket_id == ticket, CardRow.room == room, _IS_CURRENT
        async with self._transactions.writing() as connection:
            leaving = update(CardRow).where(*is_it, CardRow.message.is_not(None))
            await connection.execute(leaving.values(state=Standing.LEAVING.value))
            await _plan(connection, ticket, room)
            await _want(connection, [room], ticket, at)

    async def _find(self, *fits: ColumnElement[bool]) -> list[KeptCard]:
        query = select(*_COLUMNS).where(*fits).order_by(CardRow.id)
        async with self._transactions.reading() as connection:
            return [KeptCard(*row) for row in await connection.execute(query)]

    async def _change(self, card: KeptCard, **values: object) -> None:
        async with self._transactions.writing() as connection:
            await connection.execute(update(CardRow).where(CardRow.id == card.id).values(**values))


async def want(connection: AsyncConnection, ticket: int, at: datetime) -> None:
    """Have every room show a ticket as it is after this transaction."""
    rooms = (await connection.scalars(select(RoomRow.conversation).order_by(RoomRow.conversation))).all()
    await _want(connection, rooms, ticket, at)


async def want_alarm(connection: AsyncConnection, alarm: Alarm, at: datetime) -> None:
    """Have every room told, after it sees the ticket as it then is, that it woke of itself."""
    rooms = (await connection.scalars(select(RoomRow.conversation).order_by(RoomRow.conversation))).all()
    payload = {"waking": alarm.waking.value}
    told = (Delivery(room, ALARM, at, payload=payload, ticket=alarm.ticket) for room in rooms)
    await deliveries.add(connection, *told)


async def _want(connection: AsyncConnection, rooms: Sequence[str], ticket: int, at: datetime) -> None:
    await deliveries.add(connection, *(Delivery(room, CARD, at, ticket=ticket) for room in rooms))


async def _plan(connection: AsyncConnection, ticket: int, room: str) -> None:
    values = {"ticket_id": ticket, "room": room, "state": Standing.CURRENT.value}
    with suppress(IntegrityError):  # uq_cards_current
        async with connection.begin_nested():
            await connection.execute(insert(CardRow).values(**values, is_begun=False, version=NEVER))
