"""The desk: where members' questions reach experts, and experts' words reach members."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from escalation import rules
from escalation.experts import Expert, is_alias
from escalation.office import Office
from escalation.ownership import Ownership, ownership
from escalation.rules import Changed, Reason, Refused
from escalation.sleeping import read_moment
from escalation.stores import Roster, TicketStore
from escalation.tickets import HELD, LIVE, Opening, State, Ticket, TicketId


@dataclass(frozen=True)
class Opened:
    """A ticket that was opened, and until when the office is closed, if it is."""

    ticket: Ticket
    closed_until: date | None


@dataclass(frozen=True)
class Status:
    """What can be told to an asker: the tickets, newest first, and until when the office is closed."""

    tickets: tuple[Ticket, ...]
    closed_until: date | None


class Desk:
    """Everything that members and experts do with tickets. What can't be done comes back as a refusal.

    Changes at the same moment are safe: one is made first, and the others are judged by what it left.
    """

    def __init__(
        self, store: TicketStore, roster: Roster, *, office: Office, now: Callable[[], datetime]
    ) -> None:
        self.store = store
        self.roster = roster
        self.office = office
        self._now = now

    # For members

    async def open_ticket(self, opening: Opening) -> Opened:
        """Put a question to the experts; while that with the same key is live, it is given again."""
        return Opened(await self.store.add(opening), self.office.closed_until(self._now()))

    async def member_replies(self, id_: TicketId, text: str) -> Ticket | Refused:
        """Put on the ticket what the member said."""
        return await self._change(id_, partial(rules.member_replies, text=_clean(text), at=self._now()))

    async def withdraw(self, id_: TicketId) -> Ticket | Refused:
        """Take the question back."""
        return await self._change(id_, partial(rules.withdraw, at=self._now()))

    async def status_for(self, *, conversation: str | None = None, member: str | None = None) -> Status:
        """The tickets of a conversation, or of a member wherever they asked."""
        if conversation is None and member is None:
            raise ValueError("whose status?")
        found = await self.store.tickets(conversation=conversation, member=member)
        return Status(tuple(reversed(found)), self.office.closed_until(self._now()))

    async def owner_of(self, conversation: str) -> Ownership:
        """Whether a person owns the conversation; ask again at the moment of sending (`bot_may_send`)."""
        return ownership(await self.store.tickets(conversation=conversation))

    async def reach(self, conversation: str, *, is_reachable: bool) -> None:
        """Let the experts of a conversation see whether anything still reaches its member."""
        rule = rules.find_member if is_reachable else rules.lose_member
        for ticket in await self.store.tickets(conversation=conversation, states=LIVE):
            if (ticket.lost_since is None) is not is_reachable:
                await self._change(ticket.id, partial(rule, at=self._now()))

    # For experts

    async def enrol(self, expert: Expert) -> Expert | Refused:
        """Let an expert work under the chosen alias."""
        if not is_alias(expert.alias):
            return Refused(Reason.ALIAS_UNFIT)
        return expert if await self.roster.enrol(expert) else Refused(Reason.ALIAS_TAKEN)

    async def list_open(self) -> list[Ticket]:
        """The tickets that nobody has taken, oldest first."""
        return await self.store.tickets(states={State.OPEN})

    async def list_live(self) -> list[Ticket]:
        """The tickets that are neither closed nor withdrawn, oldest first."""
        return await self.store.tickets(states=LIVE)

    async def mine(self, expert: Expert) -> list[Ticket]:
        """The tickets that this expert holds, oldest first."""
        return await self.store.tickets(states=HELD, owner=expert.id)

    async def ticket(self, id_: TicketId) -> Ticket | Refused:
        return await self.store.find(id_) or Refused(Reason.UNKNOWN_TICKET, id_)

    async def claim(self, id_: TicketId, *, by: Expert) -> Ticket | Refused:
        """Take an open ticket; of several at once one wins, and the others are told who has it."""
        return await self._change(id_, partial(rules.claim, by=by, at=self._now()), claims=True)

    async def answer(self, id_: TicketId, text: str, *, by: Expert, claims: bool = False) -> Ticket | Refused:
        """Answer the member; `claims` takes the ticket first where it is free."""
        rule = rules.claim_and_answer if claims else rules.answer
        return await self._change(id_, partial(rule, by=by, text=_clean(text), at=self._now()), claims=claims)

    async def ask_back(self, id_: TicketId, text: str, *, by: Expert) -> Ticket | Refused:
        """Ask the member something."""
        return await self._change(id_, partial(rules.ask_back, by=by, text=_clean(text), at=self._now()))

    async def reassign(self, id_: TicketId, alias: str, *, by: Expert) -> Ticket | Refused:
        """Hand the ticket to the colleague of this alias, in whatever case."""
        for to in await self.roster.experts():
            if to.alias.casefold() == alias.strip().casefold():
                return await self._change(id_, partial(rules.reassign, by=by, to=to, at=self._now()))
        return Refused(Reason.UNKNOWN_EXPERT, id_)

    async def snooze(self, id_: TicketId, words: str, *, by: Expert) -> Ticket | Refused:
        """Leave it alone until a moment, in words like "2h", "tomorrow" or "2026-03-05 14:00"."""
        now = self._now()
        until = read_moment(words, now=now, office=self.office)
        if until is None:
            return Refused(Reason.MOMENT_UNKNOWN, id_)
        return await self._change(id_, partial(rules.snooze, by=by, until=until, at=now))

    async def wake(self, id_: TicketId, *, by: Expert) -> Ticket | Refused:
        """Wake it before its time."""
        return await self._change(id_, partial(rules.wake, by=by, at=self._now()))

    async def wake_in_time(self, id_: TicketId) -> Ticket | Refused:
        """Wake it if its time has come; said as often as one likes, it wakes once."""
        return await self._change(id_, partial(rules.wake_in_time, at=self._now()))

    async def close(self, id_: TicketId, *, by: Expert) -> Ticket | Refused:
        """End it; the bot answers again."""
        return await self._change(id_, partial(rules.close, by=by, at=self._now()))

    async def _change(
        self, id_: TicketId, rule: Callable[..., Changed | Refused], *, claims: bool = False
    ) -> Ticket | Refused:
        """Judge the ticket as it is and keep the change, again for as long as somebody was faster."""
        while True:
            ticket = await self.store.find(id_)
            if ticket is None:
                return Refused(Reason.UNKNOWN_TICKET, id_)
            outcome = rule(ticket, held=await self._held(ticket)) if claims else rule(ticket)
            if isinstance(outcome, Refused):
                return outcome
            if await self.store.keep(outcome):
                return outcome.after

    async def _held(self, ticket: Ticket) -> Ticket | None:
        held = await self.store.tickets(states=HELD, conversation=ticket.conversation)
        return held[0] if held else None


def _clean(text: str) -> str:
    """Without the character that PostgreSQL can't keep, and without space around."""
    return text.replace("\0", "").strip()
