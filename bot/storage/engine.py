"""The two doors to one database: a writer that queues, and readers that never wait for it.

How SQLite is set up was measured: a plain BEGIN fails with "database is locked" under two writers, one
writing connection that begins IMMEDIATE does not (https://www.sqlite.org/lang_transaction.html).
"""

import asyncio
import os
import socket
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_only

from bot.storage import postgresql
from bot.storage.errors import DatabaseUnreachable, DriverMissing, StorageError
from bot.storage.sqlite_driver import QuickConnection
from bot.storage.text import as_json

READERS = 4  # SQLite gives each connection a thread of its own
BUSY_TIMEOUT_MS = 30_000  # longer than any write of ours; a backup may hold the lock for a while

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}


class Database:
    """One database, open; close it, or use it as an asynchronous context manager."""

    def __init__(self, url: str) -> None:
        """Make the engines; nothing is connected yet.

        Raises StorageError for an address that is none, DriverMissing where a package has to be installed.
        """
        address = address_of(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.writer = sqlite_engine(address, begin="BEGIN IMMEDIATE", pool_size=1)
            self.reader = sqlite_engine(address, begin="BEGIN", pool_size=READERS, read_only=True)
        else:
            self.writer = _postgresql_engine(address, pool_pre_ping=True, **postgresql.limits())
            self.reader = self.writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may change things: committed at the end, rolled back by an exception."""
        async with transaction(self.writer) as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only looks; it waits for no writer, and sees nothing half done."""
        async with transaction(self.reader) as connection:
            yield connection

    async def close(self) -> None:
        """Let go of every connection; SQLite folds its write-ahead log into the file with the last one."""
        await self.reader.dispose()
        await self.writer.dispose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction on a connection of its own; raises DatabaseUnreachable where there is none to be had."""
    is_open = False
    try:
        async with engine.begin() as connection:
            is_open = True
            yield connection
    except (DBAPIError, OSError) as error:
        if is_open:
            raise
        if engine.dialect.name == "sqlite":
            await asyncio.sleep(0.05)  # the driver's thread still has to tell this loop that it ends
        raise DatabaseUnreachable(_unreachable(engine.url, error)) from error


def sqlite_engine(
    address: URL, *, begin: str, pool_size: int, read_only: bool = False, foreign_keys: bool = True
) -> AsyncEngine:
    """An engine whose connections are set up as measured and whose transactions start with `begin`."""
    pragmas = [
        f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
        "PRAGMA synchronous = FULL",
        f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        "PRAGMA secure_delete = ON",  # deleted personal data is overwritten, not only unlinked
        "PRAGMA query_only = ON" if read_only else "PRAGMA journal_mode = WAL",
    ]
    engine = _engine(
        address,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=60,
        connect_args={"async_creator_fn": QuickConnection},
    )

    def set_up(dbapi_connection: Any, _record: object) -> None:
        dbapi_connection.isolation_level = None  # the driver must not begin transactions of its own
        cursor = dbapi_connection.cursor()
        for pragma in pragmas:
            _run(cursor, pragma)
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", set_up)
    event.listen(engine.sync_engine, "begin", start)
    return engine


def _run(cursor: Any, pragma: str) -> None:
    """Run a pragma, and wait for other processes: SQLite itself doesn't where a file first turns to WAL.

    It does without its busy handler there, as two who wait for each other would wait for ever:
    https://www.sqlite.org/c3ref/busy_handler.html
    """
    give_up = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute(pragma)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            await_only(asyncio.sleep(0.01))


def migration_engine(url: str) -> AsyncEngine:
    """An engine for one writer that may remake tables: SQLite would take their children with them."""
    address = address_of(url)
    if address.get_backend_name() == "sqlite":
        return sqlite_engine(address, begin="BEGIN IMMEDIATE", pool_size=1, foreign_keys=False)
    return _postgresql_engine(address)


def address_of(url: str) -> URL:
    """Read an address and put our own driver in; "sqlite:///file" and "postgresql://host/name" suffice."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageError(
            "The database address can't be read; it looks like sqlite:////folder/file.sqlite3 "
            "or postgresql://user:password@host/name."
        ) from None  # the original repeats the address, and with it the password
    driver = _DRIVERS.get(address.drivername.partition("+")[0])
    if driver is None:
        raise StorageError("The database address names a database that is neither SQLite nor PostgreSQL.")
    address = address.set(drivername=driver)
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise StorageError("A database in memory is gone with its connection; name a file.")
    return address


def _postgresql_engine(address: URL, *, pool_pre_ping: bool = False, **arguments: Any) -> AsyncEngine:
    where, how = postgresql.split(address)
    engine = _engine(where, pool_pre_ping=pool_pre_ping, connect_args={**how, **arguments})
    event.listen(engine.sync_engine, "handle_error", postgresql.translate)
    return engine


def _engine(address: URL, **options: Any) -> AsyncEngine:
    try:
        return create_async_engine(address, json_serializer=as_json, hide_parameters=True, **options)
    except (ModuleNotFoundError, NoSuchModuleError) as missing:
        raise DriverMissing(
            f"{address.drivername} needs a package that is not installed: pip install "
            f"{getattr(missing, 'name', None) or address.get_driver_name()}."
        ) from missing


def _unreachable(address: URL, error: DBAPIError | OSError) -> str:
    """Where the database should be and why it isn't, without user and password."""
    if address.get_backend_name() == "sqlite":
        return f"The database {address.database} can't be opened: {error.orig if isinstance(error, DBAPIError) else error}."
    host = address.host or address.query.get("host") or "localhost"
    place = f"{host}:{address.port}" if address.port else host
    return (
        f"PostgreSQL's database {address.database} at {place} can't be reached: {_reason(error)}. "
        "Is the server running, and is HELPDESK_DATABASE_URL right?"
    )


def _reason(error: DBAPIError | OSError) -> str:
    if isinstance(error, DBAPIError):
        cause = error.orig.__cause__ if error.orig else None
        return str(cause or error.orig)
    if isinstance(error, TimeoutError):
        return f"no answer within {postgresql.CONNECT_TIMEOUT_S} s"
    if isinstance(error, socket.gaierror) or not error.errno:
        return error.strerror or "the connection was closed"
    return os.strerror(error.errno)
