"""The webhook: nobody without the secret is heard, and an update is confirmed once it is kept."""

import asyncio
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from adapters.telegram.errors import TelegramUnusable
from adapters.telegram.taking import MOST_TRIES
from adapters.telegram.updates import ALLOWED
from adapters.telegram.webhook import HEADER
from bot.settings import Settings
from tests.adapters.telegram.seeing import ASKED, accepted, told
from tests.adapters.telegram.serving import PUBLIC, SECRET, Served, served
from tests.fakes.telegram import Broken, Failing, Telegram
from tests.fakes.telegram.faults import Fault


async def post(helpdesk: Served, told: object, **headers: str) -> int:
    """Post as Telegram would; the status that comes back."""
    url = helpdesk.telegram.webhook.leads_to(PUBLIC)
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data=BytesIO(body), headers={HEADER: SECRET} | headers) as answer:
            return answer.status


def failing_for(
    words: str, helpdesk: Served, monkeypatch: pytest.MonkeyPatch, *failures: Exception
) -> list[Exception]:
    """Have the inbox refuse a message; what is left of its refusals."""
    accept, left = helpdesk.work.turns.accept, list(failures)

    async def failing(inbound: Any) -> int:
        if words in inbound.text and left:
            raise left.pop()
        return await accept(inbound)

    monkeypatch.setattr(helpdesk.work.turns, "accept", failing)
    return left


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
    assert telegram.updates.allowed == frozenset(ALLOWED)
    assert telegram.updates.allowed >= {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_what_nobody_can_read_is_passed_over_and_not_posted_for_ever(
    settings: Settings, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    ana = telegram.person("Ana")
    async with served(settings, telegram, by_posts=True) as helpdesk:
        said = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "my secret"}
        unread: list[object] = [said | {"chat": {"id": 5}}, said | {"date": 10**30}, said | {"date": 10**15}]
        for number, message in enumerate([*unread, [], 7, None], 1):
            assert await post(helpdesk, {"update_id": number, "message": message}) == 200
        assert await post(helpdesk, b"no gzip", **{"Content-Encoding": "gzip"}) == 400
        assert await post(helpdesk, b'{"update_id": ' + b"9" * 5000 + b"}") == 400
        await ana.says(ASKED)
        await ana.waits_to_see("two days")
        assert await accepted(helpdesk) == 1
    assert "my secret" not in caplog.text


async def test_what_can_not_be_kept_is_posted_again_until_it_is(
    settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = telegram.person("Ana")
    async with served(settings, telegram, by_posts=True) as helpdesk:
        left = failing_for(ASKED, helpdesk, monkeypatch, OSError(), OSError())
        await ana.says(ASKED)
        await ana.waits_to_see("two days", within_s=15)
        assert left == []
        assert len(told(helpdesk, ana.chat)) == 2


async def test_what_can_never_be_kept_does_not_stand_in_the_way_of_the_same_chat(
    settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = telegram.person("Ana")
    async with served(settings, telegram, by_posts=True) as helpdesk:
        left = failing_for("poison", helpdesk, monkeypatch, *[ValueError() for _ in range(50)])
        await ana.says("poison")
        await ana.says(ASKED)
        while "two days" not in ana.sees():
            telegram.clock.advance(60)
            await asyncio.sleep(0.05)
        assert len(left) == 50 - MOST_TRIES


def unreadable_once(look: Callable[..., Any]) -> Callable[..., Any]:
    """A call whose first answer the library can't read, as of a server of another version."""
    odd = [TypeError()]

    async def call(bot: Bot) -> Any:
        if odd:
            raise odd.pop()
        return await look(bot)

    return call


async def test_a_webhook_that_somebody_removes_is_set_again(
    settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.telegram.connecting.WATCH_S", 0.1)
    ana = telegram.person("Ana")
    async with served(settings, telegram, by_posts=True):
        telegram.webhook.delete()
        telegram.faults.next("getWebhookInfo", Broken(502))
        monkeypatch.setattr(Bot, "get_webhook_info", unreadable_once(Bot.get_webhook_info))
        await ana.says(ASKED)
        await ana.waits_to_see("two days")
        assert len(telegram.calls_of("setWebhook")) == 2


@pytest.mark.parametrize("fault", [Broken(502), Broken(429), Failing(500)], ids=["502", "429", "500"])
async def test_a_passing_error_at_setting_the_webhook_is_no_fault_of_the_address(
    settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr("adapters.telegram.transport.PAUSE_S", 0.1)
    monkeypatch.setattr("adapters.telegram.connecting.BACK_OFF_S", (0.02, 0.02))
    telegram.faults.next("setWebhook", fault)
    ana = telegram.person("Ana")
    async with served(settings, telegram, by_posts=True):
        await ana.says(ASKED)
        await ana.waits_to_see("two days")


@pytest.mark.parametrize(
    ("fault", "words"), [(Broken(502), "not reached"), (Failing(400, "Bad Request: bad webhook"), "HTTPS")]
)
async def test_a_webhook_that_can_not_be_set_is_said_plainly(
    settings: Settings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch, fault: Fault, words: str
) -> None:
    monkeypatch.setattr("adapters.telegram.connecting.BACK_OFF_S", (0.02, 0.02))
    for _ in range(3):
        telegram.faults.next("setWebhook", fault)
    with pytest.raises(TelegramUnusable, match=words):
        async with served(settings, telegram, by_posts=True):
            pass
