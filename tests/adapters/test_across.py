"""One desk for all platforms: a question of one chat is answered from another, each under the message that put it."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.slack.connecting import Access as SlackAccess
from adapters.slack.connecting import connected as slack_connected
from adapters.slack.sender import SlackSender
from adapters.telegram.connecting import Access as TelegramAccess
from adapters.telegram.connecting import connected as telegram_connected
from bot.app import open_app
from bot.cli.platforms import Platforms
from bot.storage.receipts import Receipts
from tests.adapters.slack.serving import quick as quick_slack
from tests.adapters.telegram.serving import quick as quick_telegram
from tests.conversation.talking import HandClock
from tests.deployment import Deploy
from tests.fakes.slack import Channel, Slack
from tests.fakes.slack import Person as SlackPerson
from tests.fakes.telegram import Chat, Telegram
from tests.fakes.telegram import Person as TelegramPerson

ADVICE = "How should our county design a grant scheme for repair shops that nobody abuses?"


@dataclass
class Both:
    """A helpdesk that serves both platforms, with an expert and a member on each."""

    slack: Slack
    telegram: Telegram
    channel: Channel
    group: Chat
    slack_anna: SlackPerson
    slack_ana: SlackPerson
    telegram_bram: TelegramPerson
    telegram_ben: TelegramPerson


@pytest.fixture
async def both(deploy: Deploy, tmp_path: Path) -> AsyncIterator[Both]:
    async with AsyncExitStack() as open_:
        slack = await open_.enter_async_context(Slack())
        telegram = await open_.enter_async_context(Telegram())
        telegram.limits.enforced = slack.limits.enforced = False
        anna, ana = slack.person("Anna"), slack.person("Ana")
        bram, ben = telegram.person("Bram"), telegram.person("Ben")
        channel = slack.channel("experts", anna, kind="private")
        group = telegram.supergroup("Experts", bram, bot="administrator")
        settings = deploy(tmp_path / "talk").model_copy(
            update={
                "slack_experts_channel": channel.id,
                "slack_experts": f"{anna.id}=Anna",
                "telegram_experts_group": str(group.id),
                "telegram_experts": f"{bram.id}=Bram",
            }
        )
        app = await open_.enter_async_context(open_app(settings))
        access = SlackAccess(
            slack.bot_token, slack.app_token, slack.app.signing_secret, slack.api_url, 1, port=0
        )
        platforms = Platforms(
            await open_.enter_async_context(slack_connected(access, app.texts)),
            await open_.enter_async_context(
                telegram_connected(TelegramAccess(telegram.token, telegram.base), app.texts, Receipts())
            ),
        )
        assert platforms.slack is not None
        assert platforms.telegram is not None
        assert isinstance(platforms.slack.sender, SlackSender)
        platforms.slack.sender.pace, platforms.telegram.sender.calls.pace = quick_slack(), quick_telegram()
        app.clock = HandClock()
        app.conversation()
        rooms = await platforms.rooms(app, settings)
        work = await open_.enter_async_context(app.work(*platforms.senders))
        await open_.enter_async_context(platforms.listening(app, work, rooms))
        await slack.connected(1)
        await telegram.polled()
        yield Both(slack, telegram, channel, group, anna, ana, bram, ben)
        await slack.settled()
        assert slack.violations == []
        assert telegram.violations == []


async def test_an_expert_in_slack_answers_a_member_in_telegram_under_the_question(both: Both) -> None:
    asked = await both.telegram_ben.says(ADVICE)
    await both.telegram_ben.waits_to_see("[Ask an expert]")
    await both.telegram_ben.presses("Ask an expert", waits=True)
    await both.telegram_ben.waits_to_see("as number 1")
    await both.telegram_ben.says("What is a peer review?")
    await both.telegram_ben.waits_to_see("[1]")
    await both.slack_anna.waits_to_see("repair shops", in_=both.channel)
    await both.slack_anna.says("#1 Pay the shop, not the buyer.", in_=both.channel)
    await both.telegram_ben.waits_to_see("Pay the shop, not the buyer.")
    [reply] = [each for each in both.telegram.said(both.telegram_ben.chat) if "Pay the shop" in each.text]
    assert reply.reply_to is asked
    assert "Anna" in reply.text


async def test_an_expert_in_telegram_answers_a_member_in_slack_in_the_thread(both: Both) -> None:
    channel = both.slack.channel("region", both.slack_ana)
    asked = await both.slack_ana.says(f"@Helpdesk {ADVICE}", in_=channel)
    await both.slack_ana.waits_to_see("Shall I ask an expert", thread=asked)
    await both.slack_ana.says("yes", thread=asked)
    await both.slack_ana.waits_to_see("as number 1", thread=asked)
    await both.telegram_bram.waits_to_see("repair shops", in_=both.group)
    await both.telegram_bram.says("#1 Pay the shop.", in_=both.group)
    seen = await both.slack_ana.waits_to_see("Pay the shop.", thread=asked)
    assert "Bram" in seen
    # The card goes out by itself, before the reply or after it; that it says who answered is what counts.
    await both.slack.until(lambda: "Bram" in both.slack_anna.sees(both.channel))


async def test_an_account_in_slack_is_joined_with_one_in_telegram_by_a_link_that_works_once(
    both: Both,
) -> None:
    await both.slack_ana.says("/link")
    seen = await both.slack_ana.waits_to_see("Is the other chat in Telegram?")
    found = re.search(r"\?start=(l[A-Z2-9]{8}-[A-Za-z0-9_-]{20})", seen)
    assert found is not None
    payload = found[1]
    assert len(payload) <= 64
    stranger = both.telegram.person("Eve")
    for tampered in (payload[:-1] + ("A" if payload[-1] != "A" else "B"), "lAAAAAAAA-" + "A" * 20):
        await stranger.starts(tampered)
    await stranger.waits_to_see("This link")
    assert "asked for on Slack" not in stranger.sees()
    await both.telegram_ben.starts(payload)
    await both.telegram_ben.waits_to_see("asked for on Slack")
    await both.telegram_ben.presses("Yes")
    await both.telegram_ben.waits_to_see("Both chats are yours now")
    await stranger.starts(payload)
    await stranger.waits_to_see("do not know this code")
    await both.telegram_ben.says("/link")
    await both.telegram_ben.waits_to_see("Give it to nobody else")
    assert "Is the other chat in Telegram?" not in both.telegram_ben.sees()
