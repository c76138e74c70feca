"""Timers: what is due is done once, with the note that it is done, however late the process that does it starts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.storage.engine import Database
from bot.storage.timers import SqlTimers, Timer
from bot.storage.unit import Transactions, unit_of_work

Duty = Callable[[Transactions, Timer], Awaitable[None]]
"""Does what is due, within the unit of work that notes it as done"""


@dataclass
class Timers:
    """Does what is due."""

    database: Database
    duties: Mapping[str, Duty]
    repeats: Mapping[str, timedelta]
    """how long after each time a kind of duty is due again"""
    clock: Clock

    async def wind(self) -> None:
        """Have each repeated duty due, unless it is."""
        timers = SqlTimers(self.database)
        for kind in self.repeats:
            if not await timers.is_set(kind):
                await timers.set(kind, due_at=self.clock.now())

    async def ring(self, number: int) -> None:
        """Do what this timer is for. Raises what went wrong; then nothing was done."""
        async with unit_of_work(self.database) as unit:
            timers = SqlTimers(unit)
            timer = await timers.find(number)
            now = self.clock.now()
            if timer is None or not await timers.fire(number, at=now):
                return
            await self.duties[timer.kind](unit, timer)
            if timer.kind in self.repeats:
                await timers.set(timer.kind, due_at=now + self.repeats[timer.kind])
