"""Whatever members and organisers do in whatever order: what members were told agrees with how it stands."""

import asyncio
import shutil
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.conversation.notices import notice
from bot.events.calendar_files import calendar_file
from bot.events.catalogue import Event, EventId, JoinLink, State
from bot.events.in_memory import EventsInMemory, RegistrationsInMemory
from bot.events.keeping import Events, Registrations
from bot.events.news import News, View, view
from bot.events.registration import Cancelled, Registration, Seat, Standing, Waitlisted
from bot.messages import Reply
from bot.storage import Database, Delivery, SqlDeliveries
from bot.storage.events import SqlEvents, SqlRegistrations
from bot.texts import Texts
from tests.events.making import NOW, event

ONE = EventId("ev-1")
MEMBERS = ("ana", "ben", "cem", "dora")

Deed = tuple[str, Any]
OF_MEMBERS = st.tuples(
    st.sampled_from(["register", "register", "register", "cancel", "look", "look", "forget"]),
    st.sampled_from(MEMBERS),
)
DEEDS = st.lists(
    st.one_of(
        *[OF_MEMBERS] * 4,
        st.tuples(st.just("hours"), st.integers(0, 3)),
        st.tuples(st.just("seats"), st.sampled_from([0, 1, 2, 3, None])),
        st.tuples(st.just("state"), st.sampled_from([State.OPEN, State.CANCELLED, State.CLOSED])),
        st.tuples(st.just("join_link"), st.sampled_from([None, "https://meet.example/1", "https://meet.example/2"])),
        st.tuples(st.just("place"), st.sampled_from([None, "Lille"])),
    ),
    min_size=8,
    max_size=40,
)  # fmt: skip


class Chats(Protocol):
    async def untold(self, member: str) -> list[Delivery]:
        """What waits for a member, and from now on counts as told."""
        ...


class ChatsInMemory:
    def __init__(self, events: EventsInMemory) -> None:
        self._events = events

    async def untold(self, member: str) -> list[Delivery]:
        news = self._events.untold.pop((ONE, member), None)
        return [Delivery(member, news.kind, NOW, payload=news.as_values())] if news else []


class SqlChats:
    def __init__(self, database: Database) -> None:
        self._deliveries = SqlDeliveries(database)

    async def untold(self, member: str) -> list[Delivery]:
        found = await self._deliveries.pending(member)
        for each in found:
            assert each.id is not None
            await self._deliveries.mark_delivered(each.id, at=NOW)
        return found


