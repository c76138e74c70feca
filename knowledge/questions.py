"""What kind of thing a question asks for, by its closed words, and whether a sentence is of that kind."""

import re
from enum import StrEnum

from knowledge.generation.numbers import claimed


class Asks(StrEnum):
    """What an answer has to have."""

    DEFINITION = "definition"
    CONDITION = "condition"
    TIME = "time"
    NUMBER = "number"


_KINDS = {
    Asks.NUMBER: re.compile(r"\bhow (?:many|much|long|often|big|large)\b"),
    Asks.TIME: re.compile(
        r"\b(?:when|until when|by when|(?:what|which) (?:date|day|time|month|year)|deadlines?)\b"
    ),
    Asks.CONDITION: re.compile(
        r"\bwho (?:may|can|could|is (?:allowed|eligible|entitled))\b|\b(?:may|can|could|am|are) (?:i|we|a|an|any\w*)\b"
        r".*\b(?:use|apply|join|attend|ask|host|take part|participate|get|request|submit|allowed|eligible)\b"
        r"|\b(?:open to|eligible|allowed)\b"
    ),
    Asks.DEFINITION: re.compile(
        r"^(?:so |and |hi |hello |please )*(?:what(?:'s| is| are| does)|define|explain)\s+(?:an? |the )?[\w -]{2,60}"
        r"(?: mean)?\s*\??$"
    ),
}
_DEFINES = re.compile(
    r"^(?:an? |the )?[\w’' -]{2,60}? (?:is|are|means?) (?:an? |the |any |when |not )?\w", re.IGNORECASE
)
_CONDITIONS = re.compile(
    r"\b(?:only|must|may|can|any\w*|every\w*|all|open to|eligible|allowed|entitled|reserved|has to|have to|needs?)\b"
)
_OF_TIME = ("date ", "month ", "time ")
_PAST = re.compile(
    r"\b(?:19\d\d|200\d|201\d|2020)\b|\b(?:previous|former|old|earlier|last) (?:\w+ )?(?:programme|program|period|generation)\b"
    r"|\bused to\b|\bback then\b|\bin the past\b"
)


def asks(question: str) -> Asks | None:
    """What a question asks for; None where its words don't say."""
    lowered = " ".join(question.lower().split())
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(lowered)), None)


def gives(sentence: str, kind: Asks) -> bool:
    """Whether a sentence has what such a question asks for."""
    match kind:
        case Asks.DEFINITION:
            return bool(_DEFINES.match(sentence))
        case Asks.CONDITION:
            return bool(_CONDITIONS.search(sentence.lower()))
        case Asks.TIME:
            return any(quantity.startswith(_OF_TIME) for quantity in claimed(sentence))
        case Asks.NUMBER:
            return any(not quantity.startswith(("nth ", *_OF_TIME)) for quantity in claimed(sentence))


def is_of_the_past(question: str) -> bool:
    """Whether a question names a year up to 2020 or the programme before."""
    return bool(_PAST.search(question.lower()))
