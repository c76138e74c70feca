"""Mark-up on the fake: what Telegram makes of HTML and Markdown, and where it says that they are wrong."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from tests.fakes.echoing_telegram import bot_of, raw, refused
from tests.fakes.telegram import Telegram
from tests.fakes.telegram.html_markup import parse_html
from tests.fakes.telegram.markdown_markup import parse_markdown, parse_markdown_v2
from tests.fakes.telegram.markup_error import Unparsable
from tests.fakes.telegram.text import cut, found, units


def covered(text: str, entities: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(held["type"], cut(text, held["offset"], held["length"])) for held in entities]


HTML = {
    "<b>bold <i>both</i></b> plain": ("bold both plain", [("bold", "bold both"), ("italic", "both")]),
    "<strong>b</strong><em>i</em><u>u</u><ins>n</ins><s>s</s><del>d</del>": (
        "biunsd",
        [
            ("bold", "b"),
            ("italic", "i"),
            ("underline", "u"),
            ("underline", "n"),
            ("strikethrough", "s"),
            ("strikethrough", "d"),
        ],
    ),
    "😀<b>😀</b>": ("😀😀", [("bold", "😀")]),
    '<a href="https://a.eu/?x=1&amp;y=2">link</a>': ("link", [("text_link", "link")]),
    "<A HREF='https://a.eu'>link</a >": ("link", [("text_link", "link")]),
    '<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>': (
        "st",
        [("spoiler", "s"), ("spoiler", "t")],
    ),
    "<blockquote expandable>q</blockquote>": ("q", [("expandable_blockquote", "q")]),
    '<pre><code class="language-python">x</code></pre>': ("x", [("pre", "x")]),
    "<b></b>empty": ("empty", []),
    "&lt;b&gt; &amp;amp; &quot; &#33;&#x21; &nbsp; & &copy;": ('<b> &amp; " !! &nbsp; & &copy;', []),
    "1 < 2": None,
}
HTML_WRONG = {
    "ä<p>text</p>": 'Unsupported start tag "p" at byte offset 2',
    "<b>text": 'Can\'t find end tag corresponding to start tag "b"',
    "text</b>": "Unexpected end tag at byte offset 4",
    "<b><i>text</b></i>": 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
    "a <b": "Unclosed start tag at byte offset 2",
    "<b>text</b": "Unclosed end tag at byte offset 7",
    "<b class>x</b>": "Unexpected end of name token at byte offset 0",
    "<a =x>y</a>": 'Empty attribute name in the tag "a" at byte offset 0',
    "<a href>y</a>": 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    "<a href=https://a.eu>y</a>": "Unexpected end of name token at byte offset 8",
    '<a href="x>y</a>': "Unclosed start tag at byte offset 0",
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "if a <b and c> d": 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 5',
    "<tg-emoji>x</tg-emoji>": "Invalid custom emoji identifier specified",
}
del HTML["1 < 2"], HTML_WRONG["<b class>x</b>"]


@pytest.mark.parametrize("source", HTML)
def test_html_becomes_text_and_entities(source: str) -> None:
    text, entities = parse_html(source.encode())
    assert (text, covered(text, entities)) == HTML[source]


@pytest.mark.parametrize("source", HTML_WRONG)
def test_wrong_html_is_refused_with_its_place_in_bytes(source: str) -> None:
    with pytest.raises(Unparsable) as caught:
        parse_html(source.encode())
    assert str(caught.value) == HTML_WRONG[source]


MARKDOWN = {
    "*bold _both_* plain": ("bold both plain", [("bold", "bold both"), ("italic", "both")]),
    "__under__ ~gone~ ||hidden||": (
        "under gone hidden",
        [("underline", "under"), ("strikethrough", "gone"), ("spoiler", "hidden")],
    ),
    r"1\. \*not bold\* \(x\) \\": (r"1. *not bold* (x) \ "[:-1], []),
    r"`code with * and \`` ": ("code with * and ` ", [("code", "code with * and `")]),
    "```python\nprint()```": ("print()", [("pre", "print()")]),
    "```\nplain *x*```": ("plain *x*", [("pre", "plain *x*")]),
    r"[😀 link](https://a.eu/\)x)": ("😀 link", [("text_link", "😀 link")]),
    ">quoted\n>more\nplain": ("quoted\nmore\nplain", [("blockquote", "quoted\nmore\n")]),
    "![👍](tg://emoji?id=5368324170671202286)": ("👍", [("custom_emoji", "👍")]),
}
MARKDOWN_WRONG = {
    "A sentence.": "Character '.' is reserved and must be escaped with the preceding '\\'",
    "a-b": "Character '-' is reserved and must be escaped with the preceding '\\'",
    "a > b": "Character '>' is reserved and must be escaped with the preceding '\\'",
    "a | b": "Character '|' is reserved and must be escaped with the preceding '\\'",
    "wow!": "Character '!' is reserved and must be escaped with the preceding '\\'",
    "é *bold": "Can't find end of Bold entity at byte offset 3",
    "_italic": "Can't find end of Italic entity at byte offset 0",
    "__under": "Can't find end of Underline entity at byte offset 0",
    "`code": "Can't find end of Code entity at byte offset 0",
    "```py\ncode": "Can't find end of PreCode entity at byte offset 0",
    "[link": "Can't find end of TextUrl entity at byte offset 0",
    "[link](https://a.eu": "Can't find end of a URL at byte offset 7",
    "![x]": "Custom emoji entity must contain a tg://emoji URL",
    ">*quoted\nplain*": "Can't find end of Bold entity at byte offset 1",
}


@pytest.mark.parametrize("source", MARKDOWN)
def test_markdown_v2_becomes_text_and_entities(source: str) -> None:
    text, entities = parse_markdown_v2(source.encode())
    assert (text, covered(text, entities)) == MARKDOWN[source]


@pytest.mark.parametrize("source", MARKDOWN_WRONG)
def test_wrong_markdown_v2_is_refused(source: str) -> None:
    with pytest.raises(Unparsable) as caught:
        parse_markdown_v2(source.encode())
    assert str(caught.value) == MARKDOWN_WRONG[source]


def test_the_old_markdown_nests_nothing() -> None:
    text, entities = parse_markdown(b"*bold _x_* `c` [link](https://a.eu) \\_x\\_ 1.")
    assert text == "bold _x_ c link _x_ 1."
    assert covered(text, entities) == [("bold", "bold _x_"), ("code", "c"), ("text_link", "link")]
    with pytest.raises(Unparsable, match="Can't find end of the entity starting at byte offset 2"):
        parse_markdown(b"a _b")


@given(st.text())
def test_no_text_breaks_a_parser(text: str) -> None:
    source = text.encode(errors="ignore")
    for parser in (parse_html, parse_markdown_v2, parse_markdown):
        try:
            plain, entities = parser(source)
        except Unparsable:
            continue
        assert all(held["offset"] + held["length"] <= units(plain) for held in entities)


@given(st.text(alphabet="<>&\"'/=ab spn;#*_`[]()!|~>\\\n😀"))
def test_mark_up_alone_breaks_no_parser(text: str) -> None:
    for parser in (parse_html, parse_markdown_v2, parse_markdown):
        try:
            plain, entities = parser(text.encode())
        except Unparsable:
            continue
        assert all(0 < held["length"] <= units(plain) - held["offset"] for held in entities)


def test_some_entities_are_found_by_themselves() -> None:
    text = "😀 @helpdesk_bot /ask@helpdesk_bot see https://a.eu/b?c=1. or a@b.eu #policy www.c.eu"
    assert covered(text, sorted(found(text), key=lambda held: held["offset"])) == [
        ("mention", "@helpdesk_bot"),
        ("bot_command", "/ask@helpdesk_bot"),
        ("url", "https://a.eu/b?c=1"),
        ("email", "a@b.eu"),
        ("hashtag", "#policy"),
        ("url", "www.c.eu"),
    ]


async def test_entities_come_back_as_telegram_computes_them(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        sent = await bot.send_message(
            ana.id,
            f'  😀 <b>Hi</b> <a href="a.eu">site</a> <a href="tg://user?id={ana.id}">you</a> '
            '<a href="nowhere">x</a> @ana_1',
            parse_mode="HTML",
        )
    assert sent.text == "😀 Hi site you x @ana_1"
    told = [(entity.type, entity.offset, entity.length) for entity in sent.entities]
    assert told == [("bold", 3, 2), ("text_link", 6, 4), ("text_mention", 11, 3), ("mention", 17, 6)]
    assert sent.entities[1].url == "http://a.eu/"
    assert sent.entities[2].user
    assert sent.entities[2].user.first_name == "Ana"
    assert ana.sees() == "Helpdesk: 😀 Hi site (http://a.eu/) you x @ana_1"


async def test_wrong_mark_up_is_refused_in_telegrams_words(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        async with refused('Can\'t parse entities: unsupported start tag "p" at byte offset 0'):
            await bot.send_message(ana.id, "<p>", parse_mode="HTML")
        async with refused(
            "Can't parse entities: character '.' is reserved and must be escaped with the preceding '\\'"
        ):
            await bot.send_message(ana.id, "Yes.", parse_mode="MarkdownV2")
        async with refused("Unsupported parse_mode"):
            await bot.send_message(ana.id, "Yes.", parse_mode="RST")
        async with refused("Can't parse entities: can't find end of the entity starting at byte offset 0"):
            await bot.send_message(ana.id, "_Yes.", parse_mode="Markdown")


async def test_entities_given_apart_are_checked(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        sent = await bot.send_message(ana.id, "😀 Hi", entities=[MessageEntity("bold", 3, 2)])
        assert [(entity.type, entity.offset) for entity in sent.entities] == [("bold", 3)]
        for offset, length, words in (
            (0, 9, "Entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9"),
            (1, 1, "Entity splits a surrogate pair"),
            (-1, 1, "Entity has a negative offset or length"),
        ):
            async with refused(words):
                await bot.send_message(ana.id, "😀 Hi", entities=[MessageEntity("bold", offset, length)])
        many = "<b>x</b> " * 101
        long = await bot.send_message(ana.id, many, parse_mode="HTML")
        assert len(long.entities) == 100
    assert telegram.violations == ["sendMessage: more than 100 entities, of which the rest are dropped"]
    both = [{"type": "bold", "offset": 0, "length": 1}]
    await raw(telegram, "sendMessage", chat_id=ana.id, text="x", parse_mode="HTML", entities=both)
    assert telegram.violations[1:] == ["sendMessage: both parse_mode and entities"]
