"""Tickets and experts in memory: for tests, and for a helpdesk that lives no longer than its process."""

from collections.abc import Collection
from itertools import count

from escalation.experts import Expert, ExpertId
from escalation.facts import Logged, TicketOpened, logged
from escalation.notices import Alarm, Notice, alarm, notices
from escalation.rules import Changed
from escalation.tickets import Opening, State, Ticket, TicketId


class InMemoryTickets:
    """Tickets in a dictionary. `notices` holds what members have to be told, `alarms` what experts, oldest first."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.alarms: list[Alarm] = []
        self._tickets: dict[TicketId, Ticket] = {}
        self._log: list[Logged] = []
        self._ids = count(1)

    async def add(self, opening: Opening) -> Ticket:
        for ticket in self._tickets.values():
            if opening.key is not None and ticket.key == opening.key and not ticket.is_over:
                return ticket
        ticket = Ticket(id=TicketId(next(self._ids)), **vars(opening))
        self._tickets[ticket.id] = ticket
        self._log.append(logged(TicketOpened(ticket.id, ticket.opened_at)))
        return ticket

    async def find(self, id_: TicketId) -> Ticket | None:
        return self._tickets.get(id_)

    async def keep(self, change: Changed) -> bool:
        if self._tickets[change.after.id].version != change.before.version:
            return False
        if change.after.is_held and any(
            other.is_held and other.conversation == change.after.conversation and other.id != change.after.id
            for other in self._tickets.values()
        ):
            return False
        self._tickets[change.after.id] = change.after
        self._log += map(logged, change.facts)
        self.notices += notices(change)
        self.alarms += [told] if (told := alarm(change)) else []
        return True

    async def tickets(
        self,
        *,
        states: Collection[State] = frozenset(State),
        owner: ExpertId | None = None,
        conversation: str | None = None,
        member: str | None = None,
    ) -> list[Ticket]:
        return [
            ticket
            for ticket in self._tickets.values()
            if ticket.state in states
            and owner in (None, ticket.owner.id if ticket.owner else None)
            and conversation in (None, ticket.conversation)
            and member in (None, ticket.member)
        ]

    async def log(self, id_: TicketId) -> list[Logged]:
        return [line for line in self._log if line.ticket == id_]


class InMemoryRoster:
    """Experts in a dictionary."""

    def __init__(self) -> None:
        self._experts: dict[ExpertId, Expert] = {}

    async def enrol(self, expert: Expert) -> bool:
        for other in self._experts.values():
            if other.alias.casefold() == expert.alias.casefold() and other.id != expert.id:
                return False
        self._experts[expert.id] = expert
        return True

    async def experts(self) -> list[Expert]:
        return sorted(self._experts.values(), key=lambda expert: expert.alias.casefold())
