"""Events and registrations that go with the process."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.events.announcing import WITHIN, Announced, Announcement, Hindrance, Words, hindrance, listeners
from bot.events.catalogue import Event, EventId, State, revised
from bot.events.keeping import Count, Held, Kept
from bot.events.news import News, news
from bot.events.registration import (
    Cancelled,
    NotRegistered,
    Reason,
    Refused,
    Registered,
    Registration,
    Role,
    Seat,
    Standing,
    Waitlisted,
    cancel,
    enter,
    promotions,
    register,
    standing_of,
)


class EventsInMemory:
    """Events by id; the registrations share them. `untold` is what members were not told yet."""

    def __init__(self) -> None:
        self.events: dict[EventId, Event] = {}
        self.rolls: dict[EventId, dict[str, Registration]] = {}
        self.untold: dict[tuple[EventId, str], News] = {}

    async def keep(self, events: Sequence[Event], *, now: datetime) -> Kept:
        added: list[EventId] = []
        changed: list[EventId] = []
        unchanged: list[EventId] = []
        promoted: list[Registration] = []
        told: list[News] = []
        for event in {event.id: event for event in events}.values():
            old = self.events.get(event.id)
            if old == event:
                unchanged.append(event.id)
                continue
            (added if old is None else changed).append(event.id)
            self.events[event.id] = event if old is None else revised(old, event)
            new, roll = self.events[event.id], self.roll_of(event.id)
            moved_up = promotions(new, roll, now=now)
            self.store(moved_up)
            promoted += moved_up
            told += self.tell(news(old or new, new, before=roll, after=self.roll_of(event.id), now=now))
        return Kept(tuple(added), tuple(changed), tuple(unchanged), tuple(promoted), tuple(told))

    async def find(self, event: EventId) -> Event | None:
        return self.events.get(event)

    async def all(self) -> list[Event]:
        return sorted(self.events.values(), key=lambda event: (event.starts_at, event.id))

    async def set_state(self, event: EventId, state: State, *, now: datetime) -> Kept:
        old = self.events.get(event)
        return Kept() if old is None else await self.keep([replace(old, state=state)], now=now)

    def roll_of(self, event: EventId) -> list[Registration]:
        return sorted(self.rolls.get(event, {}).values(), key=lambda each: each.number)

    def store(self, registrations: Sequence[Registration]) -> None:
        for each in registrations:
            self.rolls.setdefault(each.event, {})[each.member] = each

    def tell(self, found: Iterable[News]) -> list[News]:
        """Keep news, each with what was not told before it; what there is to tell."""
        whole = [each.with_untold(self.untold.pop((each.event, each.member), None)) for each in found]
        left = [each for each in whole if each is not None]
        self.untold |= {(each.event, each.member): each for each in left}
        return left


class RegistrationsInMemory:
    """Registrations beside the events that they are for. No await stands between deciding and storing."""

    def __init__(self, events: EventsInMemory) -> None:
        self._kept = events

    async def register(
        self,
        event: EventId,
        member: str,
        *,
        now: datetime,
        role: Role = Role.UNKNOWN,
        answers: Mapping[str, str] | None = None,
        conversation: str | None = None,
    ) -> Registered:
        found = self._kept.events.get(event)
        if found is None:
            return Refused(Reason.NO_SUCH_EVENT)
        outcome = register(
            found,
            self._kept.roll_of(event),
            member=member,
            now=now,
            role=role,
            answers=answers,
            conversation=conversation,
        )
        if isinstance(outcome, Seat | Waitlisted):
            self._kept.store([outcome.registration])
        return outcome

    async def admit(
        self, event: EventId, member: str, *, now: datetime, conversation: str
    ) -> Seat | Waitlisted | Refused:
        outcome = await self.register(event, member, now=now, role=Role.VERIFIED, conversation=conversation)
        assert isinstance(outcome, Seat | Waitlisted | Refused), "a verified role is not asked about"
        if not isinstance(outcome, Refused) and not outcome.again:
            held = outcome.registration
            self._kept.tell([News.of_admission(self._kept.events[event], held, conversation=conversation)])
        return outcome

    async def cancel(self, event: EventId, member: str, *, now: datetime) -> Cancelled | NotRegistered:
        found = self._kept.events.get(event)
        if found is None:
            return NotRegistered()
        roll = self._kept.roll_of(event)
        outcome = cancel(found, roll, member=member, now=now)
        if isinstance(outcome, Cancelled):
            self._kept.store([outcome.registration, *outcome.promoted])
            self._kept.untold.pop((event, member), None)
            self._kept.tell(news(found, found, before=roll, after=self._kept.roll_of(event), now=now))
        return outcome

    async def enter(self, event: EventId, members: Sequence[str], *, at: datetime) -> int:
        new = 0
        for member in members:
            outcome = enter(self._kept.events[event], self._kept.roll_of(event), member=member, at=at)
            new += not outcome.again
            self._kept.store([outcome.registration])
        return new

    async def held_by(self, member: str) -> list[Held]:
        return [
            Held(held, outcome.position if isinstance(outcome, Waitlisted) else None)
            for event in await self._kept.all()
            if (held := self._kept.rolls.get(event.id, {}).get(member)) is not None and held.is_live
            for outcome in [standing_of(held, self._kept.roll_of(event.id))]
        ]

    async def roll(self, event: EventId) -> list[Registration]:
        return self._kept.roll_of(event)

    async def counts(self) -> dict[EventId, Count]:
        return {
            event: Count(
                seated=sum(each.standing is Standing.SEATED for each in roll.values()),
                waiting=sum(each.standing is Standing.WAITING for each in roll.values()),
            )
            for event, roll in self._kept.rolls.items()
        }

    async def forget(self, member: str, *, now: datetime) -> list[Registration]:
        promoted: list[Registration] = []
        for event in [event for event, roll in self._kept.rolls.items() if member in roll]:
            outcome = await self.cancel(event, member, now=now)
            if isinstance(outcome, Cancelled):
                promoted += outcome.promoted
            del self._kept.rolls[event][member]
        return promoted


class AnnouncementsInMemory:
    """Announcements beside the events that they are about; `untold` is what waits to be told, with the conversation."""

    def __init__(self, events: EventsInMemory) -> None:
        self._events = events
        self._kept: list[tuple[Announcement, int]] = []
        self.untold: list[tuple[str, Words]] = []

    async def hindrance(self, event: EventId, *, now: datetime, text: str = "") -> Hindrance | None:
        held = self._events.events.get(event)
        if held is None:
            return None
        earlier = sum(each.event == event and each.at > now - WITHIN for each, _ in self._kept)
        return hindrance(held, self._events.roll_of(event), earlier=earlier, now=now, text=text)

    async def announce(self, announcement: Announcement) -> Announced | Hindrance:
        if announcement.event not in self._events.events:
            raise KeyError(announcement.event)
        for kept, people in self._kept:
            if kept.key == announcement.key:
                return Announced(people, again=True)
        against = await self.hindrance(announcement.event, now=announcement.at, text=announcement.text)
        if against is not None:
            return against
        told = listeners(self._events.roll_of(announcement.event))
        self._kept.append((announcement, len(told)))
        number = len(self._kept)
        self.untold += [
            (each.conversation, Words(number, each.event, each.member, each.number))
            for each in told
            if each.conversation is not None
        ]
        return Announced(len(told))

    async def find(self, id_: int) -> Announcement | None:
        return self._kept[id_ - 1][0] if 0 < id_ <= len(self._kept) else None

    async def is_meant(self, words: Words) -> bool:
        roll = self._events.roll_of(words.event)
        return any(each.number == words.number and each.is_live for each in roll)
