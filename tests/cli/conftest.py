"""Commands on each database."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import open_app
from bot.settings import Settings
from tests.databases import KINDS, NewDatabase
from tests.postgres import Cluster, apart

Stocked = tuple[Path, str]
"""a data folder, and the address of the database that belongs to it"""


@pytest.fixture(params=KINDS)
def on_each_database(
    request: pytest.FixtureRequest, new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run on the file in the data folder, and on a database of PostgreSQL: one setting is the only difference."""
    if request.param == "postgresql":
        monkeypatch.setenv("HELPDESK_DATABASE_URL", new_database("postgresql"))


@pytest.fixture(scope="session")
def starter_on_postgresql(
    starter: Path, postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Stocked:
    """The starter content in a database of PostgreSQL, and the data folder that belongs to it."""
    folder = tmp_path_factory.mktemp("starter-postgresql")
    shutil.copytree(starter / "models", folder / "models", copy_function=os.link)
    address = postgresql.new(migrated=True)

    async def stock() -> None:
        async with open_app(Settings(data_dir=folder, database_url=address)) as app:
            await app.stock_starter()
            await app.room.keep_in_step()

    apart(stock())
    return folder, address


@pytest.fixture(params=KINDS)
def stocked_on_each(
    request: pytest.FixtureRequest, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """This test's own data folder, with the starter content in it or in a database of PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("stocked")
        return
    folder, address = request.getfixturevalue("starter_on_postgresql")
    shutil.copytree(folder, data_dir, ignore=shutil.ignore_patterns("models"))
    shutil.copytree(folder / "models", data_dir / "models", copy_function=os.link)
    cluster: Cluster = request.getfixturevalue("postgresql")
    copy = cluster.copy(address)
    monkeypatch.setenv("HELPDESK_DATABASE_URL", copy)
    yield data_dir
    cluster.drop(copy)
