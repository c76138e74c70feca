"""One event from one record of a file: a row of a table, an object of JSON."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.events.catalogue import PARIS, Audience, Event, EventId, JoinLink, Kind, State
from bot.events.times import zone as zone_of

USUAL_LENGTH = timedelta(minutes=90)


class BadRecord(ValueError):
    """A record that is no event; the message is one sentence for whoever wrote the file."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: str = Field(pattern=r"^[^\s\x00-\x1f]{1,200}$", description="1 to 200 characters without spaces")
    title: str = Field(min_length=1, max_length=300, description="1 to 300 characters")
    kind: Kind = Field(default=Kind.OTHER, description=f"one of {', '.join(Kind)}")
    summary: str = Field(default="", max_length=4000, description="at most 4000 characters")
    starts_at: str = Field(description="a date and time like 2026-03-05T14:00, or a date")
    ends_at: str | None = Field(default=None, description="a date and time like 2026-03-05T15:30, or a date")
    zone: str = Field(default=PARIS, description="the name of a time zone like Europe/Paris")
    place: str | None = Field(default=None, max_length=300, description="at most 300 characters")
    organiser: str = Field(default="", max_length=300, description="at most 300 characters")
    topic: str | None = Field(default=None, max_length=200, description="at most 200 characters")
    keywords: tuple[str, ...] = Field(default=(), description="words divided by commas")
    audience: str | None = Field(default=None, max_length=200, description="the name of those whom it is for")
    audience_who: str | None = Field(default=None, max_length=500, description="a sentence: who it is for")
    seats: int | None = Field(
        default=None, ge=0, le=100_000, description="a number from 0 to 100000, or empty"
    )
    state: State = Field(default=State.OPEN, description=f"one of {', '.join(State)}")
    series: str | None = Field(default=None, max_length=200, description="at most 200 characters")
    url: str | None = Field(
        default=None, pattern=r"^https?://\S+$", description="an address that starts with https://"
    )
    join_link: str | None = Field(
        default=None, pattern=r"^https?://\S+$", description="an address that starts with https://"
    )

    @field_validator("keywords", mode="before")
    @classmethod
    def _divided(cls, value: Any) -> Any:
        return (
            tuple(word.strip() for word in value.split(",") if word.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("kind", "state", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(value, str) else value


FIELDS = tuple(_Record.model_fields)


def event_from(record: Mapping[str, Any]) -> Event:
    """The event that a record describes; raises BadRecord with the first thing that is wrong.

    Times without an offset are those of the clocks in `zone`. Dates alone: the hours are not known.
    """
    given = {name: value for name, value in record.items() if value not in (None, "", [])}
    try:
        checked = _Record.model_validate(given)
    except ValidationError as wrong:
        raise BadRecord(_sentence(wrong)) from None
    where = zone_of(checked.zone)
    if where is None:
        raise BadRecord("zone should be the name of a time zone like Europe/Paris")
    if (checked.audience is None) != (checked.audience_who is None):
        raise BadRecord("audience and audience_who stand together or not at all")
    starts_at, hours_known = _moment(checked.starts_at, where, "starts_at")
    if checked.ends_at is not None:
        ends_at, ends_known = _moment(checked.ends_at, where, "ends_at", last=True)
        hours_known = hours_known and ends_known
    else:
        ends_at = starts_at + (USUAL_LENGTH if hours_known else timedelta(days=1))
    if ends_at < starts_at:
        raise BadRecord("ends_at lies before starts_at")
    return Event(
        EventId(checked.id), checked.title, starts_at, ends_at, checked.kind, checked.summary, checked.zone,
        hours_known, checked.place, checked.organiser, checked.topic, checked.keywords,
        Audience(checked.audience, checked.audience_who) if checked.audience and checked.audience_who else None,
        checked.seats, checked.state, checked.series, checked.url,
        JoinLink(checked.join_link) if checked.join_link else None,
    )  # fmt: skip


def moved(event: Event, start: str, end: str | None = None) -> Event:
    """The event at another time; without an end it takes as long as before. Raises BadRecord."""
    where = ZoneInfo(event.zone)
    starts_at, hours_known = _moment(start, where, "starts_at")
    if end is not None:
        ends_at, ends_known = _moment(end, where, "ends_at", last=True)
        hours_known = hours_known and ends_known
    elif hours_known == event.hours_known:
        ends_at = starts_at + (event.ends_at - event.starts_at)
    else:
        ends_at = starts_at + (USUAL_LENGTH if hours_known else timedelta(days=1))
    if ends_at < starts_at:
        raise BadRecord("ends_at lies before starts_at")
    return replace(event, starts_at=starts_at, ends_at=ends_at, hours_known=hours_known)


def _moment(
    text: str, where: ZoneInfo, field: Literal["starts_at", "ends_at"], *, last: bool = False
) -> tuple[datetime, bool]:
    """A moment, and whether its hour was given; a last day ends at midnight."""
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text) + timedelta(days=int(last))
            return datetime.combine(day, time(), where), False
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise BadRecord(f"{field} should be {_Record.model_fields['starts_at'].description}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=where), True


def _sentence(wrong: ValidationError) -> str:
    error = wrong.errors(include_input=False, include_context=False)[0]
    name = str(error["loc"][0])
    if error["type"] == "missing":
        return f"{name} is missing"
    if error["type"] == "extra_forbidden":
        return f"{name[:40]} is not a field of an event"
    return f"{name} should be {_Record.model_fields[name].description}"
