"""What is true of a member before a test message: the `setup` lines of an evaluation file."""

import re

from bot.conversation.conversation import Conversation
from bot.conversation.talk import Consent, Purpose
from bot.evaluation.messages import BadMessages
from bot.events.catalogue import EventId
from escalation.experts import Expert, ExpertId
from escalation.tickets import Opening

_REGISTERED = re.compile(r"(?:registered|wait-?listed)(?: for)? (ev-[\w-]+)", re.IGNORECASE)
_TICKET = re.compile(r"ticket open(?P<claimed>, claimed by an expert)?", re.IGNORECASE)


async def prepare(conversation: Conversation, line: str, *, member: str) -> None:
    """Make one line true; raises BadMessages for a line that is not understood."""
    now = conversation.clock.now()
    if registered := _REGISTERED.fullmatch(line.strip()):
        consent = Consent(member, Purpose.REGISTRATION, "setup", member, now)
        await conversation.talks.agree(consent)
        registrations = conversation.attending.registrations
        await registrations.register(EventId(registered[1]), member, now=now)
    elif ticket := _TICKET.fullmatch(line.strip()):
        desk = conversation.experts.desk
        # In another chat of the member's: in this one the expert would be talking, and the bot silent.
        opening = Opening(
            conversation=f"{member}-elsewhere", question="My question", opened_at=now, member=member
        )
        opened = await desk.open_ticket(opening)
        if ticket["claimed"]:
            await desk.claim(opened.ticket.id, by=Expert(ExpertId("setup"), "Anna"))
    else:
        raise BadMessages(f"the setup {line!r} is not understood")
