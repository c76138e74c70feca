"""Until when a ticket sleeps: the moments that experts write, and those that they are offered; by the office's clock."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from escalation.office import Office

MORNING, AFTERNOON = time(9), time(14)
NO_AFTERNOON = time(13)  # from when on the same day's afternoon is not offered any more
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST_NAME = 3  # letters of a weekday: mon

_SPAN = re.compile(r"([0-9]{1,4}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Offer(StrEnum):
    """What kind of moment is offered."""

    HOUR = "hour"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    DAY = "day"


@dataclass(frozen=True)
class Moment:
    """A moment that is offered, and how it is written."""

    offer: Offer
    at: datetime
    words: str


def read_moment(words: str, *, now: datetime, office: Office) -> datetime | None:
    """The moment that is meant by "2h", "3d", "tomorrow", "monday", "14:00", "2026-03-05" or "2026-03-05 14:00".

    A day without an hour is its morning, or that of the next day on which the office is open. None for anything else;
    it may lie in the past, or centuries ahead.
    """
    plain = " ".join(words.lower().split()).removeprefix("in ").removeprefix("until ").removeprefix("next ")
    today = office.day_of(now)
    try:
        if span := _SPAN.fullmatch(plain):
            return _after(int(span[1]), span[2][0], now, office)
        if clock := _time(plain):
            return _at(today, clock, office)
        written, _, hour = plain.partition(" ")
        day = _day(written, today)
        if day is None or not hour:
            return None if day is None else _morning(day, office)
        return _at(day, clock, office) if (clock := _time(hour)) else None
    except (ValueError, OverflowError):  # no such day, or none that a calendar has
        return None


def offers(now: datetime, office: Office) -> list[Moment]:
    """Moments that fit now: in an hour, this afternoon, the next working morning, that of next week."""
    local = now.astimezone(office.zone)
    today = local.date()
    found = [Moment(Offer.HOUR, now + timedelta(hours=1), "1h")]
    if office.is_open(today) and local.time() < NO_AFTERNOON:
        found.append(_offer(Offer.AFTERNOON, _at(today, AFTERNOON, office), office))
    next_ = office.first_open(today + timedelta(days=1))
    is_tomorrow = next_ == today + timedelta(days=1)
    found.append(_offer(Offer.TOMORROW if is_tomorrow else Offer.DAY, _at(next_, MORNING, office), office))
    week = office.first_open(_next(0, today))
    if week != next_:
        found.append(_offer(Offer.DAY, _at(week, MORNING, office), office))
    return found


def _offer(offer: Offer, at: datetime, office: Office) -> Moment:
    return Moment(offer, at, f"{at.astimezone(office.zone):%Y-%m-%d %H:%M}")


def _after(number: int, unit: str, now: datetime, office: Office) -> datetime:
    if unit == "m":
        return now + timedelta(minutes=number)
    if unit == "h":
        return now + timedelta(hours=number)
    days = timedelta(days=number) if unit == "d" else timedelta(weeks=number)
    return _morning(office.day_of(now) + days, office)


def _day(written: str, today: date) -> date | None:
    if written == "tomorrow":
        return today + timedelta(days=1)
    if len(written) >= SHORTEST_NAME:
        for number, name in enumerate(WEEKDAYS):
            if name.startswith(written):
                return _next(number, today)
    dated = _DATE.fullmatch(written)
    return date(int(dated[1]), int(dated[2]), int(dated[3])) if dated else None


def _next(weekday: int, today: date) -> date:
    """The next day of this name after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _morning(day: date, office: Office) -> datetime:
    return _at(office.first_open(day), MORNING, office)


def _time(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


def _at(day: date, clock: time, office: Office) -> datetime:
    return datetime.combine(day, clock, office.zone).astimezone(UTC)
