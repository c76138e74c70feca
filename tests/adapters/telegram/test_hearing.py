"""What people say in Telegram is kept and answered once, whatever becomes of the updates."""

import asyncio
import os
from io import BytesIO

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError
from telegram import Update

from adapters.telegram.connecting import Access, always, connected
from adapters.telegram.polling import MOST_TRIES, Polling
from adapters.telegram.webhook import HEADER
from bot.settings import Settings
from bot.texts import Texts, languages
from tests.adapters.telegram.seeing import ASKED, accepted, kept_words, ticket_of, told
from tests.adapters.telegram.serving import SECRET, Served, quick, served
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


async def test_a_database_that_keeps_nothing_for_long_loses_nothing(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = helpdesk.telegram.person("Ana")
    full = OperationalError("INSERT", {}, Exception("database or disk is full"))
    accept, failures = helpdesk.work.turns.accept, [full] * (MOST_TRIES + 2)

    async def failing(inbound: object) -> int:
        if failures:
            raise failures.pop()
        return await accept(inbound)  # type: ignore[arg-type]

    monkeypatch.setattr(helpdesk.work.turns, "accept", failing)
    monkeypatch.setattr("adapters.telegram.polling.BACK_OFF_S", (0.02,))
    await ana.says(ASKED)
    await ana.waits_to_see("two days", within_s=15)
    assert failures == []
    assert len(told(helpdesk, ana.chat)) == 2


async def test_an_update_that_can_never_be_kept_does_not_stand_in_the_way(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = helpdesk.telegram.person("Ana"), helpdesk.telegram.person("Ben")
    accept = helpdesk.work.turns.accept

    async def failing(inbound: object) -> int:
        if "poison" in str(inbound):
            raise ValueError
        return await accept(inbound)  # type: ignore[arg-type]

    monkeypatch.setattr(helpdesk.work.turns, "accept", failing)
    monkeypatch.setattr("adapters.telegram.polling.BACK_OFF_S", (0.02,))
    await ana.says("poison")
    await ben.says(ASKED)
    await ben.waits_to_see("two days", within_s=15)
    await helpdesk.telegram.polled()


async def test_an_update_that_nobody_can_read_does_not_stand_in_the_way_and_is_not_logged(
    helpdesk: Served, caplog: pytest.LogCaptureFixture
) -> None:
    ben = helpdesk.telegram.person("Ben")
    unread = {"message_id": 7, "date": 1, "chat": {"id": 5}, "text": "my secret"}  # a chat without its type
    helpdesk.telegram.updates.add("message", unread, queue="x")
    await ben.says(ASKED)
    await ben.waits_to_see("two days", within_s=15)
    await helpdesk.telegram.polled()
    assert "my secret" not in caplog.text


async def test_of_two_processes_one_polls_and_the_other_takes_over(
    settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.telegram.polling.LEADS_AGAIN_S", 0.1)
    ana = telegram.person("Ana")
    async with served(settings, telegram):
        async with served(settings, telegram):
            await ana.says(ASKED)
            await ana.waits_to_see("two days")
    async with served(settings, telegram):
        await ana.says("What does a peer review cost?")
        await ana.waits_to_see("cost", within_s=15)
    conflicts = [call for call in telegram.calls_of("getUpdates") if call.status == 409]
    assert conflicts == []


async def test_by_webhook_only_who_knows_the_secret_is_heard(settings: Settings, telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with served(settings, telegram, by_posts=True) as helpdesk:
        await ana.says(ASKED)
        await ana.waits_to_see("two days")
        assert await accepted(helpdesk) == 1
        [sent] = telegram.webhook.sent[:1]
        async with aiohttp.ClientSession() as session:
            for secret, body, status in (
                (None, sent.body, 403),
                ("wrong", sent.body, 403),
                (SECRET, b"", 400),
                (SECRET, b"[]", 400),
                (SECRET, b"{", 400),
                (SECRET, b'{"message": 7}', 400),
                (SECRET, b"\xff" * 100, 400),
                (SECRET, b"[" * 50_000, 400),
                (SECRET, b"x" * 2_000_000, 413),
                (SECRET, sent.body, 200),
            ):
                headers = {HEADER: secret} if secret is not None else {}
                async with session.post(sent.url, data=BytesIO(body), headers=headers) as answer:
                    assert answer.status == status, body[:20]
        await asyncio.sleep(0.3)
        assert len(told(helpdesk, ana.chat)) == 2
    assert telegram.updates.allowed is not None
    assert telegram.updates.allowed >= {"message", "edited_message", "callback_query", "my_chat_member"}


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


@pytest.mark.parametrize(
    ("kind", "words"),
    [("photo", "pictures"), ("voice", "recordings"), ("sticker", "pictures"), ("contact", "need a contact")],
)
async def test_what_is_no_text_gets_a_kind_word_on_what_to_do(
    helpdesk: Served, kind: str, words: str
) -> None:
    ana = helpdesk.telegram.person("Ana")
    await getattr(ana, f"sends_{kind}")()
    await ana.waits_to_see(words)
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    assert len(told(helpdesk, ana.chat)) == 2


async def test_files_and_places_get_a_kind_word_and_a_caption_is_a_question(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.sends_document("plan.pdf", b"%PDF")
    await ana.waits_to_see("open files")
    await ana.sends_location()
    await ana.waits_to_see("where you are")
    await ana.sends_photo(caption=ASKED)
    await ana.waits_to_see("two days")


async def test_pictures_reach_no_expert_but_that_they_came_does(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    ticket = await ticket_of(helpdesk, f"telegram:{ana.id}")
    await ana.sends_photo()
    await helpdesk.telegram.polled()
    found = await helpdesk.app.desk.ticket(ticket)
    for _ in range(100):
        if found.messages:  # type: ignore[union-attr]
            break
        await asyncio.sleep(0.05)
        found = await helpdesk.app.desk.ticket(ticket)
    assert "picture" in found.messages[-1].text  # type: ignore[union-attr]


async def test_a_server_that_answers_at_once_with_nothing_is_not_asked_all_the_time(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.telegram.polling.POLL_S", 0)
    access = Access(telegram.token, telegram.base)
    taken: list[Update] = []

    async def take(update: Update) -> None:
        taken.append(update)

    async with connected(access, Texts()) as connection:
        polling = Polling(connection.bot, take, always)
        running = asyncio.create_task(polling.run())
        await asyncio.sleep(1.5)
        assert 2 <= len(telegram.calls_of("getUpdates")) <= 6
        await telegram.person("Ana").says(ASKED)
        await telegram.until(lambda: len(taken) == 1)
        running.cancel()


async def test_the_menus_speak_the_language_of_whoever_looks(helpdesk: Served) -> None:
    menus = helpdesk.telegram.state.profile.menus
    await helpdesk.telegram.until(lambda: len(menus) == 3 * (1 + len(languages())))
    shown = [told for (_, language), told in menus.items() if language == "pl"]
    assert {each["description"] for menu in shown for each in menu} >= {"Zadaj pytanie", "Co potrafię"}
    others = [told for (_, language), told in menus.items() if not language]
    assert {each["description"] for menu in others for each in menu} >= {"Ask a question", "What I can do"}
