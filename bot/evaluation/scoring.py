"""Scores raw replies: whether each did the right thing, and whether it holds the facts."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.evaluation.messages import TestMessage

MAX_CHARS = 900  # a longer reply is read by nobody

_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}
_THOUSANDS = re.compile(r"(?<=\d)[,.\u00a0\u202f ](?=\d{3}\b)")
_JOINERS = re.compile("[-\u2010\u2011\u2012\u2013\u2014\u2015_/]")
_PUNCTUATION = re.compile(r"[^\w:@#*|.\[\] ]")


@dataclass(frozen=True)
class RawReply:
    """What came back for one message."""

    id: str
    action: str
    text: str
    citations: Sequence[Mapping[str, Any]] = ()
    confidence: float = 0.0
    """0 to 1: that the content answers it; 0 where the reply is no matter of content"""

    @property
    def is_from_pages(self) -> bool:
        """Whether it is an answer told from the content."""
        return self.action == "answer" and self.confidence > 0

    def as_values(self) -> dict[str, Any]:
        return {"id": self.id, "action": self.action, "text": self.text, "citations": list(self.citations)}


def folded(text: str) -> str:
    """Text as facts are looked for in it: no case, accents, hyphens or thousands marks; small numbers as digits."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = _PUNCTUATION.sub(" ", _JOINERS.sub(" ", _THOUSANDS.sub("", plain)))
    words = (word.strip(".") for word in plain.split())
    return " ".join(_NUMBER_WORDS.get(word, word) for word in words)


def holds(fact: str, folded_text: str) -> bool:
    """Whether a fact stands in folded text as whole words; "a|b" is either, a final * any ending."""
    for alternative in folded(fact).split("|"):
        wanted = alternative.strip()
        ending = "" if wanted.endswith("*") else r"(?!\w)"
        if wanted and re.search(rf"(?<!\w){re.escape(wanted.rstrip('*'))}{ending}", folded_text):
            return True
    return False


@dataclass
class Tally:
    """How a group of messages fared."""

    messages: int = 0
    actions: list[bool] = field(default_factory=list)
    facts: list[bool] = field(default_factory=list)

    def as_values(self) -> dict[str, Any]:
        return {"n": self.messages, "action_right": share(self.actions), "facts_right": share(self.facts)}


def score(messages: Iterable[TestMessage], replies: Mapping[str, RawReply]) -> dict[str, Any]:
    """The figures that `helpdesk eval` prints; a message without a reply is wrong."""
    kinds: defaultdict[str, Tally] = defaultdict(Tally)
    answered: list[bool] = []
    wrong = []
    for message in messages:
        reply = replies.get(message.id, RawReply(message.id, "none", ""))
        acted = reply.action in message.right_actions
        missing = faults(message, reply)
        tally = kinds[message.kind]
        tally.messages += 1
        tally.actions.append(acted)
        if message.expected_facts or message.forbidden_facts:
            tally.facts.append(acted and not missing)
        if message.kind == "needs_expert" and message.expected_action == "escalate":
            answered.append(reply.action == "answer")
        if missing or not acted:
            wrong.append(
                {
                    "id": message.id,
                    "text": message.text[:80],
                    "expected": message.expected_action,
                    "got": reply.action,
                    "missing_facts": missing,
                }
            )
    return {
        "messages": sum(tally.messages for tally in kinds.values()),
        "action_right": share(flag for tally in kinds.values() for flag in tally.actions),
        "facts_right": share(flag for tally in kinds.values() for flag in tally.facts),
        "needs_expert_answered": share(answered),
        "by_kind": {kind: tally.as_values() for kind, tally in sorted(kinds.items())},
        "wrong": wrong,
    }


def share(flags: Iterable[bool]) -> float | None:
    """The share of true ones, 0 to 1; None of none."""
    listed = list(flags)
    return round(sum(listed) / len(listed), 4) if listed else None


def faults(message: TestMessage, reply: RawReply) -> list[str]:
    """What a reply to a message lacks or says wrongly."""
    text = folded(reply.text)
    faults = [fact for fact in message.expected_facts if not holds(fact, text)]
    said = reply.text.lower()
    faults += [f"forbidden: {fact}" for fact in message.forbidden_facts if fact.lower() in said]
    if len(reply.text) > MAX_CHARS:
        faults.append(f"longer than {MAX_CHARS} characters")
    if message.needs_citation and reply.action == "answer" and not reply.citations:
        faults.append("no citation")
    return faults
