"""The office's calendar, by the clock of Paris."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.office import Closure, Office, read_closures

OFFICE = Office(read_closures("2025-12-25/2026-01-02"))


FIRST = datetime.fromisoformat("2020-01-01")
LAST = datetime.fromisoformat("2030-01-01")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-01-08T10:00+01:00", None),
        ("2025-12-24T23:59+01:00", None),
        ("2025-12-24T23:00+00:00", "2026-01-05"),
        ("2025-12-25T00:00+01:00", "2026-01-05"),
        ("2026-01-02T18:00+01:00", "2026-01-05"),
        ("2026-01-03T12:00+01:00", "2026-01-05"),
        ("2026-01-04T23:30+00:00", None),
        ("2026-01-10T12:00+01:00", "2026-01-12"),
    ],
)
def test_it_is_closed_until_the_next_day_on_which_it_opens(moment: str, opens: str | None) -> None:
    expected = date.fromisoformat(opens) if opens else None
    assert OFFICE.closed_until(at(moment)) == expected
    assert OFFICE.next_open(at(moment)) == expected or expected is None


@given(
    moment=st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    closures=st.lists(
        st.builds(
            lambda first, days: Closure(first, first + timedelta(days=days)),
            st.dates(date(2020, 1, 1), date(2030, 1, 1)),
            st.integers(0, 30),
        ),
        max_size=5,
    ),
)
def test_the_next_open_day_is_open_and_no_day_before_it_is(moment: datetime, closures: list[Closure]) -> None:
    office = Office(tuple(closures))
    opens = office.next_open(moment)
    day = moment.astimezone(ZoneInfo("Europe/Paris")).date()
    assert office.is_open(opens)
    while day < opens:
        assert not office.is_open(day)
        day += timedelta(days=1)
    assert day == opens


def test_closures_are_read_from_a_line() -> None:
    assert read_closures("") == ()
    assert read_closures(" 2026-05-01 , 2025-12-25/2026-01-02,") == (
        Closure(date(2026, 5, 1), date(2026, 5, 1)),
        Closure(date(2025, 12, 25), date(2026, 1, 2)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Christmas",
        "2026-02-30",
        "2026-01-02/2025-12-25",
        "2026-01-01/2026-01-02/2026-01-03",
        "2026-01-01/2126-01-01",
    ],
)
def test_a_line_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_closures(text)


def test_a_moment_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        OFFICE.next_open(at("2026-01-08T10:00"))
