"""Until when a ticket sleeps: what experts write, and what they are offered, by the office's clock."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.office import Office, read_closures
from escalation.sleeping import offers, read_moment

OFFICE = Office(read_closures("2026-04-03/2026-04-06"))  # Good Friday to Easter Monday
NOW = datetime(2026, 3, 27, 15, 30, tzinfo=UTC)  # a Friday, 16:30 in Lille; summer time comes on Sunday


def local(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment.astimezone(OFFICE.zone):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("30m", "Fri 2026-03-27 17:00"),
        ("2h", "Fri 2026-03-27 18:30"),
        (" In 2  Hours ", None),
        ("in 2 hours", "Fri 2026-03-27 18:30"),
        ("3d", "Mon 2026-03-30 09:00"),
        ("1d", "Mon 2026-03-30 09:00"),
        ("1w", "Tue 2026-04-07 09:00"),
        ("tomorrow", "Mon 2026-03-30 09:00"),
        ("Monday", "Mon 2026-03-30 09:00"),
        ("next monday", "Mon 2026-03-30 09:00"),
        ("tue", "Tue 2026-03-31 09:00"),
        ("friday", "Tue 2026-04-07 09:00"),
        ("monday 10:30", "Mon 2026-03-30 10:30"),
        ("18:00", "Fri 2026-03-27 18:00"),
        ("2026-04-01", "Wed 2026-04-01 09:00"),
        ("2026-04-03", "Tue 2026-04-07 09:00"),
        ("2026-04-04 14:00", "Sat 2026-04-04 14:00"),
        ("2026-03-29 02:30", "Sun 2026-03-29 03:30"),
        ("1999-01-01", "Fri 1999-01-01 09:00"),
    ],
)
def test_a_moment_is_read_by_the_offices_clock(words: str, meant: str | None) -> None:
    assert local(read_moment(words, now=NOW, office=OFFICE)) == (meant or "Fri 2026-03-27 18:30")


@pytest.mark.parametrize(
    "words",
    [
        "", "later", "h", "2", "-2h", "2.5h", "\u0662h", "99999h", "mo", "2026-02-30", "2026-3-5", "05.03.2026",
        "2026-03-05 25:00", "2026-03-05 14", "2026-03-05 14:00 or so", "24:00", "9999-99-99", "0000-01-01", "tomorrow and",
    ],
)  # fmt: skip
def test_anything_else_is_no_moment(words: str) -> None:
    assert read_moment(words, now=NOW, office=OFFICE) is None


@given(st.text() | st.from_regex(r"[0-9]{1,4} ?[mhdw]|[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{1,2}:[0-9]{2})?"))
def test_whatever_is_written_is_a_moment_or_none(words: str) -> None:
    moment = read_moment(words, now=NOW, office=OFFICE)
    assert moment is None or moment.utcoffset() is not None


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        ("2026-03-27 16:30", ["hour Fri 17:30", "day Mon 09:00"]),
        (
            "2026-03-25 10:00",
            ["hour Wed 11:00", "afternoon Wed 14:00", "tomorrow Thu 09:00", "day Mon 09:00"],
        ),
        ("2026-03-29 12:00", ["hour Sun 13:00", "tomorrow Mon 09:00"]),
        ("2026-04-02 08:00", ["hour Thu 09:00", "afternoon Thu 14:00", "day Tue 09:00"]),
    ],
)
def test_moments_are_offered_that_fit_the_day_and_mean_what_they_are_written_as(
    now: str, offered: list[str]
) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=OFFICE.zone)
    found = offers(moment, OFFICE)
    assert [f"{each.offer} {each.at.astimezone(OFFICE.zone):%a %H:%M}" for each in found] == offered
    for each in found:
        assert read_moment(each.words, now=moment, office=OFFICE) == each.at
