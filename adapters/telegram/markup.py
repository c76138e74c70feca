"""Text with entities: what Telegram shows bold or as a link, told beside the text and not within it.

So nothing that people or pages say can be taken for markup. Offsets and limits count UTF-16 units.
https://core.telegram.org/api/entities
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import MessageEntity

from adapters.plain_text import ADDRESS, bare_addresses, readable

LIMIT = 4096  # of a message, https://core.telegram.org/bots/api#sendmessage
COMMAND = re.compile(
    r"/(?:expert|status|why|note|solved|unsolved|settings|help|back|skip|cancel|continue|ask"
    r"|organise|attendees|announce|export)\b"
)
INERT = "\u2060"  # a joiner that nobody sees, in what would become a link, a mention or a command


@dataclass(frozen=True)
class Entity:
    """A stretch of text that is shown in some way; in UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str | None = None

    def as_telegram(self) -> MessageEntity:
        return MessageEntity(self.kind, self.offset, self.length, url=self.url)


@dataclass(frozen=True)
class Marked:
    """A text with its entities."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    def __add__(self, other: "Marked") -> "Marked":
        by = units(self.text)
        later = (replace(each, offset=each.offset + by) for each in other.entities)
        return Marked(self.text + other.text, (*self.entities, *later))


def units(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def said(text: str) -> Marked:
    """Our own words: addresses in them are links, but those within a quotation."""
    shown = readable(text)
    made, end = Marked(), 0
    for each in bare_addresses(shown):
        made += Marked(inert(shown[end : each.start()])) + link(each[0], each[0])
        end = each.end()
    return made + Marked(inert(shown[end:]))


def quoted(text: str) -> Marked:
    """What people or pages say: nothing in it is alive."""
    return Marked(inert(readable(text)))


def bold(text: str) -> Marked:
    """What people or pages say, in bold."""
    shown = inert(readable(text))
    return Marked(shown, (Entity("bold", 0, units(shown)),) if shown.strip() else ())


def link(address: str | None, label: str) -> Marked:
    """A link with a label, or the label alone where there is no web address to go to."""
    shown = readable(label).replace("\n", " ")
    if address is None or not ADDRESS.fullmatch(address) or not shown.strip():
        return Marked(inert(shown))
    return Marked(shown, (Entity("text_link", 0, units(shown), address),))


def joined(parts: Sequence[Marked], between: str) -> Marked:
    """The parts that say something, with this between them."""
    made = Marked()
    for part in parts:
        if part.text.strip():
            made = made + Marked(between) + part if made.text else part
    return made


def inert(text: str) -> str:
    """The text as it is, but Telegram finds no address, mention, hashtag or command of its own in it."""
    kept: list[str] = []
    for place, letter in enumerate(text):
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        if letter == "." and before.isalnum() and after.isalpha():
            kept.append(INERT)
        kept.append(letter)
        if _begins_something(text, place, before, after):
            kept.append(INERT)
    return "".join(kept)


def _begins_something(text: str, place: int, before: str, after: str) -> bool:
    """Whether Telegram would make something of what begins here: an address, a mention, a tag, a command."""
    match text[place]:
        case "@" | "#" | "$":
            return after.isalnum() or after == "_"
        case ":":
            return text.startswith("://", place)
        case "/":
            is_command = after.isalnum() and not before.isalnum() and before != "/"
            return is_command and COMMAND.match(text, place) is None
        case _:
            return False


def split(marked: Marked, limit: int = LIMIT) -> list[Marked]:
    """The text in messages that fit, cut at paragraphs, lines or blanks where there are any; links go on in the next."""
    found = []
    while units(marked.text) > limit:
        end = _cut(marked.text, limit)
        first, marked = _divided(marked, end)
        if first.text.strip():
            found.append(_trimmed(first))
    if marked.text.strip() or not found:
        found.append(_trimmed(marked))
    return found


def _cut(text: str, limit: int) -> int:
    """After how many characters to cut."""
    most = _characters(text, limit)
    for mark, share in (("\n\n", 0.5), ("\n", 0.5), (" ", 0.3)):
        at = text.rfind(mark, 0, most + 1)
        if at > most * share:
            return at
    return _whole(text, most)


def _characters(text: str, limit: int) -> int:
    """How many characters have no more units than this."""
    count = 0
    for place, letter in enumerate(text):
        count += 2 if ord(letter) > 0xFFFF else 1
        if count > limit:
            return place
    return len(text)


def _whole(text: str, most: int) -> int:
    """A cut that leaves an accent or the colour of a thumb with what it belongs to."""
    end = most
    while end > most - 20 and end > 1 and _belongs_to_last(text[end] if end < len(text) else " "):
        end -= 1
    return max(1, end)


def _belongs_to_last(letter: str) -> bool:
    code = ord(letter)
    return 0x300 <= code <= 0x36F or 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF or letter == INERT


def _divided(marked: Marked, end: int) -> tuple[Marked, Marked]:
    first, rest = marked.text[:end], marked.text[end:]
    cut = units(first)
    before, after = [], []
    for each in marked.entities:
        stop = each.offset + each.length
        if each.offset < cut:
            before.append(replace(each, length=min(stop, cut) - each.offset))
        if stop > cut:
            start = max(each.offset, cut)
            after.append(replace(each, offset=start - cut, length=stop - start))
    return Marked(first, tuple(before)), Marked(rest, tuple(after))


def _trimmed(marked: Marked) -> Marked:
    """Without blanks around, as Telegram would trim it too, and without entities of nothing."""
    lead = len(marked.text) - len(marked.text.lstrip())
    by, text = units(marked.text[:lead]), marked.text.strip()
    size = units(text)
    return Marked(text, tuple(_clipped(marked.entities, by, size)))


def _clipped(entities: Sequence[Entity], by: int, size: int) -> Iterator[Entity]:
    for each in entities:
        start, stop = max(0, each.offset - by), min(size, each.offset + each.length - by)
        if stop > start:
            yield replace(each, offset=start, length=stop - start)
