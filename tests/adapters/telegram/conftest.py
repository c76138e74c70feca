"""A fake Telegram, and a small deployment that serves it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.adapters.telegram.expert_office import Office, at_work, staff
from tests.adapters.telegram.serving import Served, served
from tests.deployment import Deploy
from tests.fakes.telegram import Telegram


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram() as running:
        yield running


@pytest.fixture
def settings(deploy: Deploy, tmp_path: Path) -> Settings:
    return deploy(tmp_path / "talk")


@pytest.fixture
async def helpdesk(settings: Settings, telegram: Telegram) -> AsyncIterator[Served]:
    async with served(settings, telegram) as running:
        yield running


@pytest.fixture
async def office(settings: Settings, telegram: Telegram) -> AsyncIterator[Office]:
    async with at_work(await staff(settings, telegram), telegram) as running:
        yield running
