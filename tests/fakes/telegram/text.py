"""Text as Telegram counts it: offsets in UTF-16 units, entities that it finds by itself, blanks that it cuts off."""

import re
from collections.abc import Iterable

from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.state import Json

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100

FORMATS = frozenset(
    "bold italic underline strikethrough spoiler blockquote expandable_blockquote code pre text_link text_mention "
    "custom_emoji".split()
)
FOUND = frozenset("mention hashtag cashtag bot_command url email phone_number".split())
OPAQUE = ("code", "pre", "text_link", "text_mention")
FINDERS = [
    ("url", re.compile(r"\b(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]'»]|\b(?:t\.me|telegram\.me)/\w+")),
    ("email", re.compile(r"(?<![\w@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z]\w{3,31}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/@#])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?![\w/@])", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d])\w{1,256}")),
]


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def found(text: str, *, besides: Iterable[Json] = ()) -> list[Json]:
    """The entities that Telegram finds by itself, outside code and links."""
    taken = [(held["offset"], held["offset"] + held["length"]) for held in besides if held["type"] in OPAQUE]
    entities: list[Json] = []
    for kind, finder in FINDERS:
        for match in finder.finditer(text):
            start, length = units(text[: match.start()]), units(match[0])
            if any(start < end and begin < start + length for begin, end in taken):
                continue
            taken.append((start, start + length))
            entities.append({"type": kind, "offset": start, "length": length})
    return entities


def in_order(entities: Iterable[Json]) -> list[Json]:
    """Entities as Telegram lists them: by place, the outer before the inner."""
    return sorted(entities, key=lambda held: (held["offset"], -held["length"]))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text without the blanks around it, and its entities where they then are."""
    text = text.replace("\r", "").replace("\x00", "")
    stripped = text.strip()
    gone = units(text[: len(text) - len(text.lstrip())])
    end = units(stripped)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - gone)
        stop = min(end, entity["offset"] + entity["length"] - gone)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return stripped, moved


def given(entities: object, text: str) -> list[Json]:
    """The entities that a call brings along, found good."""
    if not isinstance(entities, list):
        raise bad("can't parse entities: expected an Array of MessageEntity")
    held = []
    for entity in entities:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad("can't parse MessageEntity: Can't find field \"type\"")
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad('can\'t parse MessageEntity: Field "offset" must be of type Number')
        if entity["type"] not in FORMATS | FOUND:
            raise bad("can't parse MessageEntity: unsupported type specified")
        if entity["type"] == "text_link" and not entity.get("url"):
            raise bad("can't parse MessageEntity: Can't find field \"url\"")
        if offset < 0 or length < 0:
            raise bad("entity has a negative offset or length")
        if offset + length > units(text):
            raise bad(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {offset + length}"
            )
        if splits(text, offset) or splits(text, offset + length):
            raise bad("entity splits a surrogate pair")
        if length and entity["type"] in FORMATS:
            held.append(entity)
    return held


def splits(text: str, offset: int) -> bool:
    """Whether an offset falls between the two halves of one character."""
    at = 0
    for character in text:
        if at >= offset:
            break
        at += 1 + (character > "\uffff")
    return at > offset
