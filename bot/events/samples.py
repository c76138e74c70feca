"""The events that come with the product: two real ones, and invented ones that say so."""

import json
from datetime import datetime
from importlib.resources import files

from bot.events.catalogue import Event, EventId
from bot.events.keeping import Events, Registrations
from bot.events.records import event_from

PLACEHOLDERS = {EventId("ev-dh-energy"): tuple(f"sample-{number:02}" for number in range(1, 21))}
"""Registrations of nobody, by event: with them the discussion hour is full."""


def sample_events() -> list[Event]:
    """The events of the file."""
    records = json.loads(files("bot.events").joinpath("samples.json").read_text(encoding="utf-8"))
    return [event_from(record) for record in records["events"]]


async def stock(events: Events, registrations: Registrations, *, now: datetime) -> int:
    """Bring in the samples that aren't there; how many. What was made of the others stays."""
    known = {event.id for event in await events.all()}
    missing = [event for event in sample_events() if event.id not in known]
    if missing:
        await events.keep(missing, now=now)
    for event, members in PLACEHOLDERS.items():
        if not await registrations.roll(event):
            await registrations.enter(event, members, at=now)
    return len(missing)
