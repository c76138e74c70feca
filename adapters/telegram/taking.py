"""Updates as Telegram tells them, taken or passed over: none that can't be read or kept stands in the way of others."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Bot, Update

from adapters.telegram.legible import legible

MOST_TRIES = 5  # at one update; then it is passed over
TRIED = 1000  # updates of which it is known how often they were tried
LARGEST = 2**63 - 1  # that a database counts to; ids have 52 bits, https://core.telegram.org/bots/api#chat

log = structlog.get_logger()


class Passing(Exception):
    """It can't be kept at present, and is to be told again."""


@dataclass
class Taking:
    """Takes updates, whichever way they come."""

    bot: Bot
    take: Callable[[Update], Awaitable[None]]
    is_passing: Callable[[Exception], bool] = lambda _: False
    """whether an error has nothing to do with the update, as when the database is away"""
    _tries: OrderedDict[int, int] = field(default_factory=OrderedDict)

    async def __call__(self, told: dict[str, Any]) -> None:
        """Have an update kept, or pass it over for good. Raises Passing."""
        if (update := self._read(told)) is None:
            return
        try:
            await self.take(update)
        except Exception as error:
            if self.is_passing(error):
                raise Passing from error
            tries = self._tries.pop(update.update_id, 0) + 1
            log.error("not kept", error=type(error).__name__, tries=tries)  # noqa: TRY400  (a traceback may quote)
            if tries < MOST_TRIES:
                self._tries[update.update_id] = tries
                while len(self._tries) > TRIED:
                    self._tries.popitem(last=False)
                raise Passing from error

    def _read(self, told: dict[str, Any]) -> Update | None:
        """An update; None for one that nobody can read."""
        try:
            if _is_too_large(told):
                raise OverflowError  # as the library does for a moment out of all calendars
            return legible(told, self.bot)
        except Exception as error:  # noqa: BLE001  (servers of other versions may tell anything)
            log.error("not understood", update=told["update_id"], error=type(error).__name__)  # noqa: TRY400  (it may quote)
            return None


def is_update(told: object) -> bool:
    """Whether it has the one thing that every update has."""
    return isinstance(told, dict) and type(told.get("update_id")) is int


def _is_too_large(told: object) -> bool:
    """Whether a number in it is beyond what any id can be."""
    if isinstance(told, dict):
        return any(map(_is_too_large, told.values()))
    if isinstance(told, list):
        return any(map(_is_too_large, told))
    return isinstance(told, int) and abs(told) > LARGEST
