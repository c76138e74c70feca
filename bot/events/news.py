"""News of an event: what differs for a registered member from what they know, however often it has changed.

A member's view of an event is all that news are about: whoever's view a change leaves as it was is told nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from bot.events.catalogue import Event, EventId, State
from bot.events.registration import Registration, Roll, Standing, join_link


class NewsKind(StrEnum):
    """The weightiest thing that there is to tell."""

    CANCELLED = "event_cancelled"
    ADMITTED = "event_admitted"
    REOPENED = "event_reopened"
    PROMOTED = "event_promoted"
    MOVED = "event_moved"
    PLACE = "event_place"


@dataclass(frozen=True)
class Plan:
    """When and where an event takes place."""

    starts_at: datetime
    ends_at: datetime
    hours_known: bool
    place: str | None
    link: str | None
    """a fingerprint of the address to join by, for who may have it"""

    @property
    def time(self) -> tuple[datetime, datetime, bool]:
        return self.starts_at, self.ends_at, self.hours_known


@dataclass(frozen=True)
class View:
    """An event as one registered member sees it; without a plan it does not take place."""

    is_seated: bool
    plan: Plan | None


def view(event: Event, registration: Registration) -> View:
    """What there is to know of an event for a member with this registration."""
    is_seated = registration.standing is Standing.SEATED
    if event.state is State.CANCELLED:
        return View(is_seated, None)
    link = join_link(event, registration)
    known = None if link is None else fingerprint(link)
    return View(is_seated, Plan(event.starts_at, event.ends_at, event.hours_known, event.place, known))


def fingerprint(link: str) -> str:
    """What tells one link from another and gives neither away."""
    return blake2b(link.encode("utf-8", "replace"), digest_size=8).hexdigest()


@dataclass(frozen=True)
class News:
    """What one member has to be told of one event."""

    event: EventId
    member: str
    number: int
    """of the registration that it is for"""
    conversation: str
    before: View | None
    """None: by this the member learns that they are registered"""
    after: View

    @property
    def kind(self) -> NewsKind:
        old, new = self.known, self.after.plan
        if new is None:
            return NewsKind.CANCELLED
        if self.before is None:
            return NewsKind.ADMITTED
        if old is None:
            return NewsKind.REOPENED
        if self.is_promotion:
            return NewsKind.PROMOTED
        return NewsKind.MOVED if old.time != new.time else NewsKind.PLACE

    @property
    def known(self) -> Plan | None:
        """When and where, as the member knows it."""
        return self.before.plan if self.before else None

    @property
    def is_promotion(self) -> bool:
        return self.before is not None and self.after.is_seated and not self.before.is_seated

    def with_untold(self, earlier: "News | None") -> "News | None":
        """This and what was not told before it, as one; None where the member knows it all already."""
        whole = self if earlier is None else replace(self, before=earlier.before)
        return None if whole.before == whole.after else whole

    def is_true_of(self, event: Event, registration: Registration, *, now: datetime) -> bool:
        """Whether it can still be told: not of what is over or given up, nor where later news follow it."""
        if registration.number != self.number or not registration.is_live or event.is_over(now):
            return False
        return view(event, registration) == self.after

    def as_values(self) -> dict[str, Any]:
        """All but the conversation, in values of JSON."""
        return {
            "event": self.event,
            "member": self.member,
            "number": self.number,
            "before": self.before and _values(self.before),
            "after": _values(self.after),
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any], *, conversation: str) -> "News":
        before = values["before"] and _view(values["before"])
        after = _view(values["after"])
        return cls(EventId(values["event"]), values["member"], values["number"], conversation, before, after)

    @classmethod
    def of_admission(cls, event: Event, registration: Registration, *, conversation: str) -> "News":
        """That a person has admitted the member."""
        after = view(event, registration)
        return cls(event.id, registration.member, registration.number, conversation, None, after)


def news(old: Event, new: Event, *, before: Roll, after: Roll, now: datetime) -> tuple[News, ...]:
    """What a change of an event or its roll is to its members; a change of what is over is news to nobody."""
    if new.is_over(now):
        return ()
    earlier = {each.member: each for each in before if each.is_live}
    found = (
        News(
            new.id,
            each.member,
            each.number,
            each.conversation,
            view(old, earlier[each.member]),
            view(new, each),
        )
        for each in after
        if each.is_live and each.conversation is not None and each.member in earlier
    )
    return tuple(each for each in found if each.before != each.after)


def _values(view: View) -> dict[str, Any]:
    plan = view.plan
    planned = plan and {
        "starts_at": plan.starts_at.isoformat(),
        "ends_at": plan.ends_at.isoformat(),
        "hours_known": plan.hours_known,
        "place": plan.place,
        "link": plan.link,
    }
    return {"is_seated": view.is_seated, "plan": planned}


def _view(values: Mapping[str, Any]) -> View:
    plan = values["plan"]
    if plan is None:
        return View(values["is_seated"], None)
    starts_at, ends_at = (datetime.fromisoformat(plan[name]) for name in ("starts_at", "ends_at"))
    return View(
        values["is_seated"], Plan(starts_at, ends_at, plan["hours_known"], plan["place"], plan["link"])
    )
