"""The numbers, amounts, dates and times of a text in one form, however they are written.

A quantity is a text: "2 hour", "80 %", "3500", "date 01-08", "month 2026-01", "time 14:00", "nth 3", with a word
before it for what bounds it: "most 6", "least 2", "over 90 %", "about 80".
"""

import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {word: n for n, word in enumerate(_SMALL)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_MAGNITUDES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
MONTHS = {
    name: n
    for n, names in enumerate(
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
        "october|oct november|nov december|dec".split(),
        start=1,
    )
    for name in names.split("|")
}
UNITS = {
    "second": "second", "seconds": "second", "minute": "minute", "minutes": "minute", "min": "minute",
    "hour": "hour", "hours": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week",
    "month": "month", "months": "month", "year": "year", "years": "year", "%": "%", "percent": "%",
    "euro": "euro", "euros": "euro", "eur": "euro", "€": "euro", "meur": "meur",
}  # fmt: skip
_BOUNDS = {
    "most": "up to|at most|maximum of|maximum|within|no more than|not more than|no longer than",
    "least": "at least|minimum of|minimum|no fewer than|no less than|not less than",
    "over": "more than|over|above|longer than|exceeding",
    "under": "less than|fewer than|under|below",
    "about": "about|around|approximately|roughly|almost|nearly|close to|some|circa|ca",
}
_NAMED = "|".join(f"(?P<{name}>(?<![a-z])(?:{words}))" for name, words in _BOUNDS.items())
_BOUND = re.compile(rf"(?:{_NAMED})(?: the| a| an)?[ €]*$")

_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f,.'’]\d{3})+(?![\d])(?:[.,]\d+(?!\d))?|\d+(?:[.,]\d+)?"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?(?!\d|-\d)"),
    re.compile(
        rf"(?<!\d)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )(?P<name>{_MONTH})\b\.?,?(?: (?P<year>\d{{4}}))?(?!\d)"
    ),
    re.compile(
        rf"\b(?P<name>{_MONTH})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<year>\d{{4}}))?(?!\d)"
    ),
    re.compile(rf"\b(?P<name>{_MONTH})\b\.?,?(?: of)? (?P<year>\d{{4}})(?!\d)"),
)
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:(?:[:h](?P<minute>[0-5]\d))(?![\d:])\s*(?P<half>[ap]\.?m\b)?|\s*(?P<late>[ap]\.?m\b))"
)
_NUMBER = re.compile(
    rf"(?P<euro>€\s?)?(?<![\w.,])(?P<digits>{_DIGITS})(?P<nth>(?:st|nd|rd|th)\b)?"
    rf"|\b(?P<tens>{'|'.join(_TENS)})[- ](?P<ones>{'|'.join(_SMALL[1:10])})\b"
    rf"|\b(?P<word>{'|'.join([*_SMALL, *_TENS, 'single', 'a', 'an'])})\b"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)})\b(?=[- ]\w)"
)
_AFTER = re.compile(
    rf"[-\s]*(?P<magnitude>{'|'.join(_MAGNITUDES)})?s?\b[-\s]*(?:(?:working|calendar|full|whole|consecutive)[-\s])?"
    rf"(?P<unit>%|€|per cent\b|(?:{'|'.join(unit for unit in UNITS if unit.isalpha())})\b)?"
)


def claimed(text: str) -> set[str]:
    """What a text states, each number in its most exact form."""
    return _read(text)[0]


def offered(text: str) -> set[str]:
    """What a text bears out: what it states, and each part of that (a date's year, a share's bare number)."""
    exact, parts = _read(text)
    return exact | parts


def numbers_differ(one: str, other: str) -> bool:
    """Whether two texts give other numbers of the same unit; dates and times aside."""
    ours, theirs = _by_unit(one), _by_unit(other)
    return any(ours[unit] != theirs[unit] for unit in ours.keys() & theirs.keys())


