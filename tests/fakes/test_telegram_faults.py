"""Faults on demand: what took effect, and what the caller could see of it."""

import asyncio

import aiohttp
import pytest
from telegram.error import NetworkError, RetryAfter, TimedOut

from tests.fakes.echoing_telegram import app_of, bot_of, by_polling, raw
from tests.fakes.telegram import (
    Broken,
    Failing,
    HalfBody,
    LateReply,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Slow,
    Telegram,
)


@pytest.mark.parametrize(
    "fault", [Broken(502), Broken(504), Failing(), ResetBefore(), RateLimited(1)], ids=repr
)
async def test_some_faults_leave_nothing_behind(telegram: Telegram, fault: Broken) -> None:
    ana = telegram.person("Ana")
    telegram.faults.next("sendMessage", fault)
    async with bot_of(telegram) as bot:
        with pytest.raises((NetworkError, RetryAfter)):
            await bot.send_message(ana.id, "Hello")
        assert ana.sees() == ""
        telegram.clock.advance(1)
        await bot.send_message(ana.id, "Hello")
    assert ana.sees() == "Helpdesk: Hello"


@pytest.mark.parametrize("fault", [ResetAfter(), HalfBody()], ids=repr)
async def test_some_faults_lose_the_answer_only(telegram: Telegram, fault: ResetAfter) -> None:
    ana = telegram.person("Ana")
    telegram.faults.next("sendMessage", fault)
    async with bot_of(telegram) as bot:
        with pytest.raises(NetworkError):
            await bot.send_message(ana.id, "Hello")
    assert ana.sees() == "Helpdesk: Hello"


async def test_the_page_of_telegrams_front_is_no_json(telegram: Telegram) -> None:
    telegram.faults.next("getMe", Broken(502))
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{telegram.base_url}{telegram.token}/getMe") as answer:
            assert (answer.status, answer.content_type) == (502, "text/html")
            assert "<h1>502 Bad Gateway</h1>" in await answer.text()
    assert [(call.method, call.status) for call in telegram.calls] == [("getMe", 502)]


async def test_a_slow_call_takes_effect_late_and_a_late_reply_does_not(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    async with bot_of(telegram) as bot:
        telegram.faults.next("sendMessage", Slow(0.1))
        sending = asyncio.create_task(bot.send_message(ana.id, "Slow"))
        await asyncio.sleep(0.05)
        assert ana.sees() == ""
        await sending
        telegram.faults.next("sendMessage", LateReply(0.1))
        sending = asyncio.create_task(bot.send_message(ben.id, "Late"))
        await ben.waits_to_see("Late")
        assert not sending.done()
        await sending
        telegram.faults.next("sendMessage", LateReply(0.3))
        with pytest.raises(TimedOut):
            await bot.send_message(ben.id, "Later", read_timeout=0.1)
    assert "Later" in ben.sees()


async def test_faults_strike_the_nth_call_a_share_or_one_chat(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    telegram.faults.next("sendMessage", RateLimited(1), skip=2)
    told = [(await raw(telegram, "sendMessage", chat_id=ana.id, text="x"))["ok"] for _ in range(4)]
    assert told == [True, True, False, True]
    telegram.faults.share("sendMessage", Failing(), 0.3)
    told = [(await raw(telegram, "sendMessage", chat_id=ana.id, text="x"))["ok"] for _ in range(40)]
    assert 5 <= told.count(False) <= 20
    telegram.faults.clear()
    telegram.faults.next(None, Failing(403, "Forbidden"), where=lambda sent: sent.get("chat_id") == ben.id)
    assert (await raw(telegram, "sendMessage", chat_id=ana.id, text="x"))["ok"]
    assert (await raw(telegram, "sendMessage", chat_id=ben.id, text="x"))["description"] == "Forbidden"


async def test_polling_survives_faults(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    telegram.faults.next("getUpdates", ResetAfter())
    async with by_polling(telegram, app_of(telegram), errors=[]):
        await ana.says("Hello")
        await ana.waits_to_see("You said: Hello")
        await telegram.polled()
    assert ana.sees().count("You said: Hello") == 1
