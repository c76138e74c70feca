from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversation.talking import Talker, talking
from tests.deployment import Deployment


@pytest.fixture
async def ana(small: Deployment, tmp_path: Path) -> AsyncIterator[Talker]:
    """A member where the sample events are."""
    async with talking(small, tmp_path / "talk") as talker:
        await talker.app.stock_samples()
        yield talker
