"""Where things are said in Slack, and how conversations and members are named after that."""

from dataclasses import dataclass

PLATFORM = "slack"


@dataclass(frozen=True)
class Place:
    """A channel, or a thread in it. Direct messages outside any thread are one conversation."""

    team: str
    channel: str
    thread: str | None = None

    @property
    def conversation(self) -> str:
        return ":".join(part for part in (PLATFORM, self.team, self.channel, self.thread) if part)

    @property
    def is_direct(self) -> bool:
        return self.channel.startswith("D")


def place_of(conversation: str) -> Place | None:
    """The place of a conversation; None for those of other platforms."""
    platform, *parts = conversation.split(":")
    if platform != PLATFORM or not 2 <= len(parts) <= 3 or not all(parts):
        return None
    return Place(*parts)


def member_id(team: str, user: str) -> str:
    """A member's id; a user's id is unique only together with the workspace."""
    return f"{PLATFORM}:{team}:{user}"


def user_of(member: str) -> str | None:
    """The user's id in Slack; None for members of other platforms."""
    platform, *parts = member.split(":")
    return parts[1] if platform == PLATFORM and len(parts) == 2 else None
