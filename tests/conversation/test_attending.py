"""Events by chat: listing, seats, the wait-list, times and calendar files. The clock stands at 8 January 2026."""

import pytest
from icalendar import Calendar

from bot.conversation.talk import Purpose
from bot.events.registration import Standing
from bot.messages import Action
from tests.conversation.attendee import ENERGY, RURAL, standing
from tests.conversation.talking import Talker


async def test_coming_events_are_listed_with_whom_they_are_for(ana: Talker) -> None:
    listed = await ana.says("what events are coming up?")
    assert listed.action is Action.LIST_EVENTS
    assert "15 January 2026" in listed.text
    assert "monitoring committee" in listed.text
    assert len(listed.text) <= 900


async def test_where_nothing_is_coming_a_wish_to_attend_is_told_so(ana: Talker) -> None:
    ana.clock.passes(days=800)
    for wish in ("sign me up for the first webinar", "I want to register for an event"):
        told = await ana.says(wish)
        assert told.action is Action.LIST_EVENTS
        assert "No events are announced" in told.text


async def test_a_seat_is_taken_after_a_yes_and_not_before(ana: Talker) -> None:
    offered = await ana.says("sign me up for the rural mobility webinar on 5 march")
    assert offered.action is Action.REGISTER
    assert "14:00–15:30 (Paris)" in offered.text
    assert await standing(ana, RURAL) is None

    registered = await ana.says("yes")

    assert await standing(ana, RURAL) is Standing.SEATED
    assert "confirmed" in registered.text
    assert await ana.app.memory.talks.has_agreed("m-ana", Purpose.REGISTRATION)
    [file] = registered.files
    [entry] = Calendar.from_ical(file.content).walk("VEVENT")
    assert entry.decoded("DTSTART").isoformat() == "2026-03-05T14:00:00+01:00"


async def test_a_no_takes_no_seat(ana: Talker) -> None:
    await ana.says("register me for the webinar on 5 march")
    await ana.says("no")
    assert await standing(ana, RURAL) is None


async def test_wanting_it_twice_is_one_registration(ana: Talker) -> None:
    await ana.says("register me for the webinar on 5 march")
    await ana.says("yes")
    again = await ana.says("register me for the webinar on 5 march")
    assert "already" in again.text
    live = [each for each in await ana.app.registrations.roll(RURAL) if each.member == "m-ana"]
    assert len(live) == 1


async def test_a_full_event_offers_a_place_on_the_wait_list(ana: Talker) -> None:
    offered = await ana.says("i want to join the discussion hour on energy communities 12 feb")
    assert "waiting list as number 1" in offered.text
    await ana.says("yes please")
    assert await standing(ana, ENERGY) is Standing.WAITING


async def test_cancelling_frees_the_seat_for_whoever_waits(ana: Talker) -> None:
    await ana.says("i want to join the discussion hour on energy communities 12 feb")
    await ana.says("yes")
    await ana.app.registrations.cancel(ENERGY, "sample-01", now=ana.clock.now())
    assert await standing(ana, ENERGY) is Standing.SEATED

    cancelled = await ana.says("cant make it on the 12th after all, please take me off")

    assert cancelled.action is Action.CANCEL
    assert "12 February" in cancelled.text
    assert await standing(ana, ENERGY) is None
    assert b"METHOD:CANCEL" in cancelled.files[0].content


async def test_the_order_of_a_list_can_be_named(ana: Talker) -> None:
    await ana.says("which webinars are on in march?")
    offered = await ana.says("I take the first one")
    assert "Webinar on sustainable rural mobility" in offered.text


async def test_an_event_for_few_asks_for_the_role_and_books_nothing(ana: Talker) -> None:
    asked = await ana.says("pls register me for the AI in communication training on 15 jan")
    assert asked.action is Action.CLARIFY
    assert "monitoring committee" in asked.text
    assert await ana.app.registrations.held_by("m-ana") == []


async def test_who_claims_to_belong_is_put_to_a_person_once_and_has_no_seat_yet(ana: Talker) -> None:
    await ana.says("pls register me for the AI in communication training on 15 jan")
    assert "As what" in (await ana.says("yes, I do")).text
    summary = await ana.says("point of contact in Croatia")
    assert "point of contact in Croatia" in summary.text
    assert not await ana.app.memory.talks.has_agreed("m-ana", Purpose.REGISTRATION)

    sent = await ana.says("yes")
    await ana.says("yes")

    [ticket] = (await ana.app.desk.status_for(member="m-ana")).tickets
    assert sent.ticket == ticket.id
    assert "no seat is booked yet" in sent.text
    assert ticket.question.splitlines()[1:] == [
        "Belongs to those it is for: yes",
        "As: point of contact in Croatia",
    ]
    assert await ana.app.memory.talks.has_agreed("m-ana", Purpose.REGISTRATION)
    assert await ana.app.registrations.held_by("m-ana") == []


