"""What a member has chosen for themselves: the topics that interest them, and what that changes in lists of events."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.events.catalogue import Event

MAX_ASKING = 80  # characters of "which upcoming events are there for me?" and the like
_STEMS = {
    "Smart": "smart",
    "Green": "green",
    "Connected": "connected",
    "Social": "social",
    "Citizens": "citizen",
    "Governance": "governance",
}
"""how a word of an event's topic begins: "Greener Europe", "Europe closer to citizens" """
_MEANS_ME = re.compile(
    r"\b(?:for me|(?:on|of|about|for) my (?:own )?(?:topics?|interests?)|my (?:topics?|interests?)|interests? me)\b",
    re.IGNORECASE,
)

_ASKS_FOR_OWN = re.compile(
    rf"\W*(?:(?:show|list|tell|give|find|which|what|any|me|are|there|the|next|coming|upcoming|please)\W+)*"
    rf"events?\W+(?:(?:that|which|are|coming|up|there)\W+)*{_MEANS_ME.pattern}\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Interests:
    """A member's own choice."""

    topics: frozenset[str]
    """of `TOPICS_OF_PAGES`; there is one at least"""
    lead: bool = True
    """whether events on them come first in lists"""


class KeptInterests(Protocol):
    """Keeps what members have chosen, until they delete it."""

    async def of(self, member: str) -> Interests | None:
        """None: nothing is kept of this member."""
        ...

    async def keep(self, member: str, interests: Interests, *, at: datetime) -> None:
        """In the place of what was chosen before."""
        ...

    async def forget(self, member: str) -> bool:
        """Delete what is kept; whether there was anything."""
        ...


class InterestsInMemory:
    """Interests that go with the process."""

    def __init__(self) -> None:
        self._kept: dict[str, Interests] = {}

    async def of(self, member: str) -> Interests | None:
        return self._kept.get(member)

    async def keep(self, member: str, interests: Interests, *, at: datetime) -> None:
        self._kept[member] = interests

    async def forget(self, member: str) -> bool:
        return self._kept.pop(member, None) is not None


def means_own(text: str) -> bool:
    """Whether a text asks for what is on the member's own topics, as in "events for me"."""
    return _MEANS_ME.search(text) is not None


def asks_for_own(text: str) -> bool:
    """Whether a text asks for nothing but that: few words, which are like others about other things."""
    return len(text) <= MAX_ASKING and _ASKS_FOR_OWN.fullmatch(text) is not None


def without_own(text: str) -> str:
    """The text without the words that ask for that."""
    return _MEANS_ME.sub(" ", text)


def is_on(event: Event, topics: Collection[str]) -> bool:
    """Whether an event is on one of these topics, as its own says."""
    words = re.findall(r"[a-z]+", (event.topic or "").lower())
    return any(word.startswith(_STEMS[topic]) for topic in topics if topic in _STEMS for word in words)


def arranged(events: Sequence[Event], interests: Interests | None) -> list[Event]:
    """The events in the order in which this member wants them: those on their topics first, or as they are."""
    if interests is None or not interests.lead:
        return list(events)
    return sorted(events, key=lambda event: not is_on(event, interests.topics))
