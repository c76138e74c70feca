"""Events from files: iCalendar, CSV and JSON. A bad record is told in one line; the others go on."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from bot.events.calendar_files import DOMAIN
from bot.events.catalogue import PARIS, Event, EventId
from bot.events.records import FIELDS, BadRecord, event_from

MOST_BYTES = 10_000_000

_KEPT = (
    "kind", "summary", "place", "organiser", "topic", "keywords", "audience", "seats", "series", "url", "join_link",
)  # fmt: skip
"""What stays as it is where a file has no place for it."""


class UnreadableFile(ValueError):
    """The file as a whole can't be read; the message is one sentence."""


@dataclass(frozen=True)
class Problem:
    """A record that was left out, and why."""

    where: str
    """like "row 3" """
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Reading:
    """What a file held."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    stateless: frozenset[EventId] = frozenset()
    """those of whose state the file says nothing"""
    unnamed: frozenset[str] = frozenset()
    """fields that the file has no place for, as calendars have none for seats"""

    def beside(self, known: Iterable[Event]) -> list[Event]:
        """The events, each as it is already in what the file does not speak of."""
        old = {event.id: event for event in known}
        return [self._kept(event, old.get(event.id, event)) for event in self.events]

    def _kept(self, event: Event, old: Event) -> Event:
        kept = [field for field in _KEPT if field in self.unnamed]
        if event.id in self.stateless:
            kept.append("state")
        return replace(event, **{field: getattr(old, field) for field in kept})


def read(data: bytes, *, name: str) -> Reading:
    """Read the events of a file, by the ending of its name; raises UnreadableFile."""
    if len(data) > MOST_BYTES:
        raise UnreadableFile(f"{name} is larger than {MOST_BYTES // 1_000_000} MB")
    kind = PurePath(name).suffix.lower()
    readers = {".csv": _csv, ".json": _json, ".ics": _ics}
    if kind not in readers:
        raise UnreadableFile(f"{name} is none of .ics, .csv and .json")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(f"{name} is not UTF-8 text") from None
    events: dict[str, Event] = {}
    problems: list[Problem] = []
    places: dict[str, str] = {}
    stateless: set[EventId] = set()
    named: set[str] = set()
    for where, record in readers[kind](text, name):
        try:
            if isinstance(record, BadRecord):
                raise record
            named |= record.keys()
            event = event_from(record)
            if event.id in events:
                raise BadRecord(f"the id {event.id} stands in {places[event.id]} already")
        except BadRecord as wrong:
            problems.append(Problem(where, str(wrong)))
            continue
        events[event.id], places[event.id] = event, where
        if not record.get("state"):
            stateless.add(event.id)
    return Reading(tuple(events.values()), tuple(problems), frozenset(stateless), frozenset(FIELDS) - named)


Records = Iterator[tuple[str, Mapping[str, Any] | BadRecord]]


def _csv(text: str, name: str) -> Records:
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096].partition("\n")[0], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    rows = csv.reader(io.StringIO(text, newline=""), dialect=dialect, strict=False)
    try:
        header = [column.strip().lower() for column in next(rows, [])]
        missing = [column for column in ("id", "title", "starts_at") if column not in header]
        if missing:
            raise UnreadableFile(f"{name} has no column {' and no column '.join(missing)} in its first row")
        for number, row in enumerate(rows, start=2):
            where = f"row {number}"
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header):
                yield where, BadRecord(f"{len(row)} cells, but {len(header)} columns")
                continue
            cells = {column: cell.strip() for column, cell in zip(header, row, strict=False)}
            yield where, {column: _unguarded(cell) for column, cell in cells.items() if column in FIELDS}
    except csv.Error as wrong:
        raise UnreadableFile(f"{name} is no table: {wrong}") from wrong


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from computing it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _json(text: str, name: str) -> Records:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise UnreadableFile(f"{name} is not JSON: {str(wrong)[:100]}") from None
    records = loaded.get("events") if isinstance(loaded, dict) else loaded
    if not isinstance(records, list):
        raise UnreadableFile(f'{name} holds neither a list of events nor {{"events": […]}}')
    for number, record in enumerate(records, start=1):
        yield f"event {number}", record if isinstance(record, dict) else BadRecord("not an object")


def _ics(text: str, name: str) -> Records:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError) as wrong:
        raise UnreadableFile(f"{name} is no calendar: {str(wrong)[:100]}") from None
    number = 0
    for calendar in calendars:
        for entry in calendar.walk("VEVENT"):
            number += 1
            try:
                yield f"event {number}", _ics_record(entry)
            except BadRecord as wrong:
                yield f"event {number}", wrong
            except (ValueError, KeyError, AttributeError, TypeError):
                yield f"event {number}", BadRecord("its properties can't be read")


def _ics_record(entry: Any) -> dict[str, Any]:
    if entry.errors:
        field, what = entry.errors[0]
        raise BadRecord(f"{field or 'a line'} can't be read: {str(what)[:80]}")
    if "RRULE" in entry:
        raise BadRecord("it repeats by a rule; write each of its dates as an event of its own")
    for needed in ("UID", "SUMMARY", "DTSTART"):
        if needed not in entry:
            raise BadRecord(f"{needed} is missing")
    start = entry["DTSTART"].dt
    end = (
        entry["DTEND"].dt
        if "DTEND" in entry
        else start + entry["DURATION"].dt
        if "DURATION" in entry
        else None
    )
    if end is not None and not isinstance(end, datetime) and isinstance(end, date) and end > start:
        end = date.fromordinal(end.toordinal() - 1)  # in a calendar the last day is the first that is free
    place = str(entry.get("LOCATION", "")).strip()
    organiser = entry.get("ORGANIZER")
    states = {"CANCELLED": "cancelled", "TENTATIVE": "save_the_date"}
    return {
        "id": str(entry["UID"]).strip().removesuffix(f"@{DOMAIN}"),
        "title": str(entry["SUMMARY"]),
        "summary": str(entry.get("DESCRIPTION", ""))[:4000],
        "starts_at": _written(start),
        "ends_at": _written(end) if end is not None else None,
        "zone": _zone(start),
        "place": None if place.casefold() in ("", "online") else place,
        "organiser": str(organiser.params.get("CN", "")) if organiser is not None else "",
        "keywords": tuple(str(word) for word in entry.categories),
        "state": states.get(str(entry.get("STATUS", "")).upper()),
        "url": str(entry["URL"]) if str(entry.get("URL", "")).startswith("http") else None,
    }


def _written(moment: date | datetime) -> str:
    return moment.isoformat()


def _zone(moment: date | datetime) -> str:
    zone = moment.tzinfo if isinstance(moment, datetime) else None
    return zone.key if isinstance(zone, ZoneInfo) and zone.key not in ("UTC", "Etc/UTC") else PARIS
