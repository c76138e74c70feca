"""getUpdates and the webhook, https://core.telegram.org/bots/api#getting-updates."""

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram.asking import Ask, method
from tests.fakes.telegram.errors import Refused, bad
from tests.fakes.telegram.state import Json
from tests.fakes.telegram.updates import TYPES
from tests.fakes.telegram.webhook import Settings

LONGEST_POLL_S = 50
SECRET = re.compile(r"[\w-]{1,256}", re.ASCII)
PORTS = (None, 443, 80, 88, 8443)
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"


def conflict(what: str) -> Refused:
    return Refused(409, f"Conflict: {what}")


@method("getUpdates", optional="offset limit timeout allowed_updates")
async def get_updates(ask: Ask) -> list[Json]:
    polling, updates = ask.world.polling, ask.world.updates
    if ask.world.webhook.settings:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    allow(ask)
    limit, timeout_s = ask.number("limit", 100), ask.number("timeout")
    if not 1 <= limit <= 100:
        ask.minds("limit is between 1 and 100")
        limit = 100
    if not 0 <= timeout_s <= LONGEST_POLL_S:
        ask.minds(f"timeout is at most {LONGEST_POLL_S}")
        timeout_s = LONGEST_POLL_S
    deadline = asyncio.create_task(ask.world.clock.sleep(timeout_s))
    await asyncio.sleep(0)  # so that its time counts from now
    end = polling.take_over(OTHER_POLL)
    updates.confirm(ask.number("offset"))
    try:
        while not updates.fresh() and timeout_s and not deadline.done():
            news = asyncio.create_task(updates.news())
            waited_for: set[asyncio.Future[Any]] = {news, end, deadline}
            await asyncio.wait(waited_for, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            if end.done():
                raise conflict(end.result())
    finally:
        deadline.cancel()
        polling.leave(end)
    told = updates.hand_out(limit, offset=ask.number("offset"))
    return [update.payload() for update in told]


def allow(ask: Ask) -> None:
    """Take the types of updates that the bot asks for, if it names any."""
    types: Any = ask.json("allowed_updates")
    if types is not None:
        types = [str(held) for held in types]
        for unknown in sorted(set(types) - TYPES):
            ask.minds(f"allowed_updates has no {unknown}")
        ask.world.updates.allow(types)


@method(
    "setWebhook",
    required="url",
    optional="certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
)
def set_webhook(ask: Ask) -> bool:
    url = ask.text("url")
    if not url:
        return delete_webhook(ask)
    secret, most = ask.text("secret_token"), ask.number("max_connections", 40)
    if len(secret) > 256:
        raise bad("secret token is too long")
    if secret and not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    if not 1 <= most <= 100:
        ask.minds("max_connections is between 1 and 100")
        most = min(max(1, most), 100)
    check_address(url)
    if ask.flag("drop_pending_updates"):
        ask.world.updates.pending.clear()
    ask.world.polling.interrupt("terminated by setWebhook request")
    allow(ask)
    has_certificate = ask.upload("certificate") is not None
    ask.world.webhook.set(Settings(url, secret, most, ask.text("ip_address"), has_certificate))
    return True


def check_address(url: str) -> None:
    """Raise Refused unless Telegram could post there; here loopback may do without https and with any port."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise bad("invalid webhook URL specified") from None
    if not host or parts.scheme not in ("http", "https"):
        raise bad("invalid webhook URL specified")
    if host in ("127.0.0.1", "localhost"):
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


@method("deleteWebhook", optional="drop_pending_updates")
def delete_webhook(ask: Ask) -> bool:
    if ask.flag("drop_pending_updates"):
        ask.world.updates.pending.clear()
    ask.world.webhook.delete()
    return True


@method("getWebhookInfo")
def get_webhook_info(ask: Ask) -> Json:
    webhook, updates = ask.world.webhook, ask.world.updates
    settings = webhook.settings
    body: Json = {
        "url": settings.url if settings else "",
        "has_custom_certificate": bool(settings and settings.certificate),
        "pending_update_count": len(updates.fresh()),
    }
    if settings:
        body["max_connections"] = settings.max_connections
        body["ip_address"] = settings.ip_address or "127.0.0.1"
    if updates.allowed is not None:
        body["allowed_updates"] = sorted(updates.allowed)
    if webhook.last_error:
        at, what = webhook.last_error
        body |= {"last_error_date": int(at), "last_error_message": what}
    return body
