"""The fake's webhook: secret, order, side by side, retries, and what may go wrong on the way."""

import asyncio
import json

from aiohttp import web
from telegram import Update

from tests.fakes.echoing_telegram import (
    SECRET,
    app_of,
    bot_of,
    buttons,
    by_webhook,
    posting_to,
    raw,
    refusal,
    served,
)
from tests.fakes.telegram import Telegram
from tests.fakes.telegram.webhook import SECRET_HEADER


class Listener:
    """An address that answers with the statuses it is given, then with 200."""

    def __init__(self, *statuses: int, retry_after: str = "") -> None:
        self.statuses = list(statuses)
        self.retry_after = retry_after
        self.heard: list[tuple[int, str]] = []
        self.secrets: list[str | None] = []

    async def handle(self, request: web.Request) -> web.Response:
        body = json.loads(await request.text())
        self.heard.append((body["update_id"], body.get("message", {}).get("text", "")))
        self.secrets.append(request.headers.get(SECRET_HEADER))
        status = self.statuses.pop(0) if self.statuses else 200
        return web.Response(status=status, headers={"Retry-After": self.retry_after} if status != 200 else {})

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.heard]


async def test_an_app_hears_and_answers(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with by_webhook(telegram, app_of(telegram)):
        await ana.says("Hello")
        await ana.waits_to_see("You said: Hello")
        await telegram.webhook.settled()
        await raw(telegram, "sendMessage", chat_id=ana.id, text="Well?", reply_markup=buttons("Go").to_dict())
        assert (await ana.presses("Go", waits=True)).text == "You pressed go"
    assert telegram.violations == []


async def test_the_secret_goes_with_every_delivery_and_can_be_spoilt(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    heard: list[Update] = []
    async with by_webhook(telegram, app_of(telegram, heard)):
        await ana.says("Hello")
        await telegram.until(lambda: bool(heard))
        (update,) = telegram.updates.history
        assert telegram.webhook.sent[0].headers[SECRET_HEADER] == SECRET
        for wrong in ("", "somebody-elses", SECRET.upper()):
            status, _, _ = await telegram.webhook.post(telegram.webhook.request(update, secret=wrong))
            assert status == 403
        status, _, _ = await telegram.webhook.post(telegram.webhook.sent[0])
        assert status == 200
        await telegram.until(lambda: len(heard) == 2)


async def test_what_waited_is_told_when_a_webhook_is_set(telegram: Telegram) -> None:
    listener = Listener()
    await telegram.person("Ana").says("Early")
    async with served(listener.handle) as url:
        posting_to(telegram, url)
        await telegram.webhook.settled()
    assert listener.texts == ["Early"]
    assert listener.secrets == [SECRET]


async def test_a_failing_address_is_tried_again_ever_later(telegram: Telegram) -> None:
    listener = Listener(500, 503, 302, 404)
    ana = telegram.person("Ana")
    async with served(listener.handle) as url:
        posting_to(telegram, url)
        await ana.says("Hello")
        await telegram.until(lambda: [len(each.statuses) for each in telegram.webhook.deliveries] == [2])
        info = (await raw(telegram, "getWebhookInfo"))["result"]
        assert info["pending_update_count"] == 1
        assert info["last_error_message"] == "Wrong response from the webhook: 503"
        tried = telegram.webhook.deliveries[0].statuses
        for count, seconds in ((3, 2), (4, 4), (5, 8)):
            telegram.clock.advance(seconds - 0.5)
            await asyncio.sleep(0.02)
            assert len(listener.heard) == count - 1
            telegram.clock.advance(0.5)
            await telegram.until(lambda count=count: len(tried) == count)  # type: ignore[misc]
        await telegram.webhook.settled()
    assert len({id_ for id_, _ in listener.heard}) == 1
    assert telegram.webhook.deliveries[0].statuses == [500, 503, 302, 404, 200]


async def test_retry_after_is_kept_to(telegram: Telegram) -> None:
    listener = Listener(429, retry_after="30")
    async with served(listener.handle) as url:
        posting_to(telegram, url)
        await telegram.person("Ana").says("Hello")
        await telegram.until(lambda: [each.statuses for each in telegram.webhook.deliveries] == [[429]])
        telegram.clock.advance(29)
        await asyncio.sleep(0.02)
        assert len(listener.heard) == 1
        telegram.clock.advance(1)
        await telegram.webhook.settled()
    assert len(listener.heard) == 2


async def test_after_a_day_an_update_is_given_up(telegram: Telegram) -> None:
    listener = Listener(500, 500)
    async with served(listener.handle) as url:
        posting_to(telegram, url)
        await telegram.person("Ana").says("Hello")
        await telegram.until(lambda: [each.statuses for each in telegram.webhook.deliveries] == [[500, 500]])
        telegram.clock.advance(24 * 3600 + 1)
        await telegram.webhook.settled()
    assert len(listener.heard) == 2


async def test_one_chat_waits_and_others_do_not(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    go_on = asyncio.Event()
    heard: list[str] = []

    async def handle(request: web.Request) -> web.Response:
        text = json.loads(await request.text())["message"]["text"]
        heard.append(text)
        if text == "One":
            await go_on.wait()
        return web.Response()

    async with served(handle) as url:
        posting_to(telegram, url)
        await ana.says("One")
        await ana.says("Two")
        await ben.says("Three")
        await telegram.until(lambda: len(heard) == 2)
        assert heard == ["One", "Three"]
        go_on.set()
        await telegram.webhook.settled()
    assert heard == ["One", "Three", "Two"]


async def test_no_more_connections_than_were_asked_for(telegram: Telegram) -> None:
    most = [0, 0]

    async def handle(request: web.Request) -> web.Response:
        most[0] += 1
        most[1] = max(most)
        await asyncio.sleep(0.01)
        most[0] -= 1
        return web.Response()

    async with served(handle) as url:
        posting_to(telegram, url, max_connections=3)
        for number in range(9):
            await telegram.person(f"Person {number}").says("Hello")
        await telegram.webhook.settled()
    assert telegram.webhook.most_at_once == most[1] == 3


async def test_deliveries_may_be_lost_doubled_forgotten_and_out_of_order(telegram: Telegram) -> None:
    listener = Listener()
    ana = telegram.person("Ana")
    async with served(listener.handle) as url:
        posting_to(telegram, url)
        telegram.webhook.trouble.lose = 1
        await ana.says("Lost once")
        await telegram.webhook.settled()
        assert telegram.webhook.deliveries[0].statuses == [None, 200]
        telegram.webhook.trouble.forget = 1
        await ana.says("Answer lost")
        await telegram.webhook.settled()
        telegram.webhook.trouble.copies = 3
        await ana.says("Thrice")
        await telegram.webhook.settled()
        telegram.webhook.trouble.copies = 1
        assert listener.texts == ["Lost once", *["Answer lost"] * 2, *["Thrice"] * 3]
        async with telegram.shuffled(backwards=True):
            await ana.says("First")
            await ana.says("Second")
        await telegram.webhook.settled()
        assert listener.texts[-2:] == ["Second", "First"]
        telegram.updates_again(telegram.updates.history[0])
        await telegram.webhook.settled()
        assert listener.heard[-1] == listener.heard[0]


async def test_an_address_that_is_away_is_tried_again(telegram: Telegram) -> None:
    listener = Listener()
    async with served(listener.handle) as url:
        pass
    posting_to(telegram, url)
    await telegram.person("Ana").says("Hello")
    await telegram.until(
        lambda: bool(telegram.webhook.deliveries) and len(telegram.webhook.deliveries[0].statuses) == 2
    )
    info = (await raw(telegram, "getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Connection failed"


async def test_a_public_address_leads_where_a_proxy_would(telegram: Telegram) -> None:
    listener = Listener()
    async with served(listener.handle) as url, bot_of(telegram) as bot:
        telegram.webhook.routes["https://help.example.eu"] = url.removesuffix("/telegram")
        await bot.set_webhook("https://help.example.eu/telegram", secret_token=SECRET, max_connections=7)
        await telegram.person("Ana").says("Hello")
        await telegram.webhook.settled()
        info = await bot.get_webhook_info()
    assert listener.texts == ["Hello"]
    assert (info.url, info.max_connections) == ("https://help.example.eu/telegram", 7)


async def test_an_answer_may_carry_a_call(telegram: Telegram) -> None:
    ana = telegram.person("Ana")

    async def handle(request: web.Request) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": ana.id, "text": "At once"})

    async with served(handle) as url:
        posting_to(telegram, url)
        await ana.says("Hello")
        await ana.waits_to_see("Helpdesk: At once")


async def test_settings_of_a_webhook_are_checked(telegram: Telegram) -> None:
    for url, words in {
        "http://help.example.eu/": "bad webhook: An HTTPS URL must be provided for webhook",
        "https://help.example.eu:8080/": "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        "help": "invalid webhook URL specified",
        "ftp://help.example.eu/": "invalid webhook URL specified",
    }.items():
        assert await refusal(telegram, "setWebhook", url=url) == f"Bad Request: {words}"
    good = "https://help.example.eu:8443/"
    assert await refusal(telegram, "setWebhook", url=good, secret_token="white space") == (
        "Bad Request: secret token contains unallowed characters"
    )
    assert await refusal(telegram, "setWebhook", url=good, secret_token="x" * 257) == (
        "Bad Request: secret token is too long"
    )
    assert telegram.violations == []
    await raw(telegram, "setWebhook", url=good, max_connections=101)
    assert telegram.violations == ["setWebhook: max_connections is between 1 and 100"]
    await raw(telegram, "setWebhook", url="")
    assert (await raw(telegram, "getWebhookInfo"))["result"]["url"] == ""


async def test_pending_updates_can_be_dropped(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        await ana.says("Old")
        await bot.delete_webhook()
        assert len(await bot.get_updates()) == 1
        await bot.delete_webhook(drop_pending_updates=True)
        assert await bot.get_updates() == ()
        await ana.says("Old again")
        await bot.set_webhook("https://help.example.eu/", drop_pending_updates=True)
        assert (await bot.get_webhook_info()).pending_update_count == 0
