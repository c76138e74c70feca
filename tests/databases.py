"""Fixtures that give a test its databases: SQLite and PostgreSQL, each made anew, each with the schema in it.

`database` and `database_url` run a test once on each. What holds on one of them alone is marked so:

    @on_sqlite
    async def test_…(database: Database) -> None:
"""

import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.storage import Database, migrate
from tests.postgres import Cluster, Unavailable, apart

KINDS = ("sqlite", "postgresql")

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

NewDatabase = Callable[[str], str]


def pytest_configure() -> None:
    """Forget where whoever runs the tests keeps a database; PostgreSQL's driver would read it."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """The server of this run."""
    cluster = started()
    yield cluster
    cluster.stop()


def started() -> Cluster:
    """A server of our own; without PostgreSQL's programs the test is skipped, in CI it fails."""
    try:
        return Cluster.start()
    except Unavailable as why:
        if os.environ.get("CI"):
            pytest.fail(f"in CI no test of the database may be skipped: {why}", pytrace=False)
        pytest.skip(str(why))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "helpdesk.sqlite3"
    apart(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewDatabase]:
    """Makes a database of a kind with nothing in it, and gives its address."""
    yield from _makers(request, tmp_path, is_empty=True)


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewDatabase]:
    """Makes a database of a kind with the newest schema in it, and gives its address."""
    yield from _makers(request, tmp_path, is_empty=False)


def _makers(request: pytest.FixtureRequest, folder: Path, *, is_empty: bool) -> Iterator[NewDatabase]:
    numbers = count(1)
    made: list[tuple[Cluster, str]] = []

    def make(kind: str) -> str:
        if kind == "postgresql":
            cluster: Cluster = request.getfixturevalue("postgresql")
            made.append((cluster, cluster.new(migrated=not is_empty)))
            return made[-1][1]
        path = folder / f"{'empty' if is_empty else 'test'}{next(numbers)}.sqlite3"
        if not is_empty:
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"

    yield make
    for cluster, address in made:
        cluster.drop(address)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """The address of a fresh database."""
    return new_database(request.param)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh database, open."""
    async with Database(database_url) as opened:
        yield opened