@dataclass
class Life:
    """One event, its members, what each of them knows, and their calendars."""

    events: Events
    registrations: Registrations
    chats: Chats
    knows: dict[str, View] = field(default_factory=dict)
    calendars: dict[str, Any] = field(default_factory=dict)

    async def event(self) -> Event:
        found = await self.events.find(ONE)
        assert found is not None
        return found

    async def held(self, member: str) -> Registration | None:
        roll = await self.registrations.roll(ONE)
        return next((each for each in roll if each.member == member and each.is_live), None)

    async def does(self, deed: str, about: Any) -> None:
        match deed:
            case "register":
                await self.registers(about)
            case "cancel":
                await self.cancels(about)
            case "look":
                await self.looks(about)
            case "forget":
                await self.registrations.forget(about, now=NOW)
                self.knows.pop(about, None)
                self.calendars.pop(about, None)
            case "hours":
                starts_at = event().starts_at + timedelta(hours=about)
                await self.changes(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
            case "join_link":
                await self.changes(join_link=about and JoinLink(about))
            case _:
                await self.changes(**{deed: about})

    async def changes(self, **changed: Any) -> None:
        await self.events.keep([replace(await self.event(), **changed)], now=NOW)

    async def registers(self, member: str) -> None:
        outcome = await self.registrations.register(ONE, member, now=NOW)
        if isinstance(outcome, Seat | Waitlisted) and not outcome.again:
            held = await self.event()
            self.knows[member] = view(held, outcome.registration)
            if isinstance(outcome, Seat):
                self.opens(member, calendar_file(held, outcome.registration, now=NOW))

    async def cancels(self, member: str) -> None:
        outcome = await self.registrations.cancel(ONE, member, now=NOW)
        if isinstance(outcome, Cancelled):
            self.knows.pop(member)
            self.opens(member, calendar_file(await self.event(), outcome.registration, now=NOW))

    async def looks(self, member: str) -> None:
        untold = await self.chats.untold(member)
        assert len(untold) <= 1, "one notice, however much has changed"
        for delivery in untold:
            news = News.from_values(delivery.payload, conversation=member)
            assert news.before == self.knows[member], "told from what the member knows"
            assert news.after != news.before, "and nothing twice"
            told = await notice(
                delivery, Texts(), events=self.events, registrations=self.registrations, now=NOW
            )
            assert told is not None
            await self.hears(member, told)
            self.knows[member] = news.after

    async def hears(self, member: str, told: Reply) -> None:
        held, current = await self.held(member), await self.event()
        assert held is not None, "who has left is told nothing"
        is_seated = held.standing is Standing.SEATED
        assert is_seated or "it is yours" not in told.text
        assert is_seated or not any(b"meet.example" in part for part in told_bytes(told))
        if current.state is not State.CANCELLED and "starts: " in told.text:
            assert f"{current.local_start:%H:%M}–{current.local_end:%H:%M}" in told.text
        self.opens(member, told.files[0].content)

    def opens(self, member: str, file: bytes) -> None:
        """A calendar believes the newer file, and every file is newer than those before it."""
        (entry,) = Calendar.from_ical(file).walk("VEVENT")
        assert member not in self.calendars or entry["SEQUENCE"] > self.calendars[member]["SEQUENCE"]
        self.calendars[member] = entry

    async def agrees(self) -> None:
        current = await self.event()
        for member in MEMBERS:
            await self.looks(member)
            assert await self.chats.untold(member) == []
            held, entry = await self.held(member), self.calendars.get(member)
            assert (held is None) == (member not in self.knows)
            if held is not None:
                assert self.knows[member] == view(current, held)
            if entry is None:
                assert held is None or held.standing is Standing.WAITING or current.state is State.CANCELLED
            elif held is None or current.state is State.CANCELLED:
                assert str(entry["STATUS"]) == "CANCELLED"
            else:
                assert entry["DTSTART"].dt == current.starts_at
                assert entry["DTEND"].dt == current.ends_at
                assert str(entry["LOCATION"]) == (current.place or "Online")
                is_seated = held.standing is Standing.SEATED
                assert str(entry["STATUS"]) == ("CONFIRMED" if is_seated else "TENTATIVE")
                link = current.join_link.reveal() if is_seated and current.join_link else None
                assert str(entry["DESCRIPTION"]) == (f"Join: {link}" if link else "")


def told_bytes(told: Reply) -> list[bytes]:
    unfolded = [file.content.replace(b"\r\n ", b"") for file in told.files]
    return [told.text.encode(), *unfolded]


async def live(life: Life, deeds: list[Deed]) -> None:
    await life.events.keep([event(seats=1)], now=NOW)
    for deed, about in deeds:
        await life.does(deed, about)
    await life.agrees()


@settings(max_examples=300, deadline=None)
@given(DEEDS)
def test_what_members_were_told_agrees_with_how_it_stands(deeds: list[Deed]) -> None:
    events = EventsInMemory()
    asyncio.run(live(Life(events, RegistrationsInMemory(events), ChatsInMemory(events)), deeds))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_so_it_does_in_a_database(sqlite_template: Path, tmp_path: Path, deeds: list[Deed]) -> None:
    async def lived() -> None:
        async with Database(f"sqlite:///{path}") as database:
            await live(Life(SqlEvents(database), SqlRegistrations(database), SqlChats(database)), deeds)

    path = tmp_path / "any.sqlite3"
    for left in tmp_path.glob("any.sqlite3*"):
        left.unlink()
    shutil.copy(sqlite_template, path)
    asyncio.run(lived())
