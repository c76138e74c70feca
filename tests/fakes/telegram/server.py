"""The fake itself: one bot among people, served on loopback."""

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self

from aiohttp import web

import tests.fakes.telegram.methods  # noqa: F401 - registers the methods
from tests.fakes.slack.clock import Clock
from tests.fakes.slack.waiting import until
from tests.fakes.telegram.bot_api import BotApi
from tests.fakes.telegram.errors import Refused
from tests.fakes.telegram.faults import Faults
from tests.fakes.telegram.limits import Limits
from tests.fakes.telegram.methods.files import download
from tests.fakes.telegram.people import Person
from tests.fakes.telegram.state import GENERAL_TOPIC, Chat, ChatKind, Json, Message, Press, State, Status
from tests.fakes.telegram.updates import Update, Updates
from tests.fakes.telegram.webhook import Webhook
from tests.fakes.telegram.world import Call, World

TOKEN = "5100000001:AAFake-token-of-the-tests_0123456789"
LARGEST_REQUEST = 64 * 1024 * 1024


class Telegram:
    """A Telegram on loopback: `async with Telegram() as telegram`.

    A real bot is given `token`, `base_url` and `base_file_url`. With `privacy` the bot sees in groups only what is
    meant for it, as new bots do.
    """

    def __init__(
        self,
        *,
        name: str = "Helpdesk",
        username: str = "helpdesk_bot",
        privacy: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = Clock(monotonic)
        self.state = State(self.clock)
        bot = self.state.add_user(name, username=username, is_bot=True)
        updates = Updates(self.clock)
        self.world = World(
            clock=self.clock,
            state=self.state,
            bot=bot,
            limits=Limits(self.clock),
            updates=updates,
            webhook=Webhook(self.clock, updates),
            privacy=privacy,
            started=self.clock.now(),
        )
        self.bot = bot
        self.token = TOKEN
        self.base = ""
        self.bot_api = BotApi(self.world, self.token)
        self.world.webhook.call = self._call
        self._runner: web.AppRunner | None = None

    # What a test looks at

    @property
    def base_url(self) -> str:
        """What python-telegram-bot's `base_url` is set to."""
        return f"{self.base}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.base}/file/bot"

    @property
    def violations(self) -> list[str]:
        """What a strict platform would have minded, in words."""
        return self.world.violations

    @property
    def calls(self) -> list[Call]:
        return self.world.calls

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def faults(self) -> Faults:
        """What goes wrong with calls, to be set up."""
        return self.world.faults

    @property
    def limits(self) -> Limits:
        return self.world.limits

    @property
    def updates(self) -> Updates:
        return self.world.updates

    @property
    def webhook(self) -> Webhook:
        return self.world.webhook

    def messages(self, chat: Chat) -> list[Message]:
        """The messages that now stand in a chat."""
        return [message for message in chat.messages.values() if not message.deleted]

    def said(self, chat: Chat) -> list[Message]:
        """Those of the bot."""
        return [message for message in self.messages(chat) if message.sender is self.bot]

    def unanswered(self) -> list[Press]:
        """The presses whose buttons still spin."""
        return [press for press in self.state.presses.values() if not press.answered]

    # Setting up

    def person(
        self,
        name: str,
        *,
        language: str = "en",
        username: str = "",
        premium: bool = False,
        started: bool = True,
    ) -> Person:
        """Somebody; unless `started` is False they have pressed Start some time ago."""
        first, _, last = name.partition(" ")
        more = {"language": language, "username": username, "premium": premium, "started": started}
        return Person(self.world, self.state.add_user(first, last_name=last, **more))

    def other_bot(self, name: str, *, username: str = "other_bot") -> Person:
        """Somebody else's bot, which talks like a person where bots may."""
        return Person(self.world, self.state.add_user(name, username=username, is_bot=True))

    def _chat(
        self, kind: ChatKind, title: str, people: tuple[Person, ...], bot: Status, *, username: str = ""
    ) -> Chat:
        chat = self.state.add_chat(kind, title, username=username)
        for number, person in enumerate(people):
            chat.members[person.id] = "member" if number else "creator"
        if bot != "left":
            chat.members[self.bot.id] = bot
        return chat

    def group(self, title: str, *people: Person, bot: Status = "member") -> Chat:
        """A basic group; the first of the people made it."""
        return self._chat("group", title, people, bot)

    def supergroup(
        self,
        title: str,
        *people: Person,
        bot: Status = "member",
        forum: bool = False,
        username: str = "",
    ) -> Chat:
        """A supergroup, with topics where it is a forum."""
        chat = self._chat("supergroup", title, people, bot, username=username)
        chat.is_forum = forum
        chat.last_id = GENERAL_TOPIC if forum else 0  # the message that opened the topic General
        return chat

    def channel(self, title: str, *people: Person, bot: Status = "administrator", username: str = "") -> Chat:
        return self._chat("channel", title, people, bot, username=username)

    # What happens by itself

    def migrate(self, group: Chat) -> Chat:
        """Make a basic group a supergroup; the old chat refuses from now on and names the new one."""
        return self.world.migrate(group)

    def updates_again(self, *updates: Update) -> None:
        """Tell these updates, or all that there ever were, once more."""
        self.updates.again(*updates)

    def shuffled(self, *, backwards: bool = False) -> AbstractAsyncContextManager[None]:
        """Tell what happens in this block in another order."""
        return self.updates.shuffled(backwards=backwards)

    # Waiting

    async def until(self, happened: Callable[[], bool], *, within_s: float = 5.0) -> None:
        await until(happened, within_s=within_s)

    async def polled(self, *, within_s: float = 5.0) -> None:
        """Wait until the bot waits at getUpdates and has confirmed all that there was."""
        await until(
            lambda: self.world.polling.is_open and not self.updates.fresh(),
            lambda: f"the bot polls: {self.world.polling.is_open}, pending: {len(self.updates.pending)}",
            within_s=within_s,
        )

    # Serving

    async def _call(self, method: str, arguments: Json) -> object:
        """Do what the bot asks for in its answer to a webhook delivery."""
        try:
            return await self.bot_api.answer(method, arguments)
        except Refused as refusal:
            self.world.minds(f"{method}: refused in a webhook's answer: {refusal.description}")
            return None

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=LARGEST_REQUEST)
        application.router.add_route("*", "/bot{token}/{method}", self.bot_api.handle)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.polling.interrupt("terminated as the server goes away")
        await self.webhook.close()
        if self._runner:
            await self._runner.cleanup()

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            raise web.HTTPNotFound
        return download(self.world, request.match_info["path"])
