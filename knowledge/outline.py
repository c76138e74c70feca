"""Finds the headings in plain text: short lines without an end mark, directly above what they announce."""

import re

from knowledge.documents import Section

MAX_HEADING = 90  # characters; longer lines are taken for text

_ENDS_SENTENCE = re.compile(r"[.!?:;,…]['\"”’)\]]*\s*$")


def outline(text: str) -> tuple[Section, ...]:
    """Cut plain text into sections at its headings; text before the first one has an empty heading.

    A heading is the first line of a block (what stands between blank lines) or a block of its own.
    """
    sections: list[Section] = []
    heading, body = "", list[str]()

    def close() -> None:
        if body:
            sections.append(Section(heading, "\n\n".join(body)))

    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.strip().splitlines() if line.strip()]
        if not lines:
            continue
        if _announces(lines[0]) and (len(lines) > 1 or len(lines[0].split()) <= 12):
            close()
            heading, body = lines[0], []
            lines = lines[1:]
        if lines:
            body.append("\n".join(lines))
    close()
    return tuple(sections)


def _announces(line: str) -> bool:
    is_short = len(line) <= MAX_HEADING and len(line.split()) <= 14
    is_item = bool(re.match(r"[-–—•*]\s", line))
    return is_short and not is_item and not _ENDS_SENTENCE.search(line) and line[:1].isalnum()
