"""What members said, as it came in: kept before anybody is told that it was heard, finished with its reply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.messages import Inbound
from bot.storage.unit import Transactions
from bot.storage.work_tables import InboxRow

__all__ = ["Amended", "Inbound", "Outcome", "Received", "SqlInbox", "finish"]


class Outcome(StrEnum):
    """How a message ended."""

    REPLIED = "replied"
    HANDED_ON = "handed_on"
    """a person has the conversation, and has it on the ticket"""
    APOLOGISED = "apologised"
    """something went wrong, and the member was told"""
    MERGED = "merged"
    """it was replied to together with the one before it"""
    WITHDRAWN = "withdrawn"
    """the member took it back before there was a reply"""
    SLOWED = "slowed"
    """the member had written too much in too short a time, and was told so once"""
    LEFT = "left"
    """it was said among people, and its words are not kept"""


class Amended(StrEnum):
    """What became of a message that its author changed."""

    IN_TIME = "in_time"
    """the reply will be to the new words"""
    TOO_LATE = "too_late"
    """the reply is written"""
    UNKNOWN = "unknown"
    """no such message was kept"""


@dataclass(frozen=True)
class Received:
    """A message in the inbox."""

    id: int
    conversation: str
    text: str
    member: str | None
    is_member: bool
    received_at: datetime
    attempts: int
    finished_at: datetime | None
    is_public: bool = False
    merges: bool = False
    filled: Mapping[str, str] | None = None
    outcome: str | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)


# The table's own columns: with those of the class each statement is made and read anew, for half its time.
_COLUMNS = tuple(InboxRow.__table__.columns[each.name] for each in fields(Received))


class SqlInbox:
    """The inbox in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def accept(self, inbound: Inbound, *, at: datetime) -> tuple[int, bool]:
        """Keep a message; its number, and whether it is new."""
        filled = dict(inbound.filled) if inbound.filled is not None else None
        values = vars(inbound) | {"filled": filled, "origin": dict(inbound.origin) or None}
        adding = insert(InboxRow).values(**values, received_at=at, attempts=0).returning(InboxRow.id)
        is_it = select(InboxRow.id).filter_by(
            platform=inbound.platform, tenant=inbound.tenant, dedup_key=inbound.dedup_key
        )
        async with self._transactions.writing() as connection:
            try:
                async with connection.begin_nested():
                    return (await connection.execute(adding)).scalar_one(), True
            except IntegrityError:  # uq_inbox_platform_tenant_dedup_key
                return (await connection.execute(is_it)).scalar_one(), False

    async def waiting(self, conversation: str, *, up_to: int) -> Received | None:
        """The oldest message of a conversation that has no reply yet, if it is this one or an older one."""
        query = (
            select(*_COLUMNS)
            .where(
                InboxRow.conversation == conversation, InboxRow.finished_at.is_(None), InboxRow.id <= up_to
            )
            .order_by(InboxRow.id)
            .limit(1)
        )
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _received(row)

    async def find(self, id_: int) -> Received | None:
        query = select(*_COLUMNS).where(InboxRow.id == id_)
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _received(row)

    async def unfinished(
        self, *, before: datetime | None = None, conversation: str | None = None, limit: int = 100
    ) -> list[tuple[int, int]]:
        """The messages without reply, oldest first, of this conversation or before this moment: (number, attempts)."""
        query = select(InboxRow.id, InboxRow.attempts).where(InboxRow.finished_at.is_(None))
        if before is not None:
            query = query.where(InboxRow.received_at <= before)
        if conversation is not None:
            query = query.where(InboxRow.conversation == conversation)
        async with self._transactions.reading() as connection:
            found = await connection.execute(query.order_by(InboxRow.id).limit(limit))
            return [(number, attempts) for number, attempts in found]

    async def count_unfinished(self) -> int:
        """How many messages have no reply yet."""
        query = select(func.count()).select_from(InboxRow).where(InboxRow.finished_at.is_(None))
        async with self._transactions.reading() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def count_attempt(self, id_: int) -> int:
        """Note that a reply is about to be made; how many times that was."""
        more = (
            update(InboxRow)
            .where(InboxRow.id == id_)
            .values(attempts=InboxRow.attempts + 1)
            .returning(InboxRow.attempts)
        )
        async with self._transactions.writing() as connection:
            return (await connection.execute(more)).scalar_one()

    async def burst(self, first: Received, *, within: timedelta) -> list[Received]:
        """This message and those that its member said right after it, as far as they are one question."""
        if not first.merges:
            return [first]
        query = (
            select(*_COLUMNS)
            .where(
                InboxRow.conversation == first.conversation,
                InboxRow.id > first.id,
                InboxRow.finished_at.is_(None),
                InboxRow.received_at <= first.received_at + within,
            )
            .order_by(InboxRow.id)
        )
        async with self._transactions.reading() as connection:
            later = [_received(row) for row in await connection.execute(query)]
        burst = [first]
        for each in later:
            if not each.merges or each.member != first.member:
                break
            burst.append(each)
        return burst

    async def amend(
        self, platform: str, tenant: str, dedup_key: str, *, text: str, change: Sequence[int] | None = None
    ) -> Amended:
        """Put other words into a message, as long as there is no reply to it.

        A change that came too late before is kept under a key that goes on from this one after a colon; the last counts.
        One that is told again, or after a later one, alters nothing: `change` ascends from one to the next.
        """
        which = {"platform": platform, "tenant": tenant}
        first = select(InboxRow.id, InboxRow.conversation).filter_by(**which, dedup_key=dedup_key)
        async with self._transactions.writing() as connection:
            known = (await connection.execute(first)).one_or_none()
            if known is None:
                return Amended.UNKNOWN
            is_version = InboxRow.dedup_key.startswith(f"{dedup_key}:", autoescape=True)
            newest = (
                select(InboxRow.id, InboxRow.text, InboxRow.origin)
                .filter_by(**which, conversation=known.conversation)
                .where(or_(InboxRow.id == known.id, is_version))
                .order_by(InboxRow.id.desc())
                .limit(1)
            )
            last = (await connection.execute(newest)).one()
            if last.text == text:
                return Amended.IN_TIME  # its words are what they were
            origin = last.origin or {}
            if change is not None and list(change) <= origin.get("change", []):
                return Amended.IN_TIME  # they are later ones already
            changed = {"text": text} | ({"origin": origin | {"change": list(change)}} if change else {})
            amending = update(InboxRow).where(InboxRow.id == last.id, InboxRow.finished_at.is_(None))
            is_in_time = (await connection.execute(amending.values(changed))).rowcount
        return Amended.IN_TIME if is_in_time else Amended.TOO_LATE

    async def withdraw(self, inbound: Inbound, *, at: datetime) -> bool:
        """Take a message back, as long as there is no reply to it; one that is still on its way will get none either."""
        number, _ = await self.accept(replace(inbound, text="", filled=None), at=at)
        ending = (
            update(InboxRow)
            .where(InboxRow.id == number, InboxRow.finished_at.is_(None))
            .values(finished_at=at, outcome=Outcome.WITHDRAWN.value)
        )
        async with self._transactions.writing() as connection:
            return (await connection.execute(ending)).rowcount == 1

    async def kept(self, inbound: Inbound) -> Received | None:
        """The message with this key, if it has come in before."""
        query = select(*_COLUMNS).filter_by(
            platform=inbound.platform, tenant=inbound.tenant, dedup_key=inbound.dedup_key
        )
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _received(row)

    async def asking(self, conversation: str, question: str) -> Received | None:
        """The last message of a conversation that says this, as the one from which a ticket came."""
        query = (
            select(*_COLUMNS)
            .where(InboxRow.conversation == conversation, InboxRow.text == question)
            .order_by(InboxRow.id.desc())
            .limit(1)
        )
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _received(row)

    async def knows(self, conversation: str) -> bool:
        """Whether the bot takes part in a conversation: by a message for it, or by its reply to one that was not."""
        is_ours = or_(_is_asked(), InboxRow.outcome == Outcome.REPLIED.value)
        query = select(InboxRow.id).where(InboxRow.conversation == conversation, is_ours).limit(1)
        async with self._transactions.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def is_first(self, received: Received) -> bool:
        """Whether its member has said nothing before where a greeting would have come."""
        query = select(InboxRow.id).where(
            InboxRow.member == received.member,
            InboxRow.id < received.id,
            InboxRow.origin["greets"].as_boolean(),
        )
        async with self._transactions.reading() as connection:
            return (await connection.execute(query.limit(1))).first() is None

    async def pressure(self, received: Received, *, within: timedelta) -> tuple[int, bool]:
        """How many messages its member had sent in the time before it, and whether one of them was slowed already."""
        since = received.received_at - within
        query = select(InboxRow.outcome).where(
            InboxRow.member == received.member,
            InboxRow.id < received.id,
            InboxRow.received_at > since,
            _is_asked(),
        )
        async with self._transactions.reading() as connection:
            outcomes = list(await connection.scalars(query))
        return len(outcomes), Outcome.SLOWED.value in outcomes

    async def finish(self, burst: Sequence[Received], outcome: Outcome, *, at: datetime) -> bool:
        """Note how a message ended, and those merged with it; False where that was noted before, or a word has changed."""
        async with self._transactions.writing() as connection:
            ended = [
                await finish(connection, each, outcome if each is burst[0] else Outcome.MERGED, at=at)
                for each in burst
            ]
        return all(ended)


def _is_asked() -> ColumnElement[bool]:
    """Whether a message was for the bot."""
    unasked: ColumnElement[bool] = InboxRow.origin["unasked"].as_boolean()
    return unasked.is_not(true())


async def finish(connection: AsyncConnection, received: Received, outcome: Outcome, *, at: datetime) -> bool:
    """Finish a message in a transaction that is open already."""
    forgotten = {"text": ""} if outcome is Outcome.LEFT else {}
    ending = (
        update(InboxRow)
        .where(InboxRow.id == received.id, InboxRow.finished_at.is_(None), InboxRow.text == received.text)
        .values(finished_at=at, outcome=outcome.value, **forgotten)
    )
    return (await connection.execute(ending)).rowcount == 1


def _received(row: Row[Any]) -> Received:
    values: list[Any] = list(row)
    values[-1] = values[-1] or {}
    return Received(*values)
