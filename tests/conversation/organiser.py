"""Organisers of the sample events who talk with the helpdesk, and members who are registered."""

from dataclasses import dataclass

from bot.conversation.announcing import announcement
from bot.events.catalogue import EventId
from bot.events.organisers import Organiser
from bot.messages import Reply
from bot.texts import Texts
from tests.conversation.talking import Talker

PLATFORM = "Policy Learning Platform"
ANNA, ZOE = "m-anna", "m-zoe"
"""who organises the events of the platform, and who does not"""


@dataclass
class AtWork:
    """Somebody in a conversation of their own."""

    talker: Talker
    member: str = ANNA

    async def says(self, text: str, **changed: object) -> Reply:
        there = self.talker.named(f"test:{self.member}")
        return await there.says(text, member=self.member, account=self.member, **changed)

    async def announces(self, event: EventId, text: str, *, yes: str = "yes") -> Reply:
        await self.says(f"/announce {event}")
        await self.says(text)
        return await self.says(yes)


async def anna_of(talker: Talker, *, sees_all: bool = False, name: str = PLATFORM) -> AtWork:
    """An organiser, who is entered as one."""
    await talker.app.organisers.appoint({ANNA: Organiser(name, sees_all)}, among="m-")
    return AtWork(talker)


async def registered(talker: Talker, event: EventId, *members: str) -> None:
    for member in members:
        await talker.app.registrations.register(event, member, now=talker.clock.now(), conversation=member)


async def heard(talker: Talker, member: str) -> list[str]:
    """What waits to be told in a member's chat, as it is told."""
    found = []
    for each in await talker.app.deliveries.pending(member):
        told = await announcement(
            each.payload, Texts(), events=talker.app.events, announcements=talker.app.announcements
        )
        if told is not None:
            found.append(told.text)
    return found
