"""Days in texts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.dates import Open, spoken_dates

TODAY = date(2026, 1, 8)  # a Thursday


def d(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 jan", ["01-15"]),
        ("5 March", ["03-05"]),
        ("March 5th, 2026", ["03-05"]),
        ("the 5th of march", ["03-05"]),
        ("10/03", ["03-10"]),
        ("10.3.", ["03-10"]),
        ("05.03.2026", ["03-05"]),
        ("2026-03-05", ["03-05"]),
        ("3/24", ["03-24"]),
        ("10, 17 and 24 march", ["03-10", "03-17", "03-24"]),
        ("march 10 and 17", ["03-10", "03-17"]),
        ("on the 12th", ["01-12"]),
        ("on the 15th, may I come?", ["01-15"]),
        ("12 feb 14:00", ["02-12"]),
        ("25 june 2pm", ["06-25"]),
        ("Thursday 5 March", ["03-05"]),
        ("on thursday", ["01-08"]),
        ("on friday", ["01-09"]),
        ("tomorrow", ["01-09"]),
        ("am 5. März", ["03-05"]),
        ("le 12 février", ["02-12"]),
        ("el 5 de marzo", ["03-05"]),
        ("5 marca", ["03-05"]),
        ("5. maaliskuuta", ["03-05"]),
        ("5 Μαρτίου", ["03-05"]),
        ("12 листопада", []),
        ("at 14:00", []),
        ("14.30", []),
        ("24/7 help", []),
        ("may I come", []),
        ("we are 3 people", []),
        ("a third call project", []),
        ("the 3rd call", []),
        ("for 2021-2027", []),
        ("80/20 rule", []),
    ],
)
def test_days_are_read(text: str, expected: list[str]) -> None:
    assert [(spoken.first, spoken.last) for spoken in spoken_dates(text, today=TODAY)] == [
        (d(day), d(day)) for day in expected
    ]


@pytest.mark.parametrize(
    ("text", "language", "first", "last"),
    [
        ("in february", "en", "02-01", "02-28"),
        ("anything in may?", "en", "05-01", "05-31"),
        ("in March 2026", "en", "03-01", "03-31"),
        ("next week", "en", "01-12", "01-18"),
        ("this month", "en", "01-08", "01-31"),
        ("next month", "en", "02-01", "02-28"),
        ("in the next months", "en", "01-08", "04-10"),
        ("this spring", "en", "03-01", "05-31"),
        ("nächste Woche", "de", "01-12", "01-18"),
        ("la semaine prochaine", "fr", "01-12", "01-18"),
        ("il mese prossimo", "it", "02-01", "02-28"),
        ("im März", "de", "03-01", "03-31"),
        ("en mars", "fr", "03-01", "03-31"),
        ("ensi viikolla", "fi", "01-12", "01-18"),
        ("w przyszłym tygodniu", "pl", "01-12", "01-18"),
    ],
)
def test_stretches_are_read(text: str, language: str, first: str, last: str) -> None:
    (spoken,) = spoken_dates(text, today=TODAY, language=language)
    assert (spoken.first, spoken.last) == (d(first), d(last))


def test_what_is_left_open_may_mean_other_days() -> None:
    (twelfth,) = spoken_dates("the 12th", today=TODAY)
    assert twelfth.leaves is Open.MONTH
    assert twelfth.may_mean(d("02-12"))
    assert not twelfth.may_mean(d("02-13"))
    (june,) = spoken_dates("30 june", today=TODAY)
    assert june.may_mean(date(2020, 6, 30))
    (dated,) = spoken_dates("30 june 2026", today=TODAY)
    assert not dated.may_mean(date(2020, 6, 30))
    (leap,) = spoken_dates("29 february", today=TODAY)
    assert leap.first == date(2028, 2, 29)


def test_months_that_have_passed_are_next_years() -> None:
    (spoken,) = spoken_dates("in march", today=date(2026, 6, 1))
    assert spoken.first == date(2027, 3, 1)


@given(st.text(), st.sampled_from(["en", "de", "el", "xx", ""]))
def test_any_text_is_read_without_harm(text: str, language: str) -> None:
    for spoken in spoken_dates(text, today=TODAY, language=language):
        assert spoken.first <= spoken.last
