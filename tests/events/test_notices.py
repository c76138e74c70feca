"""What members are told when an event changes: worded when it is told, by the event as it is then."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bot.conversation.notices import notice
from bot.events.catalogue import Event, JoinLink, State
from bot.events.in_memory import EventsInMemory, RegistrationsInMemory
from bot.events.news import News
from bot.events.registration import Standing
from bot.messages import Reply
from bot.storage import Delivery
from bot.texts import Texts
from tests.events.making import NOW, event

SECRET = "https://meet.example/secret"
WHEN = "Thursday 5 March 2026, 14:00–15:30 (Paris)"
LATER = "Friday 6 March 2026, 14:00–15:30 (Paris)"


@dataclass
class Office:
    """An organiser's, in memory, with the chats of its members."""

    events: EventsInMemory = field(default_factory=EventsInMemory)
    now: datetime = NOW

    @property
    def registrations(self) -> RegistrationsInMemory:
        return RegistrationsInMemory(self.events)

    async def with_members(self, held: Event, *members: str) -> Event:
        await self.events.keep([held], now=self.now)
        for member in members:
            await self.registrations.register(held.id, member, now=self.now)
        return held

    async def changes(self, held: Event, **changed: Any) -> Event:
        new = replace(held, **changed)
        await self.events.keep([new], now=self.now)
        return new

    async def moves(self, held: Event, **by: float) -> Event:
        later = timedelta(**by)
        return await self.changes(held, starts_at=held.starts_at + later, ends_at=held.ends_at + later)

    def untold(self, member: str) -> News | None:
        return self.events.untold.pop((event().id, member), None)

    async def tells(self, member: str) -> Reply | None:
        news = self.untold(member)
        return None if news is None else await self.worded(news)

    async def worded(self, news: News) -> Reply | None:
        delivery = Delivery(news.conversation, news.kind, NOW, payload=news.as_values())
        return await notice(
            delivery, Texts(), events=self.events, registrations=self.registrations, now=self.now
        )

    async def text_for(self, member: str) -> str:
        told = await self.tells(member)
        assert told is not None
        return told.text


def entry(reply: Reply | None) -> Any:
    assert reply is not None
    (file,) = reply.files
    (found,) = Calendar.from_ical(file.content).walk("VEVENT")
    return found


def method(reply: Reply | None) -> str:
    assert reply is not None
    return str(Calendar.from_ical(reply.files[0].content)["METHOD"])


async def test_a_move_is_told_with_both_times_and_with_what_the_member_has() -> None:
    office = Office()
    held = await office.with_members(event(seats=1), "ana", "ben", "cem")
    await office.moves(held, days=1)
    for member, standing in (("ana", "Your seat is kept."), ("cem", "on the waiting list, as number 2.")):
        text = await office.text_for(member)
        assert f"has moved. It now starts: {LATER}. Before, it was announced for: {WHEN}." in text
        assert standing in text
        assert await office.tells(member) is None, "once"


async def test_the_file_of_a_move_is_of_the_same_entry_and_newer() -> None:
    office = Office()
    held = await office.with_members(event(seats=1), "ana", "ben")
    held = await office.moves(held, days=1)
    first = {member: entry(await office.tells(member)) for member in ("ana", "ben")}
    assert [str(each["STATUS"]) for each in first.values()] == ["CONFIRMED", "TENTATIVE"]
    held = await office.moves(held, days=25)  # over a change of the clocks
    for member, before in first.items():
        after = entry(await office.tells(member))
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert after["DTSTART"].dt == held.starts_at


async def test_moved_twice_before_anybody_looked_is_told_once_from_what_was_known() -> None:
    office = Office()
    held = await office.with_members(event(), "ana")
    held = await office.moves(held, days=2)
    await office.moves(held, days=-1)
    text = await office.text_for("ana")
    assert LATER in text
    assert WHEN in text
    assert "7 March" not in text
    assert await office.tells("ana") is None


async def test_moved_back_before_anybody_looked_is_not_told() -> None:
    office = Office()
    held = await office.with_members(event(), "ana")
    await office.moves(await office.moves(held, days=1), days=-1)
    assert await office.tells("ana") is None


async def test_a_promotion_comes_with_a_calendar_file_and_the_time_that_holds_now() -> None:
    office = Office()
    held = await office.with_members(event(seats=1, join_link=JoinLink(SECRET)), "ana", "ben")
    await office.registrations.cancel(held.id, "ana", now=NOW)
    await office.moves(held, days=1)
    told = await office.tells("ben")
    assert told is not None
    assert f"it is yours. You are now registered for “{held.title}”. It starts: {LATER}" in told.text
    assert f"It has also moved: before, it was announced for: {WHEN}." in told.text
    assert SECRET in told.text
    assert str(entry(told)["STATUS"]) == "CONFIRMED"
    assert method(told) == "REQUEST"
    assert await office.tells("ana") is None


