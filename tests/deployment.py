"""A small deployment for talks: some starter pages and two of our own, on the real parts and on each database."""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import open_app
from bot.conversation.understanding import Understanding
from bot.settings import Settings
from knowledge.documents import AsOf, Period, Visibility
from tests.databases import KINDS
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


@pytest.fixture(scope="session")
def small(understanding: Understanding, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with these pages; talks take place in copies of it."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(models, folder / "models", copy_function=os.link)
    asyncio.run(_stock(Settings(data_dir=folder)))
    return folder


@pytest.fixture(params=KINDS)
def deploy(request: pytest.FixtureRequest, small: Path) -> Deploy:
    """Makes settings for a copy of the deployment in this folder; asked again, for the same copy."""
    addresses: dict[Path, str] = {}

    def settings(folder: Path) -> Settings:
        if request.param == "sqlite":
            copied(small, folder)
            return Settings(data_dir=folder)
        if folder not in addresses:
            cluster: Cluster = request.getfixturevalue("postgresql")
            twin = small.with_name("small-postgresql")
            copied(small, twin)
            addresses[folder] = cluster.copy(_template(cluster, twin))
            copied(twin, folder)
            request.addfinalizer(lambda: cluster.drop(addresses[folder]))
        return Settings(data_dir=folder, database_url=addresses[folder])

    return settings


def copied(small: Path, folder: Path) -> None:
    """Copy the deployment into a folder that is not there yet."""
    if not folder.is_dir():
        shutil.copytree(small, folder, ignore=shutil.ignore_patterns("models"))
        shutil.copytree(small / "models", folder / "models", copy_function=os.link)


def _template(cluster: Cluster, folder: Path) -> str:
    """The database of a cluster with these pages in it, made at the first asking, with this data folder."""
    if "small" not in cluster.templates:
        address = cluster.new(migrated=True)
        apart(_stock(Settings(data_dir=folder, database_url=address)))
        cluster.templates["small"] = address
    return cluster.templates["small"]


async def _stock(settings: Settings) -> None:
    async with open_app(settings) as app:
        await shelve(app.library, *PAGES)
        await embed(app.library, app.embedder)
        await app.room.keep_in_step()
