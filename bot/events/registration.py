"""Who gets a seat, who waits, and who moves up. Pure rules over the roll of one event.

The roll is every registration of an event, by number; seats go in this order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.events.catalogue import Audience, Event, EventId, State


class Standing(StrEnum):
    """What a registration amounts to."""

    SEATED = "seated"
    WAITING = "waiting"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Registration:
    """One member's registration for one event."""

    event: EventId
    member: str
    number: int
    """ascends with the order of registering; who cancels and comes back gets a new one"""
    standing: Standing
    registered_at: datetime
    revision: int = 0
    """how often its standing has changed"""
    answers: Mapping[str, str] = field(default_factory=dict)
    """what was asked of the member on registering, and the reply"""
    conversation: str | None = None
    """where the member is told news of it; None: nowhere, as for who was entered by the organiser"""

    @property
    def is_live(self) -> bool:
        return self.standing is not Standing.CANCELLED


Roll = Sequence[Registration]


class Role(StrEnum):
    """What is known of a member's belonging to a restricted audience."""

    UNKNOWN = "unknown"
    DENIED = "denied"
    """the member says not to belong to it"""
    CLAIMED = "claimed"
    """the member says so, and nobody has checked"""
    VERIFIED = "verified"


class Reason(StrEnum):
    """Why there is no registration."""

    NO_SUCH_EVENT = "no_such_event"
    PAST = "past"
    CANCELLED = "cancelled"
    SAVE_THE_DATE = "save_the_date"
    CLOSED = "closed"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Seat:
    """The member has a seat; `again` where it was there already."""

    registration: Registration
    again: bool = False


@dataclass(frozen=True)
class Waitlisted:
    """The member waits; position 1 gets the next seat that is freed."""

    registration: Registration
    position: int
    again: bool = False


@dataclass(frozen=True)
class Refused:
    """The event can't be registered for."""

    reason: Reason
    audience: Audience | None = None
    """whom the event is for, where that is the reason"""


@dataclass(frozen=True)
class RoleAsked:
    """Whether the member belongs to the audience has to be asked first."""

    audience: Audience


@dataclass(frozen=True)
class CheckNeeded:
    """The member claims to belong to the audience; a person has to confirm it first."""

    audience: Audience


@dataclass(frozen=True)
class Cancelled:
    """The registration is no more; whoever got the seat instead is in `promoted`."""

    registration: Registration
    promoted: tuple[Registration, ...] = ()


@dataclass(frozen=True)
class NotRegistered:
    """There was nothing to cancel."""


Registered = Seat | Waitlisted | Refused | RoleAsked | CheckNeeded


def admission(
    event: Event, *, now: datetime, role: Role = Role.UNKNOWN
) -> Refused | RoleAsked | CheckNeeded | None:
    """What stands between a member and the event; None: nothing, as far as there are seats."""
    if event.state is State.CANCELLED:
        return Refused(Reason.CANCELLED)
    if event.is_over(now):
        return Refused(Reason.PAST)
    if event.audience is not None and role is Role.DENIED:
        return Refused(Reason.RESTRICTED, event.audience)
    if event.state is not State.OPEN:
        return Refused(Reason.SAVE_THE_DATE if event.state is State.SAVE_THE_DATE else Reason.CLOSED)
    if event.audience is not None and role is not Role.VERIFIED:
        return (CheckNeeded if role is Role.CLAIMED else RoleAsked)(event.audience)
    return None


def register(
    event: Event,
    roll: Roll,
    *,
    member: str,
    now: datetime,
    role: Role = Role.UNKNOWN,
    answers: Mapping[str, str] | None = None,
    conversation: str | None = None,
) -> Registered:
    """A member's wish to attend, decided. A second wish finds the same seat or place.

    News of it are told in `conversation`; without one, in that which has the member's own id.
    """
    held = registration_of(member, roll)
    if held is not None and held.is_live and not event.is_over(now) and event.state is not State.CANCELLED:
        return standing_of(held, roll, again=True)
    return admission(event, now=now, role=role) or enter(
        event, roll, member=member, at=now, answers=answers, conversation=conversation or member
    )


def enter(
    event: Event,
    roll: Roll,
    *,
    member: str,
    at: datetime,
    answers: Mapping[str, str] | None = None,
    conversation: str | None = None,
) -> Seat | Waitlisted:
    """Put a member on the roll, whoever the event is for: on a seat where one is free, or else at the end."""
    held = registration_of(member, roll)
    if held is not None and held.is_live:
        return standing_of(held, roll, again=True)
    number = max((other.number for other in roll), default=0) + 1
    new = Registration(
        event.id,
        member,
        number,
        Standing.SEATED if free_seats(event, roll) != 0 and not waiting(roll) else Standing.WAITING,
        at,
        revision=0 if held is None else held.revision + 1,
        answers=dict(answers or {}),
        conversation=conversation,
    )
    return standing_of(new, [*(other for other in roll if other.member != member), new])


def cancel(event: Event, roll: Roll, *, member: str, now: datetime) -> Cancelled | NotRegistered:
    """Take a member off the roll; the freed seat goes to whoever waits first, in the same step."""
    held = registration_of(member, roll)
    if held is None or not held.is_live:
        return NotRegistered()
    gone = replace(held, standing=Standing.CANCELLED, revision=held.revision + 1)
    rest = [other for other in roll if other.member != member]
    return Cancelled(gone, promotions(event, rest, now=now))


def promotions(event: Event, roll: Roll, *, now: datetime) -> tuple[Registration, ...]:
    """Those who move up from the wait-list, with their seats; nobody does once the event is over or cancelled."""
    if event.is_over(now) or event.state is State.CANCELLED:
        return ()
    free = free_seats(event, roll)
    return tuple(
        replace(each, standing=Standing.SEATED, revision=each.revision + 1) for each in waiting(roll)[:free]
    )


def free_seats(event: Event, roll: Roll) -> int | None:
    """How many seats nobody has; None where there is no limit."""
    if event.seats is None:
        return None
    return max(0, event.seats - sum(each.standing is Standing.SEATED for each in roll))


def waiting(roll: Roll) -> list[Registration]:
    """Who waits, first come first."""
    return sorted((each for each in roll if each.standing is Standing.WAITING), key=lambda each: each.number)


def registration_of(member: str, roll: Roll) -> Registration | None:
    """A member's registration, cancelled or not."""
    return next((each for each in roll if each.member == member), None)


def standing_of(registration: Registration, roll: Roll, *, again: bool = False) -> Seat | Waitlisted:
    """A live registration as an outcome."""
    if registration.standing is Standing.SEATED:
        return Seat(registration, again)
    before = sum(other.number < registration.number for other in waiting(roll))
    return Waitlisted(registration, before + 1, again)


def join_link(event: Event, registration: Registration | None) -> str | None:
    """The address to join by: for those who have a seat in an event that takes place, and for nobody else."""
    if event.join_link is None or registration is None or registration.event != event.id:
        return None
    if registration.standing is not Standing.SEATED or event.state is State.CANCELLED:
        return None
    return event.join_link.reveal()
