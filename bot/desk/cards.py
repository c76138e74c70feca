"""Tickets as cards, and as all that an expert needs to know before a reply."""

from bot.desk.drafts import Draft
from bot.desk.view import View
from bot.messages import Button, Card, Packet
from bot.texts.visible import visible
from escalation.experts import Expert, is_same, may_reassign, may_snooze
from escalation.sleeping import Moment
from escalation.tickets import State, Ticket

LAST = 4  # of what was said on a ticket: a card is glanced at, and all of it opens by a button


def card_of(ticket: Ticket, view: View) -> Card:
    """The card of a ticket as it is."""
    return Card(
        ticket.id,
        ticket.version,
        view.head(ticket),
        visible(ticket.question),
        tuple(view.message(said) for said in ticket.messages[-LAST:]),
        _note(ticket, view),
        _buttons(ticket, view),
    )


def moved(ticket: Ticket, view: View) -> Card:
    """What stays where a card was, once another shows the ticket."""
    return Card(ticket.id, ticket.version, view.texts.say("desk-card-moved", ticket=str(ticket.id)))


def packet_of(
    ticket: Ticket,
    view: View,
    *,
    expert: Expert,
    experts: list[Expert],
    moments: list[Moment],
    draft: Draft | None = None,
) -> Packet:
    """All about a ticket, for this expert; `moments` are those until which it may sleep."""
    deeds = set()
    if ticket.state is State.OPEN or (ticket.is_held and is_same(expert, ticket.owner)):
        deeds.add("answer")
    if ticket.is_held and is_same(expert, ticket.owner):
        deeds.add("ask")
    if ticket.is_held and may_reassign(expert, owner=ticket.owner):
        deeds.add("reassign")
    if not ticket.is_over and may_snooze(expert, owner=ticket.owner if ticket.is_held else None):
        deeds.add("snooze")
    others = tuple(other.alias for other in experts if not is_same(other, ticket.owner))
    drafted = [view.draft(draft)] if draft is not None else []
    shown = [*drafted, *view.parts(ticket)]
    parts = tuple((title, tuple(lines)) for title, lines in shown if title != view.question)
    return Packet(
        ticket.id,
        view.head(ticket),
        visible(ticket.question),
        parts,
        frozenset(deeds),
        others,
        tuple((view.offered(moment), moment.words) for moment in moments),
    )


def _note(ticket: Ticket, view: View) -> str:
    alias = ticket.owner.alias if ticket.owner else ""
    if ticket.is_over:
        return ""
    if ticket.is_held:
        return view.texts.say("desk-card-held", ticket=str(ticket.id), alias=alias)
    return view.texts.say("desk-card-free", ticket=str(ticket.id))


def _buttons(ticket: Ticket, view: View) -> tuple[Button, ...]:
    verbs = ["open"]
    sleeps = "snooze" if ticket.sleep is None else "wake"
    if ticket.state is State.OPEN:
        verbs = ["claim", "open", sleeps]
    elif ticket.is_held:
        verbs = ["answer", "ask", "reassign", sleeps, "close", "open"]
    return tuple(Button(view.texts.say(f"desk-button-{verb}"), f"{verb} {ticket.id}") for verb in verbs)
