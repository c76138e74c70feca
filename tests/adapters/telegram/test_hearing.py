"""What people say in Telegram is kept and answered once, whatever becomes of the updates."""

import asyncio
import os

import pytest

from bot.settings import Settings
from bot.texts import languages
from tests.adapters.telegram.seeing import ASKED, accepted, kept_words, told
from tests.adapters.telegram.serving import Served, quick, served
from tests.fakes.telegram import Telegram

UPDATES = int(os.environ.get("REDELIVERED_EVENTS", "40"))
TIMES = max(3, 1000 // UPDATES - 1)


@pytest.mark.timeout(UPDATES + 120)
async def test_a_thousand_updates_repeated_and_shuffled_get_one_reply_each(
    settings: Settings, telegram: Telegram
) -> None:
    telegram.limits.enforced = False
    async with served(settings, telegram, pace=quick()) as helpdesk:
        people = [telegram.person(f"P{number}") for number in range(UPDATES)]
        for first in range(0, UPDATES, 40):
            several, before = people[first : first + 40], len(telegram.updates.history)
            async with telegram.shuffled():
                for person in several:
                    await person.says("hello")
            said = telegram.updates.history[before : before + len(several)]
            for _ in range(TIMES):
                telegram.updates_again(*said)
            for person in several:
                await person.waits_to_see("What would you like to know?", within_s=40)
            await telegram.polled(within_s=40)
        await asyncio.sleep(0.5)
        assert await accepted(helpdesk) == UPDATES
        for person in people:
            assert len(told(helpdesk, person.chat)) == 2  # the greeting, and the reply


async def test_what_can_not_be_kept_is_not_confirmed_and_comes_again(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = helpdesk.telegram.person("Ana")
    accept, failures = helpdesk.work.turns.accept, [OSError(), OSError()]

    async def failing(inbound: object) -> int:
        if failures:
            raise failures.pop()
        return await accept(inbound)  # type: ignore[arg-type]

    monkeypatch.setattr(helpdesk.work.turns, "accept", failing)
    await ana.says(ASKED)
    await ana.waits_to_see("two days", within_s=15)
    assert failures == []
    assert len(told(helpdesk, ana.chat)) == 2


async def test_two_quick_messages_are_answered_in_their_order_and_three_pieces_once(
    settings: Settings, telegram: Telegram
) -> None:
    async with served(settings, telegram, burst_s=0.5) as helpdesk:
        ana = telegram.person("Ana")
        for piece in ("How long", "does a peer review", "take?"):
            await ana.says(piece)
        await ana.waits_to_see("two days")
        await telegram.polled()
        assert len(told(helpdesk, ana.chat)) == 2


async def test_a_message_changed_in_time_is_answered_as_it_stands(
    settings: Settings, telegram: Telegram
) -> None:
    async with served(settings, telegram, burst_s=1.0) as helpdesk:
        ana = telegram.person("Ana")
        said = await ana.says("How do I bake bread?")
        await ana.edits(said, ASKED)
        await ana.waits_to_see("two days")
        assert len(told(helpdesk, ana.chat)) == 2


async def test_a_message_changed_too_late_gets_a_reply_of_its_own_once(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    said = await ana.says("What does a peer review cost?")
    await ana.waits_to_see("[1]")
    await ana.edits(said, ASKED)
    await ana.waits_to_see("two days")
    await ana.edits(said, ASKED)  # as when something else of it changes: another date, the same words
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert len(told(helpdesk, ana.chat)) == 3


async def test_a_message_changed_back_to_what_it_said_gets_its_reply_again(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    said = await ana.says("What does a peer review cost?")
    await ana.waits_to_see("[1]")
    for count, text in enumerate((ASKED, "How do I bake bread?", ASKED, "What does a peer review cost?"), 3):
        helpdesk.telegram.clock.advance(2)
        await ana.edits(said, text)
        await helpdesk.telegram.until(lambda count=count: len(told(helpdesk, ana.chat)) == count)  # type: ignore[misc]
        helpdesk.telegram.updates_again()
        await helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert len(told(helpdesk, ana.chat)) == 6


async def test_changes_that_are_told_again_or_in_another_order_bring_back_no_earlier_words(
    settings: Settings, telegram: Telegram
) -> None:
    async with served(settings, telegram, burst_s=1.0) as helpdesk:
        ana = telegram.person("Ana")
        said = await ana.says("How do I bake bread?")
        async with telegram.shuffled(backwards=True):
            await ana.edits(said, "How do I cook soup?")
            await ana.edits(said, ASKED)
        await ana.waits_to_see("two days")
        telegram.clock.advance(2)
        await ana.edits(said, "What does a peer review cost?")
        await telegram.until(lambda: len(told(helpdesk, ana.chat)) == 3)
        await ana.edits(said, ASKED)
        await telegram.until(lambda: len(told(helpdesk, ana.chat)) == 4)
        await ana.edits(said, "What does a peer review cost?")  # within a second of the one before
        await telegram.until(lambda: len(told(helpdesk, ana.chat)) == 5)
        telegram.updates_again()
        await telegram.polled()
        await asyncio.sleep(0.5)
        assert len(told(helpdesk, ana.chat)) == 5
        assert "soup" not in str(await kept_words(helpdesk))


async def test_the_menus_speak_the_language_of_whoever_looks(helpdesk: Served) -> None:
    menus = helpdesk.telegram.state.profile.menus
    await helpdesk.telegram.until(lambda: len(menus) == 3 * (1 + len(languages())))
    shown = [told for (_, language), told in menus.items() if language == "pl"]
    assert {each["description"] for menu in shown for each in menu} >= {"Zadaj pytanie", "Co potrafię"}
    others = [told for (_, language), told in menus.items() if not language]
    assert {each["description"] for menu in others for each in menu} >= {"Ask a question", "What I can do"}
