"""What is due is done once: by whichever process, however late, and by the helpdesk's own clock."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.storage import Database
from bot.storage.experts import SqlRoster
from bot.storage.timers import SqlTimers, Timer
from bot.storage.unit import Transactions
from bot.work.timers import Timers
from escalation.experts import Expert, ExpertId
from tests.conversation.talking import HandClock


@dataclass
class Bell:
    """A duty that writes down when it was done, in the unit it was done in."""

    rung: list[Timer] = field(default_factory=list)
    breaks: bool = False

    async def __call__(self, transactions: Transactions, timer: Timer) -> None:
        await SqlRoster(transactions).enrol(Expert(ExpertId(str(timer.id)), f"Bell {timer.id}"))
        if self.breaks:
            raise RuntimeError
        self.rung.append(timer)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def timers(database: Database, bell: Bell, clock: HandClock) -> Timers:
    return Timers(database, {"bell": bell, "hourly": bell}, {"hourly": timedelta(hours=1)}, clock)


async def test_nothing_is_due_before_its_time(database: Database, clock: HandClock) -> None:
    store = SqlTimers(database)
    await store.set("bell", "x", due_at=clock.now() + timedelta(minutes=5))
    assert await store.due(clock.now()) == []
    clock.passes(minutes=5)
    assert [timer.subject for timer in await store.due(clock.now())] == ["x"]


async def test_the_same_due_time_is_set_once(database: Database, clock: HandClock) -> None:
    store = SqlTimers(database)
    for _ in range(3):
        await store.set("bell", "x", due_at=clock.now())
    assert len(await store.due(clock.now())) == 1


async def test_what_is_due_is_done_once_however_many_do_it(
    database: Database, timers: Timers, bell: Bell, clock: HandClock
) -> None:
    await SqlTimers(database).set("bell", due_at=clock.now())
    await asyncio.gather(*(timers.ring(1) for _ in range(20)))
    assert len(bell.rung) == 1
    assert await SqlTimers(database).due(clock.now()) == []


async def test_a_duty_that_breaks_leaves_nothing_and_stays_due(
    database: Database, timers: Timers, bell: Bell, clock: HandClock
) -> None:
    await SqlTimers(database).set("bell", due_at=clock.now())
    bell.breaks = True
    with pytest.raises(RuntimeError):
        await timers.ring(1)
    assert await SqlRoster(database).experts() == []
    assert len(await SqlTimers(database).due(clock.now())) == 1
    bell.breaks = False
    await timers.ring(1)
    assert len(await SqlRoster(database).experts()) == 1


async def test_who_was_away_for_hours_does_a_repeated_duty_once(
    database: Database, timers: Timers, bell: Bell, clock: HandClock
) -> None:
    await timers.wind()
    await timers.wind()
    clock.passes(hours=7, minutes=10)
    store = SqlTimers(database)
    while due := await store.due(clock.now()):
        await timers.ring(due[0].id)
    assert len(bell.rung) == 1
    clock.passes(hours=1)
    assert len(await store.due(clock.now())) == 1


async def test_a_timer_that_is_no_more_is_nothing_to_do(timers: Timers, bell: Bell) -> None:
    await timers.ring(99)
    assert bell.rung == []
