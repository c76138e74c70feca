"""What organisers tell everybody who is registered for an event: in their own words, to each once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.events.catalogue import Event, EventId
from bot.events.registration import Registration, Roll

KIND = "announcement"
"""of what waits to be told, beside the kinds of news"""
LONGEST = 2000  # characters
MOST = 5  # of one event …
WITHIN = timedelta(days=1)
AFTERWARDS = timedelta(days=30)  # for which those who were there can still be told, of recordings say


@dataclass(frozen=True)
class Announcement:
    """Words of an organiser. Of two with one key, only the first is told."""

    event: EventId
    key: str
    by: str
    """the account of whoever wrote it"""
    name: str
    """under which members read it"""
    text: str
    at: datetime


@dataclass(frozen=True)
class Announced:
    """It will be told to so many; `again` where that was so already."""

    people: int
    again: bool = False


@dataclass(frozen=True)
class TooMany:
    """As many as an event may have within a day were written already."""


@dataclass(frozen=True)
class NobodyToTell:
    """Nobody who is registered can be told anything in a chat."""


@dataclass(frozen=True)
class TooLate:
    """The event is over for so long that it is no matter of its members any more."""


@dataclass(frozen=True)
class HoldsLink:
    """The text holds the address to join by, which is for those alone who have a seat, and who get it by themselves."""


Hindrance = TooMany | NobodyToTell | TooLate | HoldsLink


def hindrance(event: Event, roll: Roll, *, earlier: int, now: datetime, text: str = "") -> Hindrance | None:
    """What stands against an announcement, where so many were written within a day; None: nothing."""
    if now - event.ends_at >= AFTERWARDS:
        return TooLate()
    if not listeners(roll):
        return NobodyToTell()
    if earlier >= MOST:
        return TooMany()
    if event.join_link is not None and event.join_link.reveal().casefold() in text.casefold():
        return HoldsLink()
    return None


def listeners(roll: Roll) -> list[Registration]:
    """Who is told: everybody who has a seat or waits, and who can be told anything."""
    return [each for each in roll if each.is_live and each.conversation is not None]


@dataclass(frozen=True)
class Words:
    """An announcement on its way to one member: the registration for which it was written, and the announcement."""

    announcement: int
    event: EventId
    member: str
    number: int

    def as_values(self) -> dict[str, Any]:
        return {
            "announcement": self.announcement,
            "event": self.event,
            "member": self.member,
            "number": self.number,
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "Words":
        return cls(values["announcement"], EventId(values["event"]), values["member"], values["number"])


class Announcements(Protocol):
    """Keeps announcements. Each is kept together with all that is to be told of it, in one step, one at a time."""

    async def hindrance(self, event: EventId, *, now: datetime, text: str = "") -> Hindrance | None:
        """What stands against one; None: nothing, or there is no such event."""
        ...

    async def announce(self, announcement: Announcement) -> Announced | Hindrance:
        """Have everybody who is registered told; raises KeyError where there is no such event."""
        ...

    async def find(self, id_: int) -> Announcement | None: ...

    async def is_meant(self, words: Words) -> bool:
        """Whether the registration for which it was written is still there."""
        ...
