"""Under which name each process does durable work, or did until it died."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update

from bot.storage.unit import Transactions
from bot.storage.work_tables import ExecutorRow


@dataclass(frozen=True)
class Executor:
    """A process that works, or worked until it died."""

    name: str
    site: str
    """the name of the folder of its lock, which those of the same folder can see"""
    seen_at: datetime


class SqlExecutors:
    """The executors in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def enter(self, id_: str, *, site: str, process: int, at: datetime) -> None:
        """Note who works under a name; whoever did before is dead."""
        async with self._transactions.writing() as connection:
            await connection.execute(delete(ExecutorRow).where(ExecutorRow.id == id_))
            await connection.execute(
                insert(ExecutorRow).values(id=id_, machine=site, process=process, leased_at=at)
            )

    async def beat(self, id_: str, *, at: datetime) -> bool:
        """Note that the process of this name lives; False where it was taken for dead."""
        beaten = update(ExecutorRow).where(ExecutorRow.id == id_).values(leased_at=at)
        async with self._transactions.writing() as connection:
            return (await connection.execute(beaten)).rowcount == 1

    async def all(self) -> list[Executor]:
        """Everybody who works, or did until they died."""
        return await self._found()

    async def find(self, id_: str) -> Executor | None:
        """Who works under a name; None where nobody has it any more."""
        found = await self._found(ExecutorRow.id == id_)
        return found[0] if found else None

    async def leave(self, id_: str) -> None:
        """Note that nobody works under this name any more."""
        async with self._transactions.writing() as connection:
            await connection.execute(delete(ExecutorRow).where(ExecutorRow.id == id_))

    async def _found(self, *fits: ColumnElement[bool]) -> list[Executor]:
        query = select(ExecutorRow.id, ExecutorRow.machine, ExecutorRow.leased_at).where(*fits)
        async with self._transactions.reading() as connection:
            return [Executor(*row) for row in await connection.execute(query.order_by(ExecutorRow.id))]
