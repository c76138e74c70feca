"""A copy of what the helpdesk knows in another database, of whichever kind."""

from sqlalchemy import Table, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import Database
from bot.storage.tables import AskedRow, Base, DocumentRow, LibraryNoteRow, LibraryRow, PassageRow, VectorsRow

CONTENT: tuple[type[Base], ...] = (LibraryRow, LibraryNoteRow, DocumentRow, PassageRow, AskedRow, VectorsRow)
ROWS_A_TURN = 500


async def copy_content(source: Database, target: Database) -> None:
    """Let the target's library be the source's, ids, vectors and revision included; both have today's schema."""
    tables = [Base.metadata.tables[row.__tablename__] for row in CONTENT]
    async with source.reading() as here, target.writing() as there:
        for table in reversed(tables):
            await there.execute(delete(table))
        for table in tables:
            found = await here.stream(select(table))
            async for rows in found.mappings().partitions(ROWS_A_TURN):
                await there.execute(insert(table), [dict(row) for row in rows])
        if not target.is_sqlite:
            for row in (DocumentRow, PassageRow):
                await _count_on(there, Base.metadata.tables[row.__tablename__])


async def _count_on(connection: AsyncConnection, table: Table) -> None:
    """Let PostgreSQL number the next row behind those that brought their numbers along."""
    last = (await connection.execute(select(func.max(table.c.id)))).scalar_one()
    if last is not None:
        await connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
            {"name": table.name, "last": last},
        )
