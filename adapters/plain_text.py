"""Text that shows what it says: no hidden character, and no address but those that are ours."""

import re
import unicodedata
from collections.abc import Iterator

ADDRESS = re.compile(r"https?://[^\s<>|\"“”«»()\[\]{}]+[^\s<>|\"“”«»()\[\]{}.,;:!?'’]")
QUOTED = re.compile(r"“[^”]*”")  # where our sentences repeat a member's own words


def readable(text: str) -> str:
    """The text without characters that nobody sees or that turn it round; line breaks stay."""
    kept = []
    for letter in text:
        category = unicodedata.category(letter)
        if letter == "\n":
            kept.append(letter)
        elif category == "Cc":
            kept.append(" ")
        elif category not in {"Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            kept.append(letter)
    return "".join(kept)


def plain(text: str, limit: int) -> str:
    """The text for a label: one line, cut at a limit."""
    line = " ".join(readable(text).split()) or "–"
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def bare_addresses(text: str) -> Iterator[re.Match[str]]:
    """The web addresses in a text, but those in quotation marks: there our sentences repeat a member's own words."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    for match in ADDRESS.finditer(text):
        if not any(start <= match.start() < stop for start, stop in quoted):
            yield match
