"""A strict Telegram on loopback, for the real SDK: limits enforced, errors as the Bot API words them, faults at will."""

from tests.fakes.telegram.errors import Unseen
from tests.fakes.telegram.faults import (
    Broken,
    Failing,
    HalfBody,
    LateReply,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Slow,
)
from tests.fakes.telegram.people import Person
from tests.fakes.telegram.server import Telegram
from tests.fakes.telegram.state import Chat, Message, Press, Topic, User

__all__ = [
    "Broken",
    "Chat",
    "Failing",
    "HalfBody",
    "LateReply",
    "Message",
    "Person",
    "Press",
    "RateLimited",
    "ResetAfter",
    "ResetBefore",
    "Slow",
    "Telegram",
    "Topic",
    "Unseen",
    "User",
]
