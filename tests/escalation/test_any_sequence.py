"""Whatever experts and members do in whatever order: one owner, no answer without a claim, no message lost."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from escalation.desk import Desk
from escalation.experts import Expert
from escalation.facts import Happened
from escalation.in_memory import InMemoryRoster, InMemoryTickets
from escalation.notices import NoticeKind
from escalation.office import Office
from escalation.rules import Refused
from escalation.tickets import Author, Ticket, TicketId
from tests.escalation.making import ANNA, BORIS, CLEO, LATER, opening

Result = TypeVar("Result")

EXPERTS = st.sampled_from([ANNA, BORIS, CLEO])
AN_HOUR_ON = LATER + timedelta(hours=1)
CONVERSATIONS = ("console:ana", "console:ben")


def now_(work: Coroutine[Any, Any, Result]) -> Result:
    return asyncio.run(work)


class AnySequence(RuleBasedStateMachine):
    """Three experts, one of them a coordinator, and two members with any number of questions."""

    tickets = Bundle("tickets")

    def __init__(self) -> None:
        super().__init__()
        self.store = InMemoryTickets()
        self.desk = Desk(self.store, InMemoryRoster(), office=Office(), now=lambda: LATER)
        for expert in (ANNA, BORIS, CLEO):
            now_(self.desk.enrol(expert))
        self.accepted: dict[TicketId, list[str]] = {}
        self.versions = dict.fromkeys(CONVERSATIONS, 0)
        self.owners: dict[str, object] = dict.fromkeys(CONVERSATIONS)
        self.said = 0

    def text(self) -> str:
        self.said += 1
        return f"text {self.said}"

    def note(self, outcome: Ticket | Refused, text: str) -> None:
        if isinstance(outcome, Ticket):
            self.accepted[outcome.id].append(text)

    @rule(target=tickets, conversation=st.sampled_from(CONVERSATIONS))
    def open(self, conversation: str) -> TicketId:
        ticket = now_(self.desk.open_ticket(opening(conversation=conversation))).ticket
        self.accepted[ticket.id] = []
        return ticket.id

    @rule(id_=tickets, by=EXPERTS)
    def claim(self, id_: TicketId, by: Expert) -> None:
        now_(self.desk.claim(id_, by=by))

    @rule(id_=tickets, by=EXPERTS, claims=st.booleans())
    def answer(self, id_: TicketId, by: Expert, claims: bool) -> None:
        text = self.text()
        self.note(now_(self.desk.answer(id_, text, by=by, claims=claims)), text)

    @rule(id_=tickets, by=EXPERTS)
    def ask_back(self, id_: TicketId, by: Expert) -> None:
        text = self.text()
        self.note(now_(self.desk.ask_back(id_, text, by=by)), text)

    @rule(id_=tickets)
    def reply(self, id_: TicketId) -> None:
        text = self.text()
        self.note(now_(self.desk.member_replies(id_, text)), text)

    @rule(id_=tickets, by=EXPERTS, to=EXPERTS)
    def reassign(self, id_: TicketId, by: Expert, to: Expert) -> None:
        now_(self.desk.reassign(id_, to.alias, by=by))

    @rule(id_=tickets, by=EXPERTS)
    def close(self, id_: TicketId, by: Expert) -> None:
        now_(self.desk.close(id_, by=by))

    @rule(
        id_=tickets, by=EXPERTS, words=st.sampled_from(["1h", "tomorrow", "2026-01-08 10:06", "9999d", "x"])
    )
    def snooze(self, id_: TicketId, by: Expert, words: str) -> None:
        before = now_(self.desk.ticket(id_))
        after = now_(self.desk.snooze(id_, words, by=by))
        if isinstance(after, Ticket) and isinstance(before, Ticket):
            assert (after.state, after.owner, after.messages) == (before.state, before.owner, before.messages)
            assert after.sleep is not None

    @rule(id_=tickets, by=EXPERTS)
    def wake(self, id_: TicketId, by: Expert) -> None:
        now_(self.desk.wake(id_, by=by))

    @rule(id_=tickets)
    def its_time_may_come(self, id_: TicketId) -> None:
        now_(Desk(self.store, InMemoryRoster(), office=Office(), now=lambda: AN_HOUR_ON).wake_in_time(id_))

    @rule(id_=tickets)
    def withdraw(self, id_: TicketId) -> None:
        now_(self.desk.withdraw(id_))

    @invariant()
    def a_conversation_has_one_owner_at_most(self) -> None:
        for conversation in CONVERSATIONS:
            held = [each for each in now_(self.store.tickets(conversation=conversation)) if each.is_held]
            assert len(held) <= 1
            owned = now_(self.desk.owner_of(conversation))
            assert owned.owner == (held[0].owner if held else None)
            assert owned.is_persons == bool(held)

    @invariant()
    def the_version_grows_with_each_new_owner(self) -> None:
        for conversation in CONVERSATIONS:
            owned = now_(self.desk.owner_of(conversation))
            holder = (owned.owner, owned.ticket) if owned.owner else None
            assert owned.version >= self.versions[conversation]
            if holder != self.owners[conversation]:
                assert owned.version > self.versions[conversation]
            self.versions[conversation], self.owners[conversation] = owned.version, holder

    @invariant()
    def every_message_that_was_accepted_is_on_its_ticket_in_order(self) -> None:
        for id_, texts in self.accepted.items():
            ticket = now_(self.store.find(id_))
            assert ticket is not None
            assert [said.text for said in ticket.messages] == texts

    @invariant()
    def every_word_of_an_expert_goes_to_the_member(self) -> None:
        spoken = (NoticeKind.ANSWERED, NoticeKind.ASKED_BACK)
        for ticket in now_(self.store.tickets()):
            told = [
                (each.alias, each.text)
                for each in self.store.notices
                if each.ticket == ticket.id and each.kind in spoken
            ]
            experts = [said for said in ticket.messages if said.author is Author.EXPERT]
            assert told == [(said.alias, said.text) for said in experts]

    @invariant()
    def what_sleeps_is_alive_and_each_sleep_ends_once(self) -> None:
        for ticket in now_(self.store.tickets()):
            is_asleep = False
            for line in now_(self.store.log(ticket.id)):
                if line.kind is Happened.WOKEN:
                    assert is_asleep
                is_asleep = line.kind is Happened.SNOOZED or (is_asleep and line.kind is not Happened.WOKEN)
            assert is_asleep == (ticket.sleep is not None)
            assert not (is_asleep and ticket.is_over)

    @invariant()
    def nobody_speaks_without_holding_the_ticket(self) -> None:
        for ticket in now_(self.store.tickets()):
            holder: str | None = None
            for line in now_(self.store.log(ticket.id)):
                match line.kind:
                    case Happened.CLAIMED:
                        assert holder is None
                        holder = line.by
                    case Happened.REASSIGNED:
                        assert holder is not None
                        holder = line.to
                    case Happened.ANSWERED | Happened.ASKED_BACK | Happened.CLOSED:
                        assert line.by == holder is not None


AnySequence.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestAnySequence = AnySequence.TestCase
