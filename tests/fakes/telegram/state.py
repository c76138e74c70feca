"""What the fake remembers: people, chats, topics, messages, files, presses, menus."""

import itertools
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fakes.slack.clock import Clock

Json = dict[str, Any]
ChatKind = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
HERE: tuple[Status, ...] = ("creator", "administrator", "member", "restricted")
GENERAL_TOPIC = 1
GROUP_IDS, SUPERGROUP_IDS = -4_000_000_001, -1_002_000_000_001


@dataclass(eq=False)
class User:
    """A person or a bot; `blocked` and `started` tell how a person stands to the bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = ""
    is_bot: bool = False
    premium: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    seen_by_bot: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(eq=False)
class Topic:
    """A topic of a forum; its id is that of the message that opened it."""

    id: int
    name: str
    icon_color: int = 7322096
    closed: bool = False
    deleted: bool = False


@dataclass(eq=False)
class File:
    """Bytes that Telegram keeps."""

    id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes

    def body(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


@dataclass(eq=False)
class Message:
    """A message as it now stands; edits change it in place. `content` is its media or service part."""

    chat: "Chat"
    id: int
    sender: User | None
    date: float
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    content: Json = field(default_factory=dict)
    service: bool = False
    reply_to: "Message | None" = None
    thread_id: int | None = None
    in_topic: bool = False
    markup: Json | None = None
    origin: Json | None = None
    quote: str = ""
    edited: float | None = None
    deleted: bool = False
    is_anonymous: bool = False
    """whether it stands there in the name of its group"""
    reactions: dict[int, list[str]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What the message is: "text", "photo", "document" …, or the name of a service message."""
        return next(iter(self.content), "text")

    @property
    def buttons(self) -> list[Json]:
        """The inline buttons below the message."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


@dataclass(eq=False)
class Chat:
    """A conversation of any kind."""

    id: int
    kind: ChatKind
    title: str = ""
    user: User | None = None
    username: str = ""
    is_forum: bool = False
    muted: bool = False
    migrated_to: "Chat | None" = None
    members: dict[int, Status] = field(default_factory=dict)
    anonymous: set[int] = field(default_factory=set)
    """who of those that run it writes in its name"""
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboard: Json | None = None
    last_id: int = 0

    @property
    def is_group(self) -> bool:
        return self.kind in ("group", "supergroup")

    def status(self, user: User) -> Status:
        return self.members.get(user.id, "left")

    def has(self, user: User) -> bool:
        return self.status(user) in HERE

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id


@dataclass(eq=False)
class Press:
    """One press of an inline button, and what its presser was told."""

    id: str
    user: User
    message: Message
    data: str
    at: float
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(eq=False)
class Draft:
    """A streamed draft as it stands in a private chat."""

    id: int
    text: str
    at: float


@dataclass
class Profile:
    """What the bot tells of itself, by language ("" for all); menus by scope and language."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[Json]] = field(default_factory=dict)


@dataclass
class State:
    """All that stands, and the numbers that come next."""

    clock: Clock
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    drafts: dict[int, Draft] = field(default_factory=dict)
    actions: dict[tuple[int, int | None], tuple[str, float]] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    _counters: dict[str, "itertools.count[int]"] = field(default_factory=dict)

    def count(self, name: str, start: int = 1) -> int:
        return next(self._counters.setdefault(name, itertools.count(start)))

    def add_user(self, first_name: str, **more: Any) -> User:
        user = User(
            self.count("user", 5_100_000_001), first_name, **more
        )  # beyond 32 bits, as ids have long been
        self.users[user.id] = user
        return user

    def private(self, user: User) -> Chat:
        """The private chat of a person with the bot; it has the person's id."""
        if user.id not in self.chats:
            self.chats[user.id] = Chat(user.id, "private", user=user)
        return self.chats[user.id]

    def add_chat(self, kind: ChatKind, title: str, **more: Any) -> Chat:
        if kind == "group":
            id_ = GROUP_IDS - self.count("group", 0)
        else:
            id_ = SUPERGROUP_IDS - self.count("supergroup", 0)
        chat = self.chats[id_] = Chat(id_, kind, title, **more)
        return chat

    def add_file(self, folder: str, name: str, content: bytes, mime_type: str) -> File:
        number = self.count("file")
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        id_ = f"BQACAgIAAxkBAAI{number:06d}"
        file = File(id_, f"AgAD{number:06d}", f"{folder}/file_{number}.{suffix}", name, mime_type, content)
        self.files[id_] = file
        return file
