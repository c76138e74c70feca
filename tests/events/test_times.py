"""Local times: by zone, by place, across clock changes; and labels of the wrong season."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.places import Place, place_named
from bot.events.times import days, hours, last_day, mislabelled, same_clocks, time_in, zone
from tests.events.making import event, paris


@pytest.mark.parametrize(
    ("day", "place", "expected"),
    [
        ("2026-02-12", "La Réunion", "17:00"),
        ("2026-02-12", "Athens", "15:00"),
        ("2026-03-05", "Helsinki", "15:00"),
        ("2026-03-10", "Guadeloupe", "09:00"),
        ("2026-03-24", "Ponta Delgada", "12:00"),
        ("2026-03-28", "the Azores", "12:00"),
        ("2026-03-30", "the Azores", "12:00"),
        # Clocks change on 29 March 2026 in Paris, not in Réunion, Guadeloupe, Reykjavik and Istanbul.
        ("2026-03-27", "Réunion", "17:00"),
        ("2026-03-30", "Réunion", "16:00"),
        ("2026-03-27", "Martinique", "09:00"),
        ("2026-03-30", "Martinique", "08:00"),
        ("2026-03-27", "French Guiana", "10:00"),
        ("2026-03-30", "French Guiana", "09:00"),
        ("2026-10-23", "Reykjavik", "12:00"),
        ("2026-10-26", "Reykjavik", "13:00"),
        ("2026-10-23", "Turkey", "15:00"),
        ("2026-10-26", "Turkey", "16:00"),
        ("2026-07-01", "Dublin", "13:00"),
        ("2026-07-01", "the Canary Islands", "13:00"),
        ("2026-07-01", "Madeira", "13:00"),
        ("2026-07-01", "Zypern", "15:00"),
        ("2026-07-01", "Finlande", "15:00"),
        ("2026-07-01", "Spain", "14:00"),
        ("2026-07-01", "Mayotte", "15:00"),
        ("2026-07-01", "Ukraine", "15:00"),
    ],
)
def test_two_in_paris_is_when_elsewhere(day: str, place: str, expected: str) -> None:
    found = place_named(f"What time is it in {place} please?")
    assert found is not None
    told = hours(event(day=day), found.zone)
    assert told is not None
    assert told.startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what hour in Helsinki?", Place("Helsinki", "Europe/Helsinki")),
        ("the session here in La Réunion?", Place("La Réunion", "Indian/Reunion")),
        ("for us in ponta delgada", Place("ponta delgada", "Atlantic/Azores")),
        ("I'm in Santa Cruz de Tenerife", Place("Santa Cruz de Tenerife", "Atlantic/Canary")),
        ("à Saint-Denis", Place("Saint-Denis", "Indian/Reunion")),
        ("in the Czech Republic", Place("Czech Republic", "Europe/Prague")),
        ("hora en Grecia", Place("Grecia", "Europe/Athens")),
        ("Uhrzeit in Österreich", Place("Österreich", "Europe/Vienna")),
        ("thats paris time no? im in Lisbon", Place("Lisbon", "Europe/Lisbon")),
        ("is that Paris time", Place("Paris", "Europe/Paris")),
        ("on our island", None),
        ("split the bill", None),
        ("what time is it", None),
        ("", None),
    ],
)
def test_places_are_found_by_name(text: str, expected: Place | None) -> None:
    assert place_named(text) == expected


def test_every_member_state_is_known_in_every_language() -> None:
    assert place_named("Ελλάδα") == Place("Ελλάδα", "Europe/Athens")
    assert place_named("България") == Place("България", "Europe/Sofia")
    assert place_named("Éire") == Place("Éire", "Europe/Dublin")


def test_days_and_hours_are_told() -> None:
    assert days(event()) == "Thursday 5 March 2026"
    assert hours(event()) == "14:00–15:30"
    forum = event(
        starts_at=paris("2026-04-16", "00:00"), ends_at=paris("2026-04-18", "00:00"), hours_known=False
    )
    assert days(forum) == "16–17 April 2026"
    assert last_day(forum) == date(2026, 4, 17)
    assert hours(forum) is None
    across = event(starts_at=paris("2026-04-30"), ends_at=paris("2026-05-01"))
    assert days(across) == "30 April 2026 – 1 May 2026"
    assert days(event(), language="de") == "Donnerstag, 5. März 2026"


def test_another_day_elsewhere_is_said() -> None:
    assert hours(event(), "Pacific/Noumea") == "00:00–01:30 (6 March)"


def test_the_same_clocks_are_known_as_such() -> None:
    assert same_clocks(event(), "Europe/Madrid")
    assert not same_clocks(event(), "Europe/Athens")
    assert same_clocks(event(), "Nowhere/None")
    assert zone("../etc/passwd") is None


def test_a_summer_label_in_winter_is_recognised() -> None:
    wrong = mislabelled("The invite says 14:00 CEST in february", date(2026, 2, 12))
    assert wrong is not None
    assert (wrong.label, wrong.right) == ("CEST", "CET")
    assert wrong.literal is not None
    assert wrong.meant is not None
    assert (wrong.meant - wrong.literal).total_seconds() == 3600
    assert wrong.meant == paris("2026-02-12")
    assert mislabelled("14:00 CEST", date(2026, 7, 1)) is None
    assert mislabelled("14:00 CET", date(2026, 2, 12)) is None
    september = mislabelled("starts at 10h CET", date(2021, 9, 14))
    assert september is not None
    assert september.right == "CEST"
    assert mislabelled("in best form at 14:00", date(2026, 2, 12)) is None
    assert mislabelled("14:00 UTC", date(2026, 7, 1)) is None
    no_time = mislabelled("is CEST right?", date(2026, 2, 12))
    assert no_time is not None
    assert no_time.literal is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:00 PM", time(14)), ("2 pm", time(14)), ("2pm", time(14)), ("12 am", time(0)), ("14h30", time(14, 30)),
        ("um 9 Uhr", time(9)), ("2:30 p.m.", time(14, 30)), ("on 5 march", None), ("25:00", None),
    ],
)  # fmt: skip
def test_times_of_day_are_read(text: str, expected: time | None) -> None:
    assert time_in(text) == expected


@given(st.text())
def test_any_text_is_read_without_harm(text: str) -> None:
    place_named(text)
    time_in(text)
    mislabelled(text, date(2026, 2, 12))
