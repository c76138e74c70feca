"""What people do in Telegram, as far as the helpdesk makes something of it.

https://core.telegram.org/bots/api#getting-updates
"""

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity

from adapters.telegram.legible import is_unread
from adapters.telegram.places import NO_TOPIC, Place

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*)|\s*)", re.DOTALL)
ASK = "ask"  # a question behind it, or a wish for one
OURS = frozenset(
    "start help ask expert status why note solved unsolved link unlink settings back skip cancel continue "
    "organise organize".split()
)
"""commands to which a group need not add our name"""
AT_DESK = frozenset("list mine open claim answer reassign snooze wake close admit card grant revoke".split())
"""those that are added to them among experts"""
KINDS = {
    "voice": ("voice", "audio", "video_note"),
    "photo": ("photo", "video", "animation", "sticker", "story", "paid_media"),
    "file": ("document",),
    "contact": ("contact",),
    "location": ("location", "venue"),
    "other": ("poll", "dice", "game", "invoice", "checklist"),
}
"""what is no text, by what people are told to do instead"""
UNNAMED = "unnamed"
"""what is told instead to whoever writes in the name of a group or a channel"""


@dataclass(frozen=True)
class Us:
    """The bot."""

    id: int
    username: str
    sees_all: bool = False
    """whether it is shown every message of its groups, and not only those for it"""


@dataclass(frozen=True)
class Heard:
    """Something that a person said, or somebody in the name of a group or a channel."""

    place: Place
    """in a group, that of this person's own talk"""
    user: int
    """or the group or channel in whose name it was written"""
    message: int
    text: str
    is_addressed: bool
    instead: str | None = None
    """what came where words were wanted, one of `KINDS`, or from nobody by name, which is `UNNAMED`"""
    album: str | None = None
    reply_to: int | None = None
    our_words: str | None = None
    """the message of ours that it replies to"""
    names_us: bool = False
    """whether it is for us whatever it replies to: by our name, or as a command"""
    is_for_others: bool = False
    """whether it names somebody else"""

    @property
    def key(self) -> str:
        """The same however often it is told, and for the pictures of an album together."""
        if self.instead is not None and self.album is not None:
            return f"album:{self.place.chat}:{self.album}"
        return f"message:{self.place.chat}:{self.message}"

    @property
    def is_named(self) -> bool:
        """Whether it is known who said it."""
        return self.instead != UNNAMED

    @property
    def room(self) -> Place:
        """The group or topic as a whole."""
        return Place(self.place.chat, self.place.topic)


def heard(message: Message, us: Us, *, at_desk: bool = False) -> Heard | None:
    """What was said; None for other bots, for what nobody said, and for commands to other bots."""
    if (by := _author(message)) is None:
        return None
    instead = None if message.text or message.caption else _instead(message)
    text = message.text or message.caption or ""
    if not text and instead is None:
        return None
    is_private = message.chat.id > 0
    command = COMMAND.fullmatch(text)
    if command is not None and not _is_ours(command, us, is_private=is_private, at_desk=at_desk):
        return None
    replied = message.reply_to_message
    to_us = replied is not None and replied.from_user is not None and replied.from_user.id == us.id
    names_us = _names(message, us)
    topic = message.message_thread_id if message.is_topic_message else None
    return Heard(
        Place(message.chat.id, topic or NO_TOPIC, None if is_private else by),
        by,
        message.message_id,
        _words(text, command, us),
        is_addressed=is_private or to_us or names_us or command is not None,
        instead=instead if message.sender_chat is None else UNNAMED,
        album=message.media_group_id,
        reply_to=replied.message_id if replied is not None and not _opened_topic(replied) else None,
        our_words=(replied.text or replied.caption) if replied is not None and to_us else None,
        names_us=names_us or command is not None,
        is_for_others=_names_others(message, us),
    )


def _author(message: Message) -> int | None:
    """Who wrote a message, or in whose name; None for other bots, and for what a channel brings into its group."""
    if message.sender_chat is not None:
        return None if message.is_automatic_forward else message.sender_chat.id
    user = message.from_user
    return None if user is None or user.is_bot else user.id


def change_of(message: Message, update: int) -> list[int]:
    """Numbers that ascend with the changes of a message.

    Its moment is in seconds; within one, updates count up: https://core.telegram.org/bots/api#update
    """
    return [int(message.edit_date.timestamp()) if message.edit_date else 0, update]


def _is_ours(command: re.Match[str], us: Us, *, is_private: bool, at_desk: bool) -> bool:
    if command["bot"]:
        return command["bot"].lower() == us.username.lower()
    name = command["name"].lower()
    return is_private or name in OURS or (at_desk and name in AT_DESK)


def _words(text: str, command: re.Match[str] | None, us: Us) -> str:
    """The words that are meant for the helpdesk: without its own name, and a question without /ask."""
    if command is not None:
        rest = (command["rest"] or "").strip()
        if command["name"].lower() == ASK:
            return rest or "/help"
        return f"/{command['name'].lower()} {rest}".strip()
    named = re.compile(rf"(?<![\w@])@{re.escape(us.username)}(?!\w)[,:]?", re.IGNORECASE)
    return named.sub(" ", text).strip() if us.username else text


def _names(message: Message, us: Us) -> bool:
    return any(
        name.lower() == f"@{us.username.lower()}" or user == us.id for name, user in _mentions(message)
    )


def _names_others(message: Message, us: Us) -> bool:
    mentions = _mentions(message)
    return bool(mentions) and not _names(message, us)


def _mentions(message: Message) -> list[tuple[str, int | None]]:
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    found = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    return [(name, entity.user.id if entity.user else None) for entity, name in found.items()]


def _instead(message: Message) -> str | None:
    """What came where words were wanted; None for what happens by itself, like a new title."""
    for kind, names in KINDS.items():
        if any(getattr(message, name, None) or is_unread(message, name) for name in names):
            return kind
    return None


def _opened_topic(replied: Message) -> bool:
    """Messages in a topic are told as replies to the one that opened it."""
    return replied.forum_topic_created is not None
