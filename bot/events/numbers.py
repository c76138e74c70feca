"""Events by number: short, the same everywhere and always, for links that have no room for an event's id."""

import hashlib
from collections.abc import Iterable

from bot.events.catalogue import Event, EventId

BYTES = 7  # of a digest: among ten thousand events two share a number once in a billion catalogues


def number_of(event: EventId) -> int:
    """The number of an event, of 17 digits at most."""
    return int.from_bytes(hashlib.sha256(str(event).encode()).digest()[:BYTES])


def numbered(number: str, events: Iterable[Event]) -> Event | None:
    """The event of this number; None where there is none."""
    return next((event for event in events if str(number_of(event.id)) == number), None)
