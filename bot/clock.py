"""Where the time comes from: the machine, or a chosen moment from which time runs on."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StartedClock:
    """A clock that stood at `start` when it was made and has run since, however the machine's clock is set."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("the clock's start needs its offset from UTC")
        self._start = start.astimezone(UTC)
        self._made_s = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._made_s)


def clock(start: datetime | None = None) -> Clock:
    """A clock started at this moment, or else the machine's."""
    return SystemClock() if start is None else StartedClock(start)
