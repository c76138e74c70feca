"""What people and pages say, made harmless for Slack: no mention, link or hidden character of theirs lives.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
import unicodedata

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


def escaped(text: str) -> str:
    """The text as mrkdwn that shows just this."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def linked(text: str) -> str:
    """The text as mrkdwn in which its bare web addresses are links, but those in quotation marks."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    parts, end = [], 0
    for match in ADDRESS.finditer(text):
        if any(start <= match.start() < stop for start, stop in quoted):
            continue
        parts += [escaped(text[end : match.start()]), f"<{escaped(match[0])}>"]
        end = match.end()
    return "".join([*parts, escaped(text[end:])])


def link(address: str | None, label: str) -> str:
    """A link with a label, or the label alone where there is no web address to go to."""
    shown = escaped(readable(label).replace("|", "¦").replace("\n", " "))
    if address is None or not ADDRESS.fullmatch(address):
        return shown
    return f"<{escaped(address)}|{shown}>"


def plain(text: str, limit: int) -> str:
    """The text for a label: one line, cut at a limit."""
    line = " ".join(readable(text).split()) or "–"
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
