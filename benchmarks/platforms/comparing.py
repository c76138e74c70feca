"""The helpdesk's turns on a chat platform beside those of a bare bot of the same SDK, against the same server.

The servers are the strict fakes of the tests, in this process; each bot has a process of its own.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.platforms.asking import ANSWERS_S, Figures, Turn, figures
from benchmarks.platforms.running import STARTS_S, Running, running
from tests.fakes.slack import Message as SlackMessage
from tests.fakes.slack import Person as SlackPerson
from tests.fakes.slack import Slack
from tests.fakes.telegram import Message as TelegramMessage
from tests.fakes.telegram import Person as TelegramPerson
from tests.fakes.telegram import Telegram

OURS = "helpdesk"
OUR_REQUESTS = "python-telegram-bot, our requests"


@dataclass
class SlackAsker:
    """Somebody in Slack."""

    slack: Slack
    person: SlackPerson

    async def ask(self, text: str) -> Turn:
        before = len(self._told())
        asked = await self.person.says(text)
        await self.slack.until(lambda: len(self._told()) > before, within_s=ANSWERS_S)
        told = self._told()[-1]
        return Turn(float(told.ts) - float(asked.ts), self.person.reads(told))

    def _told(self) -> list[SlackMessage]:
        return [each for each in self.person.dm.messages.values() if each.bot_id]


@dataclass
class TelegramAsker:
    """Somebody in Telegram."""

    telegram: Telegram
    person: TelegramPerson

    async def ask(self, text: str) -> Turn:
        before = len(self._told())
        asked = await self.person.says(text)
        await self.telegram.until(lambda: len(self._told()) > before, within_s=ANSWERS_S)
        told = self._told()[-1]
        return Turn(told.date - asked.date, self.person.reads(told))

    def _told(self) -> list[TelegramMessage]:
        return self.telegram.said(self.person.chat)


@dataclass(frozen=True)
class Deployed:
    """Where the helpdesk's data lie, and whose vectors they hold."""

    data_dir: Path
    embedding_model: str

    @property
    def folder(self) -> Path:
        """Where bots run, with no settings of whoever measures."""
        return self.data_dir.parent

    def settings(self, **tokens: str) -> dict[str, str]:
        """For one platform; the helpdesk waits for no second piece of a question."""
        given = {"data_dir": str(self.data_dir), "embedding_model": self.embedding_model, "burst_s": "0"}
        return {f"HELPDESK_{name.upper()}": value for name, value in (given | tokens).items()}


async def on_slack(*, turns: int, deployed: Deployed) -> list[Figures]:
    """Of a bare bot of slack-bolt, and of the helpdesk."""
    measured = []
    for bot in ("slack-bolt", OURS):
        async with Slack() as slack, _in_slack(slack, bot, deployed) as started:
            people = [slack.person(f"P{number}") for number in range(2 * turns)]
            measured.append(await figures(bot, started, [SlackAsker(slack, each) for each in people]))
    return measured


async def on_telegram(*, turns: int, deployed: Deployed) -> list[Figures]:
    """Of bare bots of python-telegram-bot, with its own requests and with ours, and of the helpdesk."""
    measured = []
    for bot in ("python-telegram-bot", OUR_REQUESTS, OURS):
        async with Telegram() as telegram, _in_telegram(telegram, bot, deployed) as started:
            people = [telegram.person(f"P{number}") for number in range(2 * turns)]
            measured.append(await figures(bot, started, [TelegramAsker(telegram, each) for each in people]))
    return measured


@asynccontextmanager
async def _in_slack(slack: Slack, bot: str, deployed: Deployed) -> AsyncIterator[Running]:
    slack.limits.enforced = False
    access = slack.api_url, slack.bot_token, slack.app_token
    if bot == OURS:
        names = "slack_api_url", "slack_bot_token", "slack_app_token"
        settings = deployed.settings(**dict(zip(names, access, strict=True)))
        starting = running("bot", "serve", folder=deployed.folder, environment=settings)
    else:
        module = "benchmarks.platforms.echo_slack", *access
        starting = running(*module, folder=deployed.folder, environment={})
    async with starting as started:
        await slack.connected(1, within_s=STARTS_S)
        yield started


@asynccontextmanager
async def _in_telegram(telegram: Telegram, bot: str, deployed: Deployed) -> AsyncIterator[Running]:
    telegram.limits.enforced = False
    if bot == OURS:
        settings = deployed.settings(telegram_api_url=telegram.base, telegram_bot_token=telegram.token)
        starting = running("bot", "serve", folder=deployed.folder, environment=settings)
    else:
        transport = "ours" if bot == OUR_REQUESTS else "default"
        module = "benchmarks.platforms.echo_telegram", telegram.base, telegram.token, transport
        starting = running(*module, folder=deployed.folder, environment={})
    async with starting as started:
        await telegram.polled(within_s=STARTS_S)
        yield started
