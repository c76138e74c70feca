"""Waiting for what another part of the program will bring about."""

import asyncio
import time
from collections.abc import Callable


async def until(
    happened: Callable[[], bool],
    complaint: Callable[[], str] = lambda: "it never happened",
    *,
    within_s: float = 5.0,
) -> None:
    """Wait until something holds; an AssertionError with the complaint when it doesn't in time (of real seconds)."""
    deadline = time.monotonic() + within_s
    while not happened():
        if time.monotonic() > deadline:
            raise AssertionError(complaint())
        await asyncio.sleep(0.003)
