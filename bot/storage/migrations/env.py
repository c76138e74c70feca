"""How Alembic reaches the database: on the connection that `bot.storage.schema` lends, or by an address.

A developer writes a new migration from the repository's root with
`alembic -x url=sqlite:///scratch.sqlite3 revision --autogenerate -m "what changes"`.
"""

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.storage.engine import migration_engine
from bot.storage.tables import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,  # SQLite changes a table by copying it
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run(url: str) -> None:
    engine = migration_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(run)
    finally:
        await engine.dispose()


lent = context.config.attributes.get("connection")
if lent is not None:
    run(lent)
else:
    asyncio.run(connect_and_run(context.get_x_argument(as_dictionary=True)["url"]))
