"""Reads web pages: what an author wrote, without what the site puts around it."""

import re
from pathlib import Path
from typing import Any

from knowledge.documents import AsOf
from knowledge.errors import Unreadable
from knowledge.readers.assembly import assemble
from knowledge.readers.files import read_bytes
from knowledge.readers.front_matter import checked_url
from knowledge.readers.markdown import blocks_of
from knowledge.readers.reading import Reading

MIN_SHARE = 0.5  # of the page's own text; with less, the extraction has missed content

_AROUND_TAGS = (
    "nav footer aside script style noscript template iframe object svg form button dialog select".split()
)
_AROUND_ROLES = frozenset(
    "navigation contentinfo search dialog alertdialog complementary menu menubar".split()
)
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|share|sharing|social|newsletter|calendar|datepicker|pager|"
    r"pagination|navbar|nav|menu|skip-?links?|sitemap|advert|banner-cookie|footer)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTENT_TAGS = frozenset("html body main article".split())


def read(path: Path) -> Reading:
    """One document, with the date that the page gives for itself."""
    from trafilatura import extract_metadata, load_html

    content = read_bytes(path)
    tree = load_html(content)
    if tree is None:
        raise Unreadable("it is not a valid HTML page")
    known = extract_metadata(load_html(content), extensive=False)
    _drop_surroundings(tree)
    return assemble(
        path,
        blocks=blocks_of(markdown_of(tree)),
        from_web=True,
        title=known.title or _title(load_html(content)),
        url=_url(known.url),
        as_of=AsOf(known.date) if known.date else None,
    )


def markdown_of(tree: Any) -> str:
    """The content of a page as Markdown; all that is left of the page where the extraction finds too little."""
    from lxml import etree  # type: ignore[import-untyped]
    from trafilatura import extract

    page: str = etree.tostring(tree, encoding="unicode", method="html")
    whole = to_markdown(page)
    found: str = (
        extract(
            page,
            output_format="markdown",
            include_formatting=True,
            include_tables=True,
            include_comments=False,
            favor_recall=True,
        )
        or ""
    )
    has_lost_headings = bool(re.search(r"^#", whole, re.MULTILINE)) and not re.search(
        r"^#", found, re.MULTILINE
    )
    if has_lost_headings or len(_words(found)) < len(_words(whole)) * MIN_SHARE:
        return whole
    return found


def to_markdown(page: str) -> str:
    """All of an HTML text as Markdown, without pictures."""
    from markdownify import markdownify

    markdown: str = markdownify(page, heading_style="ATX", bullets="-", strip=["img", "title", "head"])
    return markdown


def _drop_surroundings(tree: Any) -> None:
    total = len(tree.text_content())
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _CONTENT_TAGS or element.getparent() is None:
            continue
        named = f"{element.get('class', '')} {element.get('id', '')}"
        is_around = (
            element.tag in _AROUND_TAGS
            or element.get("role", "") in _AROUND_ROLES
            or element.get("aria-hidden") == "true"
            or element.get("hidden") is not None
            or (_AROUND_NAMES.search(named) and len(element.text_content()) < total / 2)
        )
        if is_around and not (element.tag == "form" and len(element.text_content()) > total / 2):
            element.drop_tree()


def _title(tree: Any) -> str | None:
    said = tree.findtext(".//title")
    return str(said).split(" | ")[0] if said else None


def _url(said: str | None) -> str | None:
    try:
        return checked_url(said) if said else None
    except ValueError:
        return None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
