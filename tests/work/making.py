"""A process at work, and somebody in a chat that it serves."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from bot.app import App, open_app
from bot.messages.sending import Outgoing
from bot.settings import Settings
from bot.storage.inbox import Inbound
from bot.work.working import Working
from escalation.experts import Expert, ExpertId
from tests.conversation.talking import HandClock

ANNA = Expert(ExpertId("anna"), "Anna")
ADVICE = "How should our county design a grant scheme for repair shops that nobody abuses?"


@dataclass
class Chat:
    """A platform of our own, which keeps what it was given and fails when it is told to."""

    name: str
    heard: list[Outgoing] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    """raised by the next sends, one each"""
    arrives_nevertheless: bool = False

    def serves(self, conversation: str) -> bool:
        return conversation.startswith(self.name)

    async def send(self, outgoing: Outgoing) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if fault is None or self.arrives_nevertheless:
            self.heard.append(outgoing)
        if fault is not None:
            raise fault

    async def hears(self, words: str = "", *, within_s: float = 5.0) -> None:
        """Wait for a reply with these words."""

        async def has_heard() -> bool:
            return any(words in text for text in self.texts)

        await until(has_heard, within_s=within_s)

    @property
    def texts(self) -> list[str]:
        return [each.reply.text for each in self.heard]


async def until(happens: Callable[[], Awaitable[object]], *, within_s: float = 5.0) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(within_s):
        while not await happens():  # noqa: ASYNC110  (it happens in a database, or in another task's list)
            await asyncio.sleep(0.02)


@dataclass
class Office:
    """A process at work."""

    app: App
    work: Working
    chat: Chat
    clock: HandClock
    _keys: "count[int]" = field(default_factory=count)

    async def says(self, text: str, *, by: str = "test:ana", key: str | None = None) -> list[str]:
        """Say something and hear what comes of it there; others may hear of it at the same time."""
        heard = len(self.chat.heard)
        await self.work.say(Inbound(by, text, dedup_key=key or f"k{next(self._keys)}", platform="test"))
        return [each.reply.text for each in self.chat.heard[heard:] if each.conversation == by]


@asynccontextmanager
async def office(settings: Settings, *, chat: Chat | None = None) -> AsyncIterator[Office]:
    """A deployment at work; with the settings of one before, it goes on where that ended."""
    async with open_app(settings) as app:
        clock = HandClock()
        app.clock = clock
        app.conversation()
        chat = chat or Chat("test:")
        async with app.work(chat) as work:
            yield Office(app, work, chat, clock)
