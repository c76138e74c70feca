"""Tickets that wake when their time has come: once, with several processes at work, and after a failed sending."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.messages import Card
from bot.messages.sending import NotSent, Remark
from bot.storage.cards import ALARM, SqlCards
from bot.storage.deliveries import SqlDeliveries
from bot.work.working import Working
from escalation.tickets import Ticket, TicketId
from tests.conversation.talking import HandClock
from tests.deployment import Deploy
from tests.escalation.making import opening
from tests.work.making import ANNA, Chat, until

ROOM = "test:room"


@dataclass
class Wall(Chat):
    """A platform whose rooms hold cards, with what is said at them."""

    cards: dict[str, Card] = field(default_factory=dict)
    remarks: list[tuple[str, str, bool]] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)

    async def post_card(self, room: str, card: Card, *, mark: int) -> str:
        self.cards[str(mark)] = card
        return str(mark)

    async def change_card(self, room: str, message: str, card: Card) -> None:
        self.cards[message] = card

    async def posted_card(self, room: str, *, mark: int) -> str | None:
        return str(mark) if str(mark) in self.cards else None

    def begin_showing(self, room: str, *, mark: int, before: datetime | None, now: datetime) -> None:
        pass

    async def remark(self, room: str, message: str, text: str, *, mark: int, is_again: bool) -> Remark:
        if self.refusals:
            raise self.refusals.pop(0)
        self.remarks.append((message, text, is_again))
        return Remark()


@dataclass
class Two:
    """Two processes on one database, before one wall."""

    apps: list[App]
    works: list[Working]
    wall: Wall
    clock: HandClock

    async def asleep(self) -> TicketId:
        id_ = (await self.apps[0].desk.open_ticket(opening(opened_at=self.clock.now()))).ticket.id
        await self.apps[0].desk.snooze(id_, "1h", by=ANNA)
        await self.settled()
        assert "Asleep until" in next(iter(self.wall.cards.values())).head
        return id_

    async def settled(self) -> None:
        async def is_told() -> bool:
            return not await SqlDeliveries(self.apps[0].database).pending(ROOM)

        await until(is_told, within_s=20)


@pytest.fixture
async def two(deploy: Deploy, tmp_path: Path) -> AsyncIterator[Two]:
    settings, clock, wall = deploy(tmp_path / "talk"), HandClock(), Wall("test:")
    async with AsyncExitStack() as stack:
        apps = [await stack.enter_async_context(open_app(settings)) for _ in range(2)]
        for app in apps:
            app.clock = clock
        await SqlCards(apps[0].database).open_rooms({ROOM}, among="test:", at=clock.now())
        works = [await stack.enter_async_context(app.work(wall)) for app in apps]
        yield Two(apps, works, wall, clock)


async def test_of_two_processes_one_wakes_it_and_the_room_hears_it_once(two: Two) -> None:
    id_ = await two.asleep()
    two.clock.passes(hours=1)
    await asyncio.gather(*(work.look_around() for work in two.works for _ in range(5)))

    async def is_awake() -> bool:
        found = await two.apps[1].desk.ticket(id_)
        return isinstance(found, Ticket) and found.sleep is None

    await until(is_awake, within_s=20)
    await two.settled()
    assert [(text, is_again) for _, text, is_again in two.wall.remarks] == [
        (f"Ticket #{id_} is awake again, and free to take.", False)
    ]
    assert "Asleep" not in next(iter(two.wall.cards.values())).head


async def test_a_word_that_could_not_be_said_is_said_later(two: Two) -> None:
    two.wall.refusals = [NotSent("busy"), ConnectionResetError()]
    await two.asleep()
    two.clock.passes(hours=1)

    async def has_heard() -> bool:
        return bool(two.wall.remarks)

    await until(has_heard, within_s=30)
    await two.settled()
    assert [is_again for _, _, is_again in two.wall.remarks] == [True], "nobody knows what came of the second"


async def test_what_is_over_or_sleeps_again_is_not_told_any_more(two: Two) -> None:
    two.wall.refusals = [NotSent("busy")] * 2
    id_ = await two.asleep()
    two.clock.passes(hours=1)

    async def is_ringing() -> bool:
        return any(each.kind == ALARM for each in await SqlDeliveries(two.apps[0].database).pending(ROOM))

    await until(is_ringing, within_s=20)
    await two.apps[0].desk.snooze(id_, "3d", by=ANNA)
    await two.settled()
    assert two.wall.remarks == []
