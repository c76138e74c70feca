"""An event for few: the member claims to belong, an expert says so, and the seat comes with the calendar file."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar

from bot.desk.commands import ExpertAtDesk
from bot.desk.view import View
from bot.events.catalogue import EventId, JoinLink, State
from bot.events.registration import Standing
from escalation.experts import Expert, ExpertId
from tests.deployment import Deploy
from tests.events.making import BODIES, event
from tests.work.making import ADVICE, ANNA, Office, office

RURAL = EventId("ev-1")
LINK = "https://meet.example/few"
FEW = event(audience=BODIES, seats=1, join_link=JoinLink(LINK))
BORIS = Expert(ExpertId("boris"), "Boris")


@pytest.fixture
async def ana(deploy: Deploy, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(deploy(tmp_path / "talk")) as at_work:
        await at_work.app.events.keep([FEW], now=at_work.clock.now())
        for expert in (ANNA, BORIS):
            await at_work.app.desk.enrol(expert)
        yield at_work


async def claims(at_work: Office, *, by: str = "test:ana") -> None:
    for text in ("please sign me up for the webinar on sustainable rural mobility", "yes", "adviser"):
        await at_work.says(text, by=by)
    assert "no seat is booked yet" in (await at_work.says("yes", by=by))[-1]


async def at_desk(at_work: Office, line: str, *, by: Expert = ANNA) -> str:
    view = View(at_work.app.texts, at_work.app.office.zone)
    said = await ExpertAtDesk(at_work.app.desk, by, view, at_work.app.admit).says(line)
    assert said is not None
    return said


async def roll(at_work: Office) -> list[tuple[str, Standing]]:
    return [(each.member, each.standing) for each in await at_work.app.registrations.roll(RURAL)]


async def test_the_member_gets_the_experts_word_the_seat_and_the_file(ana: Office) -> None:
    await claims(ana)
    assert "calendar file" in await at_desk(ana, "admit 1 Welcome!")
    await ana.chat.hears("is confirmed. It starts")
    word, seat = ana.chat.heard[-2:]
    assert "Anna" in word.reply.text
    assert "is open to you. Welcome!" in word.reply.text
    assert "Your registration for “Webinar on sustainable rural mobility” is confirmed." in seat.reply.text
    assert LINK in seat.reply.text
    [entry] = Calendar.from_ical(seat.reply.files[0].content).events
    assert entry["STATUS"] == "CONFIRMED"
    assert await roll(ana) == [("test:ana", Standing.SEATED)]
    assert "is closed" in await at_desk(ana, "close 1")
    assert "Thursday 5 March" in (await ana.says("what am I registered for?"))[-1]


async def test_twice_admitted_is_one_seat_and_one_piece_of_news(ana: Office) -> None:
    await claims(ana)
    await at_desk(ana, "admit 1")
    await at_desk(ana, "admit 1")
    await ana.work.tell("test:ana")
    assert sum("is confirmed. It starts" in text for text in ana.chat.texts) == 1
    assert await roll(ana) == [("test:ana", Standing.SEATED)]


async def test_where_all_seats_are_taken_the_member_waits_without_the_link(ana: Office) -> None:
    await claims(ana)
    await claims(ana, by="test:ben")
    for ticket in (1, 2):
        await at_desk(ana, f"admit {ticket}")
    await ana.chat.hears("number 1 on the waiting list")
    [told] = [text for text in ana.chat.texts if "number 1 on the waiting list" in text]
    assert LINK not in told
    assert await roll(ana) == [("test:ana", Standing.SEATED), ("test:ben", Standing.WAITING)]


@pytest.mark.parametrize(
    ("state", "told"), [(State.CANCELLED, "is cancelled"), (State.CLOSED, "takes no registrations")]
)
async def test_an_event_that_takes_nobody_leaves_everything_as_it_was(
    ana: Office, state: State, told: str
) -> None:
    await claims(ana)
    await ana.app.events.set_state(RURAL, state, now=ana.clock.now())
    refused = await at_desk(ana, "admit 1")
    assert told in refused
    assert "Nobody was registered" in refused
    assert await roll(ana) == []
    assert not (await ana.app.desk.list_live())[0].is_answered


async def test_a_colleagues_ticket_and_one_that_asks_for_no_seat_are_refused(ana: Office) -> None:
    await claims(ana)
    await at_desk(ana, "claim 1", by=BORIS)
    assert "with Boris" in await at_desk(ana, "admit 1")
    assert await roll(ana) == []
    await ana.says(ADVICE, by="test:cem")
    await ana.says("yes", by="test:cem")
    assert "asks for no seat" in await at_desk(ana, "admit 2")
    assert "no ticket #9" in await at_desk(ana, "admit 9")


async def test_an_event_that_moves_before_the_member_heard_is_told_once_and_as_it_is(ana: Office) -> None:
    await claims(ana)
    ana.chat.faults = [ConnectionError()] * 40
    await at_desk(ana, "admit 1")
    held = await ana.app.events.find(RURAL)
    assert held is not None
    await ana.app.events.keep([replace(held, place="Lille")], now=ana.clock.now())
    ana.chat.faults = []
    await ana.chat.hears("is confirmed. It starts", within_s=15)
    assert sum("is confirmed. It starts" in text for text in ana.chat.texts) == 1
