"""Reads Markdown, with or without front matter."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.readers.assembly import assemble
from knowledge.readers.blocks import Block, heading, item, paragraph, row
from knowledge.readers.files import read_text
from knowledge.readers.front_matter import split_front_matter
from knowledge.readers.reading import Reading

if TYPE_CHECKING:
    from markdown_it.token import Token

KEY_AND_VALUE = 2  # cells of a row in a table without a header line that names one thing

_TAG = re.compile(r"<!--.*?(?:-->|$)|<[^>]*>", re.DOTALL)


def read(path: Path) -> Reading:
    """One document; a file without front matter is taken for a page saved from the web."""
    front, body = split_front_matter(read_text(path))
    return assemble(path, blocks=blocks_of(body), from_web=front is None, front=front)


def blocks_of(markdown: str) -> list[Block]:
    """The headings, paragraphs, list items and table rows of a Markdown text."""
    from markdown_it import MarkdownIt

    return list(_Walk(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)).blocks())


class _Walk:
    """One pass over the tokens, remembering the lists and the table it is in."""

    def __init__(self, tokens: Sequence["Token"]) -> None:
        self._tokens = tokens
        self._item: list[str] | None = None
        self._item_linked = True
        self._header: list[str] = []
        self._cells: list[str] = []

    def blocks(self) -> Iterator[Block]:
        for number, token in enumerate(self._tokens):
            match token.type:
                case "list_item_open":
                    yield from self._close_item()
                    self._item, self._item_linked = [], True
                case "list_item_close":
                    yield from self._close_item()
                case "tr_open":
                    self._cells = []
                case "tr_close":
                    yield from self._close_row(in_head=self._tokens[number + 1].type == "thead_close")
                case "inline":
                    yield from self._inline(token, opened=self._tokens[number - 1])
                case "fence" | "code_block":
                    yield paragraph(token.content)
                case "html_block":
                    yield paragraph(_TAG.sub(" ", token.content))
                case _:
                    pass

    def _inline(self, token: "Token", *, opened: "Token") -> Iterator[Block]:
        text, linked = _plain(token.children or [])
        if opened.type in ("th_open", "td_open"):
            self._cells.append(text)
        elif opened.type == "heading_open":
            yield heading(text, level=int(opened.tag[1:]))
        elif self._item is not None:
            self._item.append(text)
            self._item_linked = self._item_linked and linked
        else:
            yield paragraph(text, linked=linked)

    def _close_item(self) -> Iterator[Block]:
        if self._item:
            yield item(" ".join(self._item), linked=self._item_linked)
        self._item = None

    def _close_row(self, *, in_head: bool) -> Iterator[Block]:
        if in_head or (any(self._cells) and not any(self._header) and len(self._cells) > KEY_AND_VALUE):
            self._header = self._cells
        elif any(self._cells):
            is_pair = not any(self._header) and len(self._cells) == KEY_AND_VALUE
            yield row(self._cells[:1], self._cells[1:]) if is_pair else row(self._header, self._cells)


def _plain(children: Sequence["Token"]) -> tuple[str, bool]:
    """The words of a line without marks, and whether all of them are links."""
    text = ""
    loose = ""
    depth = 0
    for child in children:
        if child.type in ("link_open", "link_close"):
            depth += child.nesting
            continue
        piece = child.content if child.type in ("text", "code_inline", "text_special") else ""
        if child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br"):
            piece = " "
        text += piece
        loose += "" if depth else piece
    return text, bool(text.strip()) and not re.search(r"\w", loose)
