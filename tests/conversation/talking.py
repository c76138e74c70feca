"""A member who talks with the helpdesk over its real parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App, open_app
from bot.conversation.conversation import Conversation
from bot.messages import Reply, Said
from tests.deployment import Deployment

START = datetime(2026, 1, 8, 9, 0, tzinfo=UTC)


class HandClock:
    """A clock that moves when it is told to."""

    def __init__(self, start: datetime = START) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment

    def passes(self, **time: float) -> None:
        self.moment += timedelta(**time)


@dataclass
class Talker:
    """Somebody in one conversation."""

    app: App
    conversation: Conversation
    clock: HandClock
    name: str = "test:ana"

    async def says(self, text: str, **changed: object) -> Reply:
        said = Said(self.name, text, member="m-ana")
        return await self.conversation.reply(replace(said, **changed))  # type: ignore[arg-type]

    def named(self, name: str) -> "Talker":
        return replace(self, name=name)


@asynccontextmanager
async def talking(small: Deployment, folder: Path) -> AsyncIterator[Talker]:
    """Ana, in a copy of the small deployment; a folder that is there already is opened again."""
    async with open_app(small.settings(folder)) as app:
        clock = HandClock()
        app.clock = clock
        yield Talker(app, app.conversation(), clock)
