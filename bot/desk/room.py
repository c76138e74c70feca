"""Rooms of experts on chat platforms: who may do what there, and what they write or press done once.

The platform's adapter hands in what was written or pressed and by whom; who that is to the desk is decided here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import structlog

from bot.clock import Clock
from bot.desk.cards import packet_of
from bot.desk.commands import LARGEST, Command, ExpertAtDesk, read
from bot.desk.drafts import Drafting
from bot.desk.granting import Granting, is_grant
from bot.desk.view import View
from bot.events.admitting import Admitting
from bot.messages import Inbound, Packet, Told
from bot.storage.cards import SqlCards
from bot.storage.engine import Database
from bot.storage.inbox import Amended, Outcome, SqlInbox
from bot.storage.unit import Transactions, UnitOfWork, unit_of_work
from escalation.desk import Desk
from escalation.experts import Expert, ExpertId, Named, is_same
from escalation.rules import Refused
from escalation.sleeping import offers
from escalation.tickets import State, Ticket, TicketId

ON_TICKET = re.compile(
    r"\s*(?:(?P<verb>[a-z]+)\s+)?#\s?(?P<number>[0-9]{1,10})(?P<rest>\s.*|)", re.DOTALL | re.IGNORECASE
)
SPEAKS = frozenset({"answer", "ask", "reassign", "snooze", "#"})  # need words after the number
MAY_SPEAK = frozenset({"admit"})
CARD, HELP = "card", "help"

log = structlog.get_logger()


@dataclass
class ExpertRooms:
    """The door of the desk for chat platforms."""

    database: Database
    desk_in: Callable[[Transactions], Desk]
    admitting_in: Callable[[Transactions], Admitting]
    view: View
    clock: Clock
    drafting: Drafting | None = None
    rooms: frozenset[str] = frozenset()
    experts: Mapping[str, Expert] = field(default_factory=dict)
    """by the member's id on the platform"""

    async def open(self, rooms: frozenset[str], *, among: str, named: Mapping[str, Named]) -> None:
        """Have these rooms and these experts, by member, on the platform whose conversations begin so."""
        desk = self.desk_in(self.database)
        known = {expert.alias.casefold(): expert for expert in await desk.roster.experts()}
        bound = {}
        for member, each in named.items():
            held = known.get(each.alias.casefold())
            expert = Expert(held.id if held else ExpertId(member), each.alias, each.is_coordinator)
            await desk.enrol(expert)
            bound[member] = expert
        others = {member: expert for member, expert in self.experts.items() if not member.startswith(among)}
        self.rooms = frozenset(room for room in self.rooms if not room.startswith(among)) | rooms
        self.experts = others | bound
        await SqlCards(self.database).open_rooms(rooms, among=among, at=self.clock.now())

    def is_room(self, conversation: str) -> bool:
        return conversation in self.rooms

    def moved(self, before: str, after: str) -> None:
        """Take note that rooms whose names begin so begin otherwise now; their cards were moved already."""
        self.rooms = frozenset(
            after + room.removeprefix(before) if room.startswith(before) else room for room in self.rooms
        )

    async def hears(
        self, inbound: Inbound, *, card: str | None, is_addressed: bool, is_for_others: bool = False
    ) -> Told | None:
        """Do what a message in a room means, once; what its author alone is told, None for what is not for the desk.

        `card` is the message in whose thread it was written, or to which it replies.
        """
        line = _as_command(inbound.text, is_addressed=is_addressed)
        if line is not None:
            return await self.says(line, inbound)
        if card is None or is_addressed or is_for_others or not inbound.text.strip():
            return None
        kept = await SqlCards(self.database).by_message(inbound.conversation, card)
        return await self._in_thread(TicketId(kept.ticket), inbound) if kept is not None else None

    async def says(self, line: str, inbound: Inbound) -> Told:
        """Do what a line says at the desk, once, also where it comes again; what its author is told."""
        expert = await self._expert(inbound.member, line)
        if expert is None:
            return Told(self._no_expert(inbound.member), is_done=False)
        if line.lower() == HELP:
            return Told(self.view.texts.say("desk-room-help"))
        async with unit_of_work(self.database) as unit:
            if not await self._is_new(inbound, unit):
                return Told("")
            if is_grant(line):
                return await self._granting(unit).says(line, by=expert, member=inbound.member or "")
            if found := re.fullmatch(r"card ([0-9]{1,10})", line, re.IGNORECASE):
                return await self._card(int(found[1]), inbound.conversation, unit)
            desk, admit = self.desk_in(unit), self.admitting_in(unit).admit
            return await ExpertAtDesk(desk, expert, self.view, admit).hears(line) or Told("")

    async def packet(self, ticket: int, *, member: str) -> Packet | str:
        """All about a ticket for an expert, or why not."""
        expert = await self._expert(member, f"open {ticket}")
        if expert is None:
            return self._no_expert(member)
        desk = self.desk_in(self.database)
        found = await desk.ticket(TicketId(min(ticket, LARGEST)))
        if isinstance(found, Refused):
            return self.view.refusal(found)
        moments = offers(self.clock.now(), desk.office)
        experts = await desk.roster.experts()
        draft = await self.drafting.of(found) if self.drafting is not None else None
        return packet_of(found, self.view, expert=expert, experts=experts, moments=moments, draft=draft)

    async def edited(self, inbound: Inbound, *, card: str) -> Told | None:
        """What to tell an expert who changes words in a thread that the member has already."""
        kept = await SqlCards(self.database).by_message(inbound.conversation, card)
        ticket = await self._ticket(kept.ticket) if kept else None
        expert = await self._granting().expert(inbound.member or "")
        if ticket is None or not is_same(expert, ticket.owner) or not await self._is_change(inbound):
            return None
        return Told(self.view.texts.say("desk-edited", ticket=str(ticket.id)), ticket=ticket.id)

    async def _is_change(self, inbound: Inbound) -> bool:
        """Whether other words came to a message that was kept, told for the first time; True where the platform knows."""
        change = inbound.origin.get("change")
        if change is None:
            return True
        which = inbound.platform, inbound.tenant, inbound.dedup_key
        amended = await SqlInbox(self.database).amend(*which, text=inbound.text, change=change)
        if amended is not Amended.TOO_LATE:
            return False
        again = replace(inbound, dedup_key=":".join(map(str, [inbound.dedup_key, *change])))
        async with unit_of_work(self.database) as unit:
            return await self._is_new(again, unit)

    async def remarked(self, room: str, message: str, *, ticket: int) -> None:
        """Take note that a message says something about a ticket: what replies to it is said under the card."""
        await SqlCards(self.database).remarked(ticket, room, message)

    async def deleted(self, room: str, message: str) -> None:
        """Post the card of a live ticket again whose message somebody has deleted."""
        kept = await SqlCards(self.database).by_message(room, message)
        if kept is None:
            return
        current = await SqlCards(self.database).current(kept.ticket, room)
        ticket = await self._ticket(kept.ticket)
        if current == kept and ticket is not None and not ticket.is_over:
            await SqlCards(self.database).post_again(kept.ticket, room, at=self.clock.now())

    async def _in_thread(self, id_: TicketId, inbound: Inbound) -> Told | None:
        """What its expert writes under a card is an answer; what others write is talk among colleagues."""
        expert = await self._granting().expert(inbound.member or "")
        ticket = await self._ticket(id_)
        if expert is None or ticket is None:
            return None
        if ticket.state is State.OPEN:
            return Told(self.view.texts.say("desk-take-first", ticket=str(id_)), is_done=False, ticket=id_)
        if not is_same(expert, ticket.owner):
            return None
        return await self.says(f"answer {id_} {inbound.text}", inbound)

    async def _card(self, number: int, room: str, unit: UnitOfWork) -> Told:
        number = min(number, LARGEST)  # the greatest that the database counts to, which no ticket has
        found = await self.desk_in(unit).ticket(TicketId(number))
        if isinstance(found, Refused):
            return Told(self.view.refusal(found), is_done=False)
        await SqlCards(unit).post_again(number, room, at=self.clock.now())
        return Told(self.view.texts.say("desk-card-again", ticket=str(number)), ticket=number)

    async def _is_new(self, inbound: Inbound, unit: UnitOfWork) -> bool:
        """Note that it was heard and done, in the same transaction as its deed."""
        now, inbox = self.clock.now(), SqlInbox(unit)
        number, is_new = await inbox.accept(inbound, at=now)
        received = await inbox.find(number)
        assert received is not None
        return is_new and await inbox.finish([received], Outcome.HANDED_ON, at=now)

    async def _ticket(self, number: int) -> Ticket | None:
        found = await self.desk_in(self.database).ticket(TicketId(number))
        return None if isinstance(found, Refused) else found

    def _granting(self, transactions: Transactions | None = None) -> Granting:
        within = transactions or self.database
        return Granting(within, self.desk_in(within), self.experts, self.view, self.clock)

    def _no_expert(self, member: str | None) -> str:
        """Why they can do nothing, with the id by which a coordinator may change that."""
        return self.view.texts.say("desk-not-expert", id=(member or "").rpartition(":")[2])

    async def _expert(self, member: str | None, line: str) -> Expert | None:
        expert = await self._granting().expert(member or "")
        if expert is None:
            log.warning("not an expert", member=member, verb=line.split(" ", maxsplit=1)[0])
        return expert


def _as_command(text: str, *, is_addressed: bool) -> str | None:
    """A message as a line for the desk: with a ticket's number after a #, or one to us that reads as a command.

    Colleagues also talk in a room, so that "close 12 windows" is no command there.
    """
    if found := ON_TICKET.fullmatch(text):
        verb, rest = (found["verb"] or "#").lower(), found["rest"].strip()
        verb = "open" if verb == "#" and not rest else verb
        line = f"{verb} {found['number']} {rest}".strip()
        is_whole = verb in MAY_SPEAK or bool(rest) == (verb in SPEAKS)
        if verb == CARD:
            return line if not rest else None
        return line if is_whole and isinstance(read(line), Command) else None
    if not is_addressed:
        return None
    line = text.strip().removeprefix("/")
    if is_grant(line) or re.fullmatch(rf"{CARD} [0-9]{{1,10}}", line, re.IGNORECASE):
        return line
    command = read(line)
    if isinstance(command, Command) and command.verb != "quit":
        is_whole = command.ticket is None or bool(command.rest) == (command.verb in SPEAKS)
        has_word_alone = command.ticket is not None or line.count(" ") == 0
        return line if is_whole and has_word_alone else None
    return None
