"""The webhook: Telegram posts what has happened, and is told yes once it is kept.

https://core.telegram.org/bots/api#setwebhook
"""

import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from adapters.telegram.taking import Passing, Taking, is_update

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATH = "/telegram"
LARGEST = 1024 * 1024  # bytes of one update


@asynccontextmanager
async def listening(taking: Taking, *, host: str, port: int, secret: str) -> AsyncIterator[str]:
    """Take posts until the end of the block; where."""

    async def handle(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
            return web.Response(status=403)
        try:
            told = json.loads(await request.read())
        except web.HTTPException:  # too large
            raise
        except Exception:  # noqa: BLE001  (whatever was posted, Telegram tells nothing like it)
            return web.Response(status=400)
        if not is_update(told):
            return web.Response(status=400)
        try:
            await taking(told)
        except Passing:
            return web.Response(status=500)  # and Telegram posts it again
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
