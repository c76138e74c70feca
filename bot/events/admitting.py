"""Admitting a member whom a person has found to belong to those whom an event is for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.events.catalogue import EventId
from bot.events.keeping import Events, Registrations
from bot.events.registration import Refused, Role, admission
from bot.texts import Texts
from escalation import rules
from escalation.desk import Desk
from escalation.experts import Expert
from escalation.tickets import Ticket, TicketId

_KEY = "role"


def key_of(event: EventId, member: str) -> str:
    """What makes a ticket a member's request to attend an event for few."""
    return f"{_KEY}:{event}:{member}"


def event_of(ticket: Ticket) -> EventId | None:
    """The event that a ticket asks a seat of."""
    start, end = f"{_KEY}:", f":{ticket.member or ticket.conversation}"
    key = ticket.key or ""
    if not key.startswith(start) or not key.endswith(end):
        return None
    return EventId(key[len(start) : -len(end)])


class NotAdmitted(Exception):
    """Nothing was changed, and why; without a reason, the ticket asks for no seat."""

    def __init__(self, why: Refused | rules.Refused | None = None, title: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.title = title


@dataclass
class Admitting:
    """Works within one transaction: the expert's word and the seat come together, or neither."""

    desk: Desk
    events: Events
    registrations: Registrations
    texts: Texts
    clock: Clock

    async def admit(self, id_: TicketId, words: str, /, *, by: Expert) -> Ticket:
        """Answer the ticket, and register the member, who is told both; `words` go with the answer.

        Raises NotAdmitted before anything was changed.
        """
        now = self.clock.now()
        ticket = await self.desk.ticket(id_)
        if isinstance(ticket, rules.Refused):
            raise NotAdmitted(ticket)
        wanted = event_of(ticket)
        event = wanted and await self.events.find(wanted)
        if not event:
            raise NotAdmitted
        barred = admission(event, now=now, role=Role.VERIFIED)
        if isinstance(barred, Refused):
            raise NotAdmitted(barred, event.title)
        said: Sequence[str] = (self.texts.say("desk-admits", title=event.title), words)
        answered = await self.desk.answer(id_, " ".join(filter(None, said)), by=by, claims=True)
        if isinstance(answered, rules.Refused):
            raise NotAdmitted(answered)
        outcome = await self.registrations.admit(
            event.id, ticket.member or ticket.conversation, now=now, conversation=ticket.conversation
        )
        if isinstance(outcome, Refused):
            raise RuntimeError("the event changed at this very moment")  # noqa: TRY004  (and all of it is rolled back)
        return answered