def _by_unit(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quantity in claimed(text):
        unit = re.sub(r"[\d.]+", "", quantity.removeprefix("most ").removeprefix("least ")).strip()
        if not unit.startswith(("date", "month -", "time", "nth")):
            found.setdefault(unit, set()).add(quantity)
    return found


def digits_of(text: str, *, language: str = "en") -> list[str]:
    """The bare values in order of size, to compare a text with its translation; month names become numbers."""
    text = _in_english(text, language) if language != "en" else text
    values = [
        part
        for quantity in claimed(text)
        for part in re.findall(r"\d+(?:\.\d+)?", quantity.replace("-", " ").replace(":", " "))
    ]
    # A time on the hour is often written without its minutes.
    return sorted({f"{Decimal(value).normalize():f}" for value in values} - {"0"})


def _read(text: str) -> tuple[set[str], set[str]]:
    rest = text.lower().replace("\u00a0", " ").replace("\u202f", " ")
    exact: set[str] = set()
    parts: set[str] = set()
    for pattern in _DATES:
        rest = pattern.sub(lambda found: _date(found, exact, parts), rest)
    rest = _TIME.sub(lambda found: _time(found, exact), rest)
    for found in _NUMBER.finditer(rest):
        _number(found, rest, exact, parts)
    return exact, parts


def _date(found: re.Match[str], exact: set[str], parts: set[str]) -> str:
    groups = found.groupdict()
    month = MONTHS[groups["name"]] if groups.get("name") else int(groups["month"])
    day, year = groups.get("day"), groups.get("year")
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):
        return found[0]
    if day:
        exact.add(f"date {month:02}-{int(day):02}")
        parts.add(str(int(day)))
    if year:
        exact.add(f"month {year}-{month:02}")
        parts.add(year)
    return " , "


def _time(found: re.Match[str], exact: set[str]) -> str:
    hour, half = int(found["hour"]), found["half"] or found["late"] or ""
    if half.startswith("p") and hour < 12:
        hour += 12
    exact.add(f"time {hour:02}:{found['minute'] or '00'}")
    return " , "


def _number(found: re.Match[str], text: str, exact: set[str], parts: set[str]) -> None:
    if found["ordinal"]:
        exact.add(f"nth {_ORDINALS[found['ordinal']]}")
        return
    if found["nth"]:
        exact.add(f"nth {found['digits']}")
        return
    after = _AFTER.match(text, found.end())
    unit = after["unit"] if after else None
    if found["euro"]:
        unit = "€"
    unit = "%" if unit == "per cent" else UNITS.get(unit or "", "")
    value = _value(found)
    if after and after["magnitude"]:
        value *= _MAGNITUDES[after["magnitude"]]
    if value == 1 and (found["word"] in ("a", "an", "single") or (found["word"] == "one" and not unit)):
        # "A month" bears out "one month", and "one of them" states no number.
        parts.update(_with_unit("1", unit))
        return
    bare = f"{value.normalize():f}"
    bound = _bound(text[max(0, found.start() - 24) : found.start()])
    exact.add(f"{bound} {bare} {unit}".strip())
    if not bound:
        parts.update(_with_unit(bare, unit))
    else:
        parts.add(f"{bound} {bare}")


def _with_unit(bare: str, unit: str) -> list[str]:
    return [f"{bare} {unit}".strip(), bare]


def _bound(before: str) -> str:
    found = _BOUND.search(before)
    return found.lastgroup or "" if found else ""


def _value(found: re.Match[str]) -> Decimal:
    if found["tens"]:
        return Decimal(NUMBER_WORDS[found["tens"]] + NUMBER_WORDS[found["ones"]])
    if found["word"]:
        return Decimal(NUMBER_WORDS.get(found["word"], 1))
    digits = found["digits"]
    groups = re.split(r"[ ,.'’]", digits)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[0] != "0":
        return Decimal("".join(groups))
    whole, mark, fraction = digits.rpartition("," if "," in digits[-4:] else ".")
    if not mark:
        return Decimal(re.sub(r"\D", "", digits))
    return Decimal(f"{re.sub(r'[^0-9]', '', whole) or '0'}.{fraction}")


def is_month(word: str, language: str = "en") -> bool:
    """Whether a word is the name of a month, inflected perhaps."""
    lowered = word.lower()
    return lowered in MONTHS or any(lowered.startswith(name[:-2]) for name, _ in _months_of(language))


def _in_english(text: str, language: str) -> str:
    """The text with this language's month names in English, so that a date is read as one."""
    lowered = text.lower()
    names = _months_of(language)
    for ending, cut in (("", 0), (r"\w{0,4}", 2)):  # as the calendar has them, then inflected
        for name, number in names:
            form = re.escape(name[: max(3, len(name) - cut)]) + ending
            english = _SHORTEST[number]
            lowered = re.sub(rf"(?<=\d)\.? (?:de |d['’])?{form}\b(?: de)?", f" {english}", lowered)
            lowered = re.sub(rf"\b{form}(?: de)?(?= \d)", english, lowered)
    return lowered


_SHORTEST = {n: name for name, n in MONTHS.items() if len(name) == 3}


@lru_cache
def _months_of(language: str) -> tuple[tuple[str, int], ...]:
    locale = Locale.parse(language)
    found = {
        name.lower().rstrip("."): number
        for context in ("format", "stand-alone")
        for number, name in locale.months[context]["wide"].items()
    }
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))
