"""A database that is not there, refuses, or goes away: one clear sentence, no password, and then on as before."""

import asyncio
import logging
import socket
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.cli import command
from bot.storage import Database, DatabaseUnreachable, Role, SqlLibrary, SqlTurns, StorageError, Turn, migrate
from bot.storage import postgresql as limits
from tests.databases import NewDatabase, on_postgresql
from tests.postgres import GUARDED, Cluster

PASSWORD = "hunter2"
TURN = Turn(Role.MEMBER, "Who pays?", datetime(2026, 1, 8, tzinfo=UTC))


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine that nobody else takes, and where nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def guarded(new_database: NewDatabase, postgresql: Cluster) -> Iterator[str]:
    """The address of a database for a user who must show a password, and owns nothing."""
    address = new_database("postgresql")
    postgresql.runs(f"CREATE ROLE {GUARDED} LOGIN PASSWORD '{PASSWORD}'")
    yield address.replace("//helpdesk@", f"//{GUARDED}:{PASSWORD}@")
    postgresql.runs(f"DROP ROLE {GUARDED}")


def all_of(error: BaseException) -> str:
    """Whatever a log or a terminal may show of an error."""
    return "".join(traceback.format_exception(error)) + repr(error)


@pytest.mark.parametrize("arguments", [["ask", "Who pays?"], ["doctor"], ["ingest", "."]])
def test_a_command_says_in_one_sentence_that_the_server_is_down(
    arguments: list[str],
    closed_port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    address = f"postgresql://helpdesk:{PASSWORD}@127.0.0.1:{closed_port}/desk?application_name=x&password={PASSWORD}"
    monkeypatch.setenv("HELPDESK_DATABASE_URL", address)
    assert command(arguments) == 1
    shown = "".join(capsys.readouterr())
    assert (
        f"PostgreSQL's database desk at 127.0.0.1:{closed_port} can't be reached: Connection refused. "
        "Is the server running, and is HELPDESK_DATABASE_URL right?\n"
    ) in shown
    assert "Traceback" not in shown
    assert PASSWORD not in shown + caplog.text


async def test_a_server_that_says_nothing_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await gone.wait()
        writer.close()

    gone = asyncio.Event()
    monkeypatch.setattr(limits, "CONNECT_TIMEOUT_S", 0.2)
    async with await asyncio.start_server(never, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(DatabaseUnreachable, match=r"no answer within 0\.2 s"):
            await migrate(f"postgresql://helpdesk@127.0.0.1:{port}/desk?sslmode=disable")
        gone.set()


async def test_a_password_is_shown_to_the_server_alone(
    guarded: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Database(guarded) as database:
        async with database.reading() as connection:
            assert (await connection.execute(text("SELECT current_user"))).scalar() == GUARDED
        with pytest.raises(StorageError, match=r"permission denied .* own the database") as refused:
            await SqlLibrary(database).revision()
    assert PASSWORD not in all_of(refused.value)
    async with Database(guarded.replace(PASSWORD, "hunter2-misspelt")) as database:
        with pytest.raises(
            DatabaseUnreachable, match='password authentication failed for user "guarded"'
        ) as no:
            await SqlLibrary(database).revision()
    assert PASSWORD not in all_of(no.value) + repr(database.writer) + caplog.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("/helpdesk_", "/nowhere_"), "nowhere_.* does not exist"),
        (("//helpdesk@", "//nobody@"), "nobody.* does not exist"),
        (("?host", "?spelling=wrong&host"), "spelling"),
        (("?host", "?sslmode=wrong&host"), "sslmode"),
    ],
)
async def test_what_is_wrong_with_an_address_is_named(
    changed: tuple[str, str], said: str, new_database: NewDatabase
) -> None:
    wrong = new_database("postgresql").replace(*changed)
    with pytest.raises(DatabaseUnreachable, match=f"can't be reached: .*{said}"):
        await migrate(wrong)


async def test_options_are_those_of_postgresql_itself(new_database: NewDatabase) -> None:
    address = new_database("postgresql").replace("postgresql://", "postgres://")
    async with Database(f"{address}&sslmode=prefer&application_name=the%20desk") as database:
        async with database.reading() as connection:
            assert (await connection.execute(text("SHOW application_name"))).scalar() == "the desk"


async def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match=f"The database {tmp_path} can't be opened: unable to open"):
        await migrate(f"sqlite:///{tmp_path}")


@on_postgresql
async def test_a_connection_lost_half_way_stores_nothing_and_the_next_transaction_works(
    database: Database, database_url: str, postgresql: Cluster
) -> None:
    library = SqlLibrary(database)
    with pytest.raises(DatabaseUnreachable, match="lost; nothing of this step was stored"):
        async with database.writing() as connection:
            await connection.execute(text("UPDATE library SET revision = 99"))
            end_all(postgresql, database_url)
            await connection.execute(text("UPDATE library SET revision = 100"))
    assert await library.revision() == 0

    with pytest.raises(DatabaseUnreachable, match="lost"):
        async with database.writing() as connection:
            await connection.execute(text("UPDATE library SET revision = 99"))
            end_all(postgresql, database_url)
    await library.keep_note("after", "the storm")
    assert await library.revision() == 0


@on_postgresql
async def test_a_connection_lost_while_nobody_used_it_is_not_noticed(
    database: Database, database_url: str, postgresql: Cluster
) -> None:
    turns = SqlTurns(database)
    await asyncio.gather(*(turns.add(f"c{number}", TURN) for number in range(5)))
    end_all(postgresql, database_url)
    await asyncio.gather(*(turns.add(f"c{number}", TURN) for number in range(5)))
    assert await turns.last("c4", limit=9) == [TURN, TURN]


@on_postgresql
async def test_a_statement_that_takes_too_long_is_given_up(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "COMMAND_TIMEOUT_S", 0.2)
    async with Database(database_url) as database:
        with pytest.raises(DatabaseUnreachable, match="did not finish"):
            async with database.reading() as connection:
                await connection.execute(text("SELECT pg_sleep(5)"))
        assert await SqlLibrary(database).revision() == 0


@on_postgresql
async def test_a_change_waits_for_a_lock_only_so_long(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LOCK_TIMEOUT", "200ms")
    async with Database(database_url) as other, database.writing() as connection:
        await connection.execute(text("UPDATE library SET revision = 7"))
        with pytest.raises(DBAPIError, match="lock timeout"):
            await SqlLibrary(other).keep_note("a", "b")


async def test_an_error_does_not_quote_what_was_to_be_stored(database: Database) -> None:
    with pytest.raises(IntegrityError) as refused:
        async with database.writing() as connection:
            await connection.execute(
                text("INSERT INTO turns (conversation, text, role) VALUES (:c, :t, NULL)"),
                {"c": "c1", "t": "my secret question"},
            )
    assert "my secret question" not in all_of(refused.value)


def end_all(cluster: Cluster, address: str) -> None:
    """End every connection to a database, as an administrator or a restart would."""
    name = address.partition("?")[0].rpartition("/")[2]
    cluster.runs(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'")
