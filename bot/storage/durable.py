"""The synchronous engine of durable work: a door of its own to the same database.

It is apart from the application's, since a step that is recorded inside an open transaction on a shared
connection would wait for itself.
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event

from bot.storage.engine import BUSY_TIMEOUT_MS, address_of

CONNECTIONS = 4

DurableEngine = Engine
"""what durable work is given; only this package knows whose it is"""


def durable_engine(url: str) -> DurableEngine:
    """An engine for the same database as `Database(url)`. Raises StorageError for an address that is none."""
    address = address_of(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_size=CONNECTIONS,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    engine = create_engine(
        address.set(drivername="sqlite"), pool_size=CONNECTIONS, max_overflow=0, hide_parameters=True
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = "IMMEDIATE"
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
