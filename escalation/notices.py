"""What members hear of what happens to their tickets, and experts of tickets that wake."""

from dataclasses import dataclass
from enum import StrEnum

from escalation.facts import (
    AskedBack,
    Closed,
    Fact,
    MemberReplied,
    Reassigned,
    TicketAnswered,
    TicketClaimed,
    Woken,
)
from escalation.rules import Changed
from escalation.tickets import TicketId


class NoticeKind(StrEnum):
    """What a notice tells."""

    CLAIMED = "claimed"
    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    REASSIGNED = "reassigned"
    CLOSED = "closed"


@dataclass(frozen=True)
class Notice:
    """Something to tell the member of a conversation, still without its wording."""

    conversation: str
    ticket: TicketId
    kind: NoticeKind
    alias: str
    """the expert who speaks, or whom it is about"""
    text: str
    """the expert's own words; empty where there are none"""
    question: str
    """what the member had asked"""
    language: str


class Waking(StrEnum):
    """What has woken a ticket that no expert woke."""

    TIME = "time"
    MEMBER = "member"


@dataclass(frozen=True)
class Alarm:
    """That a ticket woke of itself, for the experts to hear."""

    ticket: TicketId
    waking: Waking


def alarm(change: Changed) -> Alarm | None:
    """What a change gives the experts to hear: nothing where one of them brought it about, or where it is over."""
    is_woken = any(isinstance(fact, Woken) and fact.by is None for fact in change.facts)
    if not is_woken or change.after.is_over:
        return None
    has_replied = any(isinstance(fact, MemberReplied) for fact in change.facts)
    return Alarm(change.after.id, Waking.MEMBER if has_replied else Waking.TIME)


def notices(change: Changed) -> tuple[Notice, ...]:
    """What a change gives the member to hear; nothing where the member brought it about."""
    return tuple(notice for fact in change.facts if (notice := _notice(change, fact)) is not None)


def _notice(change: Changed, fact: Fact) -> Notice | None:
    match fact:
        case TicketClaimed(by=by):
            told, alias, text = NoticeKind.CLAIMED, by.alias, ""
        case TicketAnswered(by=by, text=text):
            told, alias = NoticeKind.ANSWERED, by.alias
        case AskedBack(by=by, text=text):
            told, alias = NoticeKind.ASKED_BACK, by.alias
        case Reassigned(to=to):
            told, alias, text = NoticeKind.REASSIGNED, to.alias, ""
        case Closed(by=by):
            told, alias, text = NoticeKind.CLOSED, by.alias, ""
        case _:
            return None
    ticket = change.after
    return Notice(ticket.conversation, ticket.id, told, alias, text, ticket.question, ticket.language)
