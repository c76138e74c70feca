"""What the member hears of what happens to a ticket, wherever the member is."""

from dataclasses import dataclass
from enum import StrEnum

from escalation.facts import AskedBack, Closed, Fact, Reassigned, TicketAnswered, TicketClaimed
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
