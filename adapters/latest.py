"""The latest of what is to be shown while it changes: one at a time, not too often, and nothing once it is closed."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.messages import Reply

log = structlog.get_logger()


class Latest:
    """Shows replies in the making, and leaves out those that newer ones have overtaken.

    `put` shows one, within a bounded time and without raising, and says whether more may be shown; `may_put` says
    whether one may go right now.
    """

    def __init__(
        self, put: Callable[[Reply], Awaitable[bool]], *, may_put: Callable[[], bool], every_s: float
    ) -> None:
        self._put = put
        self._may_put = may_put
        self._every_s = every_s
        self._next: Reply | None = None
        self._closed = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None

    def show(self, reply: Reply) -> None:
        """Show this as soon as it may be."""
        if self._closed.is_set():
            return
        self._next = reply
        if self._showing is None or self._showing.done():
            self._showing = asyncio.create_task(self._keep_showing())

    async def close(self) -> None:
        """Show no more, and wait for what is under way."""
        self._closed.set()
        self._next = None
        if self._showing is not None:
            await asyncio.wait([self._showing])
            if not self._showing.cancelled() and (error := self._showing.exception()) is not None:
                log.warning("not shown", error=type(error).__name__)

    async def _keep_showing(self) -> None:
        while not self._closed.is_set():
            if self._may_put() and (reply := self._next) is not None:
                self._next = None
                if not await self._put(reply):
                    self._closed.set()
            try:
                async with asyncio.timeout(self._every_s):
                    await self._closed.wait()
            except TimeoutError:
                if self._next is None:
                    return
