"""HTML as Telegram reads it, https://core.telegram.org/bots/api#html-style."""

import re

from tests.fakes.telegram.markup_error import Unparsable
from tests.fakes.telegram.state import Json
from tests.fakes.telegram.text import in_order, units

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
TAG_NAME = re.compile(rb"[^\s>]*")
ATTRIBUTE_NAME = re.compile(rb"[^\s=>]*")
TOKEN = re.compile(rb"[A-Za-z0-9.-]*")
BLANK = re.compile(rb"\s*")


def decoded(source: bytes) -> str:
    """The text of bytes with their character references read; those that Telegram doesn't know stay."""

    def read(match: re.Match[bytes]) -> bytes:
        hexadecimal, decimal, name = match.groups()
        if name:
            return NAMED[name].encode()
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        if not 0 < code < 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            return match[0]
        return chr(code).encode()

    return REFERENCE.sub(read, source).decode()


class Tag:
    """An open tag: its name, where its text begins, and its attributes."""

    def __init__(self, name: str, start: int, attributes: dict[str, str]) -> None:
        self.name = name
        self.start = start
        self.attributes = attributes


def parse_html(source: bytes) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises Unparsable."""
    text, at = "", 0
    opened: list[Tag] = []
    entities: list[Json] = []
    while at < len(source):
        begin = source.find(b"<", at)
        if begin < 0:
            begin = len(source)
        text += decoded(source[at:begin])
        if begin == len(source):
            break
        if source[begin + 1 : begin + 2] == b"/":
            at = close(source, begin, text, opened, entities)
        else:
            at = open_(source, begin, text, opened)
    if opened:
        raise Unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1].name}"')
    return text, in_order(entities)


def open_(source: bytes, begin: int, text: str, opened: list[Tag]) -> int:
    """Read a start tag; where what follows it begins."""
    matched = TAG_NAME.match(source, begin + 1)
    assert matched
    at = matched.end()
    if at >= len(source):
        raise Unparsable(f"Unclosed start tag at byte offset {begin}")
    name = matched[0].decode(errors="replace").lower()
    if name not in TAGS:
        raise Unparsable(f'Unsupported start tag "{name}" at byte offset {begin}')
    attributes: dict[str, str] = {}
    while (at := skip(source, at)) < len(source) and source[at : at + 1] != b">":
        at = attribute(source, at, begin, name, attributes)
    if at >= len(source):
        raise Unparsable(f"Unclosed start tag at byte offset {begin}")
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise Unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
    opened.append(Tag(name, units(text), attributes))
    return at + 1


def attribute(source: bytes, at: int, begin: int, tag: str, attributes: dict[str, str]) -> int:
    """Read one attribute; where what follows it begins."""
    named = ATTRIBUTE_NAME.match(source, at)
    assert named
    where = f'the tag "{tag}" at byte offset {begin}'
    if not named[0]:
        raise Unparsable(f"Empty attribute name in {where}")
    at = skip(source, named.end())
    name = named[0].decode(errors="replace")
    if source[at : at + 1] != b"=":
        if tag == "blockquote" and name == "expandable":
            attributes[name] = ""
            return at
        raise Unparsable(f"Expected equal sign in declaration of an attribute of {where}")
    at = skip(source, at + 1)
    quote = source[at : at + 1]
    if quote in (b'"', b"'"):
        end = source.find(quote, at + 1)
        if end < 0:
            raise Unparsable(f"Unclosed start tag at byte offset {begin}")
        attributes[name] = decoded(source[at + 1 : end])
        return end + 1
    token = TOKEN.match(source, at)
    assert token
    if token.end() < len(source) and not re.match(rb"[\s>]", source[token.end() :]):
        raise Unparsable(f"Unexpected end of name token at byte offset {at}")
    attributes[name] = token[0].decode().lower()
    return token.end()


def close(source: bytes, begin: int, text: str, opened: list[Tag], entities: list[Json]) -> int:
    """Read an end tag and note the entity that it ends; where what follows it begins."""
    if not opened:
        raise Unparsable(f"Unexpected end tag at byte offset {begin}")
    matched = TAG_NAME.match(source, begin + 2)
    assert matched
    at = skip(source, matched.end())
    if source[at : at + 1] != b">":
        raise Unparsable(f"Unclosed end tag at byte offset {begin}")
    name, tag = matched[0].decode(errors="replace").lower(), opened.pop()
    if name and name != tag.name:
        raise Unparsable(
            f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"'
        )
    length = units(text) - tag.start
    if length:
        note(tag, text, length, entities)
    return at + 1


def note(tag: Tag, text: str, length: int, entities: list[Json]) -> None:
    entity: Json = {"type": TAGS[tag.name], "offset": tag.start, "length": length}
    language = tag.attributes.get("class", "")
    if tag.name == "a":
        covered = text.encode("utf-16-le")[2 * tag.start :].decode("utf-16-le")
        entity["url"] = tag.attributes.get("href") or covered
    elif tag.name == "tg-emoji":
        if not tag.attributes.get("emoji-id", "").isdigit():
            raise Unparsable("Invalid custom emoji identifier specified")
        entity["custom_emoji_id"] = tag.attributes["emoji-id"]
    elif tag.name == "blockquote" and "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    elif tag.name == "code" and language.startswith("language-"):
        entity["language"] = language.removeprefix("language-")
    elif tag.name == "pre" and entities and entities[-1].get("language"):
        inner = entities[-1]
        if inner["type"] == "code" and (inner["offset"], inner["length"]) == (tag.start, length):
            inner["type"] = "pre"
            return
    entities.append(entity)


def skip(source: bytes, at: int) -> int:
    """Where the blanks end."""
    matched = BLANK.match(source, at)
    assert matched
    return matched.end()
