"""A strict Slack on loopback, for the real SDK and Bolt: limits enforced, errors as Slack words them, faults at will."""

from tests.fakes.slack.errors import Unseen
from tests.fakes.slack.faults import (
    Broken,
    Failing,
    HalfBody,
    LateReply,
    RateLimited,
    ResetAfter,
    ResetBefore,
    Slow,
)
from tests.fakes.slack.people import Person
from tests.fakes.slack.server import BOT_SCOPES, Slack
from tests.fakes.slack.state import AssistantThread, Channel, Message, Team, View

__all__ = [
    "BOT_SCOPES",
    "AssistantThread",
    "Broken",
    "Channel",
    "Failing",
    "HalfBody",
    "LateReply",
    "Message",
    "Person",
    "RateLimited",
    "ResetAfter",
    "ResetBefore",
    "Slack",
    "Slow",
    "Team",
    "Unseen",
    "View",
]
