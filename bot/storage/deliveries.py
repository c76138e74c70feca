"""What waits to be told in conversations: written with the change that it tells of, marked once when told."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, false, func, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.ticket_tables import DeliveryRow
from bot.storage.unit import Transactions


class Sent(StrEnum):
    """What became of a delivery."""

    ONCE = "once"
    AGAIN = "again"
    """it was sent before too, and nobody can say whether that arrived"""
    WITHHELD = "withheld"
    """a person took the conversation before it was sent"""
    UNREACHABLE = "unreachable"
    """there is nobody to tell any more"""
    HELD = "held"
    """it waits until the person who has the conversation is done"""
    PARKED = "parked"
    """there is no way to where it goes, until the app is installed there"""


@dataclass(frozen=True)
class Delivery:
    """Something to tell; `payload` holds JSON values only."""

    conversation: str
    kind: str
    created_at: datetime
    text: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    ticket: int | None = None
    owner_version: int | None = None
    """the version of the ownership for which it was written; None where it may be told at any time"""
    id: int | None = None
    """None until it is kept"""
    inbox: int | None = None
    """the message to which it replies"""
    attempts: int = 0
    sending_since: datetime | None = None
    """when it was begun to be sent, with no word of how that ended"""
    sending_by: str | None = None
    """the name of the process that began it last, until that has put it off or left"""
    is_held: bool = False
    """whether it waits until the person who has the conversation is done"""


# The table's own columns: with those of the class each statement is made and read anew, for half its time.
_TABLE = DeliveryRow.__table__.columns
_COLUMNS = (
    *(
        _TABLE[name]
        for name in "conversation kind created_at text payload ticket_id owner_version id inbox_id attempts "
        "sending_since sending_by".split()
    ),
    case((_TABLE.outcome == Sent.HELD.value, true()), else_=false()),
)
_WAITING = (DeliveryRow.delivered_at.is_(None), DeliveryRow.outcome.is_(None))


class SqlDeliveries:
    """The deliveries in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def add(self, *deliveries: Delivery) -> None:
        """Keep deliveries, in the order of telling, all or none."""
        async with self._transactions.writing() as connection:
            await add(connection, *deliveries)

    async def pending(self, conversation: str) -> list[Delivery]:
        """What was not told yet, in the order of telling: what is held included, what is parked not."""
        is_parked = func.coalesce(DeliveryRow.outcome, "") == Sent.PARKED.value
        query = (
            select(*_COLUMNS)
            .where(DeliveryRow.conversation == conversation, DeliveryRow.delivered_at.is_(None), ~is_parked)
            .order_by(DeliveryRow.id)
        )
        async with self._transactions.reading() as connection:
            return [Delivery(*row) for row in await connection.execute(query)]

    async def first_pending(self) -> list[Delivery]:
        """Of each conversation the first thing that was not told yet."""
        first = select(func.min(DeliveryRow.id)).where(*_WAITING).group_by(DeliveryRow.conversation)
        query = select(*_COLUMNS).where(DeliveryRow.id.in_(first)).order_by(DeliveryRow.id)
        async with self._transactions.reading() as connection:
            return [Delivery(*row) for row in await connection.execute(query)]

    async def counts(self) -> tuple[int, int]:
        """How many things wait to be told, and how many were sent twice as nobody knew whether they had arrived."""
        waiting = select(func.count()).select_from(DeliveryRow).where(DeliveryRow.delivered_at.is_(None))
        again = select(func.count()).select_from(DeliveryRow).where(DeliveryRow.outcome == Sent.AGAIN.value)
        async with self._transactions.reading() as connection:
            return (
                int((await connection.execute(waiting)).scalar_one()),
                int((await connection.execute(again)).scalar_one()),
            )

    async def find(self, id_: int) -> Delivery | None:
        async with self._transactions.reading() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(DeliveryRow.id == id_))).one_or_none()
        return None if row is None else Delivery(*row)

    async def begin(
        self, id_: int, *, at: datetime, before: datetime | None = None, by: str | None = None
    ) -> bool:
        """Note that somebody is about to send it; False where it need not be sent any more.

        Nor where it counts as begun since another moment than `before`: somebody else has it now.
        """
        is_as_it_was = DeliveryRow.sending_since.is_not_distinct_from(before)
        attempts = DeliveryRow.attempts + 1
        return await self._change(id_, is_as_it_was, attempts=attempts, sending_since=at, sending_by=by)

    async def put_off(self, id_: int, *, since: datetime, may_stand: bool = False) -> bool:
        """Note that it could not be sent now; unless it `may_stand` there from before, the next attempt is a first one.

        False where it counts as begun since another moment than `since`: somebody else has it now.
        """
        known = {} if may_stand else {"sending_since": None}
        is_as_it_was = DeliveryRow.sending_since == since
        return await self._change(
            id_, is_as_it_was, attempts=DeliveryRow.attempts + 1, sending_by=None, **known
        )

    async def let_go(self, *, by: str) -> None:
        """Let others send what somebody has begun who does not send any more."""
        begun = (DeliveryRow.sending_by == by, DeliveryRow.delivered_at.is_(None))
        async with self._transactions.writing() as connection:
            await connection.execute(update(DeliveryRow).where(*begun).values(sending_by=None))

    async def pass_over(self, id_: int) -> bool:
        """Note that an attempt has left it as it was; the next one has another number. False where it was told."""
        return await self._change(id_, attempts=DeliveryRow.attempts + 1)

    async def mark_delivered(self, id_: int, *, at: datetime, outcome: Sent = Sent.ONCE) -> bool:
        """Note that it was told; False where it was noted before, by whomever."""
        return await self._change(id_, delivered_at=at, outcome=outcome.value)

    async def hold(self, id_: int) -> bool:
        """Keep it until `release`."""
        return await self._change(id_, outcome=Sent.HELD.value)

    async def release(self, conversation: str) -> None:
        """Let what is held in a conversation be told, whoever has owned it meanwhile, by another attempt."""
        held = (
            DeliveryRow.conversation == conversation,
            DeliveryRow.outcome == Sent.HELD.value,
            DeliveryRow.delivered_at.is_(None),
        )
        async with self._transactions.writing() as connection:
            released = {"outcome": None, "owner_version": None, "attempts": DeliveryRow.attempts + 1}
            await connection.execute(update(DeliveryRow).where(*held).values(released))

    async def _change(self, id_: int, *fits: ColumnElement[bool], **values: Any) -> bool:
        change = update(DeliveryRow).where(DeliveryRow.id == id_, *_WAITING, *fits).values(**values)
        async with self._transactions.writing() as connection:
            return (await connection.execute(change)).rowcount == 1


