"""Which sentences speak of days to come that are over by now."""

from datetime import date

import pytest

from knowledge.bygone import bygone

TODAY = date(2026, 1, 8)


@pytest.mark.parametrize(
    ("sentence", "day", "is_closing"),
    [
        ("The call is open from 9 March to 10 April 2025.", date(2025, 4, 10), True),
        ("Apply by May 31, 2019.", date(2019, 5, 31), True),
        ("The office is closed from 25 December 2025 to 2 January 2026.", date(2026, 1, 2), False),
        ("The forum takes place on 2025-04-16.", date(2025, 4, 16), False),
    ],
)
def test_a_day_to_come_that_has_passed_is_over(sentence: str, day: date, is_closing: bool) -> None:
    found = bygone(sentence, today=TODAY)
    assert found is not None
    assert (found.day, found.is_closing) == (day, is_closing)


@pytest.mark.parametrize(
    "sentence",
    [
        "The call is open from 9 March to 10 April 2026.",
        "The call is open until 8 January 2026.",
        "The call closed on 10 April 2025.",
        "The workshop was held on 24 January 2023.",
        "Registration for the forum of 9 June 2020 is no longer possible.",
        "The series runs from 1 October 2025 to 31 March 2026.",
        "The number was counted by 30 June 2020.",
        "Apply by 31 February 2019.",
        "Apply at any time.",
        "",
    ],
)
def test_what_is_told_as_past_or_lies_ahead_is_not(sentence: str) -> None:
    assert bygone(sentence, today=TODAY) is None
