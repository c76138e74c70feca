"""A fake Slack, and a small deployment that serves it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.adapters.slack.expert_office import Office, at_work, staff
from tests.adapters.slack.serving import Served, served
from tests.deployment import Deploy
from tests.fakes.slack import Slack


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as running:
        yield running


@pytest.fixture
def settings(deploy: Deploy, tmp_path: Path) -> Settings:
    return deploy(tmp_path / "talk")


@pytest.fixture
async def helpdesk(settings: Settings, slack: Slack) -> AsyncIterator[Served]:
    async with served(settings, slack) as running:
        yield running


@pytest.fixture
async def office(settings: Settings, slack: Slack) -> AsyncIterator[Office]:
    async with at_work(staff(settings, slack), slack) as running:
        yield running
