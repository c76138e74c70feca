"""What every keeper of events and registrations does: the one in memory, and the one in SQL on both databases."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.events.catalogue import Event, EventId, JoinLink, Kind, State
from bot.events.in_memory import EventsInMemory, RegistrationsInMemory
from bot.events.keeping import Count, Events, Kept, Registrations
from bot.events.registration import (
    Cancelled,
    NotRegistered,
    Reason,
    Refused,
    RoleAsked,
    Seat,
    Standing,
    Waitlisted,
)
from bot.storage import Database
from bot.storage.events import SqlEvents, SqlRegistrations
from bot.storage.unit import unit_of_work
from tests.databases import KINDS, NewDatabase
from tests.events.making import BODIES, NOW, event

ONE = EventId("ev-1")


@dataclass
class Office:
    events: Events
    registrations: Registrations

    async def register(self, *members: str, event: EventId = ONE) -> list[object]:
        return [await self.registrations.register(event, member, now=NOW) for member in members]

    async def seated(self, event: EventId = ONE) -> list[str]:
        roll = await self.registrations.roll(event)
        return [each.member for each in roll if each.standing is Standing.SEATED]

    async def waiting(self, event: EventId = ONE) -> list[str]:
        roll = await self.registrations.roll(event)
        return [each.member for each in roll if each.standing is Standing.WAITING]


@pytest.fixture(params=["in memory", *KINDS])
async def office(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[Office]:
    if request.param == "in memory":
        kept = EventsInMemory()
        yield Office(kept, RegistrationsInMemory(kept))
        return
    async with Database(new_database(request.param)) as database:
        yield Office(SqlEvents(database), SqlRegistrations(database))


FULL = event(
    kind=Kind.DISCUSSION,
    summary="A sample event.",
    organiser="Joint secretariat",
    place="Copenhagen",
    topic="Green",
    keywords=("bikes", "cycling"),
    audience=BODIES,
    seats=20,
    hours_known=False,
    series="s",
    url="https://example.eu/?a=1",
    join_link=JoinLink("https://meet.example/1"),
)


async def test_an_event_comes_back_as_it_went_in(office: Office) -> None:
    assert await office.events.keep([FULL], now=NOW) == Kept(added=(ONE,))
    assert await office.events.find(ONE) == FULL
    assert await office.events.all() == [FULL]
    assert await office.events.find(EventId("ev-none")) is None


async def test_keeping_again_changes_nothing_and_a_change_counts(office: Office) -> None:
    await office.events.keep([FULL, event("ev-2")], now=NOW)
    moved = replace(
        FULL, starts_at=FULL.starts_at + timedelta(hours=1), ends_at=FULL.ends_at + timedelta(hours=1)
    )
    kept = await office.events.keep([moved, event("ev-2"), event("ev-3")], now=NOW)
    assert kept == Kept(added=(EventId("ev-3"),), changed=(ONE,), unchanged=(EventId("ev-2"),))
    found = await office.events.find(ONE)
    assert found == moved
    assert found.sequence == 1


async def test_events_come_by_their_start(office: Office) -> None:
    await office.events.keep(
        [event("b", "2026-03-10"), event("a", "2026-03-17"), event("c", "2026-02-01")], now=NOW
    )
    assert [each.id for each in await office.events.all()] == ["c", "b", "a"]


async def test_of_one_id_twice_the_last_stays(office: Office) -> None:
    await office.events.keep([event(title="First"), event(title="Last")], now=NOW)
    assert [each.title for each in await office.events.all()] == ["Last"]


async def test_the_same_events_kept_from_everywhere_at_once_are_added_once(office: Office) -> None:
    events = [event(f"ev-{number}") for number in range(5)]
    kept = await asyncio.gather(*(office.events.keep(order, now=NOW) for order in (events, events[::-1]) * 3))
    assert sorted(id_ for each in kept for id_ in each.added) == [each.id for each in events]


async def test_fifty_at_once_for_ten_seats_give_ten_seats_and_forty_in_order(office: Office) -> None:
    await office.events.keep([event(seats=10)], now=NOW)
    members = [f"member-{number}" for number in range(50)]
    outcomes = await asyncio.gather(*(office.registrations.register(ONE, each, now=NOW) for each in members))
    assert Counter(type(outcome) for outcome in outcomes) == {Seat: 10, Waitlisted: 40}
    positions = {o.position: o.registration.member for o in outcomes if isinstance(o, Waitlisted)}
    assert sorted(positions) == list(range(1, 41))
    assert await office.waiting() == [positions[n] for n in range(1, 41)]
    assert len(await office.seated()) == 10
    assert await office.registrations.counts() == {ONE: Count(10, 40)}


async def test_one_member_at_once_from_everywhere_has_one_seat(office: Office) -> None:
    await office.events.keep([event(seats=10)], now=NOW)
    outcomes = await asyncio.gather(*(office.registrations.register(ONE, "ana", now=NOW) for _ in range(12)))
    assert sum(isinstance(outcome, Seat) and not outcome.again for outcome in outcomes) == 1
    assert await office.registrations.counts() == {ONE: Count(1, 0)}


async def test_coming_and_going_at_once_leaves_no_seat_empty(office: Office) -> None:
    await office.events.keep([event(seats=5)], now=NOW)
    members = [f"member-{number}" for number in range(20)]
    await office.register(*members)
    cancelled = await asyncio.gather(
        *(office.registrations.cancel(ONE, each, now=NOW) for each in members[:8])
    )
    promoted = [
        each.member for outcome in cancelled if isinstance(outcome, Cancelled) for each in outcome.promoted
    ]
    assert len(promoted) == len(set(promoted)), "nobody is told twice"
    assert set(promoted) - set(members[:8]) == set(members[8:13])
    assert await office.seated() == members[8:13]
    assert await office.waiting() == members[13:]


async def test_cancelling_promotes_the_first_who_waits(office: Office) -> None:
    await office.events.keep([event(seats=1)], now=NOW)
    await office.register("ana", "ben", "cem")
    outcome = await office.registrations.cancel(ONE, "ana", now=NOW)
    assert isinstance(outcome, Cancelled)
    assert [each.member for each in outcome.promoted] == ["ben"]
    assert (await office.seated(), await office.waiting()) == (["ben"], ["cem"])
    assert await office.registrations.cancel(ONE, "ana", now=NOW) == NotRegistered()
    assert await office.registrations.cancel(EventId("ev-none"), "ana", now=NOW) == NotRegistered()


async def test_whoever_comes_back_after_cancelling_keeps_one_row_and_goes_to_the_end(office: Office) -> None:
    await office.events.keep([event(seats=1)], now=NOW)
    await office.register("ana", "ben", "cem")
    await office.registrations.cancel(ONE, "ben", now=NOW)
    (outcome,) = await office.register("ben")
    assert isinstance(outcome, Waitlisted)
    assert outcome.position == 2
    assert [each.member for each in await office.registrations.roll(ONE)] == ["ana", "cem", "ben"]


async def test_refusals_leave_no_trace(office: Office) -> None:
    await office.events.keep([event(audience=BODIES), event("ev-2", state=State.CLOSED)], now=NOW)
    assert await office.register("ana") == [RoleAsked(BODIES)]
    assert await office.register("ana", event=EventId("ev-2")) == [Refused(Reason.CLOSED)]
    assert await office.register("ana", event=EventId("ev-none")) == [Refused(Reason.NO_SUCH_EVENT)]
    assert await office.registrations.counts() == {}


async def test_a_member_sees_what_they_hold_by_date_with_the_place_in_the_queue(office: Office) -> None:
    await office.events.keep(
        [event("late", "2026-05-01"), event(seats=1), event("gone", "2026-02-01")], now=NOW
    )
    await office.register("ana", "ben", "cem")
    await office.register("cem", event=EventId("late"))
    await office.register("cem", event=EventId("gone"))
    await office.registrations.cancel(EventId("gone"), "cem", now=NOW)
    held = await office.registrations.held_by("cem")
    assert [(each.registration.event, each.position) for each in held] == [(ONE, 2), ("late", None)]
    assert await office.registrations.held_by("stranger") == []


async def test_answers_are_kept(office: Office) -> None:
    await office.events.keep([event()], now=NOW)
    answers = {"Your question for the speakers": "=1+1 \u0000 – wer zahlt?"}
    await office.registrations.register(ONE, "ana", now=NOW, answers=answers)
    (registration,) = await office.registrations.roll(ONE)
    assert registration.answers == answers
    assert registration.registered_at == NOW


async def test_more_seats_promote_and_so_does_opening_again(office: Office) -> None:
    await office.events.keep([event(seats=1)], now=NOW)
    await office.register(*"abcd")
    kept = await office.events.keep([event(seats=3)], now=NOW)
    assert [each.member for each in kept.promoted] == ["b", "c"]
    await office.events.set_state(ONE, State.CANCELLED, now=NOW)
    await office.registrations.cancel(ONE, "a", now=NOW)
    assert await office.waiting() == ["d"]
    kept = await office.events.set_state(ONE, State.OPEN, now=NOW)
    assert [each.member for each in kept.promoted] == ["d"]
    found = await office.events.find(ONE)
    assert found is not None
    assert found.sequence == 2
    assert await office.events.set_state(EventId("ev-none"), State.OPEN, now=NOW) == Kept()


async def test_entering_passes_the_rules_of_admission_and_fills_in_order(office: Office) -> None:
    await office.events.keep([event(seats=2, day="2025-01-05")], now=NOW)
    assert await office.registrations.enter(ONE, ["s-1", "s-2", "s-3"], at=NOW) == 3
    assert await office.registrations.enter(ONE, ["s-1", "s-4"], at=NOW) == 1
    assert (await office.seated(), await office.waiting()) == (["s-1", "s-2"], ["s-3", "s-4"])


async def test_forgetting_a_member_frees_what_they_held(office: Office) -> None:
    await office.events.keep([event(seats=1), event("ev-2")], now=NOW)
    await office.register("ana", "ben")
    await office.register("ana", event=EventId("ev-2"))
    promoted = await office.registrations.forget("ana", now=NOW)
    assert [each.member for each in promoted] == ["ben"]
    assert await office.registrations.held_by("ana") == []
    assert [each.member for each in await office.registrations.roll(ONE)] == ["ben"]
    assert await office.registrations.forget("ana", now=NOW) == []


@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_unit_of_work_does_happens_together_or_not_at_all(
    kind: str, new_database: NewDatabase
) -> None:
    async with Database(new_database(kind)) as database:
        registrations = SqlRegistrations(database)
        await SqlEvents(database).keep([event(seats=1)], now=NOW)
        with pytest.raises(ZeroDivisionError):
            async with unit_of_work(database) as unit:
                await SqlRegistrations(unit).register(ONE, "ana", now=NOW)
                assert len(await SqlRegistrations(unit).roll(ONE)) == 1
                raise ZeroDivisionError
        assert await registrations.roll(ONE) == []
        async with unit_of_work(database) as unit:
            await SqlRegistrations(unit).register(ONE, "ana", now=NOW)
            await SqlRegistrations(unit).cancel(ONE, "ana", now=NOW)
            await SqlRegistrations(unit).register(ONE, "ben", now=NOW)
        assert [each.member for each in await registrations.roll(ONE)] == ["ana", "ben"]


def test_events_compare_without_their_sequence() -> None:
    first: Event = event()
    assert replace(first, sequence=4) == first
