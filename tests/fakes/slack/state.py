"""What the fake remembers: workspaces, people, channels, messages, views, files, tokens."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fakes.slack.clock import Clock
from tests.fakes.slack.errors import Refused

Json = dict[str, Any]
ChannelKind = Literal["public", "private", "im", "mpim"]


@dataclass(eq=False)
class Team:
    """A workspace; with `enterprise_id` it belongs to an Enterprise Grid."""

    id: str
    name: str
    enterprise_id: str | None = None
    enterprise_name: str | None = None
    edit_window_s: float | None = None

    @property
    def domain(self) -> str:
        return self.name.lower().replace(" ", "-")


@dataclass(eq=False)
class User:
    """A person or a bot; guests are `restricted`."""

    id: str
    team: Team
    name: str
    bot_id: str | None = None
    app_id: str | None = None
    restricted: bool = False
    admin: bool = False
    deleted: bool = False
    email: str | None = None
    timezone: str = "Europe/Paris"
    locale: str = "en-GB"


@dataclass(eq=False)
class File:
    """A file; `content` is None until its bytes have arrived."""

    id: str
    team: Team
    user: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""
    completed: bool = False
    shared_in: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Message:
    """A message as it now stands; edits change it in place."""

    channel: "Channel"
    ts: str
    user: str
    text: str
    bot_id: str | None = None
    app_id: str | None = None
    team_id: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    markdown: str = ""
    metadata: Json | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    broadcast: bool = False
    edited: str | None = None
    ephemeral_to: str | None = None
    streaming: bool = False
    deleted: bool = False
    plain: bool = False
    files: list[File] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def root_ts(self) -> str:
        """Where a reply to this message belongs."""
        return self.thread_ts or self.ts

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(eq=False)
class Channel:
    """A conversation of any kind; `shared_with` names other workspaces by Slack Connect."""

    id: str
    team: Team
    name: str
    kind: ChannelKind
    members: list[str] = field(default_factory=list)
    shared_with: list[str] = field(default_factory=list)
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    ephemeral: list[Message] = field(default_factory=list)
    threads: dict[str, list[Message]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """The channel_type of events."""
        return {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}[self.kind]

    @property
    def scope_family(self) -> str:
        """The first half of the scopes that open it, as in channels:history."""
        return {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}[self.kind]

    def add(self, message: Message) -> None:
        self.messages[message.ts] = message
        if message.is_reply:
            self.threads.setdefault(message.root_ts, []).append(message)

    def remove(self, message: Message) -> None:
        del self.messages[message.ts]
        if message.is_reply:
            self.threads[message.root_ts].remove(message)

    def replies(self, root_ts: str) -> list[Message]:
        return self.threads.get(root_ts, [])


@dataclass(eq=False)
class View:
    """A modal or a Home tab, `body` being what the app gave with the ids filled in."""

    id: str
    team: Team
    user: str
    body: Json
    hash: str
    previous: str | None = None
    root: str = ""
    open: bool = True
    values: dict[str, dict[str, Json]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return str(self.body["type"])


@dataclass(eq=False)
class Trigger:
    """A moment's leave to open a modal for a user."""

    id: str
    user: User
    issued: float
    view: View | None = None
    used: bool = False


@dataclass(eq=False)
class ResponseUrl:
    """A place to answer an interaction: five times within half an hour."""

    id: str
    channel: Channel
    user: str
    issued: float
    message: Message | None = None
    uses: int = 0


@dataclass(eq=False)
class AssistantThread:
    """What the app has set for a thread of its assistant."""

    channel: Channel
    ts: str
    title: str = ""
    status: str = ""
    status_at: float = 0.0
    loading_messages: list[str] = field(default_factory=list)
    prompts: list[Json] = field(default_factory=list)
    prompts_title: str = ""


@dataclass(eq=False)
class Installation:
    """The app in one workspace, or in all of an Enterprise Grid (`org_wide`)."""

    team: Team
    bot: User
    token: str
    scopes: set[str]
    installer: str
    org_wide: bool = False
    revoked: bool = False


@dataclass(eq=False)
class App:
    """The app as its settings page describes it."""

    id: str
    name: str
    client_id: str
    client_secret: str
    signing_secret: str
    verification_token: str
    app_tokens: dict[str, set[str]]
    scopes: set[str]
    commands: set[str]
    redirect_uri: str | None = None


class State:
    """Everything that stands, with the ids and timestamps that new things get."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.teams: dict[str, Team] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.assistant_threads: dict[tuple[str, str], AssistantThread] = {}
        self.installations: dict[str, Installation] = {}
        self.codes: dict[str, Installation | None] = {}
        self.codes_given: dict[str, float] = {}
        self._dms: dict[frozenset[str], Channel] = {}
        self._numbers: Iterator[int] = itertools.count(1)
        self._last_ts = 0

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):09d}"

    def new_ts(self) -> str:
        """A timestamp that no other message has, later than all before."""
        self._last_ts = max(int(self.clock.wall() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def user(self, id_: str) -> User:
        try:
            return self.users[id_]
        except KeyError:
            raise Refused("user_not_found") from None

    def dm(self, one: User, other: User) -> Channel:
        """The direct messages of two users, opened if need be."""
        pair = frozenset({one.id, other.id})
        if pair not in self._dms:
            id_, team = self.new_id("D"), one.team
            if team.enterprise_id and team.enterprise_id == other.team.enterprise_id:
                team = (other if one.bot_id else one).team  # in a Grid, that of the person
            self._dms[pair] = Channel(id_, team, "directmessage", "im", [one.id, other.id])
            self.channels[id_] = self._dms[pair]
        return self._dms[pair]

    def new_trigger(self, user: User, view: View | None = None) -> Trigger:
        number = next(self._numbers)
        trigger = Trigger(f"{number}.{number + 7}.{number:016x}", user, self.clock.now(), view)
        self.triggers[trigger.id] = trigger
        return trigger

    def new_response_url(self, channel: Channel, user: User, message: Message | None = None) -> ResponseUrl:
        id_ = f"{next(self._numbers):08x}"
        self.response_urls[id_] = ResponseUrl(id_, channel, user.id, self.clock.now(), message)
        return self.response_urls[id_]
