"""Keeps the content of a file: menus, calendars, buttons, consent boxes and addresses go."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.readers.addresses import without_addresses
from knowledge.readers.blocks import Block, Kind
from knowledge.readers.calendars import without_calendars
from knowledge.readers.characters import on_one_line
from knowledge.readers.labels import is_button, is_menu, is_placeholder, is_short_label, without_click_here
from knowledge.readers.run_on import content_of, is_run_on

MENU_RUN = 3  # labels or links in a row that make a menu

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_CONSENT = re.compile(
    r"\bby (?:clicking|ticking|checking|continuing|subscribing|submitting|using|closing)\b.{0,80}"
    r"\b(?:you|i)(?:['’]\w+)? (?:\w+ )?(?:accept|agree|acknowledge|consent|confirm)"
    r"|\b(?:we|this (?:web ?)?(?:site|page)|our (?:web ?)?site)\b.{0,30}\b(?:use|uses|using|store|stores|set|sets)\b"
    r".{0,40}\bcookies\b"
    r"|\b(?:accept|reject|manage|allow|decline) (?:all |your |our )?(?:optional |necessary |analytics )?cookies?\b",
    re.IGNORECASE,
)


def clean(blocks: Iterable[Block], *, from_web: bool) -> list[Block]:
    """The blocks that are content, tidied.

    `from_web` says that the text comes from a page with menus and banners around it, not from an author's
    own file; only then are labels and consent texts taken for what stands around content.
    """
    kept = [replace(block, text=on_one_line(block.text)) for block in blocks]
    kept = without_calendars([block for block in kept if block.text])
    if from_web:
        kept = list(_unfolded(kept))
        kept = [block for block in _without_menus(kept) if not _is_around(block)]
        kept = [replace(block, text=_without_consent(without_click_here(block.text))) for block in kept]
    kept = [replace(block, text=without_addresses(block.text)) for block in kept]
    return _without_debris(kept)


def _unfolded(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind is not Kind.HEADING and is_run_on(block.text):
            yield from content_of(block.text)
        else:
            yield block


def _is_around(block: Block) -> bool:
    if block.kind is Kind.HEADING and block.level == 1:
        return False
    if is_placeholder(block.text) or is_button(block.text):
        return True
    return block.kind is not Kind.ROW and is_menu(block.text)


def _without_menus(blocks: Sequence[Block]) -> list[Block]:
    """Without runs of short labels, and of links, that stand one under the other."""
    kept: list[Block] = []
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and _is_entry(blocks[end]):
            end += 1
        if end - start < MENU_RUN:
            end = max(end, start + 1)
            kept += blocks[start:end]
        start = end
    return kept


def _is_entry(block: Block) -> bool:
    if block.kind is not Kind.HEADING and is_button(block.text):
        return True
    if block.kind is Kind.ITEM:
        return block.linked and is_short_label(block.text)
    return block.kind is Kind.PARAGRAPH and is_short_label(block.text)


def _without_consent(text: str) -> str:
    if not _CONSENT.search(text):
        return text
    return " ".join(sentence for sentence in _SENTENCE_END.split(text) if not _CONSENT.search(sentence))


def _without_debris(blocks: Iterable[Block]) -> list[Block]:
    """Without blocks that have no letter or figure left, and a last line that announces nothing."""
    kept = [block for block in blocks if re.search(r"\w", block.text)]
    while kept and (kept[-1].kind is Kind.HEADING or re.search(r"\babout:$", kept[-1].text)):
        kept.pop()
    return kept
