"""The durable work of one process: its engine, and the look-out for what else is to be done."""

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.storage.deliveries import SqlDeliveries
from bot.storage.durable import durable_engine
from bot.storage.engine import Database
from bot.storage.errors import DatabaseUnreachable
from bot.storage.executors import SqlExecutors
from bot.storage.inbox import Inbound, SqlInbox
from bot.storage.leases import SqlLeases
from bot.storage.timers import SqlTimers
from bot.work import executors
from bot.work.delivery import MOST_IN_HAND, Delivering
from bot.work.engine import PATIENCE_S, Engine
from bot.work.executors import Colleagues
from bot.work.failures import what
from bot.work.timers import Timers
from bot.work.turns import Turns
from bot.work.watching import Watch

log = structlog.get_logger()

LOOK_S = 0.3  # between two looks at what is to be done
TIDY_S = 3600.0  # between two erasures of what the engine recorded of work that is done
HISTORY_S = 24 * 3600.0  # for which it is kept
PATIENCE = timedelta(seconds=2)  # after which a message without reply is nobody's
LONGEST_PAUSE_S = 60.0  # between two attempts at the same delivery


@dataclass
class Working:
    """A process at work."""

    database: Database
    engine: Engine
    turns: Turns
    delivering: Delivering
    timers: Timers
    clock: Clock
    watch: Watch
    _not_before: dict[int, float] = field(default_factory=dict)
    """by delivery, on the monotonic clock"""
    _tidied: float = -math.inf
    """when that was last done, on the monotonic clock"""

    async def say(self, inbound: Inbound) -> None:
        """Accept a message, reply to it, and tell the reply; it is accepted for good before this can fail."""
        number = await self.turns.accept(inbound)
        await self.engine.run("turn", number)

    async def catch_up(self, conversation: str) -> None:
        """Reply to what was left without reply in a conversation, and tell what waits there."""
        for number, attempts in await SqlInbox(self.database).unfinished(conversation=conversation):
            await self.engine.run("turn", number, attempts)
        await self.tell(conversation)

    async def tell(self, conversation: str) -> None:
        """Tell what waits to be told in a conversation."""
        waiting = await SqlDeliveries(self.database).pending(conversation)
        for delivery in [each for each in waiting if not each.is_held][:1]:
            assert delivery.id is not None
            await self.engine.run("deliver", delivery.id, delivery.attempts)

    async def look(self, *, patience: timedelta | None = PATIENCE) -> None:
        """Begin what is to be done and nobody does: messages, deliveries, and what is due."""
        now = self.clock.now()
        inbox = SqlInbox(self.database)
        before = now - patience if patience is not None else None
        for number, attempts in await inbox.unfinished(before=before):
            if not self.engine.is_running("turn", number) and not self.engine.rests("turn", number):
                self.engine.start("turn", number, attempts)
        waiting = await SqlDeliveries(self.database).first_pending()
        self._not_before = {each.id: self._not_before.get(each.id, 0.0) for each in waiting if each.id}
        for delivery in waiting:
            assert delivery.id is not None
            if not self._is_time(delivery.id) or self.engine.rests("deliver", delivery.id):
                continue
            if await self.delivering.may_tell(delivery):
                self._pause(delivery.id, delivery.attempts)
                self.engine.start("deliver", delivery.id, delivery.attempts)
        for timer in await SqlTimers(self.database).due(now):
            minutes_late = int((now - timer.due_at).total_seconds() // 60)
            if not self.engine.rests("timer", timer.id):
                self.engine.start("timer", timer.id, minutes_late)  # each minute a new attempt

    async def keep_looking(self, until: asyncio.Event) -> None:
        """Look for work until the event is set; a database that is away comes back."""
        while not until.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(until.wait(), LOOK_S)
                return
            await self.look_around()

    async def look_around(self, *, patience: timedelta | None = PATIENCE) -> None:
        """Look once for all that may be to do, and survive whatever goes wrong: the next look may go well."""
        try:
            await self.look(patience=patience)
            if time.monotonic() - self._tidied > TIDY_S:
                self._tidied = time.monotonic()
                await self.engine.forget(older_than_s=HISTORY_S)
        except DatabaseUnreachable:
            log.warning("database unreachable")
        except Exception as error:  # noqa: BLE001  (whatever it is, the next look may go well)
            log.error("look failed", **what(error))  # noqa: TRY400

    def _is_time(self, delivery: int) -> bool:
        return self._not_before[delivery] <= time.monotonic()

    def _pause(self, delivery: int, attempts: int) -> None:
        self._not_before[delivery] = time.monotonic() + min(2.0 ** min(attempts, 9), LONGEST_PAUSE_S)


@asynccontextmanager
async def at_work(
    url: str,
    database: Database,
    *,
    turns: Turns,
    delivering: Delivering,
    timers: Timers,
    clock: Clock,
    folder: Path,
) -> AsyncIterator[Working]:
    """Work under a name of one's own, until the end of the block; `folder` holds the names' locks."""
    lease = await asyncio.to_thread(executors.lease, folder)

    async def turn(number: int) -> None:
        conversation = await turns.respond(number)
        if conversation is not None:
            await delivering.tell(conversation)

    handlers = {"turn": turn, "deliver": delivering.deliver, "timer": timers.ring}
    sql = durable_engine(url)
    engine = Engine(sql, handlers, executor=lease.executor)
    colleagues = Colleagues(
        SqlExecutors(database), folder, executors.site(folder), lease.executor, MOST_IN_HAND
    )
    delivering.colleagues = colleagues
    watch = Watch(database, engine, clock, lease, colleagues)
    working = Working(database, engine, turns, delivering, timers, clock, watch)
    try:
        await watch.enter()
        await engine.open()
        await timers.wind()
        await watch.take_up()
        await working.look_around(patience=None)  # whoever accepted what waits now may be gone
        ending = asyncio.Event()  # a database's driver may miss that it was cancelled
        looking = asyncio.create_task(working.keep_looking(ending))
        watching = asyncio.create_task(watch.keep(ending))
        try:
            yield working
        finally:
            ending.set()
            await looking
            await asyncio.wait([watching], timeout=PATIENCE_S)  # what asks the engine waits for the database
            watching.cancel()
            await asyncio.wait([watching], timeout=PATIENCE_S)
            all_ended = await engine.close()
            with suppress(DatabaseUnreachable):
                await SqlLeases(database).leave(holder=lease.executor)
                if all_ended:
                    await watch.leave()
    finally:
        sql.dispose()
        lease.end()
