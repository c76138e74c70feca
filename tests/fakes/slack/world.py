"""The workspace and the app together: what the Web API and the people act upon."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack.bodies import message_body
from tests.fakes.slack.clock import Clock
from tests.fakes.slack.delivery import Courier
from tests.fakes.slack.errors import Refused
from tests.fakes.slack.events import Events
from tests.fakes.slack.faults import Faults
from tests.fakes.slack.limits import Limits
from tests.fakes.slack.rendering import live_tokens, unknown_tokens
from tests.fakes.slack.socket import SocketMode
from tests.fakes.slack.state import App, AssistantThread, Channel, Json, Message, State, User

STATUS_LASTS_S = 120.0


@dataclass(frozen=True)
class Ping:
    """Somebody's attention was called by a live token in a message."""

    person: str
    token: str
    message: Message


@dataclass(frozen=True)
class Call:
    """One call of the Web API as it went."""

    method: str
    arguments: Json
    team: str | None
    at: float
    status: int
    error: str | None


@dataclass
class World:
    """Everything there is; `violations` holds what a strict platform would have minded."""

    app: App
    clock: Clock
    state: State
    limits: Limits
    sockets: SocketMode
    courier: Courier
    events: Events
    violations: list[str]
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)
    notified: list[Ping] = field(default_factory=list)
    base: str = ""

    def minds(self, what: str) -> None:
        self.violations.append(what)

    def add(self, message: Message) -> Message:
        """Let a message stand in its channel and be heard of."""
        channel = message.channel
        if message.ephemeral_to:
            channel.ephemeral.append(message)
        else:
            channel.add(message)
        self.look_at(message)
        thread = self.state.assistant_threads.get((channel.id, message.root_ts))
        if thread and message.bot_id and not message.streaming:
            thread.status = ""
        if not message.ephemeral_to:
            self.events.posted(message)
        return message

    def look_at(self, message: Message) -> None:
        """Note whom a message pings, edits included, and which of its tokens mean nothing."""
        for token in live_tokens(message):
            for person in self._called(token, message):
                self.notified.append(Ping(person.name, token, message))
        if message.bot_id:
            for token in unknown_tokens(message, self.state):
                self.minds(f"unescaped mark-up in a message: {token}")

    def _called(self, token: str, message: Message) -> list[User]:
        users = self.state.users
        if token.startswith("<@"):
            named = users.get(token[2:-1])
            heard = [named] if named else []
        else:
            heard = [users[id_] for id_ in message.channel.members if not users[id_].bot_id]
        return [user for user in heard if message.ephemeral_to in (None, user.id)]

    def change(self, message: Message, alter: Callable[[], None]) -> None:
        """Edit a message where it stands."""
        before = message_body(message)
        alter()
        self.look_at(message)
        if not message.ephemeral_to:
            self.events.changed(message, before)

    def remove(self, message: Message) -> None:
        """Take a message away; one with replies leaves a tombstone."""
        message.deleted = True
        if message.ephemeral_to:
            message.channel.ephemeral.remove(message)
            return
        before = message_body(message)
        if message.channel.replies(message.ts):

            def bury() -> None:
                message.subtype, message.text, message.blocks = "tombstone", "This message was deleted.", []
                message.markdown, message.attachments = "", []

            self.change(message, bury)
            return
        message.channel.remove(message)
        self.events.deleted(message, before)

    def status_of(self, thread: AssistantThread) -> str:
        """The status that shows in an assistant's thread; it goes away by itself."""
        return thread.status if self.clock.now() - thread.status_at < STATUS_LASTS_S else ""

    def find(self, channel: Channel, ts: Any, error: str = "message_not_found") -> Message:
        try:
            return channel.messages[str(ts)]
        except KeyError:
            raise Refused(error) from None

    def check_thread(self, channel: Channel, thread_ts: str | None) -> str | None:
        """The thread a reply joins; minds one that isn't there or hangs on a reply."""
        if not thread_ts:
            return None
        root = channel.messages.get(thread_ts)
        if root is None:
            self.minds(f"a reply in a thread that is not there: {thread_ts}")
        elif root.is_reply:
            self.minds(f"a thread_ts that is a reply's: {thread_ts}")
            return root.thread_ts
        else:
            root.thread_ts = thread_ts
        return thread_ts
