"""An experts' group in Telegram, the people in it, and a member who asks."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.settings import Settings
from bot.storage.cards import SqlCards
from escalation.tickets import Opening, Ticket, TicketId
from tests.adapters.telegram.serving import Served, quick, served
from tests.fakes.telegram import Chat, Message, Person, Telegram, Topic


@dataclass
class Office:
    """Experts in a topic of a group of theirs, a colleague who is none, and a member."""

    helpdesk: Served
    group: Chat
    topic: Topic
    anna: Person
    bram: Person
    cleo: Person
    guest: Person
    ana: Person

    @property
    def room(self) -> str:
        return f"telegram:{self.group.id}:{self.topic.id}"

    async def ticket(self, question: str = "Who signs visa letters?", **changed: object) -> TicketId:
        """A question that Ana has put in her private chat."""
        asked = {
            "conversation": f"telegram:{self.ana.id}",
            "question": question,
            "opened_at": self.helpdesk.clock.now(),
            "member": f"telegram:{self.ana.id}",
        }
        opened = await self.helpdesk.app.desk.open_ticket(Opening(**asked | changed))  # type: ignore[arg-type]
        return opened.ticket.id

    async def kept(self, id_: TicketId) -> Ticket:
        found = await self.helpdesk.app.desk.ticket(id_)
        assert isinstance(found, Ticket)
        return found

    def said(self) -> list[Message]:
        """What the bot has said among the experts."""
        return self.helpdesk.telegram.said(self.group)

    async def card(self, id_: TicketId, words: str = "", *, within_s: float = 5.0) -> Message:
        """The newest card of a ticket, once it says this and is known to stand there."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            kept = await SqlCards(self.helpdesk.app.database).current(id_, self.room)
            for card in reversed(self.said()):
                if kept is not None and kept.message == str(card.id) and words in self.anna.reads(card):
                    return card
            await asyncio.sleep(0.02)
        raise AssertionError(f"no card of {id_} says {words!r}:\n{self.anna.sees(self.group)}")

    async def remark(self, id_: TicketId, words: str) -> Message:
        """The newest message of the bot that says this, once it is known to be about a ticket."""
        for _ in range(300):
            for message in reversed([each for each in self.said() if words in each.text]):
                kept = await SqlCards(self.helpdesk.app.database).by_message(self.room, str(message.id))
                if kept is not None:
                    assert kept.ticket == id_
                    return message
            await asyncio.sleep(0.02)
        raise AssertionError(f"nothing of {id_} says {words!r}:\n{self.anna.sees(self.group)}")

    async def sees(self, words: str) -> str:
        """What stands in the experts' topic, once these words do."""
        return await self.anna.waits_to_see(words, in_=self.group, topic=self.topic)


@dataclass
class Staff:
    """People, before anything is served."""

    settings: Settings
    group: Chat
    topic: Topic
    people: dict[str, Person]


async def staff(settings: Settings, telegram: Telegram) -> Staff:
    """A forum of experts, where the bot is an administrator and so is shown all messages."""
    people = {name: telegram.person(name) for name in ("Anna", "Bram", "Cleo", "Gus", "Ana")}
    inside = [people[name] for name in ("Anna", "Bram", "Cleo", "Gus")]
    group = telegram.supergroup("Experts", *inside, forum=True, bot="administrator")
    topic = await people["Anna"].opens_topic(group, "Tickets")
    named = f"{people['Anna'].id}=Anna, {people['Bram'].id}=Bram, {people['Cleo'].id}=Cleo*"
    changed = {"telegram_experts_group": f"{group.id}/{topic.id}", "telegram_experts": named}
    return Staff(settings.model_copy(update=changed), group, topic, people)


@asynccontextmanager
async def at_work(on: Staff, telegram: Telegram) -> AsyncIterator[Office]:
    """The group at work, with no rate to speak of."""
    telegram.limits.enforced = False
    async with served(on.settings, telegram, pace=quick()) as helpdesk:
        named = [on.people[name] for name in ("Anna", "Bram", "Cleo", "Gus", "Ana")]
        yield Office(helpdesk, on.group, on.topic, *named)
