"""What is said about events."""

from dataclasses import replace

import pytest

from bot.events.catalogue import Event, EventId, State
from bot.events.finding import Ambiguous, find
from bot.events.finding import NothingFound as Nothing
from bot.events.keeping import Count, Held
from bot.events.registration import (
    Cancelled,
    CheckNeeded,
    NotRegistered,
    Reason,
    Refused,
    Registered,
    Registration,
    RoleAsked,
    Seat,
    Standing,
    Waitlisted,
)
from bot.events.samples import sample_events
from bot.events.wording import EventWords
from bot.texts import Texts
from tests.events.making import BODIES, NOW, event

WORDS = EventWords(Texts(), NOW)
HERE = Registration(event().id, "ana", 1, Standing.SEATED, NOW)
WHEN = "Thursday 5 March 2026, 14:00–15:30 (Paris)"


def test_the_members_own_time_is_told_where_it_differs() -> None:
    assert WORDS.when_in(event()) == WHEN
    assert EventWords(Texts(), NOW, "Europe/Berlin").when_in(event()) == WHEN
    helsinki = EventWords(Texts(), NOW, "Europe/Helsinki")
    assert helsinki.when_in(event()) == f"{WHEN}, 15:00–16:30 (Helsinki)"
    named = EventWords(Texts(), NOW, "Indian/Reunion", "La Réunion")
    assert named.when_in(event()).endswith("17:00–18:30 (La Réunion)")
    assert EventWords(Texts("de"), NOW).when_in(event(), "de").startswith("Donnerstag, 5. März 2026, 14:00")


def test_lists_are_numbered_and_say_who_may_come_and_whether_there_is_room() -> None:
    counts = {"ev-dh-energy": Count(20, 3)}
    held = [
        Held(replace(HERE, event=EventId("ev-web-rural")), None),
        Held(replace(HERE, event=EventId("ev-cyc-1")), 2),
    ]
    ai, energy, rural, cycling, *_, forum = WORDS.lines(
        sample_events_by_date(), counts=counts, held=held
    ).split("\n")
    assert ai.startswith(
        "1. “Use of artificial intelligence in Interreg communication”, Thursday 15 January 2026 (hours"
    )
    assert "only for members of the monitoring committee" in ai
    assert energy.endswith("online. It is full; 3 people are on the waiting list.")
    assert rural.endswith("You are registered.")
    assert cycling.endswith("You are number 2 on the waiting list.")
    assert "16–17 April 2026" in forum
    assert forum.endswith("Copenhagen, Denmark. Save the date: registration is not open yet.")


def sample_events_by_date() -> list[Event]:
    return sorted(sample_events(), key=lambda each: each.starts_at)


@pytest.mark.parametrize(
    ("changed", "note"),
    [
        ({"seats": 2}, "2 seats are free."),
        ({"seats": 1}, "One seat is free."),
        ({"seats": 0}, "It is full; there is a waiting list, and nobody is on it yet."),
        ({"state": State.CLOSED}, "Registration is closed."),
        ({"state": State.CANCELLED}, "It is cancelled."),
        ({"day": "2026-01-02"}, "It is over."),
    ],
)
def test_notes_say_how_far_an_event_is(changed: dict[str, object], note: str) -> None:
    day = str(changed.pop("day", "2026-03-05"))
    assert WORDS.line(event(day=day, **changed)).endswith(f"online. {note}")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Seat(HERE), ["is confirmed", WHEN]),
        (Seat(HERE, again=True), ["already", WHEN]),
        (Waitlisted(HERE, 3), ["number 3 on the waiting list", WHEN]),
        (Waitlisted(HERE, 3, again=True), ["already", "number 3", WHEN]),
        (RoleAsked(BODIES), [BODIES.who, "Do you belong"]),
        (CheckNeeded(BODIES), [BODIES.who, "confirm"]),
        (Refused(Reason.RESTRICTED, BODIES), [BODIES.who, "cannot register"]),
        (Refused(Reason.SAVE_THE_DATE), ["save the date", "not open yet"]),
        (Refused(Reason.PAST), ["is over"]),
        (Refused(Reason.CANCELLED), ["is cancelled"]),
        (Refused(Reason.CLOSED), ["is closed"]),
        (Refused(Reason.NO_SUCH_EVENT), ["do not know"]),
    ],
)
def test_every_outcome_is_told_with_the_day(outcome: Registered, told: list[str]) -> None:
    said = WORDS.outcome(outcome, event())
    assert all(part in said for part in told), said


def test_cancelling_is_told() -> None:
    assert WORDS.cancelled(Cancelled(HERE), event()).endswith(f"is cancelled. It was on: {WHEN}")
    assert "nothing to cancel" in WORDS.cancelled(NotRegistered(), event())


def test_a_choice_and_nothing_are_told_with_what_comes_nearest() -> None:
    finding = find("cycling", sample_events(), now=NOW)
    assert isinstance(finding, Ambiguous)
    asked = WORDS.which(finding)
    assert asked.startswith("Which one do you mean?\n\n1. “Cycling cities, part 1”")
    none = find("20 february", sample_events(), now=NOW)
    assert isinstance(none, Nothing)
    assert WORDS.nothing(none).startswith(
        "I know of no such event on these days. What comes nearest:\n\n1. “Online"
    )
    assert WORDS.nothing(Nothing()) == "I do not know of such an event."


def test_a_date_is_in_the_language_of_its_sentence() -> None:
    told = EventWords(Texts("de"), NOW).outcome(Seat(HERE), event())
    assert "Donnerstag, 5. März 2026" in told, "this sentence is there in German"
    offer = Texts("de").say("event-offer-seat", title="x", time=EventWords(Texts("de"), NOW).when(event()))
    assert "Thursday 5 March 2026" in offer, "and this is said in English"
