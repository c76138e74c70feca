"""Doors to one helpdesk: the console, Slack and Telegram, for a member and for an expert."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from adapters.console.sender import ConsoleSender
from adapters.console.terminal import Terminal
from adapters.slack.connecting import Access as SlackAccess
from adapters.slack.connecting import connected as slack_connected
from adapters.slack.sender import SlackSender
from adapters.telegram.connecting import Access as TelegramAccess
from adapters.telegram.connecting import connected as telegram_connected
from bot.app import App, open_app
from bot.cli.platforms import RECEIPTS, Platforms, appoint_in_terminals
from bot.desk.commands import ExpertAtDesk
from bot.messages import Inbound
from bot.settings import Settings
from bot.storage.receipts import Receipts
from bot.work.working import Working
from escalation.experts import Expert, ExpertId
from tests.adapters.slack.serving import quick as quick_slack
from tests.adapters.telegram.serving import quick as quick_telegram
from tests.conversation.talking import HandClock
from tests.fakes.slack import Channel, Slack
from tests.fakes.slack import Person as SlackPerson
from tests.fakes.slack.waiting import until
from tests.fakes.telegram import Chat, Telegram
from tests.fakes.telegram import Person as TelegramPerson

TALK = "console:ana"
CONSOLE = Expert(ExpertId("console:anna"), "Anna")
PATIENCE_S = 20.0


@dataclass
class Helpdesk:
    """One deployment that serves all three doors, and can be started anew."""

    settings: Settings
    slack: Slack
    telegram: Telegram
    slack_anna: SlackPerson
    channel: Channel
    telegram_anna: TelegramPerson
    group: Chat
    capsys: pytest.CaptureFixture[str]
    clock: HandClock = field(default_factory=HandClock)
    printed: str = ""
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    app: App = field(init=False)
    platforms: Platforms = field(init=False)
    work: Working = field(init=False)

    async def start(self) -> None:
        open_ = self._running = AsyncExitStack()
        self.app = await open_.enter_async_context(open_app(self.settings))
        self.app.clock = self.clock
        self.app.conversation()
        await self.app.stock_samples()
        slack = await open_.enter_async_context(slack_connected(self._by_sockets(), self.app.texts))
        receipts = open_.enter_context(closing(Receipts(self.settings.data_dir / RECEIPTS)))
        by_polling = TelegramAccess(self.telegram.token, self.telegram.base)
        telegram = await open_.enter_async_context(telegram_connected(by_polling, self.app.texts, receipts))
        assert isinstance(slack.sender, SlackSender)
        slack.sender.pace, telegram.sender.calls.pace = quick_slack(), quick_telegram()
        platforms = self.platforms = Platforms(slack, telegram)
        rooms = await platforms.rooms(self.app, self.settings)
        await platforms.appoint(self.app, self.settings)
        await appoint_in_terminals(self.app, self.settings)
        terminal = Terminal(downloads=self.settings.data_dir / "files")
        console = ConsoleSender(terminal, TALK, self.app.texts)
        self.work = await open_.enter_async_context(self.app.work(*platforms.senders, console))
        await open_.enter_async_context(platforms.listening(self.app, self.work, rooms))
        await self.slack.connected(1, within_s=PATIENCE_S)
        await self.telegram.polled(within_s=PATIENCE_S)

    async def stop(self) -> None:
        await self._running.aclose()
        await self.slack.until(lambda: not self.slack.sockets.sockets, within_s=PATIENCE_S)

    async def restart(self) -> None:
        """End it and begin it again on the same data."""
        await self.stop()
        await self.start()

    def terminal(self) -> str:
        """All that stands in the member's terminal."""
        self.printed += self.capsys.readouterr().out
        return self.printed

    def _by_sockets(self) -> SlackAccess:
        slack = self.slack
        return SlackAccess(
            slack.bot_token, slack.app_token, slack.app.signing_secret, slack.api_url, 1, port=0
        )


