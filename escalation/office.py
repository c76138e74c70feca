"""The office's calendar: on which days nobody is there. It knows no hours, and promises no reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Paris")
WEEKEND = frozenset({5, 6})  # as date.weekday() counts: Saturday and Sunday
LONGEST_CLOSURE = timedelta(days=366)  # a typing mistake must not close the office for a century


@dataclass(frozen=True)
class Closure:
    """Days on which the office is closed, the first and the last among them."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not timedelta(0) <= self.last - self.first <= LONGEST_CLOSURE:
            raise ValueError("a closure ends on or after its first day, within a year")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Office:
    """When the experts' office is open."""

    closures: tuple[Closure, ...] = ()
    zone: ZoneInfo = ZONE
    weekend: frozenset[int] = WEEKEND

    def is_open(self, day: date) -> bool:
        return day.weekday() not in self.weekend and not any(day in closure for closure in self.closures)

    def next_open(self, moment: datetime) -> date:
        """The first day, that of the moment included, on which the office is open; by its own clock."""
        return self.first_open(self.day_of(moment))

    def day_of(self, moment: datetime) -> date:
        """The day that a moment falls on, by the office's own clock."""
        return _local(moment, self.zone)

    def first_open(self, day: date) -> date:
        """The first day, this one included, on which the office is open."""
        while not self.is_open(day):
            day += timedelta(days=1)
        return day

    def closed_until(self, moment: datetime) -> date | None:
        """The day on which the office opens again, or None where it is open that day."""
        opens = self.next_open(moment)
        return None if opens == _local(moment, self.zone) else opens


def read_closures(text: str) -> tuple[Closure, ...]:
    """Closures from a line like "2025-12-25/2026-01-02, 2026-05-01".

    Raises ValueError for a day that is none, and for a closure that ends before it begins.
    """
    return tuple(_closure(part.strip()) for part in text.split(",") if part.strip())


def _closure(text: str) -> Closure:
    days: Sequence[date] = [date.fromisoformat(part.strip()) for part in text.split("/")]
    if len(days) > 2:
        raise ValueError("a closure has a first and a last day")
    return Closure(days[0], days[-1])


def _local(moment: datetime, zone: ZoneInfo) -> date:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return moment.astimezone(zone).date()
