"""The schema: what migrations make is what the code expects, quickly, once, and never backwards."""

import asyncio
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from bot.storage import Database, DatabaseTooNew, DriverMissing, StorageError, migrate
from bot.storage.schema import HEAD, alembic_config
from bot.storage.tables import Base
from tests.databases import KINDS, NewDatabase


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, empty_database: NewDatabase) -> str:
    return empty_database(request.param)


async def test_the_schema_that_migrations_make_is_the_one_in_the_code(url: str) -> None:
    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, Base.metadata))

    await migrate(url)
    async with Database(url) as database, database.writing() as connection:
        assert await connection.run_sync(differences) == []


async def test_autoincrement_is_the_same_in_migrations_and_in_the_code(tmp_path: Path) -> None:
    await migrate(f"sqlite:///{tmp_path}/test.sqlite3")
    twin = create_engine(f"sqlite:///{tmp_path}/twin.sqlite3")
    Base.metadata.create_all(twin)
    twin.dispose()

    def counted(path: Path) -> set[str]:
        connection = sqlite3.connect(path)
        rows = connection.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
        ).fetchall()
        connection.close()
        return {name for (name,) in rows}

    assert counted(tmp_path / "test.sqlite3") == counted(tmp_path / "twin.sqlite3") != set()


async def test_the_head_in_the_code_is_the_newest_migration(url: str) -> None:
    def heads(connection: Connection) -> list[str]:
        return ScriptDirectory.from_config(alembic_config(connection)).get_heads()

    async with Database(url) as database, database.writing() as connection:
        assert await connection.run_sync(heads) == [HEAD]


async def test_migrating_again_is_quick_and_does_without_alembic(url: str) -> None:
    await migrate(url)
    program = f"import asyncio, sys, bot.storage as s; asyncio.run(s.migrate({url!r})); print('alembic' in sys.modules)"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    said, _ = await process.communicate()
    assert said.decode().strip() == "False"

    started = time.perf_counter()
    await migrate(url)
    assert time.perf_counter() - started < 0.15


async def test_many_may_migrate_at_once(url: str) -> None:
    await asyncio.gather(*(migrate(url) for _ in range(8)))
    await migrate(url)


async def test_a_database_of_a_newer_version_is_refused_with_the_way_out(url: str) -> None:
    await migrate(url)
    async with Database(url) as database, database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew, match=r"newer.*9999.*HELPDESK_DATA_DIR"):
        await migrate(url)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "no address",
        "mysql://root:hunter2@db/x",
        "postgresql://db:hunter2/helpdesk",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(wrong: str) -> None:
    with pytest.raises(StorageError) as refused:
        Database(wrong)
    assert "hunter2" not in str(refused.value)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(DriverMissing, match="pip install asyncpg"):
        Database("postgresql://helpdesk:hunter2@localhost/helpdesk")
