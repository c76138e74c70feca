"""Leases: what one process at a time does, like asking Telegram for what has happened."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, update
from sqlalchemy.exc import IntegrityError

from bot.storage.unit import Transactions
from bot.storage.work_tables import LeaseRow


class SqlLeases:
    """The leases in one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def hold(self, name: str, *, holder: str, now: datetime, lasts: timedelta) -> bool:
        """Take a lease, or go on holding it; False while it is somebody else's."""
        taking = (
            update(LeaseRow)
            .where(LeaseRow.name == name, or_(LeaseRow.holder == holder, LeaseRow.until <= now))
            .values(holder=holder, until=now + lasts)
        )
        first = insert(LeaseRow).values(name=name, holder=holder, until=now + lasts)
        async with self._transactions.writing() as connection:
            if (await connection.execute(taking)).rowcount:
                return True
            try:
                async with connection.begin_nested():
                    await connection.execute(first)
            except IntegrityError:  # pk_leases
                return False
        return True

    async def leave(self, *, holder: str) -> None:
        """Give back all that somebody holds, so that another need not wait for its end."""
        async with self._transactions.writing() as connection:
            await connection.execute(delete(LeaseRow).where(LeaseRow.holder == holder))