async def test_an_event_called_off_is_told_by_the_time_that_the_member_knows() -> None:
    office = Office()
    held = await office.with_members(event(seats=1, join_link=JoinLink(SECRET)), "ana", "ben")
    await office.changes(await office.moves(held, days=1), state=State.CANCELLED)
    for member in ("ana", "ben"):
        told = await office.tells(member)
        assert told is not None
        assert told.text.startswith(f"“{held.title}” on {WHEN} is cancelled and does not take place.")
        assert "6 March" not in told.text
        assert SECRET not in told.text
        assert method(told) == "CANCEL"
        assert str(entry(told)["STATUS"]) == "CANCELLED"


async def test_an_event_that_takes_place_after_all_is_told_with_what_the_member_has() -> None:
    office = Office()
    held = await office.with_members(event(seats=1, join_link=JoinLink(SECRET)), "ana", "ben")
    await office.changes(held, state=State.CANCELLED)
    cancelled = entry(await office.tells("ana"))
    await office.changes(held)
    told = await office.tells("ana")
    assert told is not None
    assert f"takes place after all. It starts: {WHEN}. Your seat is kept." in told.text
    assert method(told) == "REQUEST"
    assert entry(told)["SEQUENCE"] > cancelled["SEQUENCE"]
    assert await office.tells("ben") is None, "ben never heard that it was off"


async def test_a_new_place_is_told_to_all_and_a_new_link_to_the_seated() -> None:
    office = Office()
    held = await office.with_members(event(seats=1), "ana", "ben")
    held = await office.changes(held, place="Lille, Grand Palais")
    for member in ("ana", "ben"):
        assert "is now held here: Lille, Grand Palais." in await office.text_for(member)
    held = await office.changes(held, place=None)
    assert "is now held here: online." in await office.text_for("ben")
    assert office.untold("ana")
    held = await office.changes(held, join_link=JoinLink(SECRET))
    told = await office.tells("ana")
    assert told is not None
    assert told.text.startswith(f"The link for joining “{held.title}”: {SECRET}")
    assert SECRET in str(entry(told)["DESCRIPTION"])
    held = await office.changes(held, join_link=JoinLink(f"{SECRET}/2"))
    assert f"has changed. Please use this one: {SECRET}/2" in await office.text_for("ana")
    await office.changes(held, join_link=None)
    assert "is no longer valid" in await office.text_for("ana")
    assert await office.tells("ben") is None, "the link is not for who waits"


async def test_whoever_left_or_came_anew_is_not_told_what_was_for_the_old_registration() -> None:
    office = Office()
    held = await office.with_members(event(), "ana")
    await office.moves(held, days=1)
    news = office.untold("ana")
    assert news is not None
    await office.registrations.cancel(held.id, "ana", now=NOW)
    assert await office.worded(news) is None
    await office.registrations.register(held.id, "ana", now=NOW)
    assert await office.worded(news) is None, "the new registration knows the new time"
    await office.registrations.forget("ana", now=NOW)
    assert await office.worded(news) is None


async def test_what_has_changed_since_is_left_to_the_notice_that_follows() -> None:
    office = Office()
    held = await office.with_members(event(), "ana")
    held = await office.moves(held, days=1)
    on_its_way = office.untold("ana")
    assert on_its_way is not None
    await office.moves(held, days=1)
    assert await office.worded(on_its_way) is None
    assert "Saturday 7 March" in await office.text_for("ana")


async def test_news_of_what_is_over_by_now_are_not_told() -> None:
    office = Office()
    held = await office.with_members(event(), "ana")
    held = await office.moves(held, days=1)
    office.now = held.ends_at
    assert await office.tells("ana") is None


async def test_days_without_hours_are_told_as_days() -> None:
    office = Office()
    held = await office.with_members(event(hours_known=False), "ana")
    await office.changes(held, hours_known=True)
    text = await office.text_for("ana")
    assert f"It now starts: {WHEN}. Before" in text
    assert "Thursday 5 March 2026 (hours not yet announced)" in text


@pytest.mark.parametrize("title", ["", "{ $time }", "=1+1", "Kaffee – čaj ☕" * 40, "a\r\nATTENDEE:x"])
async def test_any_title_and_place_can_be_told(title: str) -> None:
    office = Office()
    held = await office.with_members(event(title=title), "ana")
    await office.changes(held, place=title or "x", join_link=JoinLink("https://x.eu/\ud800"))
    told = await office.tells("ana")
    assert told is not None
    assert title in told.text
    assert entry(told).errors == []


async def test_a_member_in_the_roll_without_news_is_told_nothing() -> None:
    office = Office()
    held = await office.with_members(event(seats=1), "ana", "ben", "cem")
    await office.registrations.cancel(held.id, "ana", now=NOW)
    assert office.untold("cem") is None, "moving up in the queue alone is no news"
    roll = await office.registrations.roll(held.id)
    assert [each.standing for each in roll] == [Standing.CANCELLED, Standing.SEATED, Standing.WAITING]
