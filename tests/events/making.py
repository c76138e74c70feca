"""Events with defaults."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.events.catalogue import Audience, Event, EventId

NOW = datetime(2026, 1, 8, 9, tzinfo=UTC)

BODIES = Audience("programme bodies", "It is only for the monitoring committee.")


def paris(day: str, at: str = "14:00") -> datetime:
    """A moment by the clocks in Paris: paris("2026-03-05")."""
    return datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=ZoneInfo("Europe/Paris"))


def event(id_: str = "ev-1", day: str = "2026-03-05", minutes: int = 90, **changed: object) -> Event:
    starts_at = paris(day)
    made = Event(
        EventId(id_),
        "Webinar on sustainable rural mobility",
        starts_at,
        starts_at + timedelta(minutes=minutes),
    )
    return replace(made, **changed)  # type: ignore[arg-type]
