"""Long polling: one process asks for what has happened, and says that it was heard once it is kept."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.calls import seconds_of
from adapters.telegram.taking import Passing, Taking, is_update
from adapters.telegram.transport import OurBot
from adapters.telegram.updates import ALLOWED

POLL_S = 10
LEADS_AGAIN_S = 2.0  # between two looks whether this process is the one to ask
BACK_OFF_S = (0.3, 1.0, 3.0, 10.0)
LEAST_S = 0.3  # between two requests that bring nothing, should a server not wait as it is asked to
CONFLICT_S = 3.0  # another process asks with this token, https://core.telegram.org/bots/api#getupdates

log = structlog.get_logger()


@dataclass
class Polling:
    """Asks for updates."""

    bot: OurBot
    taking: Taking
    leads: Callable[[], Awaitable[bool]]
    """whether this process is the one that asks"""
    is_over: bool = False
    _offset: int | None = None
    _is_free: bool = False
    """whether no webhook stands in the way, as far as is known"""

    async def run(self) -> None:
        """Ask and take, until it is cancelled or over."""
        failures = 0
        while not self.is_over:
            try:
                if not await self._leads():
                    await asyncio.sleep(LEADS_AGAIN_S)
                    continue
                await self._free()
                await self._once()
                failures = 0
            except Conflict:
                log.warning("another process polls with this token, or a webhook is set")
                self._is_free = False
                await asyncio.sleep(CONFLICT_S)
            except RetryAfter as told:
                await asyncio.sleep(seconds_of(told))
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

    async def _free(self) -> None:
        """Remove a webhook that was set once, with which Telegram tells nobody who asks."""
        if not self._is_free:
            try:
                await self.bot.delete_webhook()
            except (
                BadRequest,
                Forbidden,
                InvalidToken,
            ):  # the last also for a server that does not know the call
                log.warning("removal of a webhook refused")
            self._is_free = True

    async def _once(self) -> None:
        """One request; asking from behind an update tells Telegram that it was heard."""
        asked = time.monotonic()
        told = await self.bot.raw_updates(
            offset=self._offset, wait_s=POLL_S, allowed=ALLOWED, read_timeout=POLL_S + 10
        )
        told = [each for each in told if is_update(each)]
        if not told:
            await asyncio.sleep(max(0.0, LEAST_S - (time.monotonic() - asked)))
        ids = [each["update_id"] for each in told]
        for place, each in enumerate(told):
            try:
                await self.taking(each)
            except Passing:
                self._offset = min(ids[place:])
                raise
        if ids:
            self._offset = max(ids) + 1
