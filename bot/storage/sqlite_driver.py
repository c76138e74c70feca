"""SQLite's connections for asyncio, each in a thread of its own that is asked once a statement.

aiosqlite asks its thread four times: for a cursor, to run the statement, for the rows, and to close the cursor. Each
time two threads wake up, which costs more than SQLite's own work, several hundred times a turn of a talk.
"""

import sqlite3
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

import aiosqlite

AT_ONCE = 256  # rows that come with the statement; of larger results a stream takes the rest piece by piece


class QuickConnection(aiosqlite.Connection):
    """A connection to be opened by `await`."""

    def __init__(self, database: str, **arguments: Any) -> None:
        super().__init__(lambda: sqlite3.connect(database, **arguments), iter_chunk_size=AT_ONCE)
        self._thread.daemon = True  # as SQLAlchemy has it: who is killed waits for nothing

    def cursor(self) -> "QuickCursor":  # type: ignore[override]  # SQLAlchemy enters whatever it is given
        return QuickCursor(self)

    async def rollback(self) -> None:
        """Undo what is not committed; asked for by the pool whenever it takes a connection back."""
        if self.in_transaction:
            await super().rollback()

    async def run(self, function: Any, *arguments: Any) -> Any:
        """The result of a function, called in the thread of this connection."""
        return await self._execute(function, *arguments)  # type: ignore[no-untyped-call]

    def run_statement(
        self, method: str, sql: str, parameters: Iterable[Any]
    ) -> tuple[sqlite3.Cursor, list[Any]]:
        """A cursor, closed when these are all of its rows. To be called in the thread."""
        cursor: sqlite3.Cursor = getattr(self._conn, method)(sql, parameters)
        rows = cursor.fetchmany(AT_ONCE) if cursor.description else []
        if len(rows) < AT_ONCE:
            cursor.close()
        return cursor, rows


class QuickCursor:
    """What SQLAlchemy asks of a cursor: to run a statement, and for its rows."""

    arraysize = AT_ONCE

    def __init__(self, connection: QuickConnection) -> None:
        self._connection = connection
        self._cursor: sqlite3.Cursor | None = None
        self._rows: list[Any] = []
        self._is_over = True
        """whether the rows at hand are the last ones"""

    @property
    def description(self) -> Any:
        return self._cursor and self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount if self._cursor else -1

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid if self._cursor else None

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> Self:
        return await self._ran("execute", sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> Self:
        return await self._ran("executemany", sql, parameters)

    async def fetchone(self) -> Any:
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def fetchmany(self, size: int = AT_ONCE) -> list[Any]:
        while len(self._rows) < size and not self._is_over:
            assert self._cursor is not None
            more = await self._connection.run(self._cursor.fetchmany, max(size - len(self._rows), AT_ONCE))
            self._is_over = not more
            self._rows += more
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    async def fetchall(self) -> list[Any]:
        taken, self._rows = self._rows, []
        if not self._is_over:
            assert self._cursor is not None
            taken += await self._connection.run(self._cursor.fetchall)
            self._is_over = True
        return taken

    async def close(self) -> None:
        if not self._is_over:
            assert self._cursor is not None
            await self._connection.run(self._cursor.close)
            self._is_over = True

    async def _ran(self, method: str, sql: str, parameters: Iterable[Any]) -> Self:
        run = self._connection.run_statement
        self._cursor, self._rows = await self._connection.run(run, method, sql, parameters)
        self._is_over = len(self._rows) < AT_ONCE
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
