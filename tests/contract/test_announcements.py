"""What every keeper of organisers and announcements does: the one in memory, and the one in SQL on both databases."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, timedelta

import pytest

from bot.events.announcing import (
    AFTERWARDS,
    KIND,
    MOST,
    WITHIN,
    Announced,
    Announcement,
    Announcements,
    HoldsLink,
    NobodyToTell,
    TooLate,
    TooMany,
    Words,
)
from bot.events.catalogue import EventId, JoinLink, State
from bot.events.in_memory import AnnouncementsInMemory, EventsInMemory, RegistrationsInMemory
from bot.events.keeping import Events, Registrations
from bot.events.organisers import Organiser, Organisers, OrganisersInMemory
from bot.storage import Database, SqlDeliveries
from bot.storage.events import SqlEvents, SqlRegistrations
from bot.storage.organisers import SqlAnnouncements, SqlOrganisers
from bot.storage.unit import unit_of_work
from tests.databases import KINDS, NewDatabase
from tests.events.making import NOW, event

ONE, LINK = EventId("ev-1"), "https://meet.example/Secret"
HOSTILE = "<!channel> {$x} \x00 ';--\n\n" + "ü💥" * 400


def words(key: str = "k-1", **changed: object) -> Announcement:
    made = Announcement(ONE, key, "slack:T1:U1", "Anna", "The room is on the second floor.", NOW)
    return replace(made, **changed)  # type: ignore[arg-type]


@dataclass
class Office:
    events: Events
    registrations: Registrations
    announcements: Announcements
    organisers: Organisers
    untold: Callable[[str], Awaitable[list[Words]]]
    """what waits to be told in a conversation"""

    async def with_members(self, *members: str, **changed: object) -> None:
        await self.events.keep([event(**changed)], now=NOW)  # type: ignore[arg-type]
        for member in members:
            await self.registrations.register(ONE, member, now=NOW)


@pytest.fixture(params=["in memory", *KINDS])
async def office(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[Office]:
    if request.param == "in memory":
        kept = EventsInMemory()
        announcements = AnnouncementsInMemory(kept)

        async def remembered(conversation: str) -> list[Words]:
            return [each for where, each in announcements.untold if where == conversation]

        yield Office(kept, RegistrationsInMemory(kept), announcements, OrganisersInMemory(), remembered)
        return
    async with Database(new_database(request.param)) as database:

        async def pending(conversation: str) -> list[Words]:
            found = await SqlDeliveries(database).pending(conversation)
            return [Words.from_values(each.payload) for each in found if each.kind == KIND]

        yield Office(
            SqlEvents(database),
            SqlRegistrations(database),
            SqlAnnouncements(database),
            SqlOrganisers(database),
            pending,
        )


async def test_everybody_who_has_a_seat_or_waits_is_told_once_in_their_chat(office: Office) -> None:
    await office.with_members("ana", "ben", "cem", seats=1)
    await office.registrations.register(ONE, "dora", now=NOW, conversation="slack:C1:dora")
    await office.registrations.enter(ONE, ["sample-01"], at=NOW)
    await office.registrations.cancel(ONE, "ben", now=NOW)
    assert await office.announcements.announce(words()) == Announced(3)
    for conversation, count in (("ana", 1), ("cem", 1), ("slack:C1:dora", 1), ("ben", 0), ("sample-01", 0)):
        assert len(await office.untold(conversation)) == count, conversation
    (told,) = await office.untold("cem")
    assert await office.announcements.find(told.announcement) == words()
    assert (told.event, told.member) == (ONE, "cem")


async def test_the_same_announcement_twice_or_at_once_is_told_once(office: Office) -> None:
    await office.with_members("ana")
    found = await asyncio.gather(*(office.announcements.announce(words()) for _ in range(5)))
    assert sorted(map(repr, found)) == sorted(
        map(repr, [Announced(1), *[Announced(1, again=True) for _ in range(4)]])
    )
    assert len(await office.untold("ana")) == 1


async def test_an_event_has_so_many_a_day_and_others_have_their_own(office: Office) -> None:
    await office.with_members("ana")
    await office.events.keep([event("ev-2")], now=NOW)
    await office.registrations.register(EventId("ev-2"), "ana", now=NOW)
    for number in range(MOST):
        assert await office.announcements.hindrance(ONE, now=NOW) is None
        assert await office.announcements.announce(words(f"k-{number}")) == Announced(1)
    assert await office.announcements.hindrance(ONE, now=NOW) == TooMany()
    assert await office.announcements.announce(words("k-more")) == TooMany()
    assert await office.announcements.announce(words("k-0")) == Announced(1, again=True)
    assert await office.announcements.announce(words("k-2nd", event=EventId("ev-2"))) == Announced(1)
    assert await office.announcements.announce(words("k-more", at=NOW + WITHIN)) == Announced(1)
    assert len(await office.untold("ana")) == MOST + 2


async def test_at_once_no_more_than_a_days_announcements_are_kept(office: Office) -> None:
    await office.with_members("ana")
    found = await asyncio.gather(*(office.announcements.announce(words(f"k-{n}")) for n in range(MOST + 3)))
    assert sum(isinstance(each, Announced) for each in found) == MOST
    assert len(await office.untold("ana")) == MOST


async def test_what_cannot_be_announced_is_kept_nowhere(office: Office) -> None:
    with pytest.raises(KeyError):
        await office.announcements.announce(words())
    assert await office.announcements.hindrance(ONE, now=NOW) is None
    await office.with_members(join_link=JoinLink(LINK))
    assert await office.announcements.announce(words()) == NobodyToTell()
    await office.registrations.register(ONE, "ana", now=NOW)
    linked = words(text=f"Join here: {LINK.upper()}!")
    assert await office.announcements.announce(linked) == HoldsLink()
    assert await office.announcements.hindrance(ONE, now=NOW, text=linked.text) == HoldsLink()
    late = event().ends_at.astimezone(UTC) + AFTERWARDS
    assert await office.announcements.announce(words(at=late)) == TooLate()
    assert await office.untold("ana") == []
    assert await office.announcements.find(1) is None
    assert await office.announcements.announce(words(at=late - timedelta(minutes=1))) == Announced(1)


async def test_members_of_a_cancelled_event_can_be_told_why(office: Office) -> None:
    await office.with_members("ana")
    await office.events.set_state(ONE, State.CANCELLED, now=NOW)
    assert await office.announcements.announce(words()) == Announced(1)


async def test_any_text_is_kept_as_it_is(office: Office) -> None:
    await office.with_members("ana")
    hostile = words(text=HOSTILE, by="slack:T1:U'--", name="Ännä 💥")
    assert await office.announcements.announce(hostile) == Announced(1)
    (told,) = await office.untold("ana")
    assert await office.announcements.find(told.announcement) == hostile


async def test_whoever_has_left_since_is_not_meant_any_more_and_not_when_they_come_back(
    office: Office,
) -> None:
    await office.with_members("ana", "ben", seats=1)
    await office.announcements.announce(words())
    ((ana,), (ben,)) = [await office.untold(name) for name in ("ana", "ben")]
    assert await office.announcements.is_meant(ana)
    await office.registrations.cancel(ONE, "ana", now=NOW)
    assert not await office.announcements.is_meant(ana)
    assert await office.announcements.is_meant(ben), "moving up is no leaving"
    await office.registrations.register(ONE, "ana", now=NOW)
    assert not await office.announcements.is_meant(ana)


@pytest.mark.parametrize("kind", KINDS)
async def test_an_announcement_and_what_is_told_of_it_are_kept_together_or_not_at_all(
    kind: str, new_database: NewDatabase
) -> None:
    async with Database(new_database(kind)) as database:
        await SqlEvents(database).keep([event()], now=NOW)
        await SqlRegistrations(database).register(ONE, "ana", now=NOW)
        with pytest.raises(ZeroDivisionError):
            async with unit_of_work(database) as unit:
                assert await SqlAnnouncements(unit).announce(words()) == Announced(1)
                raise ZeroDivisionError
        assert await SqlDeliveries(database).pending("ana") == []
        assert await SqlAnnouncements(database).announce(words()) == Announced(1)


@pytest.mark.parametrize("kind", KINDS)
async def test_forgetting_a_member_erases_what_was_announced_to_them(
    kind: str, new_database: NewDatabase
) -> None:
    async with Database(new_database(kind)) as database:
        await SqlEvents(database).keep([event()], now=NOW)
        registrations = SqlRegistrations(database)
        for member in ("ana", "ben"):
            await registrations.register(ONE, member, now=NOW, conversation="shared")
        await SqlAnnouncements(database).announce(words())
        await registrations.forget("ana", now=NOW)
        left = await SqlDeliveries(database).pending("shared")
        assert [each.payload["member"] for each in left] == ["ben"]


async def test_organisers_are_those_who_were_appointed_last_on_each_platform(office: Office) -> None:
    anna, bram = Organiser("Anna"), Organiser("Bram", sees_all=True)
    await office.organisers.appoint({"slack:T1:U1": anna, "slack:T1:U2": bram}, among="slack:")
    await office.organisers.appoint({"telegram:1": Organiser("Anna B")}, among="telegram:")
    assert await office.organisers.of(["slack:T1:U1"]) == anna
    assert await office.organisers.of(["slack:T1:U2", "m"]) == bram
    assert await office.organisers.of(["slack:T1:U1", "telegram:1"]) == replace(anna, also=("Anna B",))
    assert await office.organisers.of([]) is None
    assert await office.organisers.of(["slack:T1:U", "slack:T1:%", "Anna"]) is None
    await office.organisers.appoint({"slack:T1:U2": replace(bram, sees_all=False)}, among="slack:")
    assert await office.organisers.of(["slack:T1:U1"]) is None
    assert await office.organisers.of(["slack:T1:U2"]) == Organiser("Bram")
    assert await office.organisers.of(["telegram:1"]) is not None
    await asyncio.gather(*(office.organisers.appoint({"slack:T1:U1": anna}, among="slack:") for _ in "abc"))
    assert await office.organisers.of(["slack:T1:U1"]) == anna
