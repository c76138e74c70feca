"""How often a bot may send on the fake, and what it is told when it sends more."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from tests.fakes.echoing_telegram import bot_of, raw
from tests.fakes.telegram import RateLimited, Telegram
from tests.fakes.telegram.limits import Rate


async def wait_of(bot: Bot, chat_id: int) -> timedelta:
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(chat_id, "One too many")
    held = caught.value.retry_after
    assert isinstance(held, timedelta)
    return held


async def test_one_message_a_second_in_a_chat_after_a_burst(telegram: Telegram) -> None:
    now = [100.0]
    async with Telegram(monotonic=lambda: now[0]) as still:
        ana, ben = still.person("Ana"), still.person("Ben")
        async with bot_of(still) as bot:
            for number in range(4):
                await bot.send_message(ana.id, str(number))
            assert await wait_of(bot, ana.id) == timedelta(seconds=1)
            await bot.send_message(ben.id, "Others are served")
            now[0] += 1
            await bot.send_message(ana.id, "Again")
            now[0] += 3.5
            for number in range(3):
                await bot.send_message(ana.id, str(number))
            assert await wait_of(bot, ana.id) == timedelta(seconds=1)
        assert still.violations == [f"sendMessage: rate limit exceeded (chat {ana.id})"] * 2
        assert ana.sees().count("\n") == 7


async def test_twenty_a_minute_in_a_group_edits_included(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Group", ana)
    async with bot_of(telegram) as bot:
        sent = await bot.send_message(group.id, "0")
        for number in range(1, 20):
            await bot.edit_message_text(str(number), group.id, sent.message_id)
        assert (await wait_of(bot, group.id)).total_seconds() == 3
        own = await bot.send_message(ana.id, "0")
        for number in range(1, 8):
            await bot.edit_message_text(str(number), ana.id, own.message_id)
    assert telegram.violations == [f"sendMessage: rate limit exceeded (group {group.id})"]


async def test_thirty_a_second_overall(telegram: Telegram) -> None:
    now = [100.0]
    async with Telegram(monotonic=lambda: now[0]) as still:
        people = [still.person(f"P{number}") for number in range(32)]
        async with bot_of(still) as bot:
            for person in people[:30]:
                await bot.send_message(person.id, "News")
            assert await wait_of(bot, people[30].id) == timedelta(seconds=1)
            await bot.send_chat_action(people[30].id, "typing")
            now[0] += 1
            await bot.send_message(people[31].id, "News")
    assert still.violations == ["sendMessage: rate limit exceeded (overall)"]


async def test_who_calls_before_the_wait_is_over_is_noticed(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    telegram.faults.next("sendMessage", RateLimited(5))
    async with bot_of(telegram) as bot:
        assert await wait_of(bot, ana.id) == timedelta(seconds=5)
        await bot.send_message(ben.id, "Not his wait")
        telegram.clock.advance(4)
        await bot.send_message(ana.id, "Early")
        assert len(telegram.violations) == 1
        assert "before retry_after was over" in telegram.violations[0]
        telegram.clock.advance(1)
        await bot.send_message(ana.id, "In time")
        assert len(telegram.violations) == 1


async def test_a_429_says_how_long_in_words_number_and_header(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    telegram.limits.burst = 1
    assert (await raw(telegram, "sendMessage", chat_id=ana.id, text="x"))["ok"]
    body = await raw(telegram, "sendMessage", chat_id=ana.id, text="x")
    assert body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    telegram.limits.overall = Rate(1, 1)
    telegram.limits.enforced = False
    for _ in range(9):
        assert (await raw(telegram, "sendMessage", chat_id=ana.id, text="x"))["ok"]
