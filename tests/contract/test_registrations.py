"""What every keeper of events and registrations does: the one in memory, and the one in SQL on both databases."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.events.catalogue import Event, EventId, JoinLink, Kind, State
from bot.events.in_memory import EventsInMemory, RegistrationsInMemory
from bot.events.keeping import Count, Events, Kept, Registrations
from bot.events.news import News, NewsKind
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
from bot.storage import Database, SqlDeliveries
from bot.storage.events import SqlEvents, SqlRegistrations
from bot.storage.unit import unit_of_work
from tests.databases import KINDS, NewDatabase
from tests.events.making import BODIES, NOW, event

ONE = EventId("ev-1")


@dataclass
class Office:
    events: Events
    registrations: Registrations
    untold: Callable[[str], Awaitable[list[News]]]
    """what waits to be told in a conversation"""

    async def told(self, *conversations: str) -> list[list[str]]:
        return [[each.kind.value for each in await self.untold(name)] for name in conversations]

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

        async def remembered(conversation: str) -> list[News]:
            return [each for each in kept.untold.values() if each.conversation == conversation]

        yield Office(kept, RegistrationsInMemory(kept), remembered)
        return
    async with Database(new_database(request.param)) as database:

        async def pending(conversation: str) -> list[News]:
            found = await SqlDeliveries(database).pending(conversation)
            return [News.from_values(each.payload, conversation=conversation) for each in found]

        yield Office(SqlEvents(database), SqlRegistrations(database), pending)


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


async def test_seats_change_and_members_come_and_go_at_once_and_none_stays_empty_while_somebody_waits(
    office: Office,
) -> None:
    await office.events.keep([event(seats=4)], now=NOW)
    members = [f"member-{number}" for number in range(24)]
    await office.register(*members[:12])

    await asyncio.gather(
        *(office.registrations.cancel(ONE, each, now=NOW) for each in members[:6]),
        *(office.registrations.register(ONE, each, now=NOW) for each in members[12:]),
        *(office.events.keep([event(seats=seats)], now=NOW) for seats in (5, 6, 7)),
        *(office.registrations.cancel(ONE, each, now=NOW) for each in members[12:15]),
    )
    await office.events.keep([event(seats=7)], now=NOW)

    found = await office.events.find(ONE)
    assert found is not None
    assert found.seats == 7
    roll = await office.registrations.roll(ONE)
    live = [each.member for each in roll if each.is_live]
    assert set(members[:6]) & set(live) == set()
    assert await office.seated() == live[:7], "seats go by number"
    assert await office.waiting() == live[7:]


async def test_news_are_told_where_the_member_registered(office: Office) -> None:
    await office.events.keep([event()], now=NOW)
    await office.registrations.register(ONE, "ana", now=NOW, conversation="slack:C1:ana")
    await office.register("ben")
    await office.registrations.enter(ONE, ["sample-01"], at=NOW)
    roll = await office.registrations.roll(ONE)
    assert [each.conversation for each in roll] == ["slack:C1:ana", "ben", None]

    kept = await office.events.keep([event(day="2026-03-06")], now=NOW)

    assert [each.member for each in kept.news] == ["ana", "ben"], "an entered name has no chat"
    assert await office.told("slack:C1:ana", "ben", "ana", "sample-01") == [["event_moved"]] * 2 + [[], []]


async def test_who_moves_up_is_told_by_whatever_freed_the_seat(office: Office) -> None:
    await office.events.keep([event(seats=1)], now=NOW)
    await office.register(*"abcd")
    await office.registrations.cancel(ONE, "a", now=NOW)
    assert await office.told(*"abcd") == [[], ["event_promoted"], [], []]
    await office.events.keep([event(seats=2)], now=NOW)
    assert await office.told(*"abcd") == [[], ["event_promoted"], ["event_promoted"], []]
    await office.registrations.forget("c", now=NOW)
    assert await office.told(*"abcd") == [[], ["event_promoted"], [], ["event_promoted"]]


async def test_the_seated_and_the_waiting_hear_of_a_move_and_a_cancellation_and_who_left_does_not(
    office: Office,
) -> None:
    await office.events.keep([event(seats=1)], now=NOW)
    await office.register(*"abc")
    await office.registrations.cancel(ONE, "c", now=NOW)
    kept = await office.events.keep([event(seats=1, day="2026-03-06")], now=NOW)
    assert [each.kind for each in kept.news] == [NewsKind.MOVED] * 2
    assert await office.told(*"abc") == [["event_moved"], ["event_moved"], []]
    kept = await office.events.set_state(ONE, State.CANCELLED, now=NOW)
    assert [each.kind for each in kept.news] == [NewsKind.CANCELLED] * 2
    assert await office.told(*"abc") == [["event_cancelled"], ["event_cancelled"], []]


async def test_a_link_is_news_to_the_seated_alone_and_its_address_is_in_no_news(office: Office) -> None:
    await office.events.keep([event(seats=1)], now=NOW)
    await office.register(*"ab")
    linked = event(seats=1, join_link=JoinLink("https://meet.example/secret"))
    await office.events.keep([linked], now=NOW)
    assert await office.told(*"ab") == [["event_place"], []]
    (told,) = await office.untold("a")
    assert "secret" not in f"{told} {told.as_values()}"


async def test_untold_news_become_one_that_starts_from_what_the_member_knows(office: Office) -> None:
    await office.events.keep([event(seats=1)], now=NOW)
    await office.register(*"ab")
    for day in ("2026-03-06", "2026-03-07"):
        await office.events.keep([event(seats=1, day=day)], now=NOW)
    await office.registrations.cancel(ONE, "a", now=NOW)
    (told,) = await office.untold("b")
    assert told.kind is NewsKind.PROMOTED
    assert told.known is not None
    assert told.after.plan is not None
    assert told.known.starts_at == event().starts_at
    assert told.after.plan.starts_at == event(day="2026-03-07").starts_at
    assert await office.untold("a") == [], "who has left is told no more"


async def test_what_was_taken_back_before_anybody_looked_is_no_news(office: Office) -> None:
    await office.events.keep([event()], now=NOW)
    await office.register("ana")
    await office.events.keep([event(day="2026-03-06")], now=NOW)
    assert (await office.events.keep([event()], now=NOW)).news == ()
    assert await office.untold("ana") == []
    await office.events.set_state(ONE, State.CANCELLED, now=NOW)
    await office.events.keep([event(day="2026-03-07", state=State.CANCELLED)], now=NOW)
    assert await office.told("ana") == [["event_cancelled"]]
    await office.events.set_state(ONE, State.OPEN, now=NOW)
    assert await office.told("ana") == [["event_moved"]], "of the cancellation she never knew"


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"summary": "New words"},
        {"state": State.CLOSED},
        {"seats": 0},
        {"day": "2026-01-02", "place": "Lille"},
    ],
)
async def test_what_concerns_nobody_tells_nobody(office: Office, changed: dict[str, object]) -> None:
    await office.events.keep([event(seats=1)], now=NOW)
    await office.register(*"ab")
    kept = await office.events.keep([event(**{"seats": 1} | changed)], now=NOW)  # type: ignore[arg-type]
    assert kept.news == ()
    assert await office.told(*"ab") == [[], []]


async def test_a_change_of_a_past_event_tells_nobody(office: Office) -> None:
    await office.events.keep([event()], now=NOW)
    await office.register("ana")
    after = event().ends_at
    assert (await office.events.keep([event(place="Lille")], now=after)).news == ()
    assert (await office.events.set_state(ONE, State.CANCELLED, now=after)).news == ()
    assert await office.untold("ana") == []


async def test_forgetting_a_member_erases_their_news_and_nobody_elses(office: Office) -> None:
    await office.events.keep([event(), event("ev-2")], now=NOW)
    await office.register("ana", "ben")
    await office.registrations.register(EventId("ev-2"), "ana", now=NOW, conversation="ben")
    await office.events.keep([event(place="Lille"), event("ev-2", place="Lille")], now=NOW)
    assert len(await office.untold("ben")) == 2
    await office.registrations.forget("ana", now=NOW)
    assert await office.told("ana", "ben") == [[], ["event_place"]]


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_being_told_is_left_alone_and_what_follows_is_told_after_it(
    kind: str, new_database: NewDatabase
) -> None:
    async with Database(new_database(kind)) as database:
        events, deliveries = SqlEvents(database), SqlDeliveries(database)
        await events.keep([event()], now=NOW)
        await SqlRegistrations(database).register(ONE, "ana", now=NOW)
        await events.keep([event(day="2026-03-06")], now=NOW)
        (first,) = await deliveries.pending("ana")
        assert first.id is not None
        assert await deliveries.begin(first.id, at=NOW)
        await events.keep([event(day="2026-03-07")], now=NOW)
        begun, second = await deliveries.pending("ana")
        assert begun.id == first.id
        following = News.from_values(second.payload, conversation="ana")
        assert following.before == News.from_values(first.payload, conversation="ana").after
        await deliveries.mark_delivered(first.id, at=NOW)
        await events.keep([event(day="2026-03-08")], now=NOW)
        (third,) = await deliveries.pending("ana")
        assert News.from_values(third.payload, conversation="ana").before == following.before


@pytest.mark.parametrize("kind", KINDS)
async def test_forgetting_a_member_erases_what_they_were_told_too(
    kind: str, new_database: NewDatabase
) -> None:
    async with Database(new_database(kind)) as database:
        events, deliveries = SqlEvents(database), SqlDeliveries(database)
        registrations = SqlRegistrations(database)
        await events.keep([event()], now=NOW)
        await registrations.register(ONE, "ana", now=NOW, conversation="shared")
        await registrations.register(ONE, "ben", now=NOW, conversation="shared")
        await events.keep([event(place="Lille")], now=NOW)
        ids = [each.id for each in await deliveries.pending("shared") if each.id is not None]
        for id_ in ids:
            await deliveries.mark_delivered(id_, at=NOW)
        await registrations.forget("ana", now=NOW)
        left = [each.payload["member"] for id_ in ids if (each := await deliveries.find(id_))]
        assert left == ["ben"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_change_that_is_rolled_back_tells_nobody(kind: str, new_database: NewDatabase) -> None:
    async with Database(new_database(kind)) as database:
        await SqlEvents(database).keep([event()], now=NOW)
        await SqlRegistrations(database).register(ONE, "ana", now=NOW)
        with pytest.raises(ZeroDivisionError):
            async with unit_of_work(database) as unit:
                kept = await SqlEvents(unit).keep([event(day="2026-03-06")], now=NOW)
                assert len(kept.news) == 1
                raise ZeroDivisionError
        assert await SqlDeliveries(database).pending("ana") == []


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
