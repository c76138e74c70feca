"""What members said, as it came in: kept before anybody is told that it was heard, finished with its reply."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.unit import Transactions
from bot.storage.work_tables import InboxRow


class Outcome(StrEnum):
    """How a message ended."""

    REPLIED = "replied"
    HANDED_ON = "handed_on"
    """a person has the conversation, and has it on the ticket"""
    APOLOGISED = "apologised"
    """something went wrong, and the member was told"""


@dataclass(frozen=True)
class Inbound:
    """A message from a platform; one that comes twice has the same (platform, tenant, dedup key)."""

    conversation: str
    text: str
    dedup_key: str
    platform: str = "console"
    tenant: str = ""
    member: str | None = None
    is_member: bool = False


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


_COLUMNS = (
    InboxRow.id,
    InboxRow.conversation,
    InboxRow.text,
    InboxRow.member,
    InboxRow.is_member,
    InboxRow.received_at,
    InboxRow.attempts,
    InboxRow.finished_at,
)


class SqlInbox:
    """The inbox in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def accept(self, inbound: Inbound, *, at: datetime) -> tuple[int, bool]:
        """Keep a message; its number, and whether it is new."""
        adding = insert(InboxRow).values(**vars(inbound), received_at=at, attempts=0).returning(InboxRow.id)
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
        return None if row is None else Received(*row)

    async def find(self, id_: int) -> Received | None:
        query = select(*_COLUMNS).where(InboxRow.id == id_)
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Received(*row)

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

    async def finish(self, id_: int, outcome: Outcome, *, at: datetime) -> bool:
        """Note how it ended; False where that was noted before, by whomever."""
        async with self._transactions.writing() as connection:
            return await finish(connection, id_, outcome, at=at)


async def finish(connection: AsyncConnection, id_: int, outcome: Outcome, *, at: datetime) -> bool:
    """Finish a message in a transaction that is open already."""
    ending = (
        update(InboxRow)
        .where(InboxRow.id == id_, InboxRow.finished_at.is_(None))
        .values(finished_at=at, outcome=outcome.value)
    )
    return (await connection.execute(ending)).rowcount == 1
