"""Notes of hostile texts: whatever titles, quotes and questions hold stays plain text in every file."""

import re
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.conversation.briefing import briefing
from bot.conversation.briefing_files import docx, markdown
from bot.storage.answers import KeptAnswer
from bot.texts import Texts
from tests.conversation.talking import START

HOSTILE = (
    "=cmd|' /C calc'!A0 [click](https://evil.example) ![x](https://evil.example/x.png) <script>alert(1)</script> "
    "# heading `code` **bold** $x$ \x00 \x07 \ud800 \u202e &lt; www.evil.example https://evil.example | 1. \uffff"
)


def kept(text: str, *, url: str | None = "https://example.eu/page") -> KeptAnswer:
    source = {
        "n": 1, "title": text, "url": url, "as_of": "2019", "period": "2014-2020", "quote": text, "expert": None,
    }  # fmt: skip
    record = {
        "course": "answer", "text": text, "confidence": 0.6, "citations": [source], "not_found": [text],
        "statements": [{"text": text, "cites": [1]}],
        "writing": {"shown": True, "model": text},
    }  # fmt: skip
    return KeptAnswer("a-222222", START, "c", text, record)


def links(text: str) -> list[str]:
    """Everything in a Markdown text that leads elsewhere."""
    reader = MarkdownIt("commonmark", {"html": True})
    tokens = [each for token in reader.parse(text) for each in (token, *(token.children or ()))]
    assert not [each for each in tokens if each.type in ("html_block", "html_inline", "image", "code_inline")]
    assert not [each for each in tokens if each.type == "heading_open" and each.tag not in ("h1", "h2")]
    return [str(each.attrGet("href")) for each in tokens if each.type == "link_open"]


def test_hostile_texts_stay_inert_in_markdown() -> None:
    note = briefing(kept(HOSTILE), (), Texts(), now=START)
    said = markdown(note, Texts())
    assert links(said) == ["https://example.eu/page"]
    assert not re.search(r"(?<!<)https?://|www\.", said), "some readers make links of bare addresses"


def test_an_address_that_is_none_is_no_link() -> None:
    for url in ("javascript:alert(1)", "https://x.example/> <script>", None):
        note = briefing(kept("plain", url=url), (), Texts(), now=START)
        assert links(markdown(note, Texts())) == []


def test_hostile_texts_stay_inert_in_word() -> None:
    content = docx(briefing(kept(HOSTILE), (), Texts(), now=START), Texts())
    said = [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]
    assert any("<script>alert(1)</script>" in text for text in said)
    with ZipFile(BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert not re.search(r"instrText|fldSimple|w:hyperlink|<w:object", body)
    assert "evil.example" not in relations


@given(st.text(st.characters(codec=None), max_size=80))
def test_any_text_makes_files(text: str) -> None:
    note = briefing(kept(text), (), Texts(), now=START)
    markdown(note, Texts()).encode()
    docx(note, Texts())


def test_the_three_voices_stand_apart() -> None:
    said = markdown(briefing(kept("Words of a page."), (), Texts(), now=START), Texts())
    headings = re.findall(r"^## (.+)$", said, re.MULTILINE)
    assert headings[:4] == [
        "Question",
        "Synthesis, worded by a language model",
        "Quotations, word for word from the pages",
        "Judgement of experts",
    ]
    assert "2014\\-2020 programme" in said
