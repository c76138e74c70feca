"""Telegram's two ways to us: long polling, and posts to an address of ours."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import structlog
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from adapters.ports import ExpertDesk, Intake, Receipts
from adapters.telegram import webhook
from adapters.telegram.app import TelegramApp
from adapters.telegram.calls import seconds_of
from adapters.telegram.errors import TelegramUnusable
from adapters.telegram.links import Links
from adapters.telegram.menus import Menus
from adapters.telegram.places import Place
from adapters.telegram.polling import BACK_OFF_S, Polling
from adapters.telegram.sender import TelegramSender
from adapters.telegram.taking import Taking
from adapters.telegram.transport import OurBot, bot_at
from adapters.telegram.updates import ALLOWED, Us
from bot.texts import Texts

WATCH_S = 60.0  # between two looks whether the webhook is still set
CONNECTIONS = 40  # at which Telegram may post at once

log = structlog.get_logger()


async def always() -> bool:
    """One process: it is the one that asks."""
    return True


@dataclass(frozen=True)
class Access:
    """How to reach the Bot API, and how it reaches us: by posts to an address, else by polling."""

    token: str
    api_url: str = "https://api.telegram.org"
    webhook_url: str | None = None
    webhook_secret: str = ""
    host: str = "127.0.0.1"
    port: int = 3001
    organisers: frozenset[int] = frozenset()
    """users who organise events"""
    experts: Place | None = None
    """the group or topic where experts work"""


@dataclass
class Connection:
    """An open session as one bot, through which replies are sent."""

    access: Access
    bot: OurBot
    us: Us
    sender: TelegramSender
    links: Links
    texts: Texts

    @asynccontextmanager
    async def listening(
        self,
        intake: Intake,
        desk: ExpertDesk | None = None,
        *,
        leads: Callable[[], Awaitable[bool]] = always,
        is_passing: Callable[[Exception], bool] = lambda _: False,
    ) -> AsyncIterator[str]:
        """Take what people do until the end of the block; how it comes.

        Of several processes that poll, the one that `leads` asks. `is_passing` tells errors that say nothing against
        an update, as when the database is away.
        """
        menus = Menus(self.bot, self.access.organisers, self.access.experts)
        app = TelegramApp(self.bot, self.us, intake, self.sender, self.links, self.texts, menus, desk)
        taking = Taking(self.bot, app.take, is_passing)
        self.sender.calls.on_moved = app.moved
        showing = asyncio.create_task(menus.show())  # three calls a language: nobody has to wait for them
        try:
            if self.access.webhook_url is not None:
                async with self._by_posts(taking, self.access.webhook_url) as told:
                    yield told
            else:
                async with self._by_polling(taking, leads) as told:
                    yield told
            await app.settle()
        finally:
            while not showing.done():
                showing.cancel()
                await asyncio.wait([showing], timeout=0.5)

    @asynccontextmanager
    async def _by_posts(self, taking: Taking, url: str) -> AsyncIterator[str]:
        access = self.access
        async with webhook.listening(
            taking, host=access.host, port=access.port, secret=access.webhook_secret
        ) as where:
            await self._announce(url)
            watching = asyncio.create_task(self._watch(url))
            try:
                yield f"at {where}"
            finally:
                watching.cancel()

    async def _watch(self, url: str) -> None:
        """Tell Telegram anew where to post when it has forgotten, as when a process that polls ended after this began."""
        while True:
            await asyncio.sleep(WATCH_S)
            try:
                if (await self.bot.get_webhook_info()).url != url:
                    log.warning("the webhook was removed, and is set again")
                    await self._announce(url)
            except Exception as error:  # noqa: BLE001  (whatever it is, nobody else looks)
                log.info("left undone", call="webhook", error=type(error).__name__)

    async def _announce(self, url: str) -> None:
        """Tell Telegram where to post, again where that fails by the way. Raises TelegramUnusable."""
        for wait_s in (*BACK_OFF_S, None):
            try:
                await self.bot.set_webhook(
                    url,
                    allowed_updates=ALLOWED,
                    secret_token=self.access.webhook_secret,
                    max_connections=CONNECTIONS,
                )
            except (BadRequest, Forbidden, InvalidToken) as refusal:
                raise TelegramUnusable(
                    "Telegram does not take HELPDESK_TELEGRAM_WEBHOOK_URL: it has to be HTTPS and reachable from outside."
                ) from refusal
            except TelegramError as error:
                if wait_s is None:
                    raise _not_reached(self.access.api_url) from error
                pause_s = seconds_of(error) if isinstance(error, RetryAfter) else 0.0
                await asyncio.sleep(max(wait_s, pause_s))
            else:
                return

    @asynccontextmanager
    async def _by_polling(self, taking: Taking, leads: Callable[[], Awaitable[bool]]) -> AsyncIterator[str]:
        polling = Polling(self.bot, taking, leads)
        running = asyncio.create_task(polling.run())
        try:
            yield "by long polling"
        finally:
            polling.is_over = True
            while not running.done():  # a database's driver may miss that it was cancelled
                running.cancel()
                await asyncio.wait([running], timeout=0.5)


@asynccontextmanager
async def connected(access: Access, texts: Texts, receipts: Receipts) -> AsyncIterator[Connection]:
    """A session as the bot of the token, which notes in `receipts` what it sends. Raises TelegramUnusable."""
    if access.webhook_url is not None and not access.webhook_secret:
        raise TelegramUnusable(
            "Set HELPDESK_TELEGRAM_WEBHOOK_SECRET, or anybody could post in Telegram's name."
        )
    for name in ("telegram", "telegram.Bot", "telegram.ext"):
        logging.getLogger(name).setLevel(logging.WARNING)  # below that it logs what people write
    async with AsyncExitStack() as open_:
        try:
            bot = await open_.enter_async_context(bot_at(access.api_url, access.token))
        except InvalidToken as refusal:
            raise TelegramUnusable("Telegram refuses HELPDESK_TELEGRAM_BOT_TOKEN.") from refusal
        except TelegramError as error:
            raise _not_reached(access.api_url) from error
        us = Us(bot.id, bot.username, bool(bot.bot.can_read_all_group_messages))
        links = Links(us.username, access.token)
        yield Connection(access, bot, us, TelegramSender(bot, texts, links, receipts), links, texts)


def _not_reached(api_url: str) -> TelegramUnusable:
    return TelegramUnusable(f"Telegram was not reached at {api_url}.")
