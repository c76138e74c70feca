"""A fresh Slack for each test of the fake."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.slack import Slack


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as running:
        yield running
