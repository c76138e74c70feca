"""The whole story of `helpdesk demo`, and a form on top, as it can be played through every door.

A member asks and is answered, asks what no page knows, and hears an expert; takes a seat and gives it back; asks for a
seat at an event that is not open to everyone, where the helpdesk is started anew in the middle of the form.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

CAPACITY = "point of contact in Croatia"


class Member(Protocol):
    """Somebody who asks, at their screen."""

    async def says(self, text: str) -> None: ...

    async def agrees(self, label: str) -> None:
        """Press what says yes, or say it where there is nothing to press."""
        ...

    async def hears(self, *words: str) -> None:
        """Wait until all of these words stand there, of what was told since the member last did something."""
        ...

    async def fills_in(self, capacity: str, *, midway: Callable[[], Awaitable[None]]) -> None:
        """Claim a role by the form, while something happens midway."""
        ...


class AtWork(Protocol):
    """An expert, at their screen."""

    async def sees(self, words: str) -> None: ...

    async def takes(self, ticket: int) -> None: ...

    async def answers(self, ticket: int, text: str) -> None: ...

    async def admits(self, ticket: int) -> None: ...

    async def closes(self, ticket: int) -> None: ...


async def play(ana: Member, expert: AtWork, *, restart: Callable[[], Awaitable[None]]) -> None:
    """Play it from the first question to the last."""
    await ana.says("Is a peer review open to a small town?")
    await ana.hears(
        "a bot, not a person", "A small city or municipality is a public authority as well", "[1]"
    )
    await ana.says("and how long does it take?")
    await ana.hears("two days", "as of 2026-01-08")

    question = "How should our county design a voucher for repair shops?"
    await ana.says(question)
    await ana.hears("no page I know gives that", "Shall I ask an expert")
    await ana.agrees("Ask an expert")
    await ana.hears("with the experts now, as number 1")
    await expert.sees(question)
    await expert.takes(1)
    await ana.hears("Anna, an expert of the policy helpdesk, has taken your question")
    await expert.answers(1, "Start with 50 euros a repair, and pay the shop.")
    await ana.hears("Start with 50 euros a repair, and pay the shop.", "Anna")
    await expert.closes(1)
    await ana.hears("I, the bot, answer again")

    await ana.says("what events are coming up?")
    await ana.hears("Webinar on sustainable rural mobility")
    await ana.says("sign me up for the rural mobility webinar")
    await ana.hears("Webinar on sustainable rural mobility")
    await ana.agrees("Yes")
    await ana.hears("is confirmed", ".ics")
    await ana.says("sorry, I cannot come on 5 march, take me off")
    await ana.hears("“Webinar on sustainable rural mobility” is cancelled")

    await ana.says("pls register me for the AI in communication training on 15 jan")
    await ana.hears("is not open to everyone", "Do you belong to them?")
    await ana.fills_in(CAPACITY, midway=restart)
    await ana.hears(CAPACITY, "Shall I send it?")
    await ana.agrees("Yes")
    await ana.hears("no seat is booked yet", "as number 2")
    await expert.sees("Request to attend “Use of artificial intelligence")
    await expert.admits(2)
    await ana.hears("Use of artificial intelligence in Interreg communication", "is open to you", "Anna")
    await expert.closes(2)
    await ana.hears("I, the bot, answer again")

    await ana.says("Who signs visa letters?")
    await ana.hears("I found no answer to this on the pages I know", "Shall I ask an expert")
    await ana.says("no thanks")
    await ana.hears("All right")
