"""Who is one person on several platforms; joining two accounts joins all that they hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.events.catalogue import EventId
from bot.events.keeping import Held
from bot.storage.events import SqlRegistrations
from bot.storage.interests import join_interests
from bot.storage.people_tables import AccountRow, LinkCodeRow
from bot.storage.tables import AnswerRow, RegistrationRow
from bot.storage.talk_tables import ConsentRow
from bot.storage.ticket_tables import TicketRow
from bot.storage.unit import Transactions

OWNED = (AnswerRow.member, ConsentRow.member, TicketRow.member)


@dataclass(frozen=True)
class Offer:
    """A code as it was given out."""

    member: str
    made_at: datetime


class SqlPeople:
    """The accounts in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def person(self, member: str) -> str:
        """The person to whom an account belongs, named after one of their accounts."""
        query = select(AccountRow.person).where(AccountRow.member == member)
        async with self._transactions.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none() or member

    async def accounts(self, person: str) -> list[str]:
        """The accounts that were joined, the oldest first; none for a person with one."""
        query = select(AccountRow.member).where(AccountRow.person == person)
        async with self._transactions.reading() as connection:
            return list(await connection.scalars(query.order_by(AccountRow.linked_at, AccountRow.member)))

    async def give(self, code: str, member: str, *, at: datetime, lasts: timedelta) -> None:
        """Keep a code for this account; those that it had before are of no use any more."""
        async with self._transactions.writing() as connection:
            stale = (LinkCodeRow.member == member) | (LinkCodeRow.until <= at)
            await connection.execute(delete(LinkCodeRow).where(stale))
            values = {"digest": _digest(code), "member": member, "made_at": at, "until": at + lasts}
            await connection.execute(insert(LinkCodeRow).values(values))

    async def offered(self, code: str, *, at: datetime) -> Offer | None:
        """Whose code this is; None for one that is unknown, used or too old."""
        query = select(LinkCodeRow.member, LinkCodeRow.made_at).where(
            LinkCodeRow.digest == _digest(code), LinkCodeRow.until > at, LinkCodeRow.used_at.is_(None)
        )
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Offer(*row)

    async def link(self, code: str, member: str, *, at: datetime) -> bool:
        """Join an account with that of a code, which is used up by it; False where the code is of no use.

        Whole or not at all within a unit of work.
        """
        using = (
            update(LinkCodeRow)
            .where(LinkCodeRow.digest == _digest(code), LinkCodeRow.until > at, LinkCodeRow.used_at.is_(None))
            .values(used_at=at)
            .returning(LinkCodeRow.member)
        )
        async with self._transactions.writing() as connection:
            offered = (await connection.execute(using)).scalar_one_or_none()
        if offered is None:
            return False
        person, other = await self.person(offered), await self.person(member)
        if person == other:
            return True
        await self._join_seats(person, other, at=at)
        async with self._transactions.writing() as connection:
            await _join(connection, person, other, at=at)
            for column in OWNED:
                moved = update(column.class_).where(column == other).values({column: person})
                await connection.execute(moved)
            await join_interests(connection, person, other)
            await _own(connection, person, [offered, member])
        return True

    async def unlink(self, member: str) -> bool:
        """Let an account be a person of its own from now on; what was joined stays with the others."""
        leaving = delete(AccountRow).where(AccountRow.member == member, AccountRow.person != member)
        async with self._transactions.writing() as connection:
            if (await connection.execute(leaving)).rowcount:
                return True
            # The account after which the person is named keeps what there is; the others go.
            others = delete(AccountRow).where(AccountRow.person == member)
            return (await connection.execute(others)).rowcount > 0

    async def _join_seats(self, person: str, other: str, *, at: datetime) -> None:
        """Have a person hold what another holds; of two places at one event the better one stays, the other is free."""
        registrations = SqlRegistrations(self._transactions)
        mine = {held.registration.event: held for held in await registrations.held_by(person)}
        for theirs in await registrations.held_by(other):
            event = theirs.registration.event
            own = mine.get(event)
            if own is not None and _rank(own) <= _rank(theirs):
                await registrations.cancel(event, other, now=at)
                continue
            if own is not None:
                await registrations.cancel(event, person, now=at)
            await self._hand_over(event, person, other)

    async def _hand_over(self, event: EventId, person: str, other: str) -> None:
        its = RegistrationRow.event_id == event
        async with self._transactions.writing() as connection:
            await connection.execute(delete(RegistrationRow).where(its, RegistrationRow.member == person))
            moved = update(RegistrationRow).where(its, RegistrationRow.member == other).values(member=person)
            await connection.execute(moved)


def _rank(held: Held) -> tuple[int, int]:
    """A seat before any place on the wait-list, and earlier before later."""
    return held.position or 0, held.registration.number


async def _join(connection: AsyncConnection, person: str, other: str, *, at: datetime) -> None:
    await connection.execute(update(AccountRow).where(AccountRow.person == other).values(person=person))
    for member in (person, other):
        known = await connection.execute(select(AccountRow.member).where(AccountRow.member == member))
        if known.first() is None:
            row = {"member": member, "person": person, "linked_at": at}
            await connection.execute(insert(AccountRow).values(row))


async def _own(connection: AsyncConnection, person: str, accounts: list[str]) -> None:
    """Have a person own what has no member yet: in the terminal a conversation is all that is known of somebody."""
    for table in (AnswerRow, TicketRow):
        nobodys = (table.conversation.in_(accounts), table.member.is_(None))
        await connection.execute(update(table).where(*nobodys).values(member=person))


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()
