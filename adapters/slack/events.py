"""What Slack tells of messages, read: which are meant for us, where the reply belongs, and what makes them one.

https://docs.slack.dev/reference/events/message
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from adapters.slack.places import Place

SAID_SUBTYPES = frozenset({None, "file_share", "thread_broadcast", "me_message"})
TOKEN = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
OTHERS = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")


@dataclass(frozen=True)
class Us:
    """The app in one workspace."""

    team: str
    user: str
    bot: str | None = None

    @property
    def mention(self) -> re.Pattern[str]:
        return re.compile(rf"<@{re.escape(self.user)}(?:\|[^>]*)?>")


@dataclass(frozen=True)
class Heard:
    """A message by a person."""

    place: Place
    user: str
    team: str
    """the workspace that the person belongs to"""
    ts: str
    text: str
    thread: str | None
    """the thread in which it stands"""
    is_direct: bool
    is_addressed: bool
    """whether it is for us for sure: in direct messages, or by a mention"""
    is_for_others: bool
    """whether it mentions people and not us"""

    @property
    def key(self) -> str:
        """The same for everything that Slack tells of this message."""
        return f"{self.place.channel}:{self.ts}"


def heard(event: dict[str, Any], us: Us) -> Heard | None:
    """The message that an event tells of; None for those of bots, of ourselves, and of the system."""
    user = event.get("user")
    if not user or user in (us.user, "USLACKBOT") or event.get("bot_id") or event.get("bot_profile"):
        return None
    if event.get("subtype") not in SAID_SUBTYPES or event.get("hidden"):
        return None
    channel, ts, thread = str(event["channel"]), str(event["ts"]), event.get("thread_ts")
    raw = str(event.get("text") or "")
    is_direct = event.get("channel_type") == "im" or channel.startswith("D")
    is_mentioned = us.mention.search(raw) is not None
    root = thread if is_direct else thread or ts
    return Heard(
        Place(us.team, channel, root),
        user,
        str(event.get("user_team") or event.get("team") or us.team),
        ts,
        as_written(us.mention.sub(" ", raw)),
        thread,
        is_direct,
        is_direct or is_mentioned or event.get("type") == "app_mention",
        not is_mentioned and OTHERS.search(raw) is not None,
    )


def as_written(text: str) -> str:
    """The text as its author typed it, without Slack's own marks."""

    def shown(match: re.Match[str]) -> str:
        target, label = match[1], match[2]
        if target.startswith(("@", "#")):
            return f"{target[0]}{label}" if label else ""
        if target.startswith("!"):
            return label or f"@{target[1:]}"
        address = target.removeprefix("mailto:").removeprefix("tel:")
        return address if not label or label in address else f"{label} ({address})"

    return html.unescape(TOKEN.sub(shown, text)).strip()
