"""One person in two chats: joined by a code that works once, with the same questions and seats in both."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.events.catalogue import Event, EventId
from bot.storage.inbox import Inbound
from bot.storage.people import SqlPeople
from bot.storage.unit import unit_of_work
from escalation.tickets import Opening
from tests.deployment import Deploy
from tests.work.making import Office, office

SLACK, TELEGRAM, OTHER = "slack:T1:U1", "telegram:7", "telegram:8"


@pytest.fixture
async def desk(deploy: Deploy, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(deploy(tmp_path / "talk")) as at_work:
        await at_work.app.stock_samples()
        yield at_work


async def say(desk: Office, member: str, text: str) -> str:
    """Say something as a member, in a conversation of theirs; what comes of it."""
    heard = len(desk.chat.heard)
    key = f"{member}-{text[:20]}-{heard}"
    await desk.work.say(Inbound(f"test:{member}", text, dedup_key=key, platform="test", member=member))
    return "\n".join(desk.chat.texts[heard:])


async def code_for(desk: Office, member: str) -> str:
    found = re.search(r"/link ([A-Z2-9]{4}-[A-Z2-9]{4})", await say(desk, member, "/link"))
    assert found is not None
    return found[1]


async def link(desk: Office, first: str, second: str) -> str:
    asked = await say(desk, second, f"/link {await code_for(desk, first)}")
    assert "Shall I?" in asked
    return await say(desk, second, "yes")


async def test_registrations_and_tickets_are_the_same_in_both(desk: Office) -> None:
    await say(desk, SLACK, "sign me up for the rural mobility webinar")
    assert "is confirmed" in await say(desk, SLACK, "yes")
    await desk.app.desk.open_ticket(
        Opening(conversation="test:x", question="Who signs?", opened_at=desk.clock.now(), member=TELEGRAM)
    )
    assert "not registered" in await say(desk, TELEGRAM, "what am I registered for?")
    assert "Both chats are yours" in await link(desk, SLACK, TELEGRAM)
    assert "mobility" in await say(desk, TELEGRAM, "what am I registered for?")
    assert "Who signs?" in await say(desk, SLACK, "/status")
    assert "Who signs?" in await say(desk, TELEGRAM, "/status")


async def roomy(desk: Office) -> Event:
    """An event with three seats, none of which is taken."""
    coming = [each for each in await desk.app.events.all() if each.starts_at > desk.clock.now()]
    event = replace(coming[0], id=EventId("ev-roomy"), seats=3)
    await desk.app.events.keep([event], now=desk.clock.now())
    return event


async def test_two_seats_become_one_and_who_waits_moves_up(desk: Office) -> None:
    event, now = await roomy(desk), desk.clock.now()
    for member in (SLACK, TELEGRAM):
        await desk.app.registrations.enter(event.id, [member], at=now)
    for number in range(event.seats or 0):
        await desk.app.registrations.enter(event.id, [f"m{number}"], at=now)
    before = (await desk.app.registrations.counts())[event.id]
    await link(desk, TELEGRAM, SLACK)
    after = (await desk.app.registrations.counts())[event.id]
    assert after.seated == min(before.seated, event.seats or 0)
    assert before.seated + before.waiting - (after.seated + after.waiting) == 1
    [held] = await desk.app.registrations.held_by(TELEGRAM)
    assert held.position is None
    assert await desk.app.registrations.held_by(SLACK) == []


async def test_of_a_seat_and_a_place_in_the_queue_the_seat_stays(desk: Office) -> None:
    event, now = await roomy(desk), desk.clock.now()
    await desk.app.registrations.enter(event.id, [TELEGRAM], at=now)
    await desk.app.registrations.enter(event.id, [f"m{n}" for n in range(event.seats or 0)], at=now)
    await desk.app.registrations.enter(event.id, [SLACK], at=now)
    await link(desk, SLACK, TELEGRAM)
    [held] = await desk.app.registrations.held_by(SLACK)
    assert held.position is None


async def test_a_code_works_once_for_a_quarter_of_an_hour_and_for_no_one_alone(desk: Office) -> None:
    code = await code_for(desk, SLACK)
    assert "your own code" in await say(desk, SLACK, f"/link {code}")
    assert "Shall I?" in await say(desk, TELEGRAM, f"/link {code.lower()}")
    assert "joined nothing" in await say(desk, TELEGRAM, "no")
    assert "Shall I?" in await say(desk, OTHER, f"/link {code}")
    assert "Shall I?" in await say(desk, TELEGRAM, f"/link {code}")
    assert "Both chats" in await say(desk, TELEGRAM, "yes")
    assert "do not know this code" in await say(desk, OTHER, "yes")
    assert "do not know this code" in await say(desk, OTHER, f"/link {code}")
    old = await code_for(desk, SLACK)
    desk.clock.passes(minutes=16)
    assert "do not know this code" in await say(desk, OTHER, f"/link {old}")


@pytest.mark.parametrize("code", ["x", "AAAA-AAAA", "' OR 1=1", "\u202e" * 8, "A" * 5000, "AAAA AAAA"])
async def test_what_is_no_code_is_told_so(desk: Office, code: str) -> None:
    said = await say(desk, TELEGRAM, f"/link {code}")
    assert "do not know this code" in said or "characters" in said


async def test_a_newer_code_ends_the_older_and_three_chats_are_one_person(desk: Office) -> None:
    older = await code_for(desk, SLACK)
    await code_for(desk, SLACK)
    assert "do not know this code" in await say(desk, TELEGRAM, f"/link {older}")
    await link(desk, SLACK, TELEGRAM)
    await link(desk, TELEGRAM, OTHER)
    await say(desk, OTHER, "sign me up for the rural mobility webinar")
    await say(desk, OTHER, "yes")
    assert "mobility" in await say(desk, SLACK, "what am I registered for?")


async def test_news_that_wait_are_told_though_their_member_has_joined_two_chats_meanwhile(
    desk: Office,
) -> None:
    await say(desk, TELEGRAM, "sign me up for the rural mobility webinar")
    await say(desk, TELEGRAM, "yes")
    [held] = await desk.app.registrations.held_by(TELEGRAM)
    event = await desk.app.events.find(held.registration.event)
    assert event is not None
    later = timedelta(days=1)
    moved = replace(event, starts_at=event.starts_at + later, ends_at=event.ends_at + later)
    kept = await desk.app.events.keep([moved], now=desk.clock.now())
    assert len(kept.news) == 1
    heard = len(desk.chat.heard)
    async with unit_of_work(desk.app.database) as unit:
        people = SqlPeople(unit)
        await people.give("ABCDEFGH", SLACK, at=desk.clock.now(), lasts=later)
        assert await people.link("ABCDEFGH", TELEGRAM, at=desk.clock.now())
    assert [each.registration.event for each in await desk.app.registrations.held_by(SLACK)] == [event.id]
    await desk.work.delivering.tell(f"test:{TELEGRAM}")
    assert any("moved" in text for text in desk.chat.texts[heard:])


async def test_unlinking_lets_a_chat_stand_for_itself(desk: Office) -> None:
    assert "was not joined" in await say(desk, TELEGRAM, "/unlink")
    await link(desk, SLACK, TELEGRAM)
    await say(desk, TELEGRAM, "sign me up for the rural mobility webinar")
    await say(desk, TELEGRAM, "yes")
    assert "stands for itself" in await say(desk, TELEGRAM, "/unlink")
    assert "not registered" in await say(desk, TELEGRAM, "what am I registered for?")
    assert "mobility" in await say(desk, SLACK, "what am I registered for?")


async def test_joining_survives_a_restart(deploy: Deploy, tmp_path: Path) -> None:
    settings = deploy(tmp_path / "talk")
    async with office(settings) as desk:
        await desk.app.stock_samples()
        asked = await say(desk, TELEGRAM, f"/link {await code_for(desk, SLACK)}")
        assert "Shall I?" in asked
    async with office(settings) as desk:
        assert "Both chats" in await say(desk, TELEGRAM, "yes")
    async with office(settings) as desk:
        await say(desk, TELEGRAM, "sign me up for the rural mobility webinar")
        await say(desk, TELEGRAM, "yes")
        assert "mobility" in await say(desk, SLACK, "what am I registered for?")


async def test_the_terminal_where_a_conversation_is_all_that_is_known_can_be_joined(desk: Office) -> None:
    async def types(text: str) -> str:
        heard = len(desk.chat.heard)
        await desk.work.say(Inbound("test:typist", text, dedup_key=f"t{heard}-{text}", platform="test"))
        return "\n".join(desk.chat.texts[heard:])

    await desk.app.desk.open_ticket(
        Opening(conversation="test:typist", question="Who signs?", opened_at=desk.clock.now())
    )
    assert "Who signs?" in await types("/status")
    await say(desk, SLACK, "sign me up for the rural mobility webinar")
    await say(desk, SLACK, "yes")
    assert "Shall I?" in await types(f"/link {await code_for(desk, SLACK)}")
    assert "Both chats" in await types("yes")
    assert "mobility" in await types("what am I registered for?")
    assert "Who signs?" in await types("/status")
    assert "Who signs?" in await say(desk, SLACK, "/status")


async def chooses(desk: Office, member: str, topics: str) -> None:
    for text in ("/settings", topics, "yes"):
        await say(desk, member, text)
    assert "I have set that" in await say(desk, member, "yes")


async def shown(desk: Office, member: str) -> str:
    told = await say(desk, member, "/settings")
    await say(desk, member, "/cancel")
    return told


@pytest.mark.parametrize("first", [SLACK, TELEGRAM])
async def test_of_two_choices_of_settings_the_newer_one_stays_for_both(desk: Office, first: str) -> None:
    await chooses(desk, first, "green")
    desk.clock.passes(minutes=1)
    await chooses(desk, SLACK if first == TELEGRAM else TELEGRAM, "social")
    await link(desk, SLACK, TELEGRAM)
    desk.clock.passes(minutes=1)
    for member in (SLACK, TELEGRAM):
        assert "So far: Social" in await shown(desk, member)
    await chooses(desk, TELEGRAM, "smart")
    assert "So far: Smart" in await shown(desk, SLACK)
    desk.clock.passes(minutes=1)
    assert "Deleted" in await say(desk, SLACK, "/settings delete")
    assert "So far" not in await shown(desk, TELEGRAM)


async def test_settings_of_one_are_those_of_both_and_stay_with_one_after_unlinking(desk: Office) -> None:
    await chooses(desk, TELEGRAM, "green")
    await link(desk, SLACK, TELEGRAM)
    assert "So far: Green" in await shown(desk, SLACK)
    await say(desk, TELEGRAM, "/unlink")
    assert "So far: Green" in await shown(desk, SLACK)
    assert "So far" not in await shown(desk, TELEGRAM)
