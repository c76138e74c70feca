"""The webhook: Telegram posts what has happened, and is told yes once it is kept.

https://core.telegram.org/bots/api#setwebhook
"""

import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from telegram import Bot, Update

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATH = "/telegram"
LARGEST = 1024 * 1024  # bytes of one update

log = structlog.get_logger()


@asynccontextmanager
async def listening(
    bot: Bot, take: Callable[[Update], Awaitable[None]], *, host: str, port: int, secret: str
) -> AsyncIterator[str]:
    """Take posts until the end of the block; where."""

    async def handle(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
            return web.Response(status=403)
        try:
            values = json.loads(await request.read())
            update = Update.de_json(values, bot) if isinstance(values, dict) else None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return web.Response(status=400)
        if update is None:
            return web.Response(status=400)
        try:
            await take(update)
        except Exception as error:  # noqa: BLE001  (whatever it is, it was not kept)
            log.error("not kept", error=type(error).__name__)  # noqa: TRY400  (Telegram posts it again)
            return web.Response(status=500)
        return web.Response()

    application = web.Application(client_max_size=LARGEST)
    application.router.add_post(PATH, handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield f"http://{host}:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()
