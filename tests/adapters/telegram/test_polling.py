"""Long polling: one process asks, whatever stands in its way, and no update is confirmed that was not kept."""

import asyncio
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from telegram import Update

from adapters.telegram.connecting import Access, always, connected
from adapters.telegram.polling import Polling
from adapters.telegram.taking import MOST_TRIES, Taking
from adapters.telegram.transport import OurBot
from adapters.telegram.updates import ALLOWED
from bot.settings import Settings
from bot.storage.receipts import Receipts
from bot.texts import Texts
from tests.adapters.telegram.seeing import ASKED, accepted, told
from tests.adapters.telegram.serving import Served, served
from tests.fakes.telegram import Broken, Failing, RateLimited, Telegram
from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.webhook import Settings as WebhookSettings


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


async def test_what_is_no_update_at_all_does_not_stand_in_the_way(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = OurBot.raw_updates

    async def odd(self: OurBot, **how: Any) -> list[Any]:
        return [
            None,
            7,
            {},
            {"update_id": "8"},
            {"message": {"text": "no number"}},
            *await asked(self, **how),
        ]

    monkeypatch.setattr(OurBot, "raw_updates", odd)
    ben = helpdesk.telegram.person("Ben")
    await ben.says(ASKED)
    await ben.waits_to_see("two days", within_s=15)


@pytest.mark.parametrize("id_", [10**30, -(10**30)])
async def test_an_id_that_no_database_can_count_does_not_stand_in_the_way(helpdesk: Served, id_: int) -> None:
    ben = helpdesk.telegram.person("Ben")
    by = {"id": id_, "is_bot": False, "first_name": "Huge"}
    huge = {"message_id": 7, "date": 1, "chat": {"id": id_, "type": "private"}, "from": by, "text": ASKED}
    helpdesk.telegram.updates.add("message", huge, queue="x")
    await ben.says(ASKED)
    await ben.waits_to_see("two days", within_s=15)
    await helpdesk.telegram.polled()
    assert await accepted(helpdesk) == 1


async def test_only_what_is_taken_is_asked_for(helpdesk: Served) -> None:
    assert helpdesk.telegram.updates.allowed == frozenset(ALLOWED)
    assert helpdesk.telegram.updates.allowed >= {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    }


@pytest.mark.parametrize(
    "fault", [Broken(502), Broken(429), RateLimited(1), Failing(500)], ids=["502", "429 page", "429", "500"]
)
async def test_a_webhook_that_was_left_set_is_removed_however_often_that_fails(
    settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr("adapters.telegram.transport.PAUSE_S", 0.1)
    telegram.webhook.set(WebhookSettings("https://elsewhere.example/hook"))
    telegram.faults.next("deleteWebhook", fault)
    telegram.faults.next("deleteWebhook", fault)
    ana = telegram.person("Ana")
    async with served(settings, telegram):
        await ana.says(ASKED)
        await ana.waits_to_see("two days", within_s=15)
    assert [call.error for call in telegram.calls_of("getUpdates") if call.status == 409] == []


@pytest.mark.parametrize("fault", [Failing(404, "Not Found"), Failing(400, "Bad Request: no")], ids=repr)
async def test_a_server_that_refuses_to_remove_webhooks_is_asked_all_the_same(
    settings: Settings, telegram: Telegram, fault: Fault
) -> None:
    telegram.faults.next("deleteWebhook", fault)
    ana = telegram.person("Ana")
    async with served(settings, telegram):
        await ana.says(ASKED)
        await ana.waits_to_see("two days")


async def test_a_webhook_that_is_set_meanwhile_is_removed(
    helpdesk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.telegram.polling.CONFLICT_S", 0.1)
    telegram = helpdesk.telegram
    telegram.webhook.set(WebhookSettings("https://elsewhere.example/hook"))
    telegram.world.polling.interrupt("terminated by setWebhook request")
    ana = telegram.person("Ana")
    await ana.says(ASKED)
    await ana.waits_to_see("two days", within_s=15)


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


async def test_a_server_that_answers_at_once_with_nothing_is_not_asked_all_the_time(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.telegram.polling.POLL_S", 0)
    access = Access(telegram.token, telegram.base)
    taken: list[Update] = []

    async def take(update: Update) -> None:
        taken.append(update)

    async with connected(access, Texts(), Receipts()) as connection:
        polling = Polling(connection.bot, Taking(connection.bot, take), always)
        running = asyncio.create_task(polling.run())
        await asyncio.sleep(1.5)
        assert 2 <= len(telegram.calls_of("getUpdates")) <= 6
        await telegram.person("Ana").says(ASKED)
        await telegram.until(lambda: len(taken) == 1)
        running.cancel()
