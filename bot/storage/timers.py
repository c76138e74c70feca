"""What is due when. A due time is a row: it outlives every process, and is met by the helpdesk's own clock."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.unit import Transactions
from bot.storage.work_tables import TimerRow


@dataclass(frozen=True)
class Timer:
    """Something to do at a time; `subject` says to what."""

    id: int
    kind: str
    subject: str
    due_at: datetime


class SqlTimers:
    """The due times in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def set(self, kind: str, subject: str = "", *, due_at: datetime) -> None:
        """Have something done at a time, once however often this is said."""
        async with self._transactions.writing() as connection:
            await set_timer(connection, kind, subject, due_at=due_at)

    async def is_set(self, kind: str, subject: str = "") -> bool:
        """Whether anything of this kind is still to be done."""
        query = select(TimerRow.id).filter_by(kind=kind, subject=subject, fired_at=None).limit(1)
        async with self._transactions.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def due(self, now: datetime, *, limit: int = 100) -> list[Timer]:
        """What is due and not done, the longest due first."""
        query = (
            select(TimerRow.id, TimerRow.kind, TimerRow.subject, TimerRow.due_at)
            .where(TimerRow.fired_at.is_(None), TimerRow.due_at <= now)
            .order_by(TimerRow.due_at, TimerRow.id)
            .limit(limit)
        )
        async with self._transactions.reading() as connection:
            return [Timer(*row) for row in await connection.execute(query)]

    async def find(self, id_: int) -> Timer | None:
        """A timer that is still to be done."""
        query = select(TimerRow.id, TimerRow.kind, TimerRow.subject, TimerRow.due_at).where(
            TimerRow.id == id_, TimerRow.fired_at.is_(None)
        )
        async with self._transactions.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Timer(*row)

    async def fire(self, id_: int, *, at: datetime) -> bool:
        """Note that it is done, with what was done in the same unit; False where it was noted before."""
        firing = update(TimerRow).where(TimerRow.id == id_, TimerRow.fired_at.is_(None)).values(fired_at=at)
        async with self._transactions.writing() as connection:
            return (await connection.execute(firing)).rowcount == 1

    async def forget(self, *, before: datetime) -> None:
        """Erase what was done before this moment."""
        async with self._transactions.writing() as connection:
            await connection.execute(delete(TimerRow).where(TimerRow.fired_at < before))


async def set_timer(connection: AsyncConnection, kind: str, subject: str = "", *, due_at: datetime) -> None:
    """Have something done at a time, from within a transaction that is open already."""
    on = postgresql if connection.dialect.name == "postgresql" else sqlite
    adding = on.insert(TimerRow).values(kind=kind, subject=subject, due_at=due_at)
    await connection.execute(adding.on_conflict_do_nothing())
