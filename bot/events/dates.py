"""The days that a text speaks of: "15 jan", "10/03", "the 12th", "in february", "next week"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import import_module

from babel import Locale

from bot.events.places import LANGUAGES

DAY = timedelta(days=1)


class Open(StrEnum):
    """What the words leave open: "5 March" any year, "the 12th" any month."""

    NOTHING = ""
    YEAR = "year"
    MONTH = "month"


@dataclass(frozen=True)
class Spoken:
    """Days that a text speaks of; where the words leave something open, the next such days."""

    first: date
    last: date
    text: str
    start: int
    """where it stands in the text"""
    leaves: Open = Open.NOTHING

    def covers(self, first: date, last: date | None = None) -> bool:
        """Whether any day from `first` to `last` is among these."""
        return self.first <= (last or first) and first <= self.last

    def may_mean(self, day: date) -> bool:
        """Whether a day fits, whatever the words leave open."""
        if self.leaves is Open.MONTH:
            return day.day == self.first.day
        if self.leaves is Open.YEAR:
            return (
                (self.first.month, self.first.day) <= (day.month, day.day) <= (self.last.month, self.last.day)
            )
        return self.covers(day)

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last


_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_SUFFIX = r"(?:st|nd|rd|th|er|ª|º|\.)?"
_LIST = rf"{_NUMBER}{_SUFFIX}(?:\s*(?:,|/|&|\+|-|–|\b(?:and|or|to|und|et|y|e|i|og|och|en)\b)\s*(?:the\s+)?{_NUMBER}{_SUFFIX}(?!\d))*"
_YEAR = r"(?:,?\s+(20\d\d)|\.?\s?(20\d\d))?"
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_NUMERIC = re.compile(rf"(?<![\d.,/:])({_NUMBER})([./])({_NUMBER})(?:\2(20\d\d|\d\d)?)?(?![\d/:%])")
_ALONE = re.compile(
    rf"(?<![\w./:-])(?:({_NUMBER})(?:st|nd|rd|th)\b(?!\s+(?:one|call|edition|part|option|project|time)\b)"
    rf"|(?:on the|le|el|il|am|den)\s+({_NUMBER})\b(?![\d:/%]|[.h]\d|\s*(?:h|pm|am|uhr)\b))",
    re.IGNORECASE,
)
_VERB_MAY = r"(?!\s+(?:i|we|you|my|our|one|he|she|they|be|have)\b)"
_BEFORE_BARE = r"(?:in|of|for|during|this|next|until|till|from|by|or|since|early|late|mid|end of)\s+"
_COMING = r"(?:next|coming) (?:few |couple of |two |three )?"
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}


def spoken_dates(text: str, *, today: date, language: str = "en") -> list[Spoken]:
    """The days of a text, in its order. Month names are known in every language, other words in two.

    These are English and `language`, the language that the member writes in.
    """
    reader = _Reader(text, today, language)
    for rule in (
        reader.iso,
        reader.days_of_month,
        reader.numeric,
        reader.bare_months,
        reader.alone,
        reader.relative,
    ):
        for spoken in rule():
            reader.take(spoken)
    if not any(spoken.is_one_day for spoken in reader.found):
        for spoken in reader.weekdays():
            reader.take(spoken)
    return sorted(reader.found, key=lambda spoken: spoken.start)


class _Reader:
    """Reads one text; what a rule has read, later rules don't see."""

    def __init__(self, text: str, today: date, language: str) -> None:
        self.text = text
        self.rest = text.casefold() if len(text.casefold()) == len(text) else text.lower()
        self.today = today
        self.languages = tuple(dict.fromkeys((language, "en"))) if language in LANGUAGES else ("en",)
        self.found: list[Spoken] = []
        self._matches: list[re.Match[str]] = []

    def take(self, spoken: Spoken) -> None:
        self.found.append(spoken)
        end = spoken.start + len(spoken.text)
        self.rest = self.rest[: spoken.start] + " " * (end - spoken.start) + self.rest[end:]

    def iso(self) -> Iterator[Spoken]:
        for found in _ISO.finditer(self.rest):
            yield from self._day(found, int(found[3]), int(found[2]), int(found[1]))

    def numeric(self) -> Iterator[Spoken]:
        for found in _NUMERIC.finditer(self.rest):
            day, month = int(found[1]), int(found[3])
            if month > 12 >= day and found[2] == "/":
                day, month = month, day
            year = int(found[4]) if found[4] else None
            if found[0] != "24/7":
                yield from self._day(found, day, month, year + 2000 if year and year < 100 else year)

    def days_of_month(self) -> Iterator[Spoken]:
        months = _months(self.languages)
        name = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
        before = rf"(?<![\w.:/])({_LIST})\s*(?:of\s+|de\s+|d['’])?\b({name})\b\.?{_VERB_MAY}{_YEAR}"
        after = rf"\b({name})\b\.?\s+(?:the\s+)?({_LIST})(?![\d:/]|[.h]\d|\s*(?:h|pm|am)\b){_YEAR}"
        for pattern, which, of in ((before, 1, 2), (after, 2, 1)):
            for found in re.finditer(pattern, self.rest):
                for day in re.findall(r"\d+", found[which]):
                    yield from self._day(
                        found, int(day), months[found[of]], int(found[3] or found[4] or 0) or None
                    )

    def bare_months(self) -> Iterator[Spoken]:
        months = _months(self.languages, only_these=True)
        name = "|".join(sorted((re.escape(word) for word in months if len(word) > 3), key=len, reverse=True))
        for found in re.finditer(rf"\b({name})\b\.?{_YEAR}", self.rest):
            yield self._month(found, months[found[1]], int(found[2] or found[3] or 0) or None)
        for found in re.finditer(
            rf"\b{_BEFORE_BARE}(may|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\b{_VERB_MAY}{_YEAR}",
            self.rest,
        ):
            yield self._month(found, months[found[1]], int(found[2] or found[3] or 0) or None)

    def alone(self) -> Iterator[Spoken]:
        for found in _ALONE.finditer(self.rest):
            number = int(found[1] or found[2])
            day = self.today
            while day.day != number:
                day += DAY
            yield self._spoken(found, day, day, Open.MONTH)

    def relative(self) -> Iterator[Spoken]:
        today = self.today
        monday = today - timedelta(days=today.weekday())
        first = today.replace(day=1)
        following = _end_of_month(first) + DAY
        spans = [
            ("today|tonight", "0 day ago", today, today),
            ("day after tomorrow", "in 2 day", today + 2 * DAY, today + 2 * DAY),
            ("tomorrow", "in 1 day", today + DAY, today + DAY),
            ("this week", "0 week ago", today, monday + 6 * DAY),
            ("next week", "in 1 week", monday + 7 * DAY, monday + 13 * DAY),
            ("this month", "0 month ago", today, _end_of_month(first)),
            ("next month", "in 1 month", following, _end_of_month(following)),
            ("this year", "0 year ago", today, date(today.year, 12, 31)),
            ("next year", "in 1 year", date(today.year + 1, 1, 1), date(today.year + 1, 12, 31)),
            (rf"{_COMING}weeks", "", today, today + 28 * DAY),
            (rf"{_COMING}months", "", today, today + 92 * DAY),
        ]
        for english, key, start, end in spans:
            words = "|".join([english, *_relative_words(self.languages, key)])
            for found in re.finditer(rf"\b(?:{words})\b", self.rest):
                yield self._spoken(found, start, end)
        for name, (begins, ends) in _SEASONS.items():
            for found in re.finditer(
                rf"\b(?:in|this|next|until|for|during)\s+(?:the\s+)?{name}\b", self.rest
            ):
                year = today.year + (today.month > ends)
                yield self._spoken(
                    found, date(year, begins, 1), _end_of_month(date(year, ends, 1)), Open.YEAR
                )

    def weekdays(self) -> Iterator[Spoken]:
        for language in self.languages:
            for number, name in Locale(language).days["format"]["wide"].items():
                for found in re.finditer(rf"\b{re.escape(name.casefold())}\b", self.rest):
                    day = self.today + timedelta(days=(number - self.today.weekday()) % 7)
                    yield self._spoken(found, day, day)

    def _day(self, found: re.Match[str], day: int, month: int, year: int | None) -> Iterator[Spoken]:
        for tried in range(year or self.today.year, (year or self.today.year + 8) + 1):
            if month > 12 or not 1 <= day <= monthrange(tried, max(month, 1))[1] or month < 1:
                continue
            if year or (month, day) >= (self.today.month, self.today.day) or tried > self.today.year:
                chosen = date(tried, month, day)
                yield self._spoken(found, chosen, chosen, Open.NOTHING if year else Open.YEAR)
                return

    def _month(self, found: re.Match[str], month: int, year: int | None) -> Spoken:
        first = date(year or self.today.year + (month < self.today.month), month, 1)
        return self._spoken(found, first, _end_of_month(first), Open.NOTHING if year else Open.YEAR)

    def _spoken(self, found: re.Match[str], first: date, last: date, leaves: Open = Open.NOTHING) -> Spoken:
        return Spoken(first, last, self.text[found.start() : found.end()], found.start(), leaves)


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


@cache
def _months(languages: tuple[str, ...], *, only_these: bool = False) -> dict[str, int]:
    """Month by name in small letters; of equal names (listopad) the earlier language's. Short ones of these only."""
    months: dict[str, int] = {"sept": 9} if "en" in languages else {}
    for language in dict.fromkeys(languages if only_these else (*languages, *LANGUAGES)):
        of_locale = Locale(language).months
        widths = ("wide", "abbreviated") if language in languages else ("wide",)
        for form in ("format", "stand-alone"):
            for width in widths:
                for number, name in of_locale[form][width].items():
                    months.setdefault(name.casefold().rstrip("."), number)
    return {name: number for name, number in months.items() if not name.isdecimal()}


@cache
def _relative_words(languages: tuple[str, ...], key: str) -> list[str]:
    """How "next week" and its like are said in languages other than English, from dateparser's data."""
    words: list[str] = []
    for language in languages:
        if language == "en":
            continue
        try:
            data = import_module(f"dateparser.data.date_translation_data.{language}").info
        except ImportError:
            continue
        words += map(re.escape, data["relative-type"].get(key, ()))
    return words
