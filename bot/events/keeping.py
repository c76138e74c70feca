"""Where events and registrations are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.events.catalogue import Event, EventId, State
from bot.events.news import News
from bot.events.registration import (
    Cancelled,
    NotRegistered,
    Refused,
    Registered,
    Registration,
    Role,
    Seat,
    Waitlisted,
)


@dataclass(frozen=True)
class Kept:
    """What keeping events changed, who moved up from a wait-list, and what members will be told of it."""

    added: tuple[EventId, ...] = ()
    changed: tuple[EventId, ...] = ()
    unchanged: tuple[EventId, ...] = ()
    promoted: tuple[Registration, ...] = ()
    news: tuple[News, ...] = ()


class Events(Protocol):
    """Keeps the events by id. Whatever changes an event, nobody waits afterwards while a seat is free.

    What registered members have to be told of a change is kept with it, together with what they were not told yet.
    """

    async def keep(self, events: Sequence[Event], *, now: datetime) -> Kept:
        """Add events and bring those known up to date, all or none; the last of an id stays."""
        ...

    async def find(self, event: EventId) -> Event | None: ...

    async def all(self) -> list[Event]:
        """Every event, by its start."""
        ...

    async def set_state(self, event: EventId, state: State, *, now: datetime) -> Kept:
        """Open, close or cancel an event; nothing is changed where there is no such event."""
        ...


@dataclass(frozen=True)
class Held:
    """A member's live registration; `position` counts from 1 on the wait-list, None on a seat."""

    registration: Registration
    position: int | None

    @property
    def outcome(self) -> Seat | Waitlisted:
        """The same, as what came of the wish to register."""
        if self.position is None:
            return Seat(self.registration)
        return Waitlisted(self.registration, self.position)


@dataclass(frozen=True)
class Count:
    """How many have a seat, and how many wait."""

    seated: int = 0
    waiting: int = 0


class Registrations(Protocol):
    """Keeps who attends what. Each change of an event's roll is decided and stored in one step, one at a time."""

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
        """As `registration.register`; refused where there is no such event."""
        ...

    async def admit(
        self, event: EventId, member: str, *, now: datetime, conversation: str
    ) -> Seat | Waitlisted | Refused:
        """Register a member who is known to be one of those whom the event is for, and tell them so."""
        ...

    async def cancel(self, event: EventId, member: str, *, now: datetime) -> Cancelled | NotRegistered:
        """As `registration.cancel`; the member is told no more news, and who moves up is told so."""
        ...

    async def enter(self, event: EventId, members: Sequence[str], *, at: datetime) -> int:
        """Put members on the roll in this order, whoever the event is for; how many were new."""
        ...

    async def held_by(self, member: str) -> list[Held]:
        """A member's live registrations, by the start of the event."""
        ...

    async def roll(self, event: EventId) -> list[Registration]:
        """Every registration of an event, cancelled ones too, by number."""
        ...

    async def counts(self) -> dict[EventId, Count]:
        """Of each event that has registrations."""
        ...

    async def forget(self, member: str, *, now: datetime) -> list[Registration]:
        """Erase all of a member's registrations; whoever moved up by it."""
        ...
