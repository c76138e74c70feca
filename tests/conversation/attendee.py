"""The sample events that tests attend, and how the attendee stands with them."""

from bot.events.catalogue import EventId
from bot.events.registration import Standing
from tests.conversation.talking import Talker

RURAL = EventId("ev-web-rural")
ENERGY = EventId("ev-dh-energy")


async def standing(talker: Talker, event: EventId) -> Standing | None:
    held = {each.registration.event: each for each in await talker.app.registrations.held_by("m-ana")}
    return held[event].registration.standing if event in held else None
