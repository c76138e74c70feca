"""The connections to SQLite: few words with their threads, and all rows of large results."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import Database
from bot.storage.sqlite_driver import AT_ONCE, QuickConnection

NUMBERS = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most) SELECT i FROM n"
)
SIZES = [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 5 * AT_ONCE + 3]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the threads of connections are asked to do."""
    asked: list[str] = []
    execute = QuickConnection._execute

    async def noting(self: QuickConnection, function: object, *arguments: object, **named: object) -> object:
        asked.append(getattr(function, "__name__", ""))
        return await execute(self, function, *arguments, **named)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(QuickConnection, "_execute", noting)
    return asked


async def test_a_read_wakes_its_thread_three_times(tmp_path: Path, asked: list[str]) -> None:
    async with Database(f"sqlite:///{tmp_path / 'a.sqlite3'}") as database:
        for _ in range(2):
            asked.clear()
            async with database.reading() as connection:
                assert (await connection.execute(text("SELECT 7"))).scalar_one() == 7
        assert asked == ["run_statement", "run_statement", "commit"]


@pytest.mark.parametrize("most", SIZES)
async def test_every_row_comes_whether_at_once_or_streamed(tmp_path: Path, most: int) -> None:
    wanted = list(range(1, max(most, 1) + 1))
    async with Database(f"sqlite:///{tmp_path / 'a.sqlite3'}") as database:
        async with database.reading() as connection:
            assert list(await connection.scalars(NUMBERS, {"most": most})) == wanted
            for size in (1, 100, 2 * AT_ONCE):
                found = await connection.stream(
                    NUMBERS, {"most": most}, execution_options={"yield_per": size}
                )
                assert [row[0] async for row in found] == wanted
            first = await connection.stream(NUMBERS, {"most": most}, execution_options={"yield_per": 1})
            assert await first.scalar() == 1
            await first.close()


async def test_what_is_written_and_rolled_back_is_gone(tmp_path: Path) -> None:
    async with Database(f"sqlite:///{tmp_path / 'a.sqlite3'}") as database:
        async with database.writing() as connection:
            await connection.execute(text("CREATE TABLE t (i INTEGER PRIMARY KEY)"))
            added = await connection.execute(text("INSERT INTO t VALUES (:i)"), [{"i": 1}, {"i": 2}])
            assert added.rowcount == 2
        with pytest.raises(ZeroDivisionError):
            async with database.writing() as connection:
                await connection.execute(text("DELETE FROM t"))
                raise ZeroDivisionError
        async with database.reading() as connection:
            assert list(await connection.scalars(text("SELECT i FROM t ORDER BY i"))) == [1, 2]