async def add(connection: AsyncConnection, *deliveries: Delivery) -> None:
    """Keep deliveries in a transaction that is open already."""
    rows = [
        {
            "conversation": delivery.conversation,
            "ticket_id": delivery.ticket,
            "kind": delivery.kind,
            "text": delivery.text,
            "payload": delivery.payload,
            "created_at": delivery.created_at,
            "owner_version": delivery.owner_version,
            "inbox_id": delivery.inbox,
            "attempts": 0,
        }
        for delivery in deliveries
    ]
    if rows:
        await connection.execute(insert(DeliveryRow), rows)


async def park(connection: AsyncConnection, prefix: str) -> None:
    """Let what waits in conversations whose names begin so wait for `unpark`."""
    begins = DeliveryRow.conversation.startswith(prefix, autoescape=True)
    await connection.execute(update(DeliveryRow).where(begins, *_WAITING).values(outcome=Sent.PARKED.value))


async def unpark(connection: AsyncConnection, prefix: str) -> None:
    """Let what is parked in conversations whose names begin so be told."""
    begins = DeliveryRow.conversation.startswith(prefix, autoescape=True)
    is_parked = (DeliveryRow.outcome == Sent.PARKED.value, DeliveryRow.delivered_at.is_(None))
    # Another attempt: one with the number that it had may have found it parked, and is done.
    again = {"outcome": None, "attempts": DeliveryRow.attempts + 1}
    await connection.execute(update(DeliveryRow).where(begins, *is_parked).values(again))
