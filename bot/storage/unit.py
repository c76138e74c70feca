"""Several stores in one transaction: what they change is kept together, or not at all.

async with unit_of_work(database) as unit:
await Desk(SqlTickets(unit), SqlRoster(unit), office=office, now=clock.now).open_ticket(opening)
await SqlDeliveries(unit).add(delivery)
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection


class Transactions(Protocol):
    """Gives stores their transactions: a database, a new one each time; a unit of work, its own."""

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]: ...

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]: ...


class UnitOfWork:
    """One open transaction, for any number of stores; each sees what the others did in it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        yield self.connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        yield self.connection


@asynccontextmanager
async def unit_of_work(database: Transactions) -> AsyncIterator[UnitOfWork]:
    """A transaction that is committed at the end, and rolled back by an exception."""
    async with database.writing() as connection:
        yield UnitOfWork(connection)
