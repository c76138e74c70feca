"""The story of the demo through each door, and with the member and the expert behind different ones."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.doors import (
    AtTheDesk,
    Helpdesk,
    InARoom,
    InSlack,
    InTelegram,
    OnConsole,
    helpdesk_of,
)
from tests.adapters.story import AtWork, Member, play
from tests.deployment import copied

PAIRS = [("slack", "slack"), ("telegram", "telegram"), ("console", "slack"), ("telegram", "console")]


@pytest.fixture
async def helpdesk(
    starter: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> AsyncIterator[Helpdesk]:
    copied(starter, data_dir)
    async with helpdesk_of(data_dir, capsys) as running:
        yield running


@pytest.mark.parametrize(("asks", "answers"), PAIRS, ids=[f"{asks}-{answers}" for asks, answers in PAIRS])
async def test_the_whole_story_is_told_wherever_the_member_and_the_expert_are(
    helpdesk: Helpdesk, asks: str, answers: str
) -> None:
    members: dict[str, Member] = {
        "console": OnConsole(helpdesk),
        "slack": InSlack(helpdesk.slack.person("Ana")),
        "telegram": InTelegram(helpdesk.telegram.person("Ana")),
    }
    experts: dict[str, AtWork] = {
        "console": AtTheDesk(helpdesk),
        "slack": InARoom(helpdesk.slack_anna, helpdesk.channel),
        "telegram": InARoom(helpdesk.telegram_anna, helpdesk.group, {"waits": True}),
    }
    await play(members[asks], experts[answers], restart=helpdesk.restart)
