"""What may happen to a ticket. Each rule takes a ticket and a deed, and gives the change or a refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as but
from datetime import datetime, timedelta
from enum import StrEnum

from escalation.experts import Expert, is_same, may_reassign, may_snooze, may_speak
from escalation.facts import (
    AskedBack,
    Closed,
    Fact,
    MemberBack,
    MemberLost,
    MemberReplied,
    Reassigned,
    Snoozed,
    TicketAnswered,
    TicketClaimed,
    Withdrawn,
    Woken,
)
from escalation.tickets import Author, Message, Sleep, State, Ticket, TicketId

LONGEST_SLEEP = timedelta(weeks=8)


class Reason(StrEnum):
    """Why a deed was refused."""

    UNKNOWN_TICKET = "unknown_ticket"
    UNKNOWN_EXPERT = "unknown_expert"
    ALIAS_UNFIT = "alias_unfit"
    ALIAS_TAKEN = "alias_taken"
    TAKEN = "taken"
    """somebody else has it: `Refused.owner`"""
    ALREADY_YOURS = "already_yours"
    CONVERSATION_HELD = "conversation_held"
    """`Refused.owner` is talking with this member about another ticket, `Refused.other`"""
    NOT_CLAIMED = "not_claimed"
    ALREADY_THEIRS = "already_theirs"
    UNANSWERED = "unanswered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EMPTY = "empty"
    MOMENT_UNKNOWN = "moment_unknown"
    """no moment can be read from what was written"""
    MOMENT_PAST = "moment_past"
    MOMENT_FAR = "moment_far"
    AWAKE = "awake"


@dataclass(frozen=True)
class Refused:
    """Nothing was changed, and why."""

    reason: Reason
    ticket: TicketId | None = None
    owner: Expert | None = None
    other: TicketId | None = None


@dataclass(frozen=True)
class Changed:
    """A ticket before and after a deed, and what happened in between."""

    before: Ticket
    after: Ticket
    facts: tuple[Fact, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """What was said by this deed."""
        return self.after.messages[len(self.before.messages) :]


def claim(ticket: Ticket, *, by: Expert, at: datetime, held: Ticket | None = None) -> Changed | Refused:
    """Take an open ticket; `held` is the one that a person holds in the same conversation, if any."""
    if refused := _over(ticket):
        return refused
    if ticket.is_held:
        reason = Reason.ALREADY_YOURS if is_same(by, ticket.owner) else Reason.TAKEN
        return Refused(reason, ticket.id, ticket.owner)
    if held is not None and held.id != ticket.id:
        return Refused(Reason.CONVERSATION_HELD, ticket.id, held.owner, held.id)
    return _handed_over(ticket, State.CLAIMED, by, TicketClaimed(ticket.id, at, by))


def answer(ticket: Ticket, *, by: Expert, text: str, at: datetime) -> Changed | Refused:
    """Answer the member; another answer may follow until the ticket is closed."""
    if refused := _not_speaking(ticket, by) or _empty(ticket, text):
        return refused
    said = Message(Author.EXPERT, text, at, by.alias)
    return _changed(ticket, State.ANSWERED, TicketAnswered(ticket.id, at, by, text), said)


def claim_and_answer(
    ticket: Ticket, *, by: Expert, text: str, at: datetime, held: Ticket | None = None
) -> Changed | Refused:
    """Answer, and take the ticket for it where it is free; both or neither."""
    if ticket.state is not State.OPEN:
        return answer(ticket, by=by, text=text, at=at)
    return _both(claim(ticket, by=by, at=at, held=held), lambda taken: answer(taken, by=by, text=text, at=at))


def ask_back(ticket: Ticket, *, by: Expert, text: str, at: datetime) -> Changed | Refused:
    """Ask the member something, and wait for it."""
    if refused := _not_speaking(ticket, by) or _empty(ticket, text):
        return refused
    said = Message(Author.EXPERT, text, at, by.alias, is_question=True)
    return _changed(ticket, State.WAITING_FOR_MEMBER, AskedBack(ticket.id, at, by, text), said)


def member_replies(ticket: Ticket, *, text: str, at: datetime) -> Changed | Refused:
    """Put what the member said on the ticket; whoever holds it has the next word."""
    if refused := _over(ticket) or _empty(ticket, text):
        return refused
    state = State.CLAIMED if ticket.is_held else ticket.state
    return _changed(ticket, state, MemberReplied(ticket.id, at, text), Message(Author.MEMBER, text, at))


def reassign(ticket: Ticket, *, by: Expert, to: Expert, at: datetime) -> Changed | Refused:
    """Hand a claimed ticket to a colleague; it goes on waiting for the member where it did."""
    if refused := _over(ticket):
        return refused
    if not ticket.is_held or ticket.owner is None:
        return Refused(Reason.NOT_CLAIMED, ticket.id)
    if not may_reassign(by, owner=ticket.owner):
        return Refused(Reason.TAKEN, ticket.id, ticket.owner)
    if is_same(to, ticket.owner):
        return Refused(Reason.ALREADY_THEIRS, ticket.id, ticket.owner)
    state = State.WAITING_FOR_MEMBER if ticket.state is State.WAITING_FOR_MEMBER else State.CLAIMED
    return _handed_over(ticket, state, to, Reassigned(ticket.id, at, by, ticket.owner, to))


def close(ticket: Ticket, *, by: Expert, at: datetime) -> Changed | Refused:
    """End it, once it was answered or the member was asked and stays silent; the bot answers again."""
    if refused := _not_speaking(ticket, by):
        return refused
    if not ticket.is_answered and ticket.state is not State.WAITING_FOR_MEMBER:
        return Refused(Reason.UNANSWERED, ticket.id, ticket.owner)
    return _handed_over(ticket, State.CLOSED, ticket.owner, Closed(ticket.id, at, by))


def withdraw(ticket: Ticket, *, at: datetime) -> Changed | Refused:
    """Take the question back, at the member's wish."""
    if refused := _over(ticket):
        return refused
    fact = Withdrawn(ticket.id, at)
    if ticket.is_held:
        return _handed_over(ticket, State.WITHDRAWN, ticket.owner, fact)
    return _changed(ticket, State.WITHDRAWN, fact)


