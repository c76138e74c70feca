"""The desk's own answers: who asked, what stands, until when nobody is there."""

from datetime import date

import pytest

from escalation.desk import Desk
from escalation.experts import Expert, ExpertId
from escalation.in_memory import InMemoryRoster, InMemoryTickets
from escalation.office import Office, read_closures
from escalation.rules import Reason, Refused
from escalation.tickets import State, Ticket, TicketId
from tests.escalation.making import ANNA, BORIS, NOW, opening


@pytest.fixture
def desk() -> Desk:
    return Desk(InMemoryTickets(), InMemoryRoster(), office=Office(), now=lambda: NOW)


def closed(*, until: str) -> Desk:
    office = Office(read_closures(f"2026-01-08/{until}"))
    return Desk(InMemoryTickets(), InMemoryRoster(), office=office, now=lambda: NOW)


async def test_who_asks_while_the_office_is_closed_is_told_until_when() -> None:
    desk = closed(until="2026-01-09")
    assert (await desk.open_ticket(opening())).closed_until == date(2026, 1, 12)
    assert (await desk.status_for(conversation="console:ana")).closed_until == date(2026, 1, 12)


async def test_no_reply_time_is_given_while_it_is_open(desk: Desk) -> None:
    assert (await desk.open_ticket(opening())).closed_until is None


async def test_an_asker_sees_their_tickets_newest_first_wherever_they_asked(desk: Desk) -> None:
    for question, conversation, member in (("1?", "a", "m"), ("2?", "b", "m"), ("3?", "b", "other")):
        await desk.open_ticket(opening(question, conversation=conversation, member=member))
    by_member = await desk.status_for(member="m")
    assert [ticket.question for ticket in by_member.tickets] == ["2?", "1?"]
    in_conversation = await desk.status_for(conversation="b")
    assert [ticket.question for ticket in in_conversation.tickets] == ["3?", "2?"]
    with pytest.raises(ValueError):
        await desk.status_for()


async def test_lists_show_what_is_open_live_and_mine(desk: Desk) -> None:
    ids = [(await desk.open_ticket(opening(conversation=f"c{n}"))).ticket.id for n in range(3)]
    await desk.claim(ids[0], by=ANNA)
    await desk.withdraw(ids[1])
    assert [ticket.id for ticket in await desk.list_open()] == [ids[2]]
    assert [ticket.id for ticket in await desk.list_live()] == [ids[0], ids[2]]
    assert [ticket.id for ticket in await desk.mine(ANNA)] == [ids[0]]
    assert await desk.mine(BORIS) == []


async def test_what_is_not_there_is_refused(desk: Desk) -> None:
    nothing = Refused(Reason.UNKNOWN_TICKET, TicketId(7))
    assert await desk.claim(TicketId(7), by=ANNA) == nothing
    assert await desk.ticket(TicketId(7)) == nothing
    ticket = (await desk.open_ticket(opening())).ticket
    assert await desk.reassign(ticket.id, "Nobody", by=ANNA) == Refused(Reason.UNKNOWN_EXPERT, ticket.id)


async def test_a_name_is_refused_that_is_unfit_or_taken(desk: Desk) -> None:
    assert await desk.enrol(ANNA) == ANNA
    assert await desk.enrol(Expert(ExpertId("x"), "bot")) == Refused(Reason.ALIAS_UNFIT)
    assert await desk.enrol(Expert(ExpertId("x"), "ANNA")) == Refused(Reason.ALIAS_TAKEN)


async def test_space_around_a_text_is_not_sent(desk: Desk) -> None:
    ticket = (await desk.open_ticket(opening())).ticket
    answered = await desk.answer(ticket.id, "  The registrar.\n", by=ANNA, claims=True)
    assert isinstance(answered, Ticket)
    assert (answered.messages[0].text, answered.state) == ("The registrar.", State.ANSWERED)
