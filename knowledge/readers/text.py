"""Reads plain text: notes, and the text of web pages, with or without front matter."""

import re
from pathlib import Path

from knowledge.readers import markdown
from knowledge.readers.assembly import assemble
from knowledge.readers.files import read_text
from knowledge.readers.front_matter import split_front_matter
from knowledge.readers.prose import blocks_of
from knowledge.readers.reading import Reading
from knowledge.readers.run_on import is_run_on, opening_label

MARKDOWN_HEADINGS = 2  # with so many lines that start with "#", a text is Markdown by another name

_MARKDOWN_HEADING = re.compile(r"^#{1,6} +\w", re.MULTILINE)


def read(path: Path) -> Reading:
    """One document; a file without front matter is taken for the text of a web page."""
    front, body = split_front_matter(read_text(path))
    if len(_MARKDOWN_HEADING.findall(body)) >= MARKDOWN_HEADINGS:
        return assemble(path, blocks=markdown.blocks_of(body), from_web=front is None, front=front)
    first = next((line.strip() for line in body.splitlines() if line.strip()), "")
    title = opening_label(first) if is_run_on(first) else None
    from_web = front is None
    return assemble(
        path, blocks=blocks_of(body, from_web=from_web), from_web=from_web, front=front, title=title
    )
