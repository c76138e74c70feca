"""Where things are said in Telegram, and how conversations and members are named after that."""

from dataclasses import dataclass
from typing import Any

PLATFORM = "telegram"
NO_TOPIC = 0


@dataclass(frozen=True)
class Place:
    """A private chat; a group or a topic of it; or, there, the talk of one person among the others."""

    chat: int
    topic: int = NO_TOPIC
    user: int | None = None

    @property
    def is_private(self) -> bool:
        return self.chat > 0

    @property
    def conversation(self) -> str:
        """Each person's talk in a group is a conversation of its own, so that nobody says yes for another."""
        if self.is_private:
            return f"{PLATFORM}:{self.chat}"
        whole = f"{PLATFORM}:{self.chat}:{self.topic}"
        return whole if self.user is None else f"{whole}:{self.user}"

    @property
    def thread(self) -> int | None:
        """As `message_thread_id` in a call."""
        return self.topic or None


def place_of(conversation: str) -> Place | None:
    """The place of a conversation; None for those of other platforms."""
    platform, *parts = conversation.split(":")
    if platform != PLATFORM or not 1 <= len(parts) <= 3:
        return None
    try:
        chat, *rest = (int(part) for part in parts)
    except ValueError:
        return None
    return Place(chat, *rest)


def member_id(user: int) -> str:
    """A member's id, which is a number: a username may be somebody else's tomorrow."""
    return f"{PLATFORM}:{user}"


def user_of(member: str) -> int | None:
    """The user's id in Telegram; None for members of other platforms."""
    platform, _, user = member.partition(":")
    return int(user) if platform == PLATFORM and user.isdecimal() else None


def origin_of(place: Place, *, message: int | None = None) -> dict[str, Any]:
    """What is needed for the reply. A private chat begins with a greeting; in a group nobody asked for one."""
    known = {"message": message} if message is not None else {}
    return {"chat": place.chat, "greets": place.is_private} | known
