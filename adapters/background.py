"""Work that nobody waits for, and that is kept nowhere."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

log = structlog.get_logger()

PATIENCE_S = 5.0  # at the end


class Background:
    """Tasks that are begun and left to themselves; what goes wrong in one is logged."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def soon(self, work: Coroutine[Any, Any, Any]) -> None:
        """Begin what need not be waited for."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    async def settle(self) -> None:
        """Wait for what was begun, for a while."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=PATIENCE_S)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("ended in an error", error=type(error).__name__)
