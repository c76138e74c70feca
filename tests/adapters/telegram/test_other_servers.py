"""Servers of others that speak the Bot API, and tell less than Telegram's own, or something else."""

import asyncio
from typing import Any

import pytest

from bot.settings import Settings
from tests.adapters.telegram.expert_office import at_work, staff
from tests.adapters.telegram.seeing import ASKED, told
from tests.adapters.telegram.serving import served
from tests.fakes.telegram import Telegram, bot_api


@pytest.fixture(params=["no more than ids", "what nobody can read"])
def telegram(telegram: Telegram, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Telegram:
    telegram.bot_api.is_terse = True
    if request.param == "what nobody can read":

        def odd(result: Any) -> Any:
            is_message = isinstance(result, dict) and "message_id" in result
            odd_ones = {"poll": {"of": "2031"}, "chat": {"id": "?"}, "from": {"id": 1}, "date": 10**30}
            return {**result, **odd_ones} if is_message else result

        monkeypatch.setattr(bot_api, "terse", odd)
    return telegram


async def test_what_was_sent_is_known_to_have_arrived(settings: Settings, telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with served(settings, telegram) as helpdesk:
        group = telegram.supergroup("Region", ana)
        await ana.says(ASKED)
        await ana.waits_to_see("two days")
        await ana.presses("That helped", waits=True)
        await ana.waits_to_see("I am glad that this helped")
        await ana.says("sign me up for the rural mobility webinar")
        await ana.waits_to_see("[Yes]")
        await ana.presses("Yes", waits=True)
        await ana.waits_to_see(".ics]")
        await ana.says(f"/ask {ASKED}", in_=group)
        await ana.waits_to_see("two days", in_=group)
        async with asyncio.timeout(10):
            while await helpdesk.app.deliveries.counts() != (0, 0):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert not any("Shown again" in words for chat in (ana.chat, group) for words in told(helpdesk, chat))


async def test_experts_work_there_too(settings: Settings, telegram: Telegram) -> None:
    async with at_work(await staff(settings, telegram), telegram) as office:
        id_ = await office.ticket()
        card = await office.card(id_)
        await office.anna.presses("Take it", on=card, waits=True)
        assert await office.card(id_, "with Anna") is card
        await office.anna.says("The registrar.", reply_to=card)
        await office.ana.waits_to_see("The registrar.")
        assert await office.card(id_, "answered by Anna") is card


async def test_a_bot_without_a_username_answers_in_private_and_when_it_is_replied_to(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.bot.username = ""
    ana = telegram.person("Ana")
    async with served(settings, telegram) as helpdesk:
        await ana.says(ASKED)
        await ana.waits_to_see("two days")
        group = telegram.supergroup("Region", ana)
        await ana.says("/ask what am I registered for?", in_=group)
        await ana.waits_to_see("for you alone", in_=group)
        assert not any(message.buttons for message in telegram.said(group))
        assert len(told(helpdesk, group)) == 1
