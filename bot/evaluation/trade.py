"""The trade of answers given against wrong ones, by how sure the helpdesk has to be before it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.messages import TestMessage
from bot.evaluation.scoring import RawReply, faults, share

LEAST = 0.3  # the lowest threshold that is looked at; the settings allow no lower one
THRESHOLDS = (LEAST, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class Trade:
    """What one threshold would give."""

    threshold: float
    answered: float | None
    """share of the messages that pages should answer which get a right answer; None where there are none"""
    wrong: float | None
    """share of the answers given which lack a fact, or should not have been given"""


@dataclass(frozen=True)
class _Told:
    confidence: float
    is_right: bool
    is_due: bool
    """whether the message is one that pages should answer"""


def trades(messages: Sequence[TestMessage], boldest: Mapping[str, RawReply], *, chosen: float) -> list[Trade]:
    """One trade for each threshold, the chosen one among them.

    `boldest` holds the reply to each message at the threshold LEAST: a higher one gives the same answers, except
    those of a lower confidence.
    """
    told = [_told(message, boldest[message.id]) for message in messages if message.id in boldest]
    told = [each for each in told if each.is_due or each.confidence > 0]
    return [_at(threshold, told) for threshold in sorted({*THRESHOLDS, chosen})]


def _told(message: TestMessage, reply: RawReply) -> _Told:
    is_right = reply.action in message.right_actions and not faults(message, reply)
    is_elsewhere = reply.action == "answer" and not reply.is_from_pages  # as what is told of an event
    is_due = message.expected_action == "answer" and not is_elsewhere
    return _Told(reply.confidence if reply.is_from_pages else 0.0, is_right, is_due)


def _at(threshold: float, told: Sequence[_Told]) -> Trade:
    given = [each for each in told if each.confidence >= threshold]
    return Trade(
        threshold,
        share(each.is_right and each.confidence >= threshold for each in told if each.is_due),
        share(not each.is_right for each in given),
    )
