"""Under which name each process does durable work, or did until it died."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.storage.unit import Transactions
from bot.storage.work_tables import ExecutorRow


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

    async def at(self, site: str) -> list[str]:
        """The names in use among those who see each other's locks."""
        query = select(ExecutorRow.id).where(ExecutorRow.machine == site).order_by(ExecutorRow.id)
        async with self._transactions.reading() as connection:
            return list((await connection.execute(query)).scalars())

    async def site_of(self, id_: str) -> str | None:
        """Where the process of this name works; None where nobody has the name any more."""
        query = select(ExecutorRow.machine).where(ExecutorRow.id == id_)
        async with self._transactions.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def leave(self, id_: str) -> None:
        """Note that nobody works under this name any more."""
        async with self._transactions.writing() as connection:
            await connection.execute(delete(ExecutorRow).where(ExecutorRow.id == id_))
