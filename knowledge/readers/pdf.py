"""Reads PDF files: the text of their pages, without running heads, feet and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.errors import Unreadable
from knowledge.readers.assembly import assemble
from knowledge.readers.blocks import Block, heading, item, paragraph
from knowledge.readers.characters import tidy
from knowledge.readers.files import read_bytes
from knowledge.readers.labels import has_end_mark
from knowledge.readers.reading import Reading

MAX_PAGES = 2_000
MAX_CHARS = 10_000_000
MAX_HEADING = 12  # words
EDGE = 2  # lines at a page's top and bottom where running heads and feet stand
MIN_REPEATS = 3
MAX_RUNNING = 70  # characters of a running head

_BULLET = re.compile(r"\s*(?:[•▪◦‣·●○■➢✓\uf0b7]|[-–*](?=\s))\s*")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?\d{1,4}(?:\s*(?:/|of|von|de|di)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"untitled|microsoft \w+ - |presentation\d*$|document\d*$|.*\.(?:docx?|pptx?|pdf|indd|qxp)$",
    re.IGNORECASE,
)


def read(path: Path) -> Reading:
    """One document with the title of the file's own record, or of its first line."""
    pages, title = _pages(read_bytes(path))
    if not any(page.strip() for page in pages):
        raise Unreadable("it has no text, only pictures")
    lines = [[" ".join(line.split()) for line in tidy(page).split("\n") if line.strip()] for page in pages]
    return assemble(path, blocks=list(_blocks(_without_edges(lines))), from_web=False, title=title)


def _pages(content: bytes) -> tuple[list[str], str | None]:
    import pypdfium2

    if b"%PDF-" not in content[:1024]:
        raise Unreadable("it is not a valid PDF")
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable("it is encrypted" if encrypted else "it is not a valid PDF") from error
    try:
        if len(pdf) > MAX_PAGES:
            raise Unreadable(f"it has more than {MAX_PAGES:,} pages")
        pages: list[str] = []
        length = 0
        for number in range(len(pdf)):
            pages.append(_text(pdf, number))
            length += len(pages[-1])
            if length > MAX_CHARS:
                raise Unreadable(f"it has more than {MAX_CHARS:,} characters")
        title = str(pdf.get_metadata_dict().get("Title", "")).strip()
        return pages, None if not title or _NO_TITLE.match(title) else title
    finally:
        pdf.close()


def _text(pdf: "pypdfium2.PdfDocument", number: int) -> str:  # type: ignore[name-defined]  # noqa: F821
    page = pdf[number]
    try:
        words = page.get_textpage()
        try:
            return str(words.get_text_bounded())
        finally:
            words.close()
    finally:
        page.close()


def _without_edges(pages: Sequence[list[str]]) -> list[list[str]]:
    """Pages without the lines that stand at the edge of most of them."""
    seen = Counter(shape for page in pages for shape in {_shape(line) for line in page[:EDGE] + page[-EDGE:]})
    repeats = max(MIN_REPEATS, len(pages) // 2)
    kept = []
    for page in pages:
        last = len(page) - EDGE
        kept.append(
            [
                line
                for number, line in enumerate(page)
                if EDGE <= number < last
                or not (_PAGE_NUMBER.fullmatch(line) or _runs(line, seen, repeats=repeats))
            ]
        )
    return kept


def _runs(line: str, seen: Counter[str], *, repeats: int) -> bool:
    """Whether a line at the edge stands on most pages and is no part of a sentence."""
    return seen[_shape(line)] >= repeats and len(line) <= MAX_RUNNING and not has_end_mark(line)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _blocks(pages: Sequence[list[str]]) -> Iterator[Block]:
    """Join broken lines: a paragraph ends at an end mark on a line shorter than the others."""
    lines = [line for page in pages for line in page]
    if not lines:
        return
    width = sorted(map(len, lines))[int(len(lines) * 0.9)]
    gathered: list[str] = []
    listed = False

    def flush() -> Iterator[Block]:
        if gathered:
            text = " ".join(gathered)
            yield item(text) if listed else paragraph(text)
        gathered.clear()

    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        ended = not gathered or has_end_mark(gathered[-1]) or len(gathered[-1]) < width * 0.6
        if _BULLET.match(line):
            yield from flush()
            listed = True
            gathered.append(_BULLET.sub("", line, count=1))
        elif ended and _announces(line, following, width=width):
            yield from flush()
            listed = False
            yield heading(line, level=2)
        else:
            if gathered and ended and len(gathered[-1]) < width * 0.75 and not line[0].islower():
                yield from flush()
                listed = False
            gathered.append(line)
    yield from flush()


def _announces(line: str, following: str, *, width: int) -> bool:
    is_short = len(line) < width * 0.75 and len(line.split()) <= MAX_HEADING
    starts = bool(re.match(r"(?:\d+(?:\.\d+)*\.?\s+)?[^\W\d_a-zà-ÿ]", line))
    goes_on = following[:1].isupper() and len(following) > len(line)
    return is_short and starts and goes_on and not re.search(r"[.!:;,…]$", line)
