"""Replies as Slack's messages: short paragraphs, numbered sources with their dates, buttons, all within the limits.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.plain_text import plain, readable
from adapters.slack.escaping import escaped, link, linked
from adapters.sources import dated
from bot.messages import Action, Button, Citation, Reply
from bot.messages.sending import Outgoing
from bot.texts import Texts

Block = dict[str, Any]

MOST_BLOCKS = 50
SECTION = 3000
SHORT = 2900  # of a paragraph before it is cut; links and escapes make it longer
FALLBACK = 3000  # of what notifications and old clients show; an update takes 4,000
LABEL = 75
VALUE = 2000
TITLE = 300  # of a source
IN_A_ROW = 5  # buttons, as a phone shows them
SHOWN = 80  # characters of the question that a late reply repeats
OPEN_FORM = "open_form"
SAY = "say"
BUTTONS = "buttons"
SHARE, SHARED = "share", "share:"


@dataclass(frozen=True)
class Post:
    """One message of Slack."""

    text: str
    blocks: list[Block] = field(default_factory=list)


def posts(outgoing: Outgoing, texts: Texts, *, alone_in: str | None = None) -> list[Post]:
    """The messages that tell a reply: one, and more only for what is far too long for one.

    `alone_in`: the thread of a reply that its asker alone sees; its buttons say so, as Slack does not.
    """
    reply = outgoing.reply
    said = _said(outgoing, texts)
    blocks = [section_block(piece) for piece in said]
    if reply.citations:
        lines = [_source(each) for each in reply.citations]
        blocks += [context_block(lump) for lump in _lumps(lines, "\n", SECTION)]
    rows = _rows(outgoing, texts, alone_in)
    found = []
    while len(blocks) + len(rows) > MOST_BLOCKS:
        found.append(post_of(blocks[:MOST_BLOCKS]))
        blocks = blocks[MOST_BLOCKS:]
    return [*found, post_of([*blocks, *rows])]


def without_buttons(blocks: Sequence[Block], chosen: str, *, keeps: Callable[[str], bool]) -> list[Block]:
    """The blocks of a message after a button was pressed: the other buttons are gone but those worth keeping."""
    left: list[Block] = []
    for block in blocks:
        if block.get("type") != "actions":
            left.append(block)
            continue
        elements = [each for each in block["elements"] if keeps(str(each.get("value", "")))]
        if elements:
            left.append({**block, "elements": elements})
    return [*left, context_block(f"→ {escaped(plain(chosen, LABEL))}")][:MOST_BLOCKS]


def button(label: str, *, action: str, value: str, style: str | None = None) -> Block:
    """A button."""
    made = {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": plain(label, LABEL)},
        "value": value,
    }
    return made | ({"style": style} if style else {})


def _said(outgoing: Outgoing, texts: Texts) -> list[str]:
    """The reply's paragraphs as mrkdwn."""
    marked = linked if _may_link(outgoing.reply) else escaped
    before = []
    if outgoing.is_again:
        before.append(texts.say("sent-again"))
    if outgoing.asked is not None:
        before.append(texts.say("you-asked", question=plain(outgoing.asked, SHOWN)))
    paragraphs = [*before, *readable(outgoing.reply.text).split("\n\n")]
    pieces = [marked(cut) for each in paragraphs if each.strip() for cut in _cut(each.strip("\n"), marked)]
    return list(_lumps(pieces, "\n\n", SECTION)) or ["…"]


def _may_link(reply: Reply) -> bool:
    """Whether addresses in the text are ours; those that pages bring stand among the sources."""
    return reply.answer_id is None


def _cut(paragraph: str, marked: Callable[[str], str]) -> Iterator[str]:
    """The paragraph in pieces that fit a section once they are marked up; words and addresses stay whole."""
    while paragraph:
        size = min(len(paragraph), SHORT)
        while True:
            end = _end(paragraph, size)
            if len(marked(paragraph[:end])) <= SECTION:
                break
            size = max(1, size // 2)
        yield paragraph[:end].rstrip()
        paragraph = paragraph[end:].lstrip()


def _end(text: str, size: int) -> int:
    """Where to cut: at the last blank within the size, or else right there."""
    if len(text) <= size:
        return len(text)
    blank = max(text.rfind(" ", 0, size + 1), text.rfind("\n", 0, size + 1))
    return blank if blank > 0 else size


def _lumps(pieces: Sequence[str], between: str, limit: int) -> Iterator[str]:
    """The pieces, as many together as fit."""
    lump = ""
    for piece in pieces:
        if lump and len(lump) + len(between) + len(piece) > limit:
            yield lump
            lump = ""
        lump = f"{lump}{between}{piece}" if lump else piece
    if lump:
        yield lump


def _source(citation: Citation) -> str:
    """`[1] Title (as of 2026-01-08, 2021-2027)`, the title being a link."""
    address = citation.url if citation.url and len(citation.url) <= SECTION // 2 else None
    title = link(address, plain(citation.title, TITLE))
    return f"[{citation.n}] {title} ({escaped(plain(dated(citation), TITLE))})"


def _rows(outgoing: Outgoing, texts: Texts, alone_in: str | None) -> list[Block]:
    """The buttons, in rows."""
    buttons = [
        button(each.label, action=f"{SAY}:{place}", value=each.command)
        for place, each in enumerate(_fitting(outgoing.reply.buttons))
    ]
    if outgoing.reply.form is not None:
        shown = button(
            texts.say("slack-open-form"), action=OPEN_FORM, value=str(outgoing.id), style="primary"
        )
        buttons.insert(0, shown)
    if alone_in is not None and outgoing.reply.action is Action.ANSWER and outgoing.reply.citations:
        share = texts.say("slack-share")
        buttons.insert(0, button(share, action=SHARE, value=f"{SHARED}{outgoing.id}", style="primary"))
    where = f":{outgoing.id}:{alone_in}" if alone_in is not None else ""
    return [
        {
            "type": "actions",
            "block_id": f"{BUTTONS}:{start}{where}",
            "elements": buttons[start : start + IN_A_ROW],
        }
        for start in range(0, len(buttons), IN_A_ROW)
    ]


def _fitting(buttons: Sequence[Button]) -> list[Button]:
    return [each for each in buttons if 0 < len(each.command) <= VALUE][: 5 * IN_A_ROW]


def post_of(blocks: list[Block]) -> Post:
    """A message of these blocks, with what notifications and old clients show of it."""
    text = "\n".join(_words(block) for block in blocks if block["type"] != "actions")
    if len(text) > FALLBACK:
        text = _whole_entities(text[: FALLBACK - 1]) + "…"
    return Post(text or "…", blocks)


def _words(block: Block) -> str:
    held = block["text"] if block["type"] == "section" else block["elements"][0]
    return str(held["text"])


def _whole_entities(text: str) -> str:
    """The text without a link or an escape that was cut in two."""
    opened = text.rfind("<")
    if opened > text.rfind(">"):
        text = text[:opened]
    started = text.rfind("&")
    return text[:started] if started >= 0 and ";" not in text[started:] else text


def sections(text: str) -> list[str]:
    """The text as mrkdwn in pieces that fit a section, with nothing in it alive."""
    paragraphs = [each for each in readable(text).split("\n\n") if each.strip()]
    pieces = [escaped(cut) for each in paragraphs for cut in _cut(each, escaped)]
    return list(_lumps(pieces, "\n\n", SECTION)) or ["…"]


def section_block(text: str) -> Block:
    """A paragraph of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}, "expand": True}


def context_block(text: str) -> Block:
    """A small line of mrkdwn."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}
