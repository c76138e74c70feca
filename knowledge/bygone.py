"""Dates that have passed in sentences that speak of them as still to come."""

import re
from dataclasses import dataclass
from datetime import date

from knowledge.generation.numbers import MONTHS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAYS = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<name>{_MONTH})\b\.?,? (?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<name>{_MONTH})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE
    ),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
)
_TO_COME = re.compile(
    r"\b(?:will|shall|takes? place|starts?|begins?|ends?|opens?|closes?|runs?|is (?:on|from|open|closed|held|due|planned)"
    r"|are (?:on|from|open|closed|held|due|planned)|until|by (?:the )?(?=\d|[a-z]+ \d)|no later than|deadline|apply|register|submit|sign up)\b"
)
_TOLD = re.compile(
    r"\b(?:was|were|had|did|took|closed on|ended|ran|opened|stayed|became|over|past|expired|dealt|any more|no longer)\b"
)
_CLOSING = re.compile(
    r"\b(?:call|calls|deadline|apply|application|applications|register|registration|submit|until|sign up)\b"
)


@dataclass(frozen=True)
class Bygone:
    """The last day that a sentence speaks of, when it has passed."""

    day: date
    is_closing: bool
    """whether something could be done until then"""


def bygone(sentence: str, *, today: date) -> Bygone | None:
    """The last day of a sentence that speaks of days to come, all of which have passed."""
    days = _days(sentence)
    lowered = sentence.lower()
    if not days or max(days) >= today or _TOLD.search(lowered) or not _TO_COME.search(lowered):
        return None
    return Bygone(max(days), is_closing=bool(_CLOSING.search(lowered)))


def _days(text: str) -> list[date]:
    found = []
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            named = match.groupdict()
            month = int(named["month"]) if named.get("month") else MONTHS[named["name"].lower()]
            try:
                found.append(date(int(named["year"]), month, int(named["day"])))
            except ValueError:
                continue
    return found
