"""A small deployment for talks: some starter pages and two of our own, on the real parts."""

import asyncio
import os
import shutil
from pathlib import Path

import pytest

from bot.app import open_app
from bot.conversation.understanding import Understanding
from bot.settings import Settings
from knowledge.documents import AsOf, Period, Visibility
from tests.making import document, embed, shelve, starter_pages

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


@pytest.fixture(scope="session")
def small(understanding: Understanding, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with these pages; talks take place in copies of it."""

    async def stock() -> None:
        async with open_app(Settings(data_dir=folder)) as app:
            await shelve(app.library, *PAGES)
            await embed(app.library, app.embedder)
            await app.room.keep_in_step()

    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(models, folder / "models", copy_function=os.link)
    asyncio.run(stock())
    return folder
