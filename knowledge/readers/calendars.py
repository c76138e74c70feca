"""Finds calendars: month grids, lists of month names, of weekdays and of years, on one line or over many."""

import re
from functools import cache

from knowledge.readers.blocks import Block

_LANGUAGES = "bg hr cs da nl en et fi fr de el hu ga it lv lt mt pl pt ro sk sl es sv".split()
_FRAME = frozenset("« » ‹ › < > ← → today prev next previous".split())
_TOKEN = re.compile(r"\S+")

MIN_DAYS = 20  # days in ascending order that make a month's grid
MIN_NAMES = {"month": 6, "weekday": 5, "year": 4}


def without_calendars(blocks: list[Block]) -> list[Block]:
    """The blocks without calendars; a block that was nothing else goes altogether."""
    tokens = [
        (number, match.span(), _sort(match[0]))
        for number, block in enumerate(blocks)
        for match in _TOKEN.finditer(block.text)
    ]
    cuts: dict[int, list[tuple[int, int]]] = {}
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and tokens[end][2]:
            end += 1
        if _is_calendar([sort for _, _, sort in tokens[start:end]]):
            for number, span, _ in tokens[start:end]:
                cuts.setdefault(number, []).append(span)
        start = end + 1
    left = [_cut(block, cuts[number]) if number in cuts else block for number, block in enumerate(blocks)]
    return [block for number, block in enumerate(left) if number not in cuts or re.search(r"\w", block.text)]


def _cut(block: Block, spans: list[tuple[int, int]]) -> Block:
    text = block.text
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return Block(block.kind, " ".join(text.split()), level=block.level, linked=block.linked)


def _is_calendar(sorts: list[str]) -> bool:
    """Days in order are a calendar by themselves; names only together with other names or with days."""
    days = longest = 0
    previous = 0
    for sort in sorts:
        if not sort.isdigit():
            continue
        day = int(sort)
        days = days + 1 if day == previous + 1 else 1
        longest = max(longest, days)
        previous = day
    if longest >= MIN_DAYS:
        return True
    return sum(sorts.count(name) >= least for name, least in MIN_NAMES.items()) >= 2


def _sort(token: str) -> str:
    """'month', 'weekday', 'year', 'frame', a day's number, or '' for any other word."""
    word = token.strip("|.*_[]();:").lower()
    if not word.strip("-|:") or word in _FRAME:
        return "frame"
    if word.isascii() and word.isdigit():
        number = int(word) if len(word) < 5 else 0
        return str(number) if 1 <= number <= 31 else "year" if 1900 <= number <= 2100 else ""
    return _names().get(word, "")


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for name in locale.months[context][width].values():
                    names[str(name).lower().strip(".")] = "month"
            for width in ("wide", "abbreviated", "short"):
                for name in locale.days[context][width].values():
                    names[str(name).lower().strip(".")] = "weekday"
    return names
