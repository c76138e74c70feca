"""Tickets on Slack's screens: the card in the experts' channel, and the form that opens from it.

https://docs.slack.dev/reference/block-kit
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.plain_text import plain, readable
from adapters.slack.escaping import escaped
from adapters.slack.rendering import Block, Post, button, context_block, post_of, section_block, sections
from bot.messages import Card, Packet
from bot.texts import Texts

DESK = "desk"
TEXT, COLLEAGUE, MOMENT, DAY = "text", "colleague", "moment", "day"
SHOWN = 1200  # characters of a question or a message on a card; all of it opens by a button
MOST_BUTTONS = 25  # in a row of them
MOST_TOLD = 10  # messages in a row that one expert alone sees
MOST_MOMENTS = 10  # radio buttons
MOST_PARTS = 40  # blocks of the question
MOST_BLOCKS = 95  # of the 100 that a modal holds
WRITTEN = frozenset({"answer", "ask"})
LARGEST = 200_000  # characters of JSON, of the 250,000 that a modal may have
TITLE, LABEL, OPTION, TYPED, MOST_OPTIONS = 24, 2000, 75, 3000, 100


@dataclass(frozen=True)
class Wanted:
    """What an expert wants to do by a form, and where the card is."""

    verb: str
    ticket: int
    channel: str


def card_post(card: Card) -> Post:
    """A card as one message."""
    blocks = [section_block(_headed(card.head))]
    if card.question:
        blocks.append(section_block(_quoted(card.question)))
    blocks += [section_block(escaped(_short(said))) for said in card.said]
    if card.note:
        blocks.append(context_block(escaped(_short(card.note))))
    if card.buttons:
        elements = [
            button(
                each.label, action=f"{DESK}:{place}", value=each.command, style=None if place else "primary"
            )
            for place, each in enumerate(card.buttons[:MOST_BUTTONS])
        ]
        blocks.append({"type": "actions", "block_id": DESK, "elements": elements})
    return post_of(blocks)


def told_posts(text: str) -> list[Post]:
    """What an expert alone is told, in several messages where it is long; nothing in it is a link.

    Slack counts these messages, so that of what is far too long its middle is left out.
    """
    told = sections(text)
    if len(told) > MOST_TOLD:
        told = [*told[: MOST_TOLD // 2], "…", *told[-MOST_TOLD // 2 + 1 :]]
    return [post_of([section_block(each)]) for each in told]


def packet_view(packet: Packet, wanted: Wanted, texts: Texts) -> dict[str, Any]:
    """All about a ticket, with the field for what the expert wants to do, if that is theirs to do."""
    blocks = [section_block(_headed(packet.head))]
    blocks += [section_block(each) for each in sections(packet.question)[:MOST_PARTS]]
    deed = "answer" if wanted.verb == "open" else wanted.verb
    parts = [
        section_block(each)
        for title, lines in packet.parts
        for each in (f"*{escaped(title)}*", *(piece for line in lines for piece in sections(line)))
    ]
    field: list[Block] = []
    if deed == "reassign" and deed in packet.deeds and packet.colleagues:
        field, parts = [_colleagues(packet.colleagues, texts)], []
    elif deed == "snooze" and deed in packet.deeds:
        field, parts = _moments(packet.moments, texts), []
    elif deed in packet.deeds and deed in WRITTEN:
        field = [_text_field(deed, texts)]
    view = {
        "type": "modal",
        "callback_id": DESK,
        "private_metadata": json.dumps(vars(wanted) | {"verb": deed}),
        "title": _plain(texts.say("desk-modal-title", ticket=str(packet.ticket)), TITLE),
        "close": _plain(texts.say("button-cancel"), TITLE),
        "blocks": _fitting([*blocks[:MOST_PARTS], *field], parts, texts),
    }
    return view | ({"submit": _plain(texts.say("slack-form-send"), TITLE)} if field else {})


def _fitting(blocks: list[Block], parts: Sequence[Block], texts: Texts) -> list[Block]:
    """The blocks, and as many parts as a modal holds with them; where some are left out it says so."""
    room = LARGEST - len(json.dumps(blocks))
    for place, part in enumerate(parts):
        room -= len(json.dumps(part))
        if room < 0 or len(blocks) >= MOST_BLOCKS:
            return [*blocks, context_block(escaped(texts.say("desk-modal-more", parts=len(parts) - place)))]
        blocks = [*blocks, part]
    return blocks


def wanted_of(view: Mapping[str, Any]) -> tuple[Wanted, str, str]:
    """What a form was opened for, the field that was filled in, and with what."""
    held = json.loads(view["private_metadata"])
    filled = {
        name: _given(next(iter(values.values())))
        for name, values in view["state"]["values"].items()
        if values
    }
    first = next(iter(filled))
    name = DAY if filled.get(DAY) else first  # a moment that was chosen before a day can't be unchosen
    return Wanted(str(held["verb"]), int(held["ticket"]), str(held["channel"])), name, filled[name]


def _given(value: Mapping[str, Any]) -> str:
    chosen = value.get("selected_option")
    return str(chosen["value"] if chosen else value.get("selected_date") or value.get("value") or "")


def _text_field(deed: str, texts: Texts) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": TEXT,
        "multiline": True,
        "max_length": TYPED,
        "focus_on_load": True,
    }
    return _input(TEXT, texts.say(f"desk-modal-{deed}"), element)


def _colleagues(aliases: Sequence[str], texts: Texts) -> Block:
    options = [{"text": _plain(each, OPTION), "value": each} for each in aliases[:MOST_OPTIONS]]
    element = {"type": "static_select", "action_id": COLLEAGUE, "options": options}
    return _input(COLLEAGUE, texts.say("desk-modal-reassign"), element)


def _moments(moments: Sequence[tuple[str, str]], texts: Texts) -> list[Block]:
    """Until when: one of these moments, or the morning of a day."""
    options = [{"text": _plain(label, OPTION), "value": words} for label, words in moments[:MOST_MOMENTS]]
    choice = {"type": "radio_buttons", "action_id": MOMENT, "options": options}
    day = {"type": "datepicker", "action_id": DAY}
    asked = _input(MOMENT, texts.say("desk-modal-snooze"), choice)
    return [
        asked | {"optional": True},
        _input(DAY, texts.say("desk-modal-snooze-day"), day) | {"optional": True},
    ]


def _input(name: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": name, "label": _plain(label, LABEL), "element": element}


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": plain(text, limit)}


def _headed(text: str) -> str:
    """The text with its first line in bold."""
    first, break_, rest = escaped(_short(text)).partition("\n")
    return f"*{first}*{break_}{rest}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {escaped(line)}" for line in _short(text).split("\n"))


def _short(text: str) -> str:
    """The text, cut to what fits a card however it is marked up."""
    text = readable(text).strip() or "–"
    cut = text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
    while len(escaped(cut)) > 2400 or cut.count("\n") > 40:
        cut = cut[: len(cut) * 3 // 4].rstrip() + "…"
    return cut
