"""Where tickets and experts are kept: the ports."""

from collections.abc import Collection
from typing import Protocol

from escalation.experts import Expert, ExpertId
from escalation.facts import Logged
from escalation.rules import Changed
from escalation.tickets import Opening, State, Ticket, TicketId


class TicketStore(Protocol):
    """Keeps tickets, all that was said on them, their logs, and what members have to be told."""

    async def add(self, opening: Opening) -> Ticket:
        """Keep a new ticket, with a number that none ever had; or the live one that has this key already."""
        ...

    async def find(self, id_: TicketId) -> Ticket | None: ...

    async def keep(self, change: Changed) -> bool:
        """Keep a change with its messages, log, notices and alarms: all of it, or nothing.

        False where the ticket is no longer as it was before the change, or where a person would hold a second
        ticket of the conversation.
        """
        ...

    async def tickets(
        self,
        *,
        states: Collection[State] = frozenset(State),
        owner: ExpertId | None = None,
        conversation: str | None = None,
        member: str | None = None,
    ) -> list[Ticket]:
        """Those tickets that fit all that is given, oldest first."""
        ...

    async def log(self, id_: TicketId) -> list[Logged]:
        """What happened to a ticket, oldest first."""
        ...


class Roster(Protocol):
    """Knows the experts."""

    async def enrol(self, expert: Expert) -> bool:
        """Keep an expert, new or changed; False where somebody else has this alias, in whatever case."""
        ...

    async def experts(self) -> list[Expert]:
        """Every expert, by alias."""
        ...
