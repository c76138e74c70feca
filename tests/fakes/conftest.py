"""A fresh Slack and a fresh Telegram for each test of the fakes."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.slack import Slack
from tests.fakes.telegram import Telegram


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as running:
        yield running


@pytest.fixture
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Telegram]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # or the SDK warns whenever it is told to wait
    async with Telegram() as running:
        yield running
