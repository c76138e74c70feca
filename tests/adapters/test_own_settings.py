"""One choice for one person at three doors: the terminal, Slack and Telegram."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.adapters.doors import Helpdesk, InSlack, InTelegram, OnConsole, helpdesk_of
from tests.deployment import Deploy


@pytest.fixture
def settings(deploy: Deploy, tmp_path: Path) -> Settings:
    return deploy(tmp_path / "talk")


@pytest.fixture
async def helpdesk(settings: Settings, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[Helpdesk]:
    async with helpdesk_of(settings.data_dir, capsys) as running:
        yield running


async def test_what_is_set_at_one_door_holds_at_all_once_the_accounts_are_joined(helpdesk: Helpdesk) -> None:
    typist = OnConsole(helpdesk)
    in_slack, in_telegram = InSlack(helpdesk.slack.person("Ana")), InTelegram(helpdesk.telegram.person("Ana"))
    await typist.says("/settings")
    await typist.hears("Which topics interest you?", "1. Smart", "6. Governance")
    await typist.says("green")
    await typist.hears("come first when I list events for you? (yes / no)")
    await helpdesk.restart()
    await typist.says("yes")
    await typist.hears("Topics that interest you: Green", "keep this choice until you delete it")
    await typist.agrees("Yes")
    await typist.hears("I have set that.", "Cycling cities, part 1")

    for door in (in_slack, in_telegram):
        await typist.says("/link")
        await typist.hears("The code works once")
        code = re.findall(r"/link ([A-Z2-9]{4}-[A-Z2-9]{4})", helpdesk.terminal())[-1]
        await door.says(f"/link {code}")
        await door.hears("Shall I?")
        await door.agrees("Yes")
        await door.hears("Both chats are yours")
        await door.says("events for me")
        await door.hears("on your topics (Green)", "Cycling cities, part 1")

    await in_slack.person.commands("/helpdesk settings")
    form = await in_slack.person.waits_for_modal("Your settings")
    await in_slack.person.submits(form, {"Which topics interest you?": ["Social"]})
    await in_slack.hears("Topics that interest you: Social.")
    await in_telegram.says("/settings")
    await in_telegram.hears("[✓ Social]")
    await typist.says("/settings delete")
    await typist.hears("Deleted.")
    await in_slack.person.opens_home()
    await helpdesk.slack.until(lambda: "You have chosen nothing yet." in in_slack.person.home())
