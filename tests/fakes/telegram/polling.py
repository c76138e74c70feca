"""Who waits at getUpdates: one at a time, the one before being sent away."""

import asyncio


class Polling:
    """The long poll that is open now."""

    def __init__(self) -> None:
        self._end: asyncio.Future[str] | None = None

    @property
    def is_open(self) -> bool:
        return self._end is not None

    def take_over(self, reason: str) -> "asyncio.Future[str]":
        """Begin to wait; whoever waited before learns the reason."""
        self.interrupt(reason)
        self._end = asyncio.get_running_loop().create_future()
        return self._end

    def interrupt(self, reason: str) -> None:
        if self._end is not None and not self._end.done():
            self._end.set_result(reason)
        self._end = None

    def leave(self, end: "asyncio.Future[str]") -> None:
        if self._end is end:
            self._end = None
