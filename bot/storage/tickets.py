"""The tickets in SQL. A change is one conditional UPDATE; all that belongs to it is in its transaction."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import cards, deliveries, timers
from bot.storage.deliveries import Delivery
from bot.storage.ticket_tables import TicketLogRow, TicketMessageRow, TicketRow
from bot.storage.unit import Transactions
from escalation.experts import Expert, ExpertId
from escalation.facts import Happened, Logged, Snoozed, TicketOpened, logged
from escalation.notices import Notice, alarm, notices
from escalation.rules import Changed
from escalation.tickets import (
    LIVE,
    Author,
    Message,
    Opening,
    Sleep,
    SourceShown,
    Spoken,
    State,
    Ticket,
    TicketId,
)

WAKE = "wake"
"""the kind of a timer that wakes a ticket; its subject is the ticket's number"""

_COLUMNS = TicketRow.__table__.columns


class SqlTickets:
    """The tickets in one database; what members have to be told of them, and experts to be shown, goes to its deliveries."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def add(self, opening: Opening) -> Ticket:
        values = asdict(opening) | {
            "state": State.OPEN.value,
            "version": 0,
            "handovers": 0,
        }
        adding = insert(TicketRow).values(values).returning(TicketRow.id)
        is_it = TicketRow.key == opening.key, TicketRow.state.in_([str(state) for state in LIVE])
        async with self._transactions.writing() as connection:
            while True:
                try:
                    async with connection.begin_nested():
                        id_ = TicketId((await connection.execute(adding)).scalar_one())
                except IntegrityError:  # uq_tickets_key
                    if there := await _tickets(connection, *is_it):
                        return there[0]
                else:
                    await _log(connection, logged(TicketOpened(id_, opening.opened_at)))
                    await cards.want(connection, id_, opening.opened_at)
                    return Ticket(id=id_, **vars(opening))

    async def find(self, id_: TicketId) -> Ticket | None:
        async with self._transactions.reading() as connection:
            found = await _tickets(connection, TicketRow.id == id_)
        return found[0] if found else None

    async def keep(self, change: Changed) -> bool:
        async with self._transactions.writing() as connection:
            try:
                async with connection.begin_nested():
                    if not await _update(connection, change):
                        return False
            except IntegrityError:  # uq_tickets_held: a person holds another ticket of the conversation
                return False
            await _say(connection, change.after.id, change.messages)
            await _log(connection, *map(logged, change.facts))
            at = change.facts[-1].at
            await cards.want(connection, change.after.id, at)
            if woken := alarm(change):
                await cards.want_alarm(connection, woken, at)
            for fact in change.facts:
                if isinstance(fact, Snoozed):
                    await timers.set_timer(connection, WAKE, str(fact.ticket), due_at=fact.until)
            told = notices(change)
            if told:
                version = await _owner_version(connection, change.after.conversation)
                await deliveries.add(connection, *(_delivery(notice, version, at) for notice in told))
        return True

    async def tickets(
        self,
        *,
        states: Collection[State] = frozenset(State),
        owner: ExpertId | None = None,
        conversation: str | None = None,
        member: str | None = None,
    ) -> list[Ticket]:
        fits = [
            column == value
            for column, value in (
                (TicketRow.owner_id, owner),
                (TicketRow.conversation, conversation),
                (TicketRow.member, member),
            )
            if value is not None
        ]
        async with self._transactions.reading() as connection:
            return await _tickets(connection, TicketRow.state.in_([str(state) for state in states]), *fits)

    async def log(self, id_: TicketId) -> list[Logged]:
        query = (
            select(
                TicketLogRow.ticket_id,
                TicketLogRow.happened_at,
                TicketLogRow.kind,
                TicketLogRow.by_alias,
                TicketLogRow.to_alias,
            )
            .where(TicketLogRow.ticket_id == id_)
            .order_by(TicketLogRow.id)
        )
        async with self._transactions.reading() as connection:
            return [
                Logged(TicketId(ticket), at, Happened(kind), by, to)
                for ticket, at, kind, by, to in await connection.execute(query)
            ]


async def _update(connection: AsyncConnection, change: Changed) -> bool:
    before, after = change.before, change.after
    values = {
        "state": after.state.value,
        "owner_id": after.owner.id if after.owner else None,
        "owner_alias": after.owner.alias if after.owner else None,
        "version": after.version,
        "handovers": after.handovers,
        "lost_since": after.lost_since,
        "asleep_until": after.sleep.until if after.sleep else None,
        "asleep_by": after.sleep.by if after.sleep else None,
    }
    change_row = (
        update(TicketRow).where(TicketRow.id == before.id, TicketRow.version == before.version).values(values)
    )
    return (await connection.execute(change_row)).rowcount == 1


async def _say(connection: AsyncConnection, ticket: TicketId, messages: Sequence[Message]) -> None:
    rows = [
        {
            "ticket_id": ticket,
            "author": said.author.value,
            "alias": said.alias,
            "is_question": said.is_question,
            "text": said.text,
            "said_at": said.at,
        }
        for said in messages
    ]
    if rows:
        await connection.execute(insert(TicketMessageRow), rows)


async def _log(connection: AsyncConnection, *lines: Logged) -> None:
    rows = [
        {
            "ticket_id": line.ticket,
            "happened_at": line.at,
            "kind": line.kind.value,
            "by_alias": line.by,
            "to_alias": line.to,
        }
        for line in lines
    ]
    await connection.execute(insert(TicketLogRow), rows)


async def _owner_version(connection: AsyncConnection, conversation: str) -> int:
    total = select(func.sum(TicketRow.handovers)).where(TicketRow.conversation == conversation)
    return int((await connection.execute(total)).scalar_one())


async def _tickets(connection: AsyncConnection, *fits: ColumnElement[bool]) -> list[Ticket]:
    rows = (await connection.execute(select(*_COLUMNS).where(*fits).order_by(TicketRow.id))).all()
    messages = await _messages(connection, fits) if rows else {}
    return [_ticket(row, messages.get(row.id, ())) for row in rows]


async def _messages(
    connection: AsyncConnection, fits: Sequence[ColumnElement[bool]]
) -> dict[int, tuple[Message, ...]]:
    query = (
        select(
            TicketMessageRow.ticket_id,
            TicketMessageRow.author,
            TicketMessageRow.text,
            TicketMessageRow.said_at,
            TicketMessageRow.alias,
            TicketMessageRow.is_question,
        )
        .join(TicketRow, TicketRow.id == TicketMessageRow.ticket_id)
        .where(*fits)
        .order_by(TicketMessageRow.id)
    )
    found: defaultdict[int, tuple[Message, ...]] = defaultdict(tuple)
    for ticket, author, text, at, alias, is_question in await connection.execute(query):
        found[ticket] += (Message(Author(author), text, at, alias, is_question),)
    return found


def _ticket(row: Row[Any], messages: tuple[Message, ...]) -> Ticket:
    has_owner = row.owner_id is not None
    return Ticket(
        id=TicketId(row.id),
        key=row.key,
        conversation=row.conversation,
        member=row.member,
        language=row.language,
        question=row.question,
        talk=tuple(Spoken(**said) for said in row.talk),
        answer=row.answer,
        sources=tuple(SourceShown(**source) for source in row.sources),
        topic=row.topic,
        opened_at=row.opened_at,
        state=State(row.state),
        owner=Expert(ExpertId(row.owner_id), row.owner_alias) if has_owner else None,
        messages=messages,
        version=row.version,
        handovers=row.handovers,
        lost_since=row.lost_since,
        sleep=Sleep(row.asleep_until, row.asleep_by) if row.asleep_until is not None else None,
    )


def _delivery(notice: Notice, owner_version: int, at: datetime) -> Delivery:
    return Delivery(
        notice.conversation,
        notice.kind.value,
        at,
        text=notice.text,
        payload={"alias": notice.alias, "question": notice.question, "language": notice.language},
        ticket=notice.ticket,
        owner_version=owner_version,
    )
