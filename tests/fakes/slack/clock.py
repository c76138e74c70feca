"""Time as the fake knows it: real, until a test pushes it forward."""

import asyncio
import time
from collections.abc import Callable


class Clock:
    """Monotonic seconds; whoever sleeps wakes once `advance` has passed the moment waited for."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._poll_s = None if monotonic is time.monotonic else 0.01
        self._ahead = 0.0
        self._moved = asyncio.Event()
        self._wall_at_zero = time.time() - monotonic()

    def now(self) -> float:
        return self._monotonic() + self._ahead

    def wall(self) -> float:
        """Seconds since 1970, for timestamps of messages."""
        return self._wall_at_zero + self.now()

    def advance(self, seconds: float) -> None:
        self._ahead += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        due = self.now() + seconds
        while (left := due - self.now()) > 0:
            try:
                async with asyncio.timeout(left if self._poll_s is None else min(left, self._poll_s)):
                    await self._moved.wait()
            except TimeoutError:
                continue