def snooze(ticket: Ticket, *, by: Expert, until: datetime, at: datetime) -> Changed | Refused:
    """Leave it alone until a moment; who holds it and how it stands stay as they are."""
    if refused := _not_settling(ticket, by):
        return refused
    if until <= at:
        return Refused(Reason.MOMENT_PAST, ticket.id)
    if until - at > LONGEST_SLEEP:
        return Refused(Reason.MOMENT_FAR, ticket.id)
    asleep = but(ticket, sleep=Sleep(until, by.alias), version=ticket.version + 1)
    return Changed(ticket, asleep, (Snoozed(ticket.id, at, by, until),))


def wake(ticket: Ticket, *, by: Expert, at: datetime) -> Changed | Refused:
    """Wake it before its time."""
    if refused := _not_settling(ticket, by):
        return refused
    return _woken(ticket, at, by)


def wake_in_time(ticket: Ticket, *, at: datetime) -> Changed | Refused:
    """Wake it once its time has come; where it sleeps longer by now, or is awake, nothing changes."""
    is_time = ticket.sleep is not None and ticket.sleep.until <= at
    return _woken(ticket, at) if is_time else Refused(Reason.AWAKE, ticket.id)


def lose_member(ticket: Ticket, *, at: datetime) -> Changed | Refused:
    """Note that nothing reaches the member any more."""
    if refused := _over(ticket):
        return refused
    lost = but(ticket, lost_since=ticket.lost_since or at, version=ticket.version + 1)
    return Changed(ticket, lost, (MemberLost(ticket.id, at),))


def find_member(ticket: Ticket, *, at: datetime) -> Changed | Refused:
    """Note that the member can be reached again."""
    if refused := _over(ticket):
        return refused
    return Changed(
        ticket, but(ticket, lost_since=None, version=ticket.version + 1), (MemberBack(ticket.id, at),)
    )


def _over(ticket: Ticket) -> Refused | None:
    if not ticket.is_over:
        return None
    reason = Reason.CLOSED if ticket.state is State.CLOSED else Reason.WITHDRAWN
    return Refused(reason, ticket.id, ticket.owner)


def _not_speaking(ticket: Ticket, by: Expert) -> Refused | None:
    if refused := _over(ticket):
        return refused
    if not ticket.is_held:
        return Refused(Reason.NOT_CLAIMED, ticket.id)
    return None if may_speak(by, owner=ticket.owner) else Refused(Reason.TAKEN, ticket.id, ticket.owner)


def _not_settling(ticket: Ticket, by: Expert) -> Refused | None:
    """Why it is not this expert's to say when the ticket sleeps."""
    if refused := _over(ticket):
        return refused
    holder = ticket.owner if ticket.is_held else None
    return None if may_snooze(by, owner=holder) else Refused(Reason.TAKEN, ticket.id, ticket.owner)


def _woken(ticket: Ticket, at: datetime, by: Expert | None = None) -> Changed | Refused:
    if ticket.sleep is None:
        return Refused(Reason.AWAKE, ticket.id)
    awake = but(ticket, sleep=None, version=ticket.version + 1)
    return Changed(ticket, awake, (Woken(ticket.id, at, by),))


def _empty(ticket: Ticket, text: str) -> Refused | None:
    return None if text.strip() else Refused(Reason.EMPTY, ticket.id)


def _changed(ticket: Ticket, state: State, fact: Fact, *said: Message) -> Changed:
    """The ticket with what was done and said; a sleeping one wakes of it."""
    after = but(ticket, state=state, messages=ticket.messages + said, sleep=None, version=ticket.version + 1)
    woken = () if ticket.sleep is None else (Woken(ticket.id, fact.at, getattr(fact, "by", None)),)
    return Changed(ticket, after, (*woken, fact))


def _handed_over(ticket: Ticket, state: State, owner: Expert | None, fact: Fact) -> Changed:
    changed = _changed(ticket, state, fact)
    return but(changed, after=but(changed.after, owner=owner, handovers=ticket.handovers + 1))


def _both(first: Changed | Refused, then: Callable[[Ticket], Changed | Refused]) -> Changed | Refused:
    if isinstance(first, Refused):
        return first
    second = then(first.after)
    if isinstance(second, Refused):
        return second
    return Changed(first.before, second.after, first.facts + second.facts)
