"""`helpdesk demo`: a member, an expert and an event in one terminal, played by the real parts."""

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

if TYPE_CHECKING:
    from bot.app import App
    from bot.work.working import Working

NOW = datetime.fromisoformat("2026-01-08T10:00+01:00")  # when the sample events lie ahead
TALK = "demo"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    pause: Annotated[float, typer.Option(help="Seconds between two lines.", min=0)] = 0.0,
) -> None:
    """Play a member and an expert, by the real parts, on a scratch copy of the data."""
    asyncio.run(_demo(pause))


async def _demo(pause: float) -> None:
    from adapters.console.sender import ConsoleSender
    from adapters.console.terminal import Terminal
    from bot.app import open_app
    from bot.cli.opening import scratch, stock
    from bot.settings import load_settings

    settings = load_settings(now=NOW)
    async with open_app(settings) as app:
        await stock(app)
        await app.room.keep_in_step()
    with tempfile.TemporaryDirectory() as folder:
        copied = await scratch(settings, Path(folder) / "data")
        async with open_app(copied) as app:
            await stock(app)
            terminal = Terminal(downloads=copied.data_dir / "files")
            async with app.work(ConsoleSender(terminal, TALK, app.texts)) as working:
                await _Stage(app, working, pause).play()


@dataclass
class _Stage:
    """Where the story is played."""

    app: "App"
    working: "Working"
    pause: float

    async def play(self) -> None:
        """The whole story."""
        await self._says("Is a peer review open to a small town?")
        await self._says("and how long does it take?")
        await self._says("How should our county design a voucher for repair shops?")
        await self._says("yes")
        await self._expert(
            "#{ticket} Start with 50 euros a repair, and pay the shop, not the customer.", closes=True
        )
        await self._says("what events are coming up?")
        await self._says("sign me up for the rural mobility webinar")
        await self._says("yes")
        await self._says("sorry, I cannot come on 5 march, take me off")
        await self._says("Who signs visa letters?")
        await self._says("no thanks")

    async def _says(self, text: str) -> None:
        from bot.storage.inbox import Inbound

        print(f"you> {text}\n")
        await asyncio.sleep(self.pause)
        await self.working.say(Inbound(TALK, text, dedup_key=uuid4().hex))
        await asyncio.sleep(self.pause)

    async def _expert(self, line: str, *, closes: bool) -> None:
        """An expert at the desk: what is typed there, and what the member then hears."""
        from bot.desk.commands import ExpertAtDesk
        from bot.desk.view import View
        from escalation.experts import Expert, ExpertId

        expert = Expert(ExpertId("demo"), "Anna")
        await self.app.desk.enrol(expert)
        at_desk = ExpertAtDesk(
            self.app.desk, expert, View(self.app.texts, self.app.office.zone), self.app.admit
        )
        [ticket] = (await self.app.desk.status_for(conversation=TALK)).tickets
        for typed in (line.format(ticket=ticket.id), *([f"close {ticket.id}"] if closes else [])):
            print(f"    desk (Anna)> {typed}")
            print(f"    {await at_desk.says(typed)}\n")
        await self.working.tell(TALK)
