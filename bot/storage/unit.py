"""Several stores in one transaction: what they change is kept together, or not at all.

async with unit_of_work(database) as unit:
    await Desk(SqlTickets(unit), SqlRoster(unit), office=office, now=clock.now).open_ticket(opening)
    await SqlDeliveries(unit).add(delivery)
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection


class Transactions(Protocol):
    """Gives stores their transactions: a database, a new one each time; a unit of work, its own."""

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]: ...

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]: ...


class UnitOfWork:
    """One transaction for any number of stores; each sees what the others did in it.

    It begins with the first write: until then nobody else has to wait, and what is read may change.
    """

    def __init__(self, database: Transactions, stack: AsyncExitStack) -> None:
        self._database = database
        self._stack = stack
        self._connection: AsyncConnection | None = None

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        if self._connection is None:
            self._connection = await self._stack.enter_async_context(self._database.writing())
        yield self._connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        if self._connection is not None:
            yield self._connection
        else:
            async with self._database.reading() as connection:
                yield connection


@asynccontextmanager
async def unit_of_work(database: Transactions) -> AsyncIterator[UnitOfWork]:
    """A transaction that is committed at the end, and rolled back by an exception."""
    async with AsyncExitStack() as stack:
        yield UnitOfWork(database, stack)
