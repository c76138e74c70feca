"""What members can attend."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

EventId = NewType("EventId", str)

PARIS = "Europe/Paris"


class Kind(StrEnum):
    """What sort of event it is."""

    WEBINAR = "webinar"
    DISCUSSION = "discussion"
    TRAINING = "training"
    WORKSHOP = "workshop"
    FORUM = "forum"
    OTHER = "other"


class State(StrEnum):
    """How far an event is; whether it is full or over follows from its seats and the clock."""

    SAVE_THE_DATE = "save_the_date"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Audience:
    """Those whom a restricted event is for."""

    name: str
    """like "programme bodies"; a member's verified audiences are compared with it"""
    who: str
    """a sentence: "It is only for members of the monitoring committee." """


class JoinLink:
    """The address under which an online event is joined. It shows in no text or log by accident."""

    __slots__ = ("_url",)

    def __init__(self, url: str) -> None:
        self._url = url

    def reveal(self) -> str:
        """The address, for storage and for `registration.join_link`, which decides who may have it."""
        return self._url

    def __repr__(self) -> str:
        return "JoinLink(***)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JoinLink) and other._url == self._url

    def __hash__(self) -> int:
        return hash(self._url)


@dataclass(frozen=True)
class Event:
    """Something that members attend. `place` is None online, `seats` None where there is no limit."""

    id: EventId
    title: str
    starts_at: datetime
    ends_at: datetime
    kind: Kind = Kind.OTHER
    summary: str = ""
    zone: str = PARIS
    hours_known: bool = True
    """False where only the days are announced; the moments are then the bounds of these days"""
    place: str | None = None
    organiser: str = ""
    topic: str | None = None
    keywords: tuple[str, ...] = ()
    """other words by which members speak of it"""
    audience: Audience | None = None
    """None: everyone"""
    seats: int | None = None
    state: State = State.OPEN
    series: str | None = None
    url: str | None = None
    join_link: JoinLink | None = None
    sequence: int = field(default=0, compare=False)
    """how often what a calendar shows of it has changed"""

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("an event's times need their offset from UTC")
        if self.ends_at < self.starts_at:
            raise ValueError("an event can't end before it starts")
        if self.seats is not None and self.seats < 0:
            raise ValueError("seats can't be fewer than none")

    @property
    def is_online(self) -> bool:
        return self.place is None

    @property
    def local_start(self) -> datetime:
        """The start, on the clocks where it is held."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now


_IN_CALENDARS = frozenset({"title", "starts_at", "ends_at", "hours_known", "place", "state", "join_link"})


def revised(old: Event, new: Event) -> Event:
    """`new` as the successor of `old`: its sequence grows where a calendar would show a change."""
    changed = {field.name for field in fields(Event) if getattr(old, field.name) != getattr(new, field.name)}
    return replace(new, sequence=old.sequence + bool(changed & _IN_CALENDARS))
