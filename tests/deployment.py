"""Deployments for talks, on the real parts and on each database: a small one, and one with the whole starter content."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app import open_app
from bot.conversation.understanding import Understanding
from bot.models import open_embedder
from bot.settings import LOCAL_MODEL, Settings
from bot.storage import Database, copy_content
from bot.storage.durable import durable_engine
from bot.work.engine import Engine
from knowledge.documents import AsOf, Period, Visibility
from knowledge.embeddings import Embedder
from tests.databases import KINDS
from tests.embedding import Remembering
from tests.making import document, embed, shelve, starter_pages
from tests.postgres import Cluster, apart

PAGES = [
    *starter_pages(
        "peer-review/what-a-peer-review-is",
        "peer-review/how-long-a-peer-review-takes",
        "peer-review/what-a-peer-review-costs",
        "matchmaking/what-a-matchmaking-session-is",
        "matchmaking/how-long-a-session-takes",
        "programme/joint-secretariat-in-lille",
        "accounts/forgot-password",
        "digest-newsletter/unsubscribe",
    ),
    document(
        "/old/voucher.md", "The travel voucher scheme", "The travel voucher scheme paid 85 percent of a journey.",
        period=Period.P2014, as_of=AsOf("2019-05"), url="https://example.eu/voucher",
    ),
    document(
        "/members/directory.md", "Directory of hosts", "The lighthouse keeper of Porto hosts the next study visit.",
        visibility=Visibility.MEMBERS, as_of=AsOf("2026"),
    ),
]  # fmt: skip

Deploy = Callable[[Path], Settings]


@dataclass
class Deployment:
    """Pages in a data folder and in a database; talks take place in copies of both."""

    folder: Path
    cluster: Cluster | None
    address: str | None
    _addresses: dict[Path, str] = field(default_factory=dict)

    def settings(self, folder: Path) -> Settings:
        """Settings for a copy in this folder, made at the first asking."""
        copied(self.folder, folder)
        if self.cluster is None or self.address is None:
            return Settings(data_dir=folder)
        if folder not in self._addresses:
            self._addresses[folder] = self.cluster.copy(self.address)
        return Settings(data_dir=folder, database_url=self._addresses[folder])

    def tidy(self, folder: Path) -> None:
        """Remove the databases of what was deployed within this folder."""
        for deployed in [each for each in self._addresses if each.is_relative_to(folder)]:
            assert self.cluster is not None
            self.cluster.drop(self._addresses.pop(deployed))


@pytest.fixture(autouse=True)
def tidy_deployments(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Leave no database of a test behind: hundreds of them would fill the disk."""
    yield
    if "small" in request.fixturenames:
        deployment: Deployment = request.getfixturevalue("small")
        deployment.tidy(tmp_path)


@pytest.fixture(autouse=True)
def one_model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the deployments of this process the loading of the model, and the embedding of what others begin with."""
    if {"small", "whole"}.isdisjoint(request.fixturenames):
        return
    model: Remembering = request.getfixturevalue("remembering")

    def open_remembering(settings: Settings) -> Embedder:
        return model if settings.embedding_model == LOCAL_MODEL else open_embedder(settings)

    monkeypatch.setattr("bot.models.open_embedder", open_remembering)


@pytest.fixture(scope="session", params=KINDS)
def small(
    request: pytest.FixtureRequest,
    understanding: Understanding,
    models: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Deployment:
    """The deployment, once on each database."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(models, folder / "models", copy_function=os.link)
    if request.param == "sqlite":
        apart(_stock(Settings(data_dir=folder)))
        return Deployment(folder, None, None)
    cluster: Cluster = request.getfixturevalue("postgresql")
    address = cluster.new(migrated=True)
    apart(_stock(Settings(data_dir=folder, database_url=address)))
    return Deployment(folder, cluster, address)


@pytest.fixture
def deploy(small: Deployment) -> Deploy:
    """Makes settings for a copy of the deployment in this folder; asked again, for the same copy."""
    return small.settings


def copied(small: Path, folder: Path) -> None:
    """Copy the deployment into a folder that is not there yet."""
    if not folder.is_dir():
        shutil.copytree(small, folder, ignore=shutil.ignore_patterns("models"))
        shutil.copytree(small / "models", folder / "models", copy_function=os.link)


@pytest.fixture(scope="session", params=KINDS)
def whole(
    request: pytest.FixtureRequest, starter: Path, tmp_path_factory: pytest.TempPathFactory
) -> Deployment:
    """The starter content, once on each database."""
    if request.param == "sqlite":
        return Deployment(starter, None, None)
    cluster: Cluster = request.getfixturevalue("postgresql")
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(starter / "models", folder / "models", copy_function=os.link)
    address = cluster.new(migrated=True)
    shutil.copytree(starter / "index", folder / "index", ignore=shutil.ignore_patterns("*.lock"))
    apart(_copy_starter(Settings(data_dir=starter), Settings(data_dir=folder, database_url=address)))
    return Deployment(folder, cluster, address)


@pytest.fixture
def stocked_on_each(whole: Deployment, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """This test's own data folder; the starter content is in it or in a database of PostgreSQL."""
    settings = whole.settings(data_dir)
    if settings.database_url is not None:
        monkeypatch.setenv("HELPDESK_DATABASE_URL", settings.database_url.get_secret_value())
    yield data_dir
    whole.tidy(data_dir)


async def _copy_starter(starter: Settings, settings: Settings) -> None:
    async with Database(starter.database) as source, Database(settings.database) as target:
        await copy_content(source, target)


async def _stock(settings: Settings) -> None:
    async with open_app(settings) as app:
        await shelve(app.library, *PAGES)
        await embed(app.library, app.models.embedder)
        await app.room.keep_in_step()
    await _set_up_engine(settings)


async def _set_up_engine(settings: Settings) -> None:
    """Have the durable engine make its tables now, and not in each copy."""
    sql = durable_engine(settings.database)
    engine = Engine(sql, {}, executor="template")
    await engine.open()
    await engine.close()
    sql.dispose()
