"""A serving process that is killed in the middle of talks: every question is answered, once."""

import asyncio
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.adapters.slack.test_traps import ASKED, told
from tests.fakes.slack import Person, Slack
from tests.fakes.slack.delivery import Delivery
from tests.faults.killing import Running, Stage, stage

KILLS = int(os.environ.get("KILLED_SERVES", "3"))
PEOPLE = 4  # who ask in the life of each process


@pytest.mark.timeout(KILLS * 60 + 180)
async def test_whoever_asked_is_answered_once_however_often_the_process_is_killed(
    settings: Settings, slack: Slack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELPDESK_SLACK_BOT_TOKEN", slack.bot_token)
    monkeypatch.setenv("HELPDESK_SLACK_APP_TOKEN", slack.app_token)
    monkeypatch.setenv("HELPDESK_SLACK_API_URL", slack.api_url)
    monkeypatch.setenv("HELPDESK_SLACK_SOCKETS", "1")
    if settings.database_url is not None:
        monkeypatch.setenv("HELPDESK_DATABASE_URL", settings.database)
    slack.limits.enforced = KILLS <= 10  # after ten sockets Slack opens one a minute
    chance = random.Random(7)
    asked: list[Person] = []
    async with stage(settings, tmp_path / "out", 0) as on:
        running = await serve(on, slack, "0")
        for life in range(1, KILLS + 1):
            for number in range(PEOPLE):
                asked.append(slack.person(f"P{life}-{number}"))
                await asked[-1].says(ASKED)
                await asyncio.sleep(chance.uniform(0, 0.3))
            await asyncio.sleep(chance.uniform(0, 1.5))
            assert running.kill()
            await slack.until(lambda: not slack.sockets.sockets)
            running = await serve(on, slack, str(life))
            await again(slack)
            for person in asked:  # who sees three processes die in a row is told that something went wrong
                await person.waits_to_see("two days", within_s=30)
        await asyncio.sleep(1)
        await again(slack)
        assert on.rows("SELECT id FROM deliveries WHERE delivered_at IS NULL") == []
        taken_up = on.rows("SELECT id FROM inbox WHERE attempts > 0")
        os.kill(running.process, 15)
        assert await running.ends(within_s=15), "it does not stop when it is told to"
    told_to = Counter(len(told(person.dm)) for person in asked)
    print(
        f"{KILLS} kills, {len(asked)} asked, {len(taken_up)} taken up by another process, heard: {dict(told_to)}"
    )
    for person in asked:
        assert len(told(person.dm)) == 2, person.sees()  # the greeting, and the answer
    assert [each for each in slack.violations if "rate limit" not in each] == []


async def serve(on: Stage, slack: Slack, name: str) -> Running:
    running = await on.start("serve", name=f"serve{name}", lines=None)
    try:
        await slack.connected(1, within_s=60)
    except AssertionError as error:
        raise AssertionError(f"{error}: {await running.state()}") from error
    return running


async def again(slack: Slack) -> None:
    """Tell what was not acknowledged once more, as Slack does after a minute."""
    for delivery in list(slack.courier.deliveries):
        await delivery_ended(slack, delivery)
        if not delivery.acknowledged:
            await slack.courier.redeliver(delivery)


async def delivery_ended(slack: Slack, delivery: Delivery) -> None:
    await slack.until(lambda: not delivery.under_way, within_s=10)
