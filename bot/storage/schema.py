"""Brings a database to the schema that this code works with."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.storage.engine import migration_engine, transaction
from bot.storage.errors import DatabaseTooNew

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0017"
"""The newest migration, written down so that a start can do without importing Alembic."""

_POSTGRESQL_LOCK = 7_435_711  # any number that nobody else on the same server locks by


async def migrate(url: str) -> None:
    """Create or update the schema; a few milliseconds when there is nothing to do.

    Several processes may call this at once: one migrates, the others wait for it.
    Raises DatabaseTooNew for a schema that a later version made, DatabaseUnreachable where nobody answers,
    StorageError for an address that is none.
    """
    engine = migration_engine(url)
    try:
        async with transaction(engine) as connection:
            await connection.run_sync(_migrate)
    finally:
        await engine.dispose()


def alembic_config(connection: Connection) -> "Config":
    """What Alembic has to know to work on this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # SQLite has the lock already, by BEGIN IMMEDIATE
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRESQL_LOCK})
    version = _version(connection)
    if version == HEAD:
        return

    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise DatabaseTooNew(
            f"This database was made by a newer Policy Helpdesk (its schema is {version}, known here are those "
            f"up to {HEAD}). Install the newer version, or set HELPDESK_DATA_DIR to another folder."
        )
    command.upgrade(config, HEAD)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version
