"""An experts' channel in Slack, the people in it, and a member who asks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.settings import Settings
from bot.storage.cards import SqlCards
from escalation.experts import Expert, ExpertId
from escalation.tickets import Opening, Ticket, TicketId
from tests.adapters.slack.serving import Served, served
from tests.fakes.slack import Channel, Message, Person, Slack

CONSOLE = Expert(ExpertId("console:dora"), "Dora")


@dataclass
class Office:
    """A workspace with experts in a channel of theirs, a colleague who is none, and a member."""

    helpdesk: Served
    channel: Channel
    anna: Person
    bram: Person
    cleo: Person
    guest: Person
    ana: Person

    async def ticket(self, question: str = "Who signs visa letters?", **changed: object) -> TicketId:
        """A question that Ana has put in her direct messages."""
        asked = {
            "conversation": f"slack:{self.helpdesk.slack.team.id}:{self.ana.dm.id}",
            "question": question,
            "opened_at": self.helpdesk.clock.now(),
            "member": f"slack:{self.helpdesk.slack.team.id}:{self.ana.id}",
        }
        opened = await self.helpdesk.app.desk.open_ticket(Opening(**asked | changed))  # type: ignore[arg-type]
        return opened.ticket.id

    async def kept(self, id_: TicketId) -> Ticket:
        found = await self.helpdesk.app.desk.ticket(id_)
        assert isinstance(found, Ticket)
        return found

    def cards(self, id_: TicketId) -> list[Message]:
        """The messages that show a ticket and have not made way for another."""
        return [
            message
            for message in self.channel.messages.values()
            if (message.metadata or {}).get("event_payload", {}).get("ticket") == id_
            and "further down" not in message.text
        ]

    async def card(self, id_: TicketId, words: str = "", *, within_s: float = 5.0) -> Message:
        """The one card of a ticket, once it says this."""
        await self.helpdesk.slack.until(
            lambda: bool(self.cards(id_)) and words in self.anna.reads(self.cards(id_)[-1]), within_s=within_s
        )
        [card] = self.cards(id_)
        room = f"slack:{self.helpdesk.slack.team.id}:{self.channel.id}"
        while await SqlCards(self.helpdesk.app.database).by_message(room, card.ts) is None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        return card

    def told(self, person: Person) -> list[str]:
        """What one person alone was told in the channel, newest last."""
        return [each.text for each in self.channel.ephemeral if each.ephemeral_to == person.id]

    async def hears(self, person: Person, words: str) -> None:
        await self.helpdesk.slack.until(lambda: any(words in each for each in self.told(person)))


@dataclass
class Staff:
    """People, before anything is served."""

    settings: Settings
    channel: Channel
    people: dict[str, Person]


def staff(settings: Settings, slack: Slack) -> Staff:
    people = {name: slack.person(name) for name in ("Anna", "Bram", "Cleo", "Gus", "Ana")}
    inside = [people[name] for name in ("Anna", "Bram", "Cleo", "Gus")]
    channel = slack.channel("experts", *inside, kind="private")
    named = f"{people['Anna'].id}=Anna, {people['Bram'].id}=Bram, {people['Cleo'].id}=Cleo*"
    changed = {"slack_experts_channel": channel.id, "slack_experts": named}
    return Staff(settings.model_copy(update=changed), channel, people)


@asynccontextmanager
async def at_work(on: Staff, slack: Slack) -> AsyncIterator[Office]:
    async with served(on.settings, slack) as helpdesk:
        people = on.people
        yield Office(
            helpdesk, on.channel, people["Anna"], people["Bram"], people["Cleo"], people["Gus"], people["Ana"]
        )
