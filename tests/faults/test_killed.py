"""Processes that are killed in the middle of conversations: nothing accepted is lost, nothing is done twice."""

import os
from pathlib import Path

import pytest

from tests.deployment import Deploy
from tests.faults.killing import run

CONVERSATIONS = int(os.environ.get("KILLED_CONVERSATIONS", "8"))


@pytest.mark.timeout(CONVERSATIONS * 30 + 120)
async def test_nothing_is_lost_or_done_twice_when_chats_and_the_desk_are_killed(
    deploy: Deploy, tmp_path: Path
) -> None:
    figures = await run(deploy(tmp_path / "talk"), tmp_path / "out", conversations=CONVERSATIONS)
    assert figures.faults == []
    assert figures.kills >= CONVERSATIONS
    assert figures.accepted == CONVERSATIONS * 7
