"""Replies as Telegram's messages: the text, numbered sources with their dates, buttons, all within the limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from adapters.plain_text import plain
from adapters.sources import dated
from adapters.telegram.markup import Marked, joined, link, quoted, said, split
from adapters.telegram.ticking import SEND, choice
from bot.messages import Button, Citation, Reply
from bot.messages.sending import Outgoing
from bot.texts import Texts

LABEL = 40  # characters of a button, as a phone shows them
DATA = 64  # bytes of callback_data, https://core.telegram.org/bots/api#inlinekeyboardbutton
IN_A_ROW = 2
MOST_BUTTONS = 80
TITLE = 300  # of a source
SHOWN = 80  # characters of the question that a late reply repeats
SAY, STORED, DONE = "s:", "b:", "-"
"""what a press means: these words; the words of that button of that delivery; nothing any more"""


@dataclass(frozen=True)
class Post:
    """One message of Telegram."""

    said: Marked
    keyboard: InlineKeyboardMarkup | None = None


def posts(outgoing: Outgoing, texts: Texts, *, links: Sequence[tuple[str, str]] = ()) -> list[Post]:
    """The messages that tell a reply, the buttons below the last, and below those links as (label, address)."""
    reply = outgoing.reply
    asked = Marked()
    if outgoing.asked is not None:
        asked = quoted(texts.say("you-asked", question=plain(outgoing.asked, SHOWN)))
    sources = joined([_source(each) for each in reply.citations], "\n")
    text = said(reply.text) if _may_link(reply) else quoted(reply.text)
    whole = joined([asked, text, sources], "\n\n")
    pieces = split(whole if whole.text else Marked("…"))
    keyboard = keyboard_of(outgoing.id, reply.buttons, send=texts.say("button-choose"), links=links)
    return [*(Post(piece) for piece in pieces[:-1]), Post(pieces[-1], keyboard)]


def keyboard_of(
    delivery: int, buttons: Sequence[Button], *, send: str = "", links: Sequence[tuple[str, str]] = ()
) -> InlineKeyboardMarkup | None:
    """The buttons in rows; short labels stand beside each other. `send` names the one that sends what is ticked."""
    made: list[InlineKeyboardButton] = []
    shown = buttons[:MOST_BUTTONS]
    for place, each in enumerate(shown):
        label = plain(each.label, LABEL)
        if each.ticks and send:
            made.append(choice(delivery, place, label, is_ticked=each.is_ticked))
            if not any(later.ticks for later in shown[place + 1 :]):
                made.append(InlineKeyboardButton(send, callback_data=f"{SEND}{delivery}"))
        else:
            made.append(InlineKeyboardButton(label, callback_data=data_of(delivery, place, each.command)))
    made += [InlineKeyboardButton(plain(label, LABEL), url=address) for label, address in links]
    return in_rows(made[:MOST_BUTTONS])


def in_rows(buttons: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    """As many buttons in a row as their labels leave room for."""
    rows: list[list[InlineKeyboardButton]] = []
    for each in buttons:
        is_short = rows and all(len(held.text) + len(each.text) <= LABEL for held in rows[-1])
        if is_short and len(rows[-1]) < IN_A_ROW:
            rows[-1].append(each)
        else:
            rows.append([each])
    return InlineKeyboardMarkup(rows) if rows else None


def data_of(delivery: int, place: int, command: str) -> str:
    """What a button carries: its words, or where they are kept if they are too long."""
    words = f"{SAY}{command}"
    return words if len(words.encode()) <= DATA else f"{STORED}{delivery}:{place}"


def after_press(
    keyboard: InlineKeyboardMarkup, pressed: str, *, stays: Sequence[str]
) -> InlineKeyboardMarkup | None:
    """The buttons of a message after one was pressed: that one ticked, and those worth keeping."""
    kept = []
    for each in (button for row in keyboard.inline_keyboard for button in row):
        data = str(each.callback_data or "")
        if data == pressed:
            kept.append(InlineKeyboardButton(plain(f"✓ {each.text}", LABEL), callback_data=DONE))
        elif each.url or data.startswith(tuple(stays)):
            kept.append(each)
    return in_rows(kept)


def _may_link(reply: Reply) -> bool:
    """Whether addresses in the text are ours; those that pages bring stand among the sources."""
    return reply.answer_id is None


def _source(citation: Citation) -> Marked:
    """`[1] Title (as of 2026-01-08, 2021-2027)`, the title being a link."""
    title = link(citation.url, plain(citation.title, TITLE))
    return Marked(f"[{citation.n}] ") + title + quoted(f" ({plain(dated(citation), TITLE)})")
