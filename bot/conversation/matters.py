"""What a member has going on, for the places where platforms show it at a glance."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.conversation.asking_experts import AskingExperts
from bot.events.catalogue import Event
from bot.events.keeping import Events, Registrations
from bot.events.wording import EventWords
from bot.messages import Matters, Said
from bot.texts import Texts

COMING = 5  # events that are shown


@dataclass
class MattersOfMembers:
    """Looks them up."""

    experts: AskingExperts
    events: Events
    registrations: Registrations
    texts: Texts
    clock: Clock

    async def of(self, member: str) -> Matters:
        now = self.clock.now()
        words = EventWords(self.texts, now)
        status = await self.experts.status(Said(member, "", member=member))
        tickets = tuple(status.text.split("\n\n")) if status.ticket is not None else ()
        held = await self.registrations.held_by(member)
        coming = [event for event in await self.events.all() if event.starts_at > now]
        own = {each.registration.event: each for each in held}
        mine = [event for event in coming if event.id in own]
        return Matters(
            tickets,
            tuple(words.line(event, held=own[event.id]) for event in mine),
            tuple(words.line(event) for event in coming[:COMING]),
            self._prompts(coming, mine, has_ticket=status.ticket is not None),
        )

    def _prompts(
        self, coming: list[Event], mine: list[Event], *, has_ticket: bool
    ) -> tuple[tuple[str, str], ...]:
        """Up to four things to say, one's own matters first: (what is shown, what is said)."""
        say = self.texts.say
        prompts = []
        if has_ticket:
            prompts.append((say("prompt-status"), "/status"))
        if mine:
            prompts.append((say("prompt-mine"), say("prompt-mine-said")))
        news = [event for event in coming if event not in mine]
        if news:
            title = news[0].title
            prompts.append((say("prompt-register", title=title), say("prompt-register-said", title=title)))
        prompts += [(say(f"prompt-{name}"), say(f"prompt-{name}-said")) for name in ("events", "services")]
        return tuple(prompts[:4])
