"""What a process does about the others on its database: it shows that it lives, and takes up what the dead have left."""

import asyncio
import os
import time
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from bot.clock import Clock
from bot.storage.deliveries import SqlDeliveries
from bot.storage.engine import Database
from bot.storage.errors import DatabaseUnreachable
from bot.storage.leases import SqlLeases
from bot.work import executors
from bot.work.engine import Engine
from bot.work.executors import Colleagues, Lease
from bot.work.failures import what

log = structlog.get_logger()

WATCH_S = 5.0  # between two looks at who lives
LATE_S = 3 * WATCH_S  # a look so much later than the one before may see nobody's sign of life


@dataclass
class Watch:
    """The watch of one process."""

    database: Database
    engine: Engine
    clock: Clock
    lease: Lease
    colleagues: Colleagues
    _looked_at: float = field(default_factory=time.monotonic)

    async def enter(self) -> None:
        """Have the others know of this process; what was begun under its name before is nobody's."""
        own, site = self.lease.executor, self.colleagues.site
        await self.colleagues.roll.enter(own, site=site, process=os.getpid(), at=self.clock.now())
        await SqlDeliveries(self.database).let_go(by=own)

    async def leave(self) -> None:
        """Have the others know that it does nothing any more."""
        await self.colleagues.roll.leave(self.lease.executor)

    async def look(self) -> None:
        """Show that this process lives, and take up what others left when they died."""
        own, now = self.lease.executor, self.clock.now()
        if not await self.colleagues.roll.beat(own, at=now):  # somebody took it for dead
            await self.colleagues.roll.enter(own, site=self.colleagues.site, process=os.getpid(), at=now)
        if time.monotonic() - self._looked_at > LATE_S:
            self.colleagues.begin_anew()
        self._looked_at = time.monotonic()
        await self.take_up()

    async def take_up(self) -> None:
        """Take up what processes left when they died, for all that can be seen from here."""
        near = [each.name for each in await self.colleagues.roll.all() if each.site == self.colleagues.site]
        for left in executors.dead(self.colleagues.folder, near, own=self.lease.executor):
            try:
                await self._take_up(left.executor)
            finally:
                left.end()
        now = self.clock.now()
        for name in await self.colleagues.far_dead(now=now):
            await self._take_up(name)
        for name in await self.engine.unfinished():
            if not await self.colleagues.live(name, now=now):
                await self.engine.take_up(name)

    async def keep(self, until: asyncio.Event) -> None:
        """Look until the event is set, and survive whatever goes wrong."""
        while not until.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(until.wait(), WATCH_S)
                return
            try:
                await self.look()
            except DatabaseUnreachable:
                self.colleagues.begin_anew()
            except Exception as error:  # noqa: BLE001  (whatever it is, the next look may go well)
                log.error("watch failed", **what(error))  # noqa: TRY400

    async def _take_up(self, name: str) -> None:
        await SqlDeliveries(self.database).let_go(by=name)
        await self.engine.take_up(name)
        await SqlLeases(self.database).leave(holder=name)
        await self.colleagues.roll.leave(name)
