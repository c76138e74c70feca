"""Which events are whose: looked up anew for each message, and never taken from what a button says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from bot.conversation.linking import People
from bot.events.announcing import AFTERWARDS
from bot.events.catalogue import Event, EventId
from bot.events.keeping import Count, Events, Registrations
from bot.events.organisers import Organiser, Organisers
from bot.events.wording import EventWords
from bot.messages import Button
from bot.texts import Texts

SHORT = 40  # characters of an id that people can write and buttons can hold
MARK = "~"  # before what stands for any other
DEEDS = ("attendees", "announce", "export")
"""commands that need an event"""


@dataclass
class OrganisedEvents:
    """The events of organisers."""

    events: Events
    registrations: Registrations
    organisers: Organisers
    people: People
    texts: Texts

    async def organiser(self, person: str, *, account: str | None = None) -> Organiser | None:
        """The organiser who a person is by any of their accounts; None for everybody else."""
        accounts = {account or person, *await self.people.accounts(person)}
        return await self.organisers.of(accounts)

    async def of(self, organiser: Organiser, *, now: datetime) -> list[Event]:
        """Their events that are not over, by their start, then those that were lately, the last one first."""
        mine = [event for event in await self.events.all() if organiser.organises(event)]
        lately = [event for event in mine if event.is_over(now) and now - event.ends_at < AFTERWARDS]
        return [event for event in mine if not event.is_over(now)] + lately[::-1]

    async def named(self, organiser: Organiser, name: str) -> Event | None:
        """Their event with this id, or with what stands for it; None also for those of others."""
        if not name.startswith(MARK):
            found = await self.events.find(EventId(name))
            return found if found is not None and organiser.organises(found) else None
        mine = (event for event in await self.events.all() if organiser.organises(event))
        return next((event for event in mine if name_of(event) == name), None)

    def line(self, event: Event, words: EventWords, count: Count) -> str:
        """An event with its seats, how many have one, and how many wait."""
        say = self.texts.say
        seats = say("organise-no-limit") if event.seats is None else say("organise-seats", seats=event.seats)
        numbers = say("organise-numbers", seats=seats, seated=count.seated, waiting=count.waiting)
        return f"{words.line(event, count=count)} {numbers}"

    def buttons(
        self, event: Event, *, number: int | None = None, deeds: Sequence[str] = DEEDS
    ) -> list[Button]:
        """What can be done with an event, its number in a list before it."""
        before = f"{number}: " if number is not None else ""
        return [
            Button(before + self.texts.say(f"button-{deed}"), f"/{deed} {name_of(event)}") for deed in deeds
        ]


def name_of(event: Event) -> str:
    """What an event is called in commands: its id, or what stands for one that is long or can't be written."""
    id_ = str(event.id)
    if len(id_) <= SHORT and id_.isascii() and id_.isprintable() and not id_.startswith(MARK):
        return id_
    return MARK + blake2b(id_.encode("utf-8", "replace"), digest_size=5).hexdigest()
