"""What happened at the desk while an expert sat there."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from bot.desk.view import View, brief
from bot.texts.visible import visible
from escalation.experts import Expert, is_same
from escalation.notices import Waking
from escalation.tickets import Author, State, Ticket, TicketId


class News:
    """Tells what others did since it was asked last; the first asking tells nothing."""

    def __init__(self, expert: Expert, view: View, now: Callable[[], datetime]) -> None:
        self.expert = expert
        self.view = view
        self._now = now
        self._seen: dict[TicketId, Ticket] | None = None

    def since(self, tickets: Iterable[Ticket]) -> list[str]:
        """One line for each thing worth knowing."""
        now = {ticket.id: ticket for ticket in tickets}
        before, self._seen = self._seen, now
        if before is None:
            return []
        return [line for ticket in now.values() for line in self._lines(before.get(ticket.id), ticket)]

    def _lines(self, before: Ticket | None, ticket: Ticket) -> Iterator[str]:
        say, number = self.view.texts.say, str(ticket.id)
        if before is None and ticket.state is State.OPEN:
            yield say("desk-news-open", ticket=number, question=brief(ticket.question))
        is_mine = ticket.is_held and is_same(ticket.owner, self.expert)
        if before is not None and (is_mine or ticket.state is State.OPEN) and self._woke(before, ticket):
            yield self.view.woken(ticket, Waking.TIME)
        if not is_mine or before is None:
            return
        if before.is_held and not is_same(before.owner, self.expert):
            yield say("desk-news-yours", ticket=number, question=brief(ticket.question))
        for said in ticket.messages[len(before.messages) :]:
            if said.author is Author.MEMBER:
                yield say("desk-news-replied", ticket=number, text=visible(said.text))

    def _woke(self, before: Ticket, ticket: Ticket) -> bool:
        """Whether its time came: all else that wakes a ticket is told as what it is."""
        if before.sleep is None or ticket.sleep is not None or before.sleep.until > self._now():
            return False
        return before.messages == ticket.messages
