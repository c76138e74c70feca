"""Long polling: one process asks for what has happened, and says that it was heard once it is kept."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.transport import OurBot
from adapters.telegram.updates import ALLOWED

POLL_S = 10
LEADS_AGAIN_S = 2.0  # between two looks whether this process is the one to ask
BACK_OFF_S = (0.3, 1.0, 3.0, 10.0)
LEAST_S = 0.3  # between two requests that bring nothing, should a server not wait as it is asked to
CONFLICT_S = 3.0  # another process asks with this token, https://core.telegram.org/bots/api#getupdates
MOST_TRIES = 5  # at one update; then it is passed over, or it would stand in the way of all others

log = structlog.get_logger()


class Passing(Exception):
    """Nothing can be kept at present, whatever it is."""


@dataclass
class Polling:
    """Asks for updates."""

    bot: OurBot
    take: Callable[[Update], Awaitable[None]]
    leads: Callable[[], Awaitable[bool]]
    """whether this process is the one that asks"""
    is_passing: Callable[[Exception], bool] = lambda _: False
    """whether an error has nothing to do with the update"""
    is_over: bool = False
    _offset: int | None = None
    _tries: dict[int, int] = field(default_factory=dict)

    async def run(self) -> None:
        """Ask and take, until it is cancelled or over."""
        failures = 0
        while not self.is_over:
            try:
                if not await self._leads():
                    await asyncio.sleep(LEADS_AGAIN_S)
                    continue
                await self._once()
                failures = 0
            except Conflict:
                log.warning("another process polls with this token, or a webhook is set")
                await asyncio.sleep(CONFLICT_S)
            except RetryAfter as told:
                after = told.retry_after
                await asyncio.sleep(after if isinstance(after, int) else after.total_seconds())
            except Exception as error:  # noqa: BLE001  (whatever it is, nobody else asks)
                if isinstance(error, InvalidToken):
                    log.error("token refused")  # noqa: TRY400
                elif not isinstance(error, TelegramError | Passing):
                    log.error("polling failed", error=type(error).__name__)  # noqa: TRY400  (it may quote)
                await asyncio.sleep(BACK_OFF_S[min(failures, len(BACK_OFF_S) - 1)])
                failures += 1

    async def _leads(self) -> bool:
        try:
            return await self.leads()
        except Exception as error:
            raise Passing from error

    async def _once(self) -> None:
        """One request; asking from behind an update tells Telegram that it was heard."""
        asked = time.monotonic()
        told = await self.bot.raw_updates(
            offset=self._offset, wait_s=POLL_S, allowed=ALLOWED, read_timeout=POLL_S + 10
        )
        if not told:
            await asyncio.sleep(max(0.0, LEAST_S - (time.monotonic() - asked)))
        ids = [int(each["update_id"]) for each in told]
        for place, each in enumerate(told):
            try:
                if (update := self._read(each)) is not None:
                    await self._take(update)
            except Passing:
                self._offset = min(ids[place:])
                raise
        if ids:
            self._offset = max(ids) + 1

    def _read(self, told: dict[str, Any]) -> Update | None:
        """An update; None for one that nobody can read, which would stand in the way of all others."""
        try:
            return Update.de_json(told, self.bot)
        except Exception as error:  # noqa: BLE001  (servers of other versions may tell anything)
            log.error("not understood", update=told["update_id"], error=type(error).__name__)  # noqa: TRY400
            return None

    async def _take(self, update: Update) -> None:
        try:
            await self.take(update)
        except Exception as error:
            if self.is_passing(error):
                raise Passing from error
            tries = self._tries.get(update.update_id, 0) + 1
            self._tries = {update.update_id: tries}
            log.error("not kept", error=type(error).__name__, tries=tries)  # noqa: TRY400  (a traceback may quote)
            if tries < MOST_TRIES:
                raise Passing from error
