"""Puts a document together from the blocks of a file and what is known about it."""

import re
from collections.abc import Iterable
from pathlib import Path

from knowledge.documents import AsOf, Document
from knowledge.errors import Unreadable
from knowledge.readers.addresses import without_addresses
from knowledge.readers.blocks import Block, Kind, sections_of
from knowledge.readers.characters import on_one_line
from knowledge.readers.cleaning import clean
from knowledge.readers.dates import said_date
from knowledge.readers.files import name_as_title
from knowledge.readers.front_matter import FrontMatter
from knowledge.readers.reading import Reading

MAX_TITLE_WORDS = 20


def assemble(
    path: Path,
    *,
    blocks: Iterable[Block],
    from_web: bool,
    front: FrontMatter | None = None,
    title: str | None = None,
    url: str | None = None,
    as_of: AsOf | None = None,
) -> Reading:
    """One cleaned document; what the front matter says goes before what the page says.

    Without a title, the first heading, a short first line, or the file's name serves. Raises Unreadable when
    cleaning leaves nothing.
    """
    kept = clean(blocks, from_web=from_web)
    if not any(block.kind is not Kind.HEADING for block in kept):
        raise Unreadable("it has no text that is content")
    said = front or FrontMatter()
    named = without_addresses(on_one_line(said.title or title or ""))
    if not named:
        named, kept = _title_within(kept)
    named = named or name_as_title(path)
    document = Document(
        source=str(path),
        title=named,
        sections=sections_of(kept, title=named),
        url=said.url or url,
        kind=said.kind,
        topic=said.topic,
        period=said.period,
        as_of=said.as_of or as_of or said_date("\n".join(block.text for block in kept)),
        visibility=said.visibility,
        asked=tuple(without_addresses(line) for line in said.asked),
        expert=said.expert,
    )
    return Reading((document,))


def _title_within(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The title that the text gives itself, and the text that is left."""
    top = [block for block in blocks if block.kind is Kind.HEADING and block.level == 1]
    if top:
        return top[0].text, blocks
    first = blocks[0]
    if len(first.text.split()) > MAX_TITLE_WORDS or first.kind in (Kind.ITEM, Kind.ROW):
        return "", blocks
    if first.kind is Kind.HEADING or len(blocks) == 1:
        return first.text, blocks
    return first.text, blocks if re.search(r"[.!;:,]$", first.text) else blocks[1:]
