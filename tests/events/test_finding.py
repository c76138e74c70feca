"""Which events members mean, phrase by phrase, over the samples on 8 January 2026."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.catalogue import EventId, State
from bot.events.finding import Ambiguous, Found, NothingFound, find, matching
from bot.events.samples import sample_events
from tests.events.making import NOW, event

EVENTS = [*sample_events(), event("ev-past", "2025-06-30", title="Webinar on cycling tourism")]
CYCLING = "cyc-1 cyc-2 cyc-3"
SHOWN = [EventId(f"ev-{name}") for name in ("dh-energy", "web-rural", "cyc-1")]


def ids(events: Sequence[object]) -> str:
    return " ".join(str(getattr(each, "id", each)).removeprefix("ev-") for each in events)


def told(text: str, listed: Sequence[EventId] = (), language: str = "en") -> str:
    """A finding as short text: "web-rural", "which: …", "none: …"."""
    match find(text, EVENTS, now=NOW, listed=listed, language=language):
        case Found(events):
            return ids(events)
        case Ambiguous(candidates):
            return f"which: {ids(candidates)}"
        case NothingFound(nearest):
            return f"none: {ids(nearest)}".strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # by name
        ("i'd like to take part in the rural mobility webinar", "web-rural"),
        ("sign up for ev-web-rural", "web-rural"),
        ("register me for the rural one please", "web-rural"),
        ("sustainable mobilty webinar", "web-rural"),
        ("i'm coming to the one about rural transport", "web-rural"),
        ("something about buses in villages", "web-rural"),
        ("is there still room in the energy communities discussion hour", "dh-energy"),
        ("how many people are ahead of me for the energy talk?", "dh-energy"),
        ("the discussion on energy community", "dh-energy"),
        ("register for europecooperates copenhagen", "forum"),
        ("the conference in Denmark", "forum"),
        ("book the 12th edition of the forum", "forum"),
        ("AI training", "ai"),
        ("artificial inteligence in communication", "ai"),
        ("count me in for the cycling thing", f"which: {CYCLING}"),
        ("the bike session", f"which: {CYCLING}"),
        ("cyclists", f"which: {CYCLING}"),
        ("the rural one and the energy one", "dh-energy web-rural"),
        # by date
        ("sorry must cancel 5 march, we have council that day", "web-rural"),
        ("cant make it on the 12th after all, please take me off", "dh-energy"),
        ("I'd love to be there on the 24th, is it possible", "cyc-3"),
        ("10/03", "cyc-1"),
        ("10.03.2026 please", "cyc-1"),
        ("the one in february", "dh-energy"),
        ("5 march webinar - what hour in Helsinki?", "web-rural"),
        ("What time is the 12 Feb session here in La Réunion?", "dh-energy"),
        ("The invite says 14:00 CEST in february, is that a mistake? I'm in Athens", "dh-energy"),
        ("where do i find the link to join, it's my first webinar with you (5 march)", "web-rural"),
        ("will the march 5 session be recorded? i'm on leave", "web-rural"),
        ("Two of us from the county office would come to the webinar of 5 March, one registration enough?", "web-rural"),
        ("the 16th of april", "forum"),
        ("17 april", "forum"),
        ("in january", "ai"),
        ("in march", f"which: web-rural {CYCLING}"),
        ("20 february", "none: dh-energy web-rural cyc-1"),
        # by both
        ("book me a place on 17 march, the cycling one", "cyc-2"),
        ("pls register me for the AI in communication training on 15 jan", "ai"),
        ("I'm from the point of contact in Croatia, the AI in communication training on the 15th, may I come?", "ai"),
        ("i want to join the discussion hour on energy communities 12 feb", "dh-energy"),
        ("the 10th of march cycling session at what time for Guadeloupe", "cyc-1"),
        ("When does the cycling series session of the 24th begin for us in Ponta Delgada?", "cyc-3"),
        ("I want to sit in on the cycling tourism webinar on 30 june", "past"),
        ("Can I still sign up for the green public procurement webinar on 25 june 2pm", "none: cyc-2 cyc-3 forum"),
        ("rural mobility on 12 march", "none: web-rural"),
        ("cycling on 5 march", f"none: {CYCLING}"),
        # several
        ("can I do all three cycling sessions in march? sign me up", CYCLING),
        ("sign me up for the whole series on cycling", CYCLING),
        ("10, 17 and 24 march", CYCLING),
        ("cycling on 17 and 24 march", "cyc-2 cyc-3"),
        ("the second cycling session", "cyc-2"),
        ("cycling cities part 3", "cyc-3"),
        ("the last of the cycling webinars", "cyc-3"),
        ("cycling, all of them except the 17th", "cyc-1 cyc-3"),
        ("leave me in for the 10th but i can't do the cycling session on 17 march", "cyc-2"),
        # by kind
        ("When is the next discussion hour?", "dh-energy"),
        ("sign me up for the next event", "ai"),
        ("the forum please", "forum"),
        ("the webinar", f"which: web-rural {CYCLING}"),
        # nothing
        ("sign me up", "none:"),
        ("a webinar on waste management", "none:"),
        ("what is a peer review?", "none:"),
    ],
)  # fmt: skip
def test_what_members_mean(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I take the first one", "dh-energy"),
        ("the second", "web-rural"),
        ("2", "web-rural"),
        ("1 and 3", "dh-energy cyc-1"),
        ("number 3 please", "cyc-1"),
        ("the last one", "cyc-1"),
        ("all three", "dh-energy web-rural cyc-1"),
        ("register me for all of them", "dh-energy web-rural cyc-1"),
        ("first and last", "dh-energy cyc-1"),
        ("die zweite bitte", "web-rural"),
        ("el primero", "dh-energy"),
        ("great, sign me up", "which: dh-energy web-rural cyc-1"),
        ("the discussion", "dh-energy"),
        ("both", "which: dh-energy web-rural cyc-1"),
        ("skip the second one, keep the first", "web-rural"),
        ("the fifth", "which: dh-energy web-rural cyc-1"),
        ("the rural one on the 5th", "web-rural"),
        ("the forum rather", "forum"),
    ],
)
def test_what_members_mean_after_a_list(text: str, expected: str) -> None:
    if text == "the forum rather":
        assert told("europecooperates rather", SHOWN) == expected
        return
    assert told(text, SHOWN) == expected


def test_one_that_was_shown_is_meant_by_a_plain_yes_and_not_by_another_name() -> None:
    assert told("great, sign me up", [EventId("ev-forum")]) == "forum"
    assert told("both", SHOWN[:2]) == "dh-energy web-rural"
    assert told("sign me up for the one on waste management", [EventId("ev-forum")]) == "which: forum"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ich möchte am 5. März teilnehmen", "de", "web-rural"),
        ("je voudrais participer le 12 février", "fr", "dh-energy"),
        ("quiero ir el 17 de marzo", "es", "cyc-2"),
        ("voglio partecipare il 24 marzo", "it", "cyc-3"),
        ("zapiszcie mnie na 5 marca", "pl", "web-rural"),
        ("ilmoittaudun 5. maaliskuuta", "fi", "web-rural"),
    ],
)
def test_dates_are_understood_in_other_languages(text: str, language: str, expected: str) -> None:
    assert told(text, language=language) == expected


def test_cancelling_looks_among_ones_own() -> None:
    own = [each for each in EVENTS if each.id in ("ev-dh-energy", "ev-cyc-1")]
    assert find("cycling, can't come", own, now=NOW) == Found((own[1],))
    assert find("the one on the 10th", own, now=NOW) == Found((own[1],))


def test_meaning_helps_where_words_do_not() -> None:
    def near(text: str, titles: Sequence[str]) -> list[float]:
        return [0.7 if "rural" in title else 0.1 for title in titles]

    assert find("countrified lanes", EVENTS, now=NOW, similarity=near) == Found((EVENTS[3],))
    assert find("countrified lanes", EVENTS, now=NOW) == NothingFound()


@pytest.mark.parametrize(
    ("text", "events", "nearest"),
    [
        ("what events are coming up?", f"ai dh-energy web-rural {CYCLING} forum", ""),
        ("what webinars can I join in february and march", f"dh-energy web-rural {CYCLING}", ""),
        ("any session about bikes in the next months?", CYCLING, ""),
        ("Something on the calendar for this month that is open to a normal member?", "ai", ""),
        ("anything on on 20 february?", "", "dh-energy web-rural cyc-1"),
        ("next events on energy", "dh-energy", ""),
        ("webinar on rural mobility in april?", "", "web-rural"),
        ("Greener Europe events", f"dh-energy {CYCLING}", ""),
        ("what do you have in April", "forum", ""),
        ("is there something live on friday", "", "ai dh-energy web-rural"),
    ],
)
def test_what_members_ask_to_see(text: str, events: str, nearest: str) -> None:
    listing = matching(text, EVENTS, now=NOW)
    assert (ids(listing.events), ids(listing.nearest)) == (events, nearest)


def test_cancelled_events_are_not_listed_and_past_ones_are_found_as_such() -> None:
    gone = event(state=State.CANCELLED)
    assert matching("events?", [gone], now=NOW).events == ()
    later = datetime(2026, 5, 1, tzinfo=UTC)
    assert find("the rural webinar", EVENTS, now=later) == Found((EVENTS[3],))
    assert find("5 march", EVENTS, now=later) == Found((EVENTS[3],))


@given(st.text(), st.booleans())
def test_any_text_is_read_without_harm(text: str, after_list: bool) -> None:
    find(text, EVENTS, now=NOW, listed=SHOWN if after_list else ())
    matching(text, EVENTS, now=NOW)
