"""What may happen to a ticket in each state, and what is refused with which reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from escalation import rules
from escalation.experts import is_alias
from escalation.facts import (
    AskedBack,
    Closed,
    Fact,
    MemberReplied,
    Reassigned,
    TicketAnswered,
    TicketClaimed,
    Withdrawn,
    Woken,
)
from escalation.notices import Alarm, Waking, alarm
from escalation.rules import Changed, Reason, Refused
from escalation.tickets import LIVE, Author, Message, Sleep, State, Ticket
from tests.escalation.making import ANNA, BORIS, CLEO, LATER, ticket

Deed = Callable[[Ticket], Changed | Refused]

CLAIM: Deed = lambda it: rules.claim(it, by=ANNA, at=LATER)  # noqa: E731 - a table of deeds
ANSWER: Deed = lambda it: rules.answer(it, by=ANNA, text="The registrar.", at=LATER)  # noqa: E731
ASK_BACK: Deed = lambda it: rules.ask_back(it, by=ANNA, text="Which country?", at=LATER)  # noqa: E731
REPLY: Deed = lambda it: rules.member_replies(it, text="Italy", at=LATER)  # noqa: E731
REASSIGN: Deed = lambda it: rules.reassign(it, by=ANNA, to=BORIS, at=LATER)  # noqa: E731
CLOSE: Deed = lambda it: rules.close(it, by=ANNA, at=LATER)  # noqa: E731
WITHDRAW: Deed = lambda it: rules.withdraw(it, at=LATER)  # noqa: E731
TOMORROW = LATER + timedelta(days=1)
SNOOZE: Deed = lambda it: rules.snooze(it, by=ANNA, until=TOMORROW, at=LATER)  # noqa: E731
WAKE: Deed = lambda it: rules.wake(it, by=ANNA, at=LATER)  # noqa: E731
CLAIM_AND_ANSWER: Deed = lambda it: rules.claim_and_answer(it, by=ANNA, text="So.", at=LATER)  # noqa: E731


def done(outcome: Changed | Refused) -> Ticket:
    assert isinstance(outcome, Changed), outcome
    return outcome.after


def in_state(state: State) -> Ticket:
    """A ticket that came into this state by deeds of Anna and the member."""
    path: dict[State, list[Deed]] = {
        State.OPEN: [],
        State.CLAIMED: [CLAIM],
        State.WAITING_FOR_MEMBER: [CLAIM, ASK_BACK],
        State.ANSWERED: [CLAIM, ANSWER],
        State.CLOSED: [CLAIM, ANSWER, CLOSE],
        State.WITHDRAWN: [WITHDRAW],
    }
    it = ticket()
    for deed in path[state]:
        it = done(deed(it))
    return it


@pytest.mark.parametrize(
    ("deed", "before", "after", "fact"),
    [
        (CLAIM, State.OPEN, State.CLAIMED, TicketClaimed),
        (ANSWER, State.CLAIMED, State.ANSWERED, TicketAnswered),
        (ANSWER, State.WAITING_FOR_MEMBER, State.ANSWERED, TicketAnswered),
        (ANSWER, State.ANSWERED, State.ANSWERED, TicketAnswered),
        (ASK_BACK, State.CLAIMED, State.WAITING_FOR_MEMBER, AskedBack),
        (ASK_BACK, State.ANSWERED, State.WAITING_FOR_MEMBER, AskedBack),
        (REPLY, State.OPEN, State.OPEN, MemberReplied),
        (REPLY, State.CLAIMED, State.CLAIMED, MemberReplied),
        (REPLY, State.WAITING_FOR_MEMBER, State.CLAIMED, MemberReplied),
        (REPLY, State.ANSWERED, State.CLAIMED, MemberReplied),
        (REASSIGN, State.CLAIMED, State.CLAIMED, Reassigned),
        (REASSIGN, State.WAITING_FOR_MEMBER, State.WAITING_FOR_MEMBER, Reassigned),
        (REASSIGN, State.ANSWERED, State.CLAIMED, Reassigned),
        (CLOSE, State.ANSWERED, State.CLOSED, Closed),
        (CLOSE, State.WAITING_FOR_MEMBER, State.CLOSED, Closed),
        *((WITHDRAW, state, State.WITHDRAWN, Withdrawn) for state in sorted(LIVE)),
    ],
)
def test_a_deed_leads_from_one_state_to_another(
    deed: Deed, before: State, after: State, fact: type[Fact]
) -> None:
    it = in_state(before)
    outcome = deed(it)
    assert isinstance(outcome, Changed)
    assert outcome.before == it
    assert (outcome.after.state, outcome.after.version) == (after, it.version + 1)
    assert [(type(each), each.ticket, each.at) for each in outcome.facts] == [(fact, it.id, LATER)]


@pytest.mark.parametrize(
    ("deed", "state", "reason"),
    [
        (CLAIM, State.CLAIMED, Reason.ALREADY_YOURS),
        *((deed, State.OPEN, Reason.NOT_CLAIMED) for deed in (ANSWER, ASK_BACK, CLOSE, REASSIGN)),
        (CLOSE, State.CLAIMED, Reason.UNANSWERED),
        (WAKE, State.CLAIMED, Reason.AWAKE),
        *(
            (deed, state, reason)
            for deed in (
                CLAIM,
                ANSWER,
                ASK_BACK,
                REPLY,
                REASSIGN,
                CLOSE,
                WITHDRAW,
                CLAIM_AND_ANSWER,
                SNOOZE,
                WAKE,
            )
            for state, reason in (
                (State.CLOSED, Reason.CLOSED),
                (State.WITHDRAWN, Reason.WITHDRAWN),
            )
        ),
    ],
)
def test_a_deed_out_of_place_is_refused(deed: Deed, state: State, reason: Reason) -> None:
    outcome = deed(in_state(state))
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.ticket) == (reason, 1)


@pytest.mark.parametrize("state", [State.CLAIMED, State.WAITING_FOR_MEMBER, State.ANSWERED])
def test_another_than_the_claimant_is_refused_and_told_who_has_it(state: State) -> None:
    it = in_state(state)
    for outcome in (
        rules.claim(it, by=BORIS, at=LATER),
        rules.answer(it, by=BORIS, text="No.", at=LATER),
        rules.claim_and_answer(it, by=BORIS, text="No.", at=LATER),
        rules.ask_back(it, by=CLEO, text="What?", at=LATER),
        rules.reassign(it, by=BORIS, to=CLEO, at=LATER),
        rules.close(it, by=CLEO, at=LATER),
    ):
        assert outcome == Refused(Reason.TAKEN, it.id, ANNA)


def test_a_coordinator_may_hand_on_what_another_holds() -> None:
    outcome = rules.reassign(in_state(State.CLAIMED), by=CLEO, to=BORIS, at=LATER)
    assert done(outcome).owner == BORIS
    assert isinstance(outcome, Changed)
    assert outcome.facts == (Reassigned(outcome.after.id, LATER, CLEO, ANNA, BORIS),)


def test_nobody_is_given_what_they_hold_already() -> None:
    outcome = rules.reassign(in_state(State.CLAIMED), by=ANNA, to=ANNA, at=LATER)
    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.ALREADY_THEIRS


def test_the_one_who_gave_it_away_no_longer_answers() -> None:
    it = done(REASSIGN(in_state(State.CLAIMED)))
    assert ANSWER(it) == Refused(Reason.TAKEN, it.id, BORIS)
    assert done(rules.answer(it, by=BORIS, text="Here.", at=LATER)).state is State.ANSWERED


@pytest.mark.parametrize("state", sorted(LIVE))
def test_a_live_ticket_sleeps_as_it_is_and_wakes_as_it_was(state: State) -> None:
    it = in_state(state)
    asleep = done(SNOOZE(it))
    assert asleep == replace(it, sleep=Sleep(TOMORROW, "Anna"), version=it.version + 1)
    for outcome in (rules.wake(asleep, by=CLEO, at=LATER), rules.wake_in_time(asleep, at=TOMORROW)):
        assert done(outcome) == replace(it, version=it.version + 2)


def test_who_may_put_a_ticket_to_sleep_and_wake_it() -> None:
    for held in (State.CLAIMED, State.WAITING_FOR_MEMBER, State.ANSWERED):
        it = in_state(held)
        assert rules.snooze(it, by=BORIS, until=TOMORROW, at=LATER) == Refused(Reason.TAKEN, it.id, ANNA)
        assert rules.wake(done(SNOOZE(it)), by=BORIS, at=LATER) == Refused(Reason.TAKEN, it.id, ANNA)
        assert done(rules.snooze(it, by=CLEO, until=TOMORROW, at=LATER)).sleep == Sleep(TOMORROW, "Cleo")
    free = done(SNOOZE(ticket()))
    assert done(rules.wake(free, by=BORIS, at=LATER)).sleep is None


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        (LATER, Reason.MOMENT_PAST),
        (LATER - timedelta(days=1), Reason.MOMENT_PAST),
        (LATER + rules.LONGEST_SLEEP + timedelta(seconds=1), Reason.MOMENT_FAR),
    ],
)
def test_it_sleeps_until_a_moment_that_is_to_come_soon(until: datetime, reason: Reason) -> None:
    assert rules.snooze(ticket(), by=ANNA, until=until, at=LATER) == Refused(reason, ticket().id)


@pytest.mark.parametrize(
    ("deed", "state"),
    [
        *((deed, State.OPEN) for deed in (CLAIM, CLAIM_AND_ANSWER, REPLY, WITHDRAW)),
        *((deed, State.ANSWERED) for deed in (ANSWER, ASK_BACK, REPLY, REASSIGN, CLOSE, WITHDRAW)),
    ],
)
def test_a_sleeping_ticket_wakes_of_whatever_is_done_with_it(deed: Deed, state: State) -> None:
    asleep = done(SNOOZE(in_state(state)))
    outcome = deed(asleep)
    assert isinstance(outcome, Changed)
    assert outcome.after.sleep is None
    assert [type(fact) for fact in outcome.facts].count(Woken) == 1
    told = alarm(outcome)
    assert told == (Alarm(asleep.id, Waking.MEMBER) if deed is REPLY else None)


def test_a_later_time_takes_the_place_of_the_first() -> None:
    asleep = done(SNOOZE(ticket()))
    longer = done(rules.snooze(asleep, by=BORIS, until=TOMORROW + timedelta(days=1), at=LATER))
    assert rules.wake_in_time(longer, at=TOMORROW) == Refused(Reason.AWAKE, asleep.id)
    assert done(rules.wake_in_time(longer, at=TOMORROW + timedelta(days=1))).sleep is None


@pytest.mark.parametrize("lost", [True, False])
def test_a_member_who_can_not_be_reached_wakes_nothing(lost: bool) -> None:
    asleep = done(SNOOZE(ticket()))
    rule = rules.lose_member if lost else rules.find_member
    assert done(rule(asleep, at=LATER)).sleep == asleep.sleep


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_not_sent(text: str) -> None:
    it = in_state(State.CLAIMED)
    for outcome in (
        rules.answer(it, by=ANNA, text=text, at=LATER),
        rules.ask_back(it, by=ANNA, text=text, at=LATER),
        rules.member_replies(it, text=text, at=LATER),
        rules.claim_and_answer(ticket(), by=ANNA, text=text, at=LATER),
    ):
        assert outcome == Refused(Reason.EMPTY, it.id)


def test_a_free_ticket_is_claimed_and_answered_in_one() -> None:
    outcome = CLAIM_AND_ANSWER(ticket())
    assert isinstance(outcome, Changed)
    assert [type(fact) for fact in outcome.facts] == [TicketClaimed, TicketAnswered]
    assert outcome.messages == (Message(Author.EXPERT, "So.", LATER, "Anna"),)
    assert (outcome.after.owner, outcome.after.state) == (ANNA, State.ANSWERED)


def test_a_second_ticket_of_a_conversation_waits_for_the_first() -> None:
    held = in_state(State.ANSWERED)
    second = ticket("Another?", id_=2)
    for expert in (ANNA, BORIS):
        outcome = rules.claim(second, by=expert, at=LATER, held=held)
        assert outcome == Refused(Reason.CONVERSATION_HELD, second.id, ANNA, held.id)


def test_a_reply_after_the_answer_leaves_the_choice_to_close_or_to_answer_again() -> None:
    it = done(REPLY(in_state(State.ANSWERED)))
    assert it.awaits_expert
    assert done(CLOSE(it)).state is State.CLOSED
    assert done(ANSWER(it)).state is State.ANSWERED


@pytest.mark.parametrize("name", ["Anna", "Dr. Jörg Weiß", "Елена", "A-1", "a" * 40])
def test_names_that_members_can_be_shown(name: str) -> None:
    assert is_alias(name)


@pytest.mark.parametrize(
    "name", ["", " ", "Anna ", "a" * 41, "12", "#", "An\nna", "\x1b[2J", "Bot", "HELPDESK"]
)
def test_names_that_they_can_not(name: str) -> None:
    assert not is_alias(name)
