"""The fake's long polling, with python-telegram-bot at the other end: order, confirmation, conflicts, repetition."""

import asyncio

from telegram import Bot, Update
from telegram.error import Conflict, TelegramError

from tests.fakes.echoing_telegram import ALL, app_of, bot_of, buttons, by_polling, raw, refusal
from tests.fakes.telegram import Telegram


async def ids(bot: Bot, **more: object) -> list[int]:
    return [update.update_id for update in await bot.get_updates(**more)]  # type: ignore[arg-type]


async def test_an_app_hears_and_answers(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with by_polling(telegram, app_of(telegram)):
        await ana.says("Hello")
        await ana.waits_to_see("Helpdesk: You said: Hello")
        await telegram.polled()
    assert ana.sees() == "Ana: Hello\nHelpdesk: You said: Hello"
    assert telegram.violations == []


async def test_an_app_answers_a_press(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    app = app_of(telegram)
    async with by_polling(telegram, app):
        await app.bot.send_message(ana.id, "Well?", reply_markup=buttons("Solved"))
        press = await ana.presses("Solved", waits=True)
        assert press.text == "You pressed solved"
        assert telegram.unanswered() == []


async def test_update_ids_ascend_and_come_again_until_the_offset_moves(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    for word in ("One", "Two", "Three"):
        await ana.says(word)
    async with bot_of(telegram) as bot:
        first = await ids(bot)
        assert first == [first[0], first[0] + 1, first[0] + 2]
        assert await ids(bot) == first
        assert await ids(bot, limit=1) == first[:1]
        assert await ids(bot, offset=first[1]) == first[1:]
        assert await ids(bot) == first[1:]
        assert await ids(bot, offset=-1) == first[2:]
        assert await ids(bot) == first[2:]
        assert await ids(bot, offset=first[2] + 1) == []
    assert telegram.violations == []


async def test_a_long_poll_ends_with_news_or_its_time(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        waiting = asyncio.create_task(ids(bot, timeout=30))
        await telegram.until(lambda: telegram.world.polling.is_open)
        await ana.says("Hello")
        (told,) = await waiting
        waiting = asyncio.create_task(ids(bot, offset=told + 1, timeout=30))
        await telegram.until(lambda: telegram.world.polling.is_open)
        telegram.clock.advance(31)
        assert await waiting == []


async def test_a_second_poller_sends_the_first_away(telegram: Telegram) -> None:
    errors: list[TelegramError] = []
    async with by_polling(telegram, app_of(telegram), errors=errors):
        await telegram.polled()
        assert (await raw(telegram, "getUpdates"))["ok"]
        await telegram.until(lambda: bool(errors))
    assert isinstance(errors[0], Conflict)
    assert str(errors[0]) == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


async def test_types_that_were_not_asked_for_are_not_kept(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        await bot.get_updates(allowed_updates=["callback_query"])
        await ana.says("Lost")
        assert await bot.get_updates() == ()
        await bot.get_updates(allowed_updates=[])
        message = await ana.says("Kept")
        await ana.reacts("👍", on=message)
        assert [update.message is not None for update in await bot.get_updates()] == [True]
        await bot.get_updates(allowed_updates=["message", "message_reaction"])
        await ana.reacts("", on=message)
        assert (await bot.get_updates())[-1].message_reaction is not None
        await bot.get_updates(allowed_updates=["messages"])
    assert telegram.violations == ["getUpdates: allowed_updates has no messages"]


async def test_updates_are_kept_for_a_day_and_presses_for_minutes(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        await bot.send_message(ana.id, "Well?", reply_markup=buttons("Solved"))
        await ana.presses("Solved")
        await ana.says("Hello")
        telegram.clock.advance(149)
        assert len(await bot.get_updates()) == 2
        telegram.clock.advance(2)
        assert len(await bot.get_updates()) == 1
        telegram.clock.advance(24 * 3600 - 152)
        assert len(await bot.get_updates()) == 1
        telegram.clock.advance(2)
        assert await bot.get_updates() == ()


async def test_updates_can_come_again_and_in_another_order(telegram: Telegram) -> None:
    heard: list[Update] = []
    ana = telegram.person("Ana")
    telegram.limits.enforced = False
    async with by_polling(telegram, app_of(telegram, heard)):
        async with telegram.shuffled(backwards=True):
            for number in range(5):
                await ana.says(str(number))
        await telegram.until(lambda: len(heard) == 5)
        assert [update.message and update.message.text for update in heard] == list("43210")
        told = [update.update_id for update in heard]
        await telegram.polled()
        telegram.updates_again()
        await telegram.until(lambda: len(heard) == 10)
        assert sorted(update.update_id for update in heard) == sorted(told * 2)
        async with telegram.shuffled():
            for number in range(8):
                await ana.says(str(number))
        await telegram.until(lambda: len(heard) == 18)
        texts = [update.message.text for update in heard[10:] if update.message]
        assert texts != list("01234567")
        assert sorted(map(str, texts)) == list("01234567")


async def test_polling_has_bounds(telegram: Telegram) -> None:
    await raw(telegram, "getUpdates", limit=101)
    await telegram.person("Ana").says("Hello")
    await raw(telegram, "getUpdates", timeout=51)
    assert telegram.violations == [
        "getUpdates: limit is between 1 and 100",
        "getUpdates: timeout is at most 50",
    ]


async def test_nobody_polls_while_a_webhook_is_set(telegram: Telegram) -> None:
    async with bot_of(telegram) as bot:
        waiting = asyncio.create_task(bot.get_updates(timeout=30))
        await telegram.until(lambda: telegram.world.polling.is_open)
        await bot.set_webhook("https://help.example.eu/telegram", allowed_updates=ALL)
        errors = await asyncio.gather(waiting, return_exceptions=True)
        assert str(errors[0]) == "Conflict: terminated by setWebhook request"
    assert await refusal(telegram, "getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await raw(telegram, "deleteWebhook")
    assert (await raw(telegram, "getUpdates"))["ok"]
