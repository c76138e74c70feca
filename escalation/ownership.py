"""Who speaks in a conversation: the bot, or a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from escalation.experts import Expert
from escalation.tickets import Ticket, TicketId


@dataclass(frozen=True)
class Ownership:
    """Who owns a conversation; nobody means that the bot answers."""

    owner: Expert | None = None
    ticket: TicketId | None = None
    version: int = 0
    """grows whenever the conversation passes from one to another, and never returns to what it was"""

    @property
    def is_persons(self) -> bool:
        return self.owner is not None


def ownership(tickets: Iterable[Ticket]) -> Ownership:
    """Who owns the conversation that has these tickets."""
    every = list(tickets)
    version = sum(ticket.handovers for ticket in every)
    for ticket in every:
        if ticket.is_held:
            return Ownership(ticket.owner, ticket.id, version)
    return Ownership(version=version)


def bot_may_send(*, composed_at: int, now: Ownership) -> bool:
    """Whether a bot's message, made when the ownership had that version, may still go out.

    Not while a person owns the conversation, nor after one did in the meantime.
    """
    return not now.is_persons and now.version == composed_at
