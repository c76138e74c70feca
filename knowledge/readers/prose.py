"""Finds headings, paragraphs and list items in plain text by its blank lines and its line lengths."""

import re
from collections.abc import Iterator, Sequence

from knowledge.readers.blocks import Block, heading, item, paragraph
from knowledge.readers.characters import tidy
from knowledge.readers.labels import LINKING, has_end_mark, is_button, is_menu, is_placeholder, is_short_label

MAX_HEADING = 14  # words
MAX_FIRST_HEADING = 20
MENU_RUN = 3
WRAPPED = range(45, 121)  # characters of the longest line where an editor broke the lines

_BULLET = re.compile(r"\s*[-–—•*▪◦‣·●○■➢✓]\s+")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}|[a-z])[.)]\s+")
_UNDERLINE = re.compile(r"\s*(?:=+|-{3,}|_{3,}|\*{3,})\s*")


def blocks_of(text: str, *, from_web: bool) -> list[Block]:
    """The blocks of a plain text; `from_web` drops lines that are menus before headings are looked for."""
    groups = [
        group for part in re.split(r"\n[ \t]*\n", tidy(text)) if (group := _lines(part, from_web=from_web))
    ]
    units: list[str] = []
    for group in groups:
        for unit in group if len(groups) == 1 or not _is_wrapped(group) else _unwrapped(group):
            if units and _continues(units[-1], unit):
                units[-1] += " " + unit
            else:
                units.append(unit)
    return list(_classified(units))


def _lines(part: str, *, from_web: bool) -> list[str]:
    lines = [line.strip() for line in part.split("\n") if line.strip() and not _UNDERLINE.fullmatch(line)]
    if not from_web:
        return lines
    kept: list[str] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _is_entry(lines[end]):
            end += 1
        if end - start < MENU_RUN:
            end = max(end, start + 1)
            kept += lines[start:end]
        start = end
    return [
        line
        for line, following in zip(kept, [*kept, ""][1:], strict=True)
        if not (is_button(line) or is_menu(line) or _is_mere_placeholder(line, following))
    ]


def _is_entry(line: str) -> bool:
    return is_button(line) or (is_short_label(line) and not _BULLET.match(line))


def _is_mere_placeholder(line: str, following: str) -> bool:
    """A placeholder, unless the next line goes on with it ("Document" / "in 2018 …")."""
    return is_placeholder(line) and not following[:1].islower()


def _is_wrapped(lines: Sequence[str]) -> bool:
    longest = max(map(len, lines))
    if len(lines) < 2 or longest not in WRAPPED or any(map(_BULLET.match, lines)):
        return any(map(_BULLET.match, lines)) and longest in WRAPPED
    return all(len(line) >= longest * 0.6 for line in lines[:-1])


def _unwrapped(lines: Sequence[str]) -> list[str]:
    units: list[str] = []
    for line in lines:
        if units and not _BULLET.match(line) and not _NUMBERED.match(line):
            units[-1] += " " + line
        else:
            units.append(line)
    return units


def _continues(before: str, unit: str) -> bool:
    """Whether a line break fell into a sentence."""
    if has_end_mark(before) or _BULLET.match(unit) or _NUMBERED.match(unit):
        return False
    return unit[0].islower() or before.rsplit(maxsplit=1)[-1] in LINKING


def _classified(units: Sequence[str]) -> Iterator[Block]:
    for number, unit in enumerate(units):
        following = units[number + 1] if number + 1 < len(units) else ""
        if _BULLET.match(unit):
            yield item(_BULLET.sub("", unit, count=1))
        elif _announces(unit, following, is_first=number == 0):
            yield heading(re.sub(r"^(?:\d{1,2}[.)]|[+#]+)\s+", "", unit), level=1 if number == 0 else 2)
        elif _NUMBERED.match(unit):
            yield item(_NUMBERED.sub("", unit, count=1))
        else:
            yield paragraph(unit)


def _announces(unit: str, following: str, *, is_first: bool) -> bool:
    """Whether a line is the heading of what follows it."""
    words = len(unit.split())
    if not following or words > (MAX_FIRST_HEADING if is_first else MAX_HEADING) or unit[0].islower():
        return False
    if re.search(r"[.!:;,…]['\"”’)]*$|[@#]\w|https?:", unit):
        return False
    if _BULLET.match(following):
        return not _NUMBERED.match(unit)
    if _NUMBERED.match(unit):
        return has_end_mark(following) and not _NUMBERED.match(following)
    return (
        is_first
        or has_end_mark(following)
        or bool(_NUMBERED.match(following))
        or len(following.split()) > words * 2
    )