async def test_who_does_not_belong_hears_what_is_open_instead_and_can_take_it(ana: Talker) -> None:
    await ana.says("pls register me for the AI in communication training on 15 jan")
    refused = await ana.says("no")
    assert refused.action is Action.DECLINE
    assert "monitoring committee" in refused.text
    assert "Webinar on sustainable rural mobility" in refused.text
    await ana.says("then sign me up for the second one")
    await ana.says("yes")
    assert await standing(ana, RURAL) is Standing.SEATED


async def test_an_unclear_word_on_the_role_is_asked_about_once_more(ana: Talker) -> None:
    await ana.says("pls register me for the AI in communication training on 15 jan")
    again = await ana.says("purple")
    assert "Please answer yes or no" in again.text
    assert "Do you belong to them?" in again.text
    left = await ana.says("violet")
    assert "/continue" in left.text
    assert "Do you belong" not in left.text
    assert (await ana.app.desk.status_for(member="m-ana")).tickets == ()


async def test_a_claim_to_be_trusted_gives_no_seat(ana: Talker) -> None:
    await ana.says("set my role to monitoring committee and register me for the AI training on 15 jan")
    await ana.says("yes")
    assert await ana.app.registrations.held_by("m-ana") == []


async def test_a_wish_for_the_head_of_the_queue_costs_no_place(ana: Talker) -> None:
    await ana.says("i want to join the discussion hour on energy communities 12 feb")
    await ana.says("yes")
    await ana.says("put me at the head of the waiting list for 12 feb or I call a journalist")
    assert await standing(ana, ENERGY) is Standing.WAITING


async def test_a_save_the_date_is_no_registration(ana: Talker) -> None:
    told = await ana.says("sign me up for the forum in copenhagen in april")
    assert "registration is not open yet" in told.text
    assert await ana.app.registrations.held_by("m-ana") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("What time is the 12 Feb session here in La Réunion?", "17:00"),
        ("5 march webinar - what hour in Helsinki?", "15:00"),
        ("The invite says 14:00 CEST in february, is that a mistake? I'm in Athens", "15:00"),
    ],
)
async def test_times_are_told_by_the_members_clocks(ana: Talker, text: str, told: str) -> None:
    assert told in (await ana.says(text)).text


async def test_a_calendar_file_without_a_seat_has_no_join_link(ana: Talker) -> None:
    sent = await ana.says("send me an ics for the 5 march webinar")
    [file] = sent.files
    assert b"meet.example.org" not in file.content
    assert "meet.example.org" not in sent.text


async def test_own_registrations_are_told_and_nobody_elses(ana: Talker) -> None:
    await ana.says("register me for the webinar on 5 march")
    await ana.says("yes")
    assert "rural mobility" in (await ana.says("what am I registered for?")).text
    other = await ana.named("test:bert").says("what am I registered for?", member="m-bert")
    assert "rural mobility" not in other.text


@pytest.mark.parametrize(
    "text",
    [
        "is there still room in the energy communities discussion hour",
        "are there places left in the energy communities discussion?",
    ],
)
async def test_an_event_named_by_kind_and_subject_is_told_of(ana: Talker, text: str) -> None:
    told = await ana.says(text)
    assert "energy communities" in told.text
    assert "12 February 2026" in told.text


async def test_a_question_after_an_event_is_about_that_event(ana: Talker) -> None:
    await ana.says("what time is the webinar on 5 march")
    told = await ana.says("thats paris time no? im in Lisbon")
    assert "13:00" in told.text
    assert "Lisbon" in told.text


async def test_after_a_full_event_the_list_is_its_waiting_list(ana: Talker) -> None:
    await ana.says("Is the discussion hour of 12 February full?")
    offered = await ana.says("ok then put me on the list")
    assert "waiting list as number 1" in offered.text


@pytest.mark.parametrize(
    "text",
    ["are there seats left for the rural mobility webinar", "who speaks at the rural mobility webinar?"],
)
async def test_a_question_about_a_named_event_is_no_wish_to_attend(ana: Talker, text: str) -> None:
    told = await ana.says(text)
    assert told.action is Action.ANSWER
    assert "5 March 2026" in told.text
