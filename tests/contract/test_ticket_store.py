"""What every store of tickets and every roster does: those in memory, and those in SQL on each database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage import Database, SqlDeliveries, SqlRoster, SqlTickets
from bot.storage.cards import ALARM, SqlCards
from escalation.desk import Desk
from escalation.experts import Expert, ExpertId
from escalation.facts import Happened
from escalation.in_memory import InMemoryRoster, InMemoryTickets
from escalation.office import Office
from escalation.ownership import bot_may_send
from escalation.rules import Reason, Refused, answer, claim
from escalation.stores import Roster, TicketStore
from escalation.tickets import Author, Sleep, State, Ticket, TicketId
from tests.databases import KINDS, NewDatabase
from tests.escalation.making import ANNA, BORIS, CLEO, LATER, opening

Heard = Callable[[str], Awaitable[list[tuple[str, str]]]]


@dataclass
class Kept:
    """Stores, and what a conversation has to be told, as (kind, text) in order."""

    tickets: TicketStore
    roster: Roster
    heard: Heard
    alarms: Callable[[], Awaitable[list[str]]]
    """what has woken tickets, as the experts are to hear"""

    @property
    def desk(self) -> Desk:
        return Desk(self.tickets, self.roster, office=Office(), now=lambda: LATER)


@pytest.fixture(params=["in memory", *KINDS])
async def kept(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[Kept]:
    if request.param == "in memory":
        store = InMemoryTickets()

        async def noticed(conversation: str) -> list[tuple[str, str]]:
            return [(each.kind, each.text) for each in store.notices if each.conversation == conversation]

        async def alarms() -> list[str]:
            return [each.waking.value for each in store.alarms]

        yield Kept(store, InMemoryRoster(), noticed, alarms)
        return
    async with Database(new_database(request.param)) as database:

        async def pending(conversation: str) -> list[tuple[str, str]]:
            return [(each.kind, each.text) for each in await SqlDeliveries(database).pending(conversation)]

        async def rung() -> list[str]:
            waiting = await SqlDeliveries(database).pending("room:1")
            return [str(each.payload["waking"]) for each in waiting if each.kind == ALARM]

        await SqlCards(database).open_rooms({"room:1"}, among="room:", at=LATER)
        yield Kept(SqlTickets(database), SqlRoster(database), pending, rung)


def made(outcome: Ticket | Refused) -> Ticket:
    assert isinstance(outcome, Ticket), outcome
    return outcome


async def test_a_ticket_comes_back_as_it_went_in(kept: Kept) -> None:
    odd = opening("Zero \0 and 🙂", topic="energy", language="bg", member=None, answer=None, key="a-7f3k2c")
    added = await kept.tickets.add(odd)
    assert await kept.tickets.find(added.id) == added
    assert {name: getattr(added, name) for name in vars(odd)} == vars(odd)
    assert (added.state, added.owner, added.messages) == (State.OPEN, None, ())
    assert await kept.tickets.find(TicketId(added.id + 1)) is None


async def test_the_same_key_opens_one_ticket_only(kept: Kept) -> None:
    first = await kept.tickets.add(opening(key="a-1"))
    many = await asyncio.gather(*(kept.tickets.add(opening(key="a-1")) for _ in range(5)))
    assert {ticket.id for ticket in many} == {first.id}
    assert (await kept.tickets.add(opening(key=None))).id != (await kept.tickets.add(opening(key=None))).id


async def test_a_key_may_ask_again_when_its_ticket_is_over(kept: Kept) -> None:
    first = await kept.tickets.add(opening(key="a-1"))
    await kept.desk.withdraw(first.id)
    again = await kept.tickets.add(opening(key="a-1"))
    assert (again.id != first.id, again.state) == (True, State.OPEN)


async def test_a_change_is_kept_once(kept: Kept) -> None:
    added = await kept.tickets.add(opening())
    change = claim(added, by=ANNA, at=LATER)
    assert not isinstance(change, Refused)
    assert await kept.tickets.keep(change)
    assert not await kept.tickets.keep(change)
    assert await kept.tickets.find(added.id) == change.after
    assert await kept.heard(added.conversation) == [("claimed", "")]


async def test_a_change_of_what_has_changed_since_leaves_no_trace(kept: Kept) -> None:
    added = await kept.tickets.add(opening())
    claimed = made(await kept.desk.claim(added.id, by=ANNA))
    stale = answer(claimed, by=ANNA, text="The registrar.", at=LATER)
    await kept.desk.member_replies(added.id, "Still there?")
    assert not isinstance(stale, Refused)
    assert not await kept.tickets.keep(stale)
    ticket = made(await kept.desk.ticket(added.id))
    assert [said.text for said in ticket.messages] == ["Still there?"]
    assert await kept.heard(added.conversation) == [("claimed", "")]


async def test_of_fifty_claims_at_once_one_wins_and_the_others_hear_who(kept: Kept) -> None:
    added = await kept.tickets.add(opening())
    experts = [Expert(ExpertId(f"console:{n}"), f"Expert {n}") for n in range(50)]
    outcomes = await asyncio.gather(*(kept.desk.claim(added.id, by=expert) for expert in experts))
    (won,) = [outcome for outcome in outcomes if isinstance(outcome, Ticket)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert len(lost) == 49
    assert {outcome.reason for outcome in lost} == {Reason.TAKEN}
    assert {outcome.owner for outcome in lost} == {won.owner}
    assert [line.kind for line in await kept.tickets.log(added.id)] == [Happened.OPENED, Happened.CLAIMED]
    assert await kept.heard(added.conversation) == [("claimed", "")]


async def test_two_tickets_of_a_conversation_are_never_held_at_once(kept: Kept) -> None:
    first, second = [await kept.tickets.add(opening(question)) for question in ("One?", "Two?")]
    elsewhere = await kept.tickets.add(opening(conversation="console:other"))
    outcomes = await asyncio.gather(
        kept.desk.claim(first.id, by=ANNA),
        kept.desk.claim(second.id, by=BORIS),
        kept.desk.claim(elsewhere.id, by=CLEO),
    )
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert refused.reason is Reason.CONVERSATION_HELD
    assert {refused.ticket, refused.other} == {first.id, second.id}
    assert made(outcomes[2]).state is State.CLAIMED


async def test_nothing_said_at_once_is_lost(kept: Kept) -> None:
    added = await kept.tickets.add(opening())
    await kept.desk.claim(added.id, by=ANNA)
    await asyncio.gather(
        *(kept.desk.member_replies(added.id, f"reply {n}") for n in range(10)),
        *(kept.desk.answer(added.id, f"answer {n}", by=ANNA) for n in range(10)),
    )
    ticket = made(await kept.desk.ticket(added.id))
    texts = {f"{what} {n}" for what in ("reply", "answer") for n in range(10)}
    assert sorted(said.text for said in ticket.messages) == sorted(texts)
    told = [text for kind, text in await kept.heard(added.conversation) if kind == "answered"]
    assert told == [said.text for said in ticket.messages if said.author is Author.EXPERT]
    assert ticket.version == 21


async def test_the_whole_talk_stays_on_the_ticket_and_its_log(kept: Kept) -> None:
    desk = kept.desk
    id_ = (await desk.open_ticket(opening())).ticket.id
    await desk.enrol(ANNA)
    await desk.enrol(BORIS)
    await desk.claim(id_, by=ANNA)
    await desk.ask_back(id_, "Which country?", by=ANNA)
    await desk.member_replies(id_, "Italy")
    await desk.reassign(id_, "boris", by=ANNA)
    await desk.answer(id_, "The registrar.", by=BORIS)
    closed = made(await desk.close(id_, by=BORIS))
    assert [(said.alias, said.text, said.is_question) for said in closed.messages] == [
        ("Anna", "Which country?", True),
        (None, "Italy", False),
        ("Boris", "The registrar.", False),
    ]
    assert await kept.tickets.find(id_) == closed
    assert [(line.kind.value, line.by, line.to) for line in await kept.tickets.log(id_)] == [
        ("opened", None, None),
        ("claimed", "Anna", None),
        ("asked_back", "Anna", None),
        ("member_replied", None, None),
        ("reassigned", "Anna", "Boris"),
        ("answered", "Boris", None),
        ("closed", "Boris", None),
    ]
    assert await kept.heard(closed.conversation) == [
        ("claimed", ""),
        ("asked_back", "Which country?"),
        ("reassigned", ""),
        ("answered", "The registrar."),
        ("closed", ""),
    ]


async def test_tickets_are_found_by_all_that_is_given_oldest_first(kept: Kept) -> None:
    one = await kept.tickets.add(opening(conversation="a", member="m"))
    two = await kept.tickets.add(opening(conversation="b", member="m"))
    three = await kept.tickets.add(opening(conversation="b", member=None))
    await kept.desk.claim(two.id, by=ANNA)

    async def ids(**wanted: object) -> list[int]:
        return [ticket.id for ticket in await kept.tickets.tickets(**wanted)]  # type: ignore[arg-type]

    assert await ids() == [one.id, two.id, three.id]
    assert await ids(member="m") == [one.id, two.id]
    assert await ids(conversation="b", states={State.OPEN}) == [three.id]
    assert await ids(owner=ANNA.id) == [two.id]
    assert await ids(owner=BORIS.id) == []
    assert await ids(states=()) == []


async def test_a_conversation_passes_to_a_person_and_back(kept: Kept) -> None:
    desk = kept.desk
    id_ = (await desk.open_ticket(opening())).ticket.id
    before = await desk.owner_of("console:ana")
    assert (before.owner, before.version) == (None, 0)
    assert bot_may_send(composed_at=0, now=before)
    await desk.answer(id_, "The registrar.", by=ANNA, claims=True)
    during = await desk.owner_of("console:ana")
    assert during.owner is not None
    assert (during.owner.alias, during.ticket) == ("Anna", id_)
    assert not bot_may_send(composed_at=during.version, now=during)
    await desk.close(id_, by=ANNA)
    after = await desk.owner_of("console:ana")
    assert after.owner is None
    assert not bot_may_send(composed_at=before.version, now=after), "it was written before the person came"
    assert bot_may_send(composed_at=after.version, now=after)
    assert (await desk.owner_of("console:other")).owner is None


async def test_a_ticket_sleeps_with_its_state_and_owner_and_comes_back_so(kept: Kept) -> None:
    id_ = (await kept.desk.open_ticket(opening())).ticket.id
    await kept.desk.claim(id_, by=ANNA)
    owned = await kept.desk.owner_of("console:ana")
    asleep = made(await kept.desk.snooze(id_, "2026-03-02 14:00", by=ANNA))
    assert asleep.sleep == Sleep(datetime(2026, 3, 2, 13, tzinfo=UTC), "Anna")
    assert await kept.tickets.find(id_) == asleep
    assert await kept.desk.owner_of("console:ana") == owned
    awake = made(await kept.desk.wake(id_, by=ANNA))
    assert (awake.sleep, awake.state, awake.owner) == (None, State.CLAIMED, ANNA)
    assert await kept.tickets.find(id_) == awake
    assert await kept.alarms() == []
    assert [line.kind.value for line in await kept.tickets.log(id_)][2:] == ["snoozed", "woken"]
    assert await kept.heard("console:ana") == [("claimed", "")]


async def test_a_time_that_comes_wakes_once_however_many_say_so(kept: Kept) -> None:
    id_ = (await kept.desk.open_ticket(opening())).ticket.id
    await kept.desk.snooze(id_, "1h", by=ANNA)
    assert isinstance(await kept.desk.wake_in_time(id_), Refused)
    then = Desk(kept.tickets, kept.roster, office=Office(), now=lambda: LATER + timedelta(hours=1))
    outcomes = await asyncio.gather(*(then.wake_in_time(id_) for _ in range(10)))
    assert sum(isinstance(outcome, Ticket) for outcome in outcomes) == 1
    assert await kept.alarms() == ["time"]


async def test_a_member_who_writes_wakes_the_ticket_and_experts_hear_it_once(kept: Kept) -> None:
    id_ = (await kept.desk.open_ticket(opening())).ticket.id
    await kept.desk.claim(id_, by=ANNA)
    await kept.desk.snooze(id_, "3d", by=ANNA)
    for text in ("Hello?", "Still there?"):
        assert made(await kept.desk.member_replies(id_, text)).sleep is None
    assert await kept.alarms() == ["member"]


async def test_no_two_experts_have_one_alias(kept: Kept) -> None:
    assert await kept.roster.enrol(BORIS)
    assert await kept.roster.enrol(ANNA)
    assert await kept.roster.enrol(ANNA)
    assert not await kept.roster.enrol(Expert(ExpertId("console:else"), "aNNa"))
    promoted = Expert(BORIS.id, "Bo", is_coordinator=True)
    assert await kept.roster.enrol(promoted)
    assert await kept.roster.experts() == [ANNA, promoted]
    assert await kept.roster.enrol(Expert(ExpertId("console:else"), "Boris"))


async def test_of_many_who_want_one_alias_at_once_one_gets_it(kept: Kept) -> None:
    many = [Expert(ExpertId(f"console:{n}"), "Anna") for n in range(10)]
    assert sum(await asyncio.gather(*(kept.roster.enrol(each) for each in many))) == 1
    assert len(await kept.roster.experts()) == 1
