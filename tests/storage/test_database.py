"""The database: how it is set up, two writers at once, and what a crash leaves."""

import asyncio
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.storage import Database, Role, SqlLibrary, SqlTurns, Turn
from bot.storage.engine import BUSY_TIMEOUT_MS
from knowledge.documents import Document, Passage, Section
from tests.databases import on_sqlite


def shelf(number: int) -> tuple[Document, list[Passage]]:
    title = f"Title {number}"
    return Document(f"/{number}", title, (Section("", "Text."),)), [
        Passage(title, "", (f"Text {number}.",), 0)
    ]


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", BUSY_TIMEOUT_MS),
        ("foreign_keys", 1),
        ("secure_delete", 1),
    ],
)
async def test_both_doors_are_set_up_as_measured(database: Database, pragma: str, value: object) -> None:
    for door in (database.writing, database.reading):
        async with door() as connection:
            assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar() == value


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        async with database.reading() as connection:
            await connection.execute(text("DELETE FROM documents"))


async def test_a_reader_sees_one_moment_however_long_it_reads(database: Database) -> None:
    library = SqlLibrary(database)
    count = text("SELECT count(*) FROM documents")
    async with database.reading() as connection:
        assert (await connection.execute(count)).scalar() == 0
        await library.replace(*shelf(1))
        assert (await connection.execute(count)).scalar() == 0
    async with database.reading() as connection:
        assert (await connection.execute(count)).scalar() == 1


async def test_a_reader_does_not_wait_for_a_writer_and_sees_nothing_half_done(database: Database) -> None:
    library = SqlLibrary(database)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE library SET revision = 99"))
        assert await asyncio.wait_for(library.revision(), timeout=1) == 0
    assert await library.revision() == 99


async def test_an_exception_takes_everything_back(database: Database) -> None:
    library = SqlLibrary(database)
    await library.replace(*shelf(1))
    broken, passages = shelf(2)
    with pytest.raises(IntegrityError):
        await library.replace(broken, [*passages, Passage("T", "", ("Text.",), None)])  # type: ignore[arg-type]
    assert set(await library.fingerprints()) == {"/1"}
    assert await library.revision() == 1


async def test_two_writers_wait_for_each_other(database_url: str) -> None:
    async def write(start: int) -> None:
        async with Database(database_url) as database:
            for number in range(start, start + 40):
                await SqlLibrary(database).replace(*shelf(number))

    await asyncio.gather(write(0), write(100))
    async with Database(database_url) as database:
        library = SqlLibrary(database)
        assert len(await library.fingerprints()) == 80
        assert await library.revision() == 80


async def test_a_write_waits_while_another_program_holds_the_lock(
    database: Database, database_url: str
) -> None:
    async with Database(database_url) as other:
        async with other.writing() as connection:
            await connection.execute(text("UPDATE library SET revision = 7"))
            writing = asyncio.create_task(SqlLibrary(database).replace(*shelf(1)))
            await asyncio.sleep(0.3)
            assert not writing.done()
        await asyncio.wait_for(writing, timeout=5)
    assert await SqlLibrary(database).revision() == 8


async def test_many_tasks_may_write_and_read_at_once(database: Database) -> None:
    library = SqlLibrary(database)

    async def turn(number: int) -> None:
        await library.replace(*shelf(number))
        assert f"/{number}" in await library.fingerprints()

    await asyncio.gather(*(turn(number) for number in range(40)))
    assert await library.revision() == 40


async def test_what_was_stored_survives_the_kill_of_the_process_and_the_rest_is_whole(
    database_url: str,
) -> None:
    program = f"""
import asyncio, itertools
from bot.storage import Database, SqlLibrary
from tests.storage.test_database import shelf

async def main():
    async with Database({database_url!r}) as database:
        for number in itertools.count():
            await SqlLibrary(database).replace(*shelf(number))
            print(number, flush=True)

asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert process.stdout is not None
    told = 0
    started = time.monotonic()
    while told < 20 and time.monotonic() - started < 30:
        told = int(await process.stdout.readline())
    process.kill()
    await process.communicate()
    async with Database(database_url) as database:
        library = SqlLibrary(database)
        kept = await library.fingerprints()
        shelved = [each async for each in library.shelves()]
        assert {f"/{number}" for number in range(told + 1)} <= set(kept)
        assert len(shelved) == len(kept) == await library.revision()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@on_sqlite
async def test_deleted_text_is_overwritten_in_the_file(database_url: str, tmp_path: Path) -> None:
    now = datetime(2026, 1, 8, tzinfo=UTC)
    async with Database(database_url) as database:
        turns = SqlTurns(database)
        await turns.add("c", *(Turn(Role.MEMBER, f"SECRET-{number}", now) for number in range(300)))
        await turns.forget("c")
    assert names_in(tmp_path) == {"test1.sqlite3"}, "closing folds the log into the file"
    assert b"SECRET-" not in (tmp_path / "test1.sqlite3").read_bytes()
