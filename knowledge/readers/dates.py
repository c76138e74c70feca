"""When facts were true, where a page or a record says so."""

import re
from datetime import UTC, datetime

from knowledge.documents import AsOf

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_FORMS = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<number>\d{1,2})(?:-(?P<day>\d{1,2})(?:[T ].*)?)?)?"),
    re.compile(r"(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<year>\d{4})"),
    re.compile(rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
)
_DATE = r"(\d{4}-\d\d(?:-\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{4}|(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]{2,8}\.? \d{4})"
_SAID = re.compile(
    rf"\b(?:as (?:of|at)|last (?:updated|modified|reviewed|changed)(?: on)?|updated(?: on)?|"
    rf"published(?: on)?|publication date|date of publication|valid as of|status)\s*:?\s+{_DATE}",
    re.IGNORECASE,
)
_EARLIEST = 1990


def parse_date(text: str) -> AsOf:
    """A date as people and programs write it, days before months; ValueError when it is none."""
    folded = " ".join(text.split())
    for form in _FORMS:
        match = form.fullmatch(folded)
        if match is None:
            continue
        said = match.groupdict()
        month = said.get("number") or (_month(said["month"]) if said.get("month") else None)
        return _as_of(
            int(said["year"]), int(month) if month else None, int(said["day"]) if said.get("day") else None
        )
    raise ValueError(f"not a date: {folded[:40]!r}")


def said_date(text: str) -> AsOf | None:
    """The latest date that a page gives for its own facts ("as of June 2020", "Updated: 3 May 2024")."""
    found: list[AsOf] = []
    for match in _SAID.finditer(text):
        try:
            as_of = parse_date(match[1])
        except ValueError:
            continue
        if _EARLIEST <= as_of.year <= datetime.now(UTC).year:
            found.append(as_of)
    return max(found, default=None)


def _as_of(year: int, month: int | None, day: int | None) -> AsOf:
    text = f"{year:04d}"
    if month is not None:
        text += f"-{month:02d}"
        if day is not None:
            text += f"-{day:02d}"
    return AsOf(text)


def _month(name: str) -> int:
    matches = [number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower())]
    if name.lower() == "sept":
        matches = [9]
    if len(matches) != 1:
        raise ValueError(f"not a month: {name!r}")
    return matches[0]
