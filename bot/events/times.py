"""When events are, by the clocks of whoever asks; and what is wrong with a time that names the wrong zone."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date

from bot.events.catalogue import PARIS, Event

LABELS = {
    "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "IST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "EEST": 180, "TRT": 180, "MSK": 180,
}  # fmt: skip
"""What people write behind a time, in minutes east of UTC."""

_LABEL = re.compile(r"\b(" + "|".join(LABELS) + r")\b")
_TIME = re.compile(r"\b([01]?\d|2[0-3])(?:[:.h]([0-5]\d)|\s?([ap])\.?m\b|\s?(?:h|uhr)\b)", re.IGNORECASE)
_SEASONAL = {"CET": "CEST", "WET": "WEST", "EET": "EEST", "GMT": "BST", "MEZ": "MESZ"}
_PAIRS = _SEASONAL | {summer: winter for winter, summer in _SEASONAL.items()}
_ZONE_OF = {
    "CET": PARIS, "CEST": PARIS, "MEZ": PARIS, "MESZ": PARIS, "EET": "Europe/Athens", "EEST": "Europe/Athens",
    "WET": "Europe/Lisbon", "WEST": "Europe/Lisbon", "GMT": "Europe/London", "BST": "Europe/London",
}  # fmt: skip


def zone(name: str | None) -> ZoneInfo | None:
    """The zone of this name; None for none and for a name that is no zone's."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def days(event: Event, *, language: str = "en") -> str:
    """The day or days of an event where it is held: "Thursday 5 March 2026", "16–17 April 2026"."""
    first, last = event.local_start.date(), last_day(event)
    if first == last:
        return _day(first, language, weekday=True)
    if language == "en" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last, language)}"
    return f"{_day(first, language)} – {_day(last, language)}"


def last_day(event: Event) -> date:
    """The last day on which an event is held; midnight still belongs to the evening before."""
    return max(event.local_start, event.local_end - timedelta(microseconds=1)).date()


def hours(event: Event, where: str | None = None) -> str | None:
    """The hours, like 14:00–15:30, by the clocks of a zone, or of the place; None where the hours are not known.

    A day is added where it is another one there.
    """
    if not event.hours_known:
        return None
    clocks = zone(where) or ZoneInfo(event.zone)
    start, end = event.starts_at.astimezone(clocks), event.ends_at.astimezone(clocks)
    told = f"{start:%H:%M}" if start == end else f"{start:%H:%M}–{end:%H:%M}"
    shift = (start.date() - event.local_start.date()).days
    return told if not shift else f"{told} ({start.day} {start:%B})"


def same_clocks(event: Event, where: str) -> bool:
    """Whether clocks in a zone show what those at the event show, on that day."""
    clocks = zone(where)
    return clocks is None or event.starts_at.astimezone(clocks).utcoffset() == event.local_start.utcoffset()


@dataclass(frozen=True)
class Mislabelled:
    """A time whose label does not fit the season."""

    label: str
    """what was written: CEST"""
    right: str
    """what fits that day: CET"""
    literal: datetime | None
    """the moment that the label would mean, taken at its word; None where no time was written"""
    meant: datetime | None
    """the moment that was probably meant"""


def mislabelled(text: str, day: date) -> Mislabelled | None:
    """The mistake in a text like "14:00 CEST" about a day in winter; None where there is none."""
    found = _LABEL.search(text)
    if found is None or found[1] not in _ZONE_OF:
        return None
    label = found[1]
    place = ZoneInfo(_ZONE_OF[label])
    noon = datetime.combine(day, time(12), place)
    if noon.utcoffset() == timedelta(minutes=LABELS[label]):
        return None
    hour = time_in(text)
    literal = meant = None
    if hour is not None:
        literal = datetime.combine(day, hour, timezone(timedelta(minutes=LABELS[label])))
        meant = datetime.combine(day, hour, place)
    return Mislabelled(label, _PAIRS[label], literal, meant)


def time_in(text: str) -> time | None:
    """The first time of day in a text: "14:00", "2 pm", "14h30"; "14:00 PM" is read as 14:00."""
    for found in _TIME.finditer(text):
        hour, minute = int(found[1]), int(found[2] or 0)
        half = (found[3] or "").lower() or _half_after(text, found.end())
        if half == "p" and hour < 12:
            hour += 12
        if half == "a" and hour == 12:
            hour = 0
        return time(hour, minute)
    return None


def _half_after(text: str, position: int) -> str:
    found = re.match(r"\s?([ap])\.?m\b", text[position:], re.IGNORECASE)
    return found[1].lower() if found else ""


def _day(day: date, language: str, *, weekday: bool = False) -> str:
    if language == "en":
        return f"{day:%A} {day.day} {day:%B} {day.year}" if weekday else f"{day.day} {day:%B} {day.year}"
    return format_date(day, "full" if weekday else "long", locale=language)
