"""MarkdownV2 and the old Markdown as Telegram reads them, https://core.telegram.org/bots/api#markdownv2-style."""

import re

from tests.fakes.telegram.markup_error import Unparsable
from tests.fakes.telegram.state import Json
from tests.fakes.telegram.text import in_order, units

RESERVED = b"_*[]()~`>#+-=|{}.!"
MARKS = [
    (b"```", "pre", "Pre"),
    (b"`", "code", "Code"),
    (b"__", "underline", "Underline"),
    (b"_", "italic", "Italic"),
    (b"*", "bold", "Bold"),
    (b"~", "strikethrough", "Strikethrough"),
    (b"||", "spoiler", "Spoiler"),
    (b"![", "custom_emoji", "CustomEmoji"),
    (b"[", "text_link", "TextUrl"),
]
NAMES = {kind: name for _, kind, name in MARKS} | {"blockquote": "BlockQuote"}
ENDS = {kind: mark for mark, kind, _ in MARKS} | {"custom_emoji": b"]", "text_link": b"]"}
LANGUAGE = re.compile(rb"([^\s`]*)(?=\s)")
EMOJI = re.compile(r"tg://emoji\?id=(\d+)")


class Open:
    """An entity that was begun: what it is, where it began in the source, and where in the text."""

    def __init__(self, kind: str, byte: int, start: int, language: str = "") -> None:
        self.kind = kind
        self.byte = byte
        self.start = start
        self.language = language


class MarkdownV2:
    """One reading of a text."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.at = 0
        self.out = bytearray()
        self.opened: list[Open] = []
        self.entities: list[Json] = []

    @property
    def here(self) -> int:
        """How long the text is by now, in UTF-16 units."""
        return units(self.out.decode(errors="ignore"))

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            self.step()
        self.end_quote()
        if self.opened:
            raise self.unended(self.opened[-1])
        return self.out.decode(), in_order(self.entities)

    def step(self) -> None:
        byte = self.source[self.at : self.at + 1]
        following = self.source[self.at + 1 : self.at + 2]
        inside = self.opened[-1].kind if self.opened else ""
        if byte == b"\\" and following and 0 < following[0] <= 126:
            self.out += following
            self.at += 2
        elif inside in ("code", "pre"):
            if self.source.startswith(ENDS[inside], self.at):
                self.close()
            elif byte == b"`":
                raise self.reserved(byte)
            else:
                self.take()
        elif byte == b"\n":
            self.newline()
        elif byte == b">" and self.at == 0:
            self.opened.append(Open("blockquote", 0, 0))
            self.at = 1
        elif inside and inside != "blockquote" and self.ends(inside):
            self.close()
        elif byte in RESERVED:
            self.open()
        else:
            self.take()

    def take(self) -> None:
        self.out += self.source[self.at : self.at + 1]
        self.at += 1

    def newline(self) -> None:
        quoted = self.source[self.at + 1 : self.at + 2] == b">"
        within = any(held.kind == "blockquote" for held in self.opened)
        self.take()
        if quoted:
            self.at += 1
            if not within:
                self.opened.append(Open("blockquote", self.at - 2, self.here))
        elif within:
            self.end_quote()

    def end_quote(self) -> None:
        if not any(held.kind == "blockquote" for held in self.opened):
            return
        held = self.opened.pop()
        if held.kind != "blockquote":
            raise self.unended(held)
        self.note(held, {})

    def ends(self, kind: str) -> bool:
        if kind == "italic" and self.source.startswith(b"__", self.at):
            return False
        return self.source.startswith(ENDS[kind], self.at)

    def open(self) -> None:
        for mark, kind, _ in MARKS:
            if self.source.startswith(mark, self.at):
                held = Open(kind, self.at, self.here)
                self.at += len(mark)
                if kind == "pre":
                    self.language(held)
                self.opened.append(held)
                return
        raise self.reserved(self.source[self.at : self.at + 1])

    def language(self, held: Open) -> None:
        matched = LANGUAGE.match(self.source, self.at)
        if matched and matched[0]:
            held.language = matched[1].decode(errors="replace")
            self.at = matched.end()
        if self.source[self.at : self.at + 1] == b"\n":
            self.at += 1

    def close(self) -> None:
        held = self.opened.pop()
        self.at += len(ENDS[held.kind])
        more: Json = {"language": held.language} if held.language else {}
        if held.kind == "text_link":
            more["url"] = (
                self.url("a URL") if self.source[self.at : self.at + 1] == b"(" else self.since(held)
            )
        elif held.kind == "custom_emoji":
            if self.source[self.at : self.at + 1] != b"(":
                raise Unparsable("Custom emoji entity must contain a tg://emoji URL")
            emoji = EMOJI.fullmatch(self.url("a custom emoji URL"))
            if not emoji:
                raise Unparsable("Custom emoji URL must have scheme tg")
            more["custom_emoji_id"] = emoji[1]
        self.note(held, more)

    def since(self, held: Open) -> str:
        encoded = self.out.decode().encode("utf-16-le")
        return encoded[2 * held.start :].decode("utf-16-le")

    def url(self, what: str) -> str:
        """Read an address in round brackets."""
        self.at += 1
        begin, url = self.at, bytearray()
        while self.at < len(self.source) and self.source[self.at : self.at + 1] != b")":
            if self.source[self.at : self.at + 1] == b"\\":
                self.at += 1
            url += self.source[self.at : self.at + 1]
            self.at += 1
        if self.at >= len(self.source):
            raise Unparsable(f"Can't find end of {what} at byte offset {begin}")
        self.at += 1
        return url.decode(errors="replace")

    def note(self, held: Open, more: Json) -> None:
        if length := self.here - held.start:
            self.entities.append({"type": held.kind, "offset": held.start, "length": length, **more})

    def reserved(self, byte: bytes) -> Unparsable:
        return Unparsable(
            f"Character '{byte.decode()}' is reserved and must be escaped with the preceding '\\'"
        )

    def unended(self, held: Open) -> Unparsable:
        name = "PreCode" if held.language else NAMES[held.kind]
        return Unparsable(f"Can't find end of {name} entity at byte offset {held.byte}")


def parse_markdown_v2(source: bytes) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises Unparsable."""
    return MarkdownV2(source).read()


def parse_markdown(source: bytes) -> tuple[str, list[Json]]:
    """The same for the old Markdown: no nesting, and nothing is escaped within an entity."""
    out, at = bytearray(), 0
    entities: list[Json] = []
    old = {b"_": "italic", b"*": "bold", b"`": "code", b"[": "text_link"}
    while at < len(source):
        byte = source[at : at + 1]
        if byte == b"\\" and source[at + 1 : at + 2] in old:
            out += source[at + 1 : at + 2]
            at += 2
            continue
        if byte not in old:
            out += byte
            at += 1
            continue
        mark, kind = (b"```", "pre") if source.startswith(b"```", at) else (byte, old[byte])
        stop = b"]" if kind == "text_link" else mark
        end = source.find(stop, at + len(mark))
        if end < 0:
            raise Unparsable(f"Can't find end of the entity starting at byte offset {at}")
        start, inner = units(out.decode(errors="ignore")), source[at + len(mark) : end]
        out += inner
        at = end + len(stop)
        entity: Json = {"type": kind, "offset": start, "length": units(inner.decode(errors="ignore"))}
        if kind == "text_link":
            if source[at : at + 1] != b"(" or (close := source.find(b")", at)) < 0:
                continue
            entity["url"] = source[at + 1 : close].decode(errors="replace")
            at = close + 1
        if entity["length"]:
            entities.append(entity)
    return out.decode(), entities
