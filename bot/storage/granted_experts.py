"""Whom coordinators have let work as experts on chat platforms."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.storage.ticket_tables import GrantedExpertRow
from bot.storage.unit import Transactions


class SqlGrantedExperts:
    """The grants of one database."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def alias_of(self, member: str) -> str | None:
        """The name under which a member may work; None for whoever was let do nothing."""
        query = select(GrantedExpertRow.alias).where(GrantedExpertRow.member == member)
        async with self._transactions.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def grant(self, member: str, alias: str, *, by: str, at: datetime) -> None:
        """Let a member work under this name; it takes the place of one that they had."""
        values = {"alias": alias, "granted_by": by, "granted_at": at}
        change = update(GrantedExpertRow).where(GrantedExpertRow.member == member).values(values)
        async with self._transactions.writing() as connection:
            try:
                async with connection.begin_nested():
                    await connection.execute(insert(GrantedExpertRow).values(member=member, **values))
            except IntegrityError:  # pk_granted_experts
                await connection.execute(change)

    async def revoke(self, member: str) -> bool:
        """Let a member do nothing any more; whether they could."""
        gone = delete(GrantedExpertRow).where(GrantedExpertRow.member == member)
        async with self._transactions.writing() as connection:
            return (await connection.execute(gone)).rowcount == 1
