"""What happened to a ticket, in the past tense."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from escalation.experts import Expert
from escalation.tickets import TicketId


@dataclass(frozen=True)
class Fact:
    """Something that happened to a ticket."""

    ticket: TicketId
    at: datetime


@dataclass(frozen=True)
class TicketOpened(Fact):
    """A member's question went to the experts."""


@dataclass(frozen=True)
class TicketClaimed(Fact):
    """An expert took it."""

    by: Expert


@dataclass(frozen=True)
class TicketAnswered(Fact):
    """Its expert answered."""

    by: Expert
    text: str


@dataclass(frozen=True)
class AskedBack(Fact):
    """Its expert needs to know something from the member."""

    by: Expert
    text: str


@dataclass(frozen=True)
class Reassigned(Fact):
    """It went from one expert to another."""

    by: Expert
    previous: Expert
    to: Expert


@dataclass(frozen=True)
class Closed(Fact):
    """Its expert was done, and the bot answers again."""

    by: Expert


@dataclass(frozen=True)
class MemberReplied(Fact):
    """The member said something more."""

    text: str


@dataclass(frozen=True)
class Withdrawn(Fact):
    """The member no longer needs an answer."""


@dataclass(frozen=True)
class Snoozed(Fact):
    """An expert has put it to sleep."""

    by: Expert
    until: datetime


@dataclass(frozen=True)
class Woken(Fact):
    """It sleeps no more."""

    by: Expert | None = None
    """None: its time had come, or the member stirred"""


@dataclass(frozen=True)
class MemberLost(Fact):
    """Nothing reaches the member any more, as where they have blocked the bot."""


@dataclass(frozen=True)
class MemberBack(Fact):
    """The member can be reached again."""


class Happened(StrEnum):
    """The kinds of facts, as they are logged."""

    OPENED = "opened"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    REASSIGNED = "reassigned"
    CLOSED = "closed"
    MEMBER_REPLIED = "member_replied"
    WITHDRAWN = "withdrawn"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    MEMBER_LOST = "member_lost"
    MEMBER_BACK = "member_back"


_KINDS: dict[type[Fact], Happened] = {
    TicketOpened: Happened.OPENED,
    TicketClaimed: Happened.CLAIMED,
    TicketAnswered: Happened.ANSWERED,
    AskedBack: Happened.ASKED_BACK,
    Reassigned: Happened.REASSIGNED,
    Closed: Happened.CLOSED,
    MemberReplied: Happened.MEMBER_REPLIED,
    Withdrawn: Happened.WITHDRAWN,
    Snoozed: Happened.SNOOZED,
    Woken: Happened.WOKEN,
    MemberLost: Happened.MEMBER_LOST,
    MemberBack: Happened.MEMBER_BACK,
}


@dataclass(frozen=True)
class Logged:
    """A line of a ticket's log: who did what when. What was said stands in the messages."""

    ticket: TicketId
    at: datetime
    kind: Happened
    by: str | None = None
    """the alias of the expert; None for the member, and for what happened by itself"""
    to: str | None = None
    """the alias of the colleague who got it"""


def logged(fact: Fact) -> Logged:
    """The line that a fact leaves in the log."""
    by: Expert | None = getattr(fact, "by", None)
    to = fact.to if isinstance(fact, Reassigned) else None
    return Logged(
        fact.ticket, fact.at, _KINDS[type(fact)], by.alias if by else None, to.alias if to else None
    )
