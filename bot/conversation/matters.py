"""What a member has going on, for the places where platforms show it at a glance."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.conversation.asking_experts import AskingExperts
from bot.conversation.interests import KeptInterests, is_on
from bot.conversation.organised import OrganisedEvents
from bot.conversation.own_settings import lines, topics_in_words
from bot.events.catalogue import Event
from bot.events.keeping import Count, Events, Registrations
from bot.events.wording import EventWords
from bot.messages import Matters, Organised, Said
from bot.texts import Texts

COMING = 5  # events that are shown


@dataclass
class MattersOfMembers:
    """Looks them up."""

    experts: AskingExperts
    events: Events
    registrations: Registrations
    interests: KeptInterests
    organised: OrganisedEvents
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
        counts = await self.registrations.counts()
        mine = [event for event in coming if event.id in own]
        chosen = await self.interests.of(member)
        shown = [event for event in coming if is_on(event, chosen.topics)] if chosen else coming
        return Matters(
            tickets,
            tuple(words.line(event, held=own[event.id]) for event in mine),
            tuple(words.line(event, count=counts.get(event.id)) for event in shown[:COMING]),
            self._prompts(
                coming, shown, mine, has_ticket=status.ticket is not None, chose=chosen is not None
            ),
            topics=topics_in_words(chosen.topics, self.texts) if chosen else "",
            settings=lines(chosen, self.texts) if chosen else (),
            organised=await self._organised(member, words),
        )

    async def _organised(self, member: str, words: EventWords) -> tuple[Organised, ...]:
        """The events that they organise, with what can be done with each."""
        organiser = await self.organised.organiser(member)
        if organiser is None:
            return ()
        events = (await self.organised.of(organiser, now=words.now))[:COMING]
        counts = await self.registrations.counts()
        return tuple(
            Organised(
                self.organised.line(event, words, counts.get(event.id, Count())),
                tuple(self.organised.buttons(event)),
            )
            for event in events
        )

    def _prompts(
        self, coming: list[Event], shown: list[Event], mine: list[Event], *, has_ticket: bool, chose: bool
    ) -> tuple[tuple[str, str], ...]:
        """Up to four things to say, one's own matters first: (what is shown, what is said)."""
        say = self.texts.say
        prompts = []
        if has_ticket:
            prompts.append((say("prompt-status"), "/status"))
        if mine:
            prompts.append((say("prompt-mine"), say("prompt-mine-said")))
        news = [event for event in (*shown, *coming) if event not in mine]
        if news:
            title = news[0].title
            prompts.append((say("prompt-register", title=title), say("prompt-register-said", title=title)))
        names = ("own-events" if chose else "events", "services")
        prompts += [(say(f"prompt-{name}"), say(f"prompt-{name}-said")) for name in names]
        return tuple(prompts[:4])