@asynccontextmanager
async def helpdesk_of(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[Helpdesk]:
    """Serve all doors from this folder; what a strict platform minds fails the test."""
    async with Slack() as slack, Telegram() as telegram:
        slack.limits.enforced = telegram.limits.enforced = False
        in_slack, in_telegram = slack.person("Anna"), telegram.person("Anna")
        channel = slack.channel("experts", in_slack, kind="private")
        group = telegram.supergroup("Experts", in_telegram, bot="administrator")
        settings = Settings(
            data_dir=data_dir,
            slack_experts_channel=channel.id,
            slack_experts=f"{in_slack.id}=Anna",
            telegram_experts_group=str(group.id),
            telegram_experts=f"{in_telegram.id}=Anna",
        )
        running = Helpdesk(settings, slack, telegram, in_slack, channel, in_telegram, group, capsys)
        await running.start()
        try:
            yield running
            await slack.settled()
        finally:
            await running.stop()
        assert slack.violations == []
        assert telegram.violations == []


# Members


async def _stands(seen: Callable[[], str], *words: str) -> None:
    def told() -> str:
        return " ".join(seen().split())

    await until(
        lambda: all(" ".join(each.split()) in told() for each in words),
        lambda: f"{[each for each in words if each not in told()]} never stood in:\n{seen()}",
        within_s=PATIENCE_S,
    )


@dataclass
class OnConsole:
    """A member in a terminal."""

    helpdesk: Helpdesk
    _from: int = 0

    async def says(self, text: str) -> None:
        self._from = len(self.helpdesk.terminal())
        await self.helpdesk.work.say(Inbound(TALK, text, dedup_key=uuid4().hex, origin={"greets": True}))

    async def agrees(self, label: str) -> None:
        await self.says("yes")

    async def commands(self, line: str) -> None:
        await self.says(f"/{line}")

    async def presses(self, label: str, line: str) -> None:
        await self.commands(line)

    async def hears(self, *words: str) -> None:
        await _stands(lambda: self.helpdesk.terminal()[self._from :], *words)

    async def fills_in(self, capacity: str, *, midway: Callable[[], Awaitable[None]]) -> None:
        await self.says("yes")
        await self.hears("As what")
        await midway()
        await self.says(capacity)


@dataclass
class InSlack:
    """A member in their direct messages with the app."""

    person: SlackPerson
    _from: int = 0

    async def says(self, text: str) -> None:
        self._from = len(self.person.dm.messages)
        await self.person.says(text)

    async def agrees(self, label: str) -> None:
        await self.hears(f"[{label}]")
        self._from = len(self.person.dm.messages)
        await self.person.presses(label)

    async def commands(self, line: str) -> None:
        self._from = len(self.person.dm.messages)
        await self.person.commands(f"/helpdesk {line}")

    async def presses(self, label: str, line: str) -> None:
        await _stands(self.person.sees, f"[{label}]")
        self._from = len(self.person.dm.messages)
        await self.person.presses(label)

    async def hears(self, *words: str) -> None:
        await _stands(self._seen, *words)

    async def fills_in(self, capacity: str, *, midway: Callable[[], Awaitable[None]]) -> None:
        await self.hears("[Open as a form]")
        await self.person.presses("Open as a form")
        await self.person.waits_for_modal(within_s=PATIENCE_S)
        await self.person.closes()
        await midway()
        await self.person.presses("Open as a form")
        form = await self.person.waits_for_modal(within_s=PATIENCE_S)
        self._from = len(self.person.dm.messages)
        assert await self.person.submits(form, {"belongs": "yes", "capacity": capacity}) == {}

    def _seen(self) -> str:
        return "\n".join(map(self.person.reads, list(self.person.dm.messages.values())[self._from :]))


@dataclass
class InTelegram:
    """A member in their private chat with the bot."""

    person: TelegramPerson
    _from: int = 0

    async def says(self, text: str) -> None:
        self._from = len(self.person.chat.messages)
        await self.person.says(text)

    async def agrees(self, label: str) -> None:
        await self.hears(f"[{label}]")
        self._from = len(self.person.chat.messages)
        await self.person.presses(label, waits=True)

    async def commands(self, line: str) -> None:
        await self.says(f"/{line}")

    async def presses(self, label: str, line: str) -> None:
        await _stands(self.person.sees, f"[{label}]")
        self._from = len(self.person.chat.messages)
        await self.person.presses(label, waits=True)

    async def hears(self, *words: str) -> None:
        await _stands(self._seen, *words)

    async def fills_in(self, capacity: str, *, midway: Callable[[], Awaitable[None]]) -> None:
        await self.agrees("Yes")
        await self.hears("As what")
        await midway()
        await self.says(capacity)

    def _seen(self) -> str:
        return "\n".join(map(self.person.reads, list(self.person.chat.messages.values())[self._from :]))


# Experts


@dataclass
class AtTheDesk:
    """An expert at `helpdesk desk`."""

    helpdesk: Helpdesk

    async def sees(self, words: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while words not in " ".join((await self._says("list")).split()):
            assert time.monotonic() < deadline, f"never saw {words}"
            await self.helpdesk.work.look_around()

    async def takes(self, ticket: int) -> None:
        await self._says(f"claim {ticket}")

    async def answers(self, ticket: int, text: str) -> None:
        await self._says(f"answer {ticket} {text}")

    async def admits(self, ticket: int) -> None:
        await self._says(f"admit {ticket}")

    async def closes(self, ticket: int) -> None:
        await self._says(f"close {ticket}")

    async def _says(self, line: str) -> str:
        app = self.helpdesk.app
        await app.desk.enrol(CONSOLE)
        return str(await ExpertAtDesk(app.desk, CONSOLE, app.desk_view, app.admit).says(line))


@dataclass
class InARoom:
    """An expert in the experts' room of a chat platform."""

    person: Any
    room: Any
    waits: dict[str, bool] = field(default_factory=dict)
    """how presses are waited for"""

    async def sees(self, words: str) -> None:
        await self.person.waits_to_see(words, in_=self.room, within_s=PATIENCE_S)

    async def takes(self, ticket: int) -> None:
        await self._presses("Take it")

    async def answers(self, ticket: int, text: str) -> None:
        await self.person.says(f"#{ticket} {text}", in_=self.room)

    async def admits(self, ticket: int) -> None:
        await self.person.says(f"admit #{ticket}", in_=self.room)

    async def closes(self, ticket: int) -> None:
        await self._presses("Close")

    async def _presses(self, label: str) -> None:
        await self.sees(f"[{label}]")
        await self.person.presses(label, in_=self.room, **self.waits)
