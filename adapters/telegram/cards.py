"""Tickets on Telegram's screens: the card in the experts' group, and what its buttons bring."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from adapters.plain_text import plain, readable
from adapters.telegram.markup import Entity, Marked, bold, joined, quoted, split, units
from adapters.telegram.rendering import DATA, LABEL, in_rows
from bot.messages import Button, Card, Packet

DESK = "d:"
SHOWN = 1000  # characters of a question or a message on a card; all of it opens by a button
MOST_TOLD = 6  # messages in a row that the group gets at once
PROMPT = re.compile(r"(answer|ask|reassign|snooze) #([0-9]{1,10}):")


@dataclass(frozen=True)
class Wanted:
    """What an expert was asked to write, and on which ticket."""

    verb: str
    ticket: int


def card_post(card: Card) -> tuple[Marked, InlineKeyboardMarkup | None]:
    """A card as one message."""
    first, _, rest = readable(card.head).partition("\n")
    parts = [joined([bold(first), quoted(rest)], "\n")]
    if card.question:
        parts.append(_quotation(card.question))
    parts += [quoted(_short(said)) for said in card.said]
    if card.note:
        parts.append(quoted(_short(card.note)))
    return split(joined(parts, "\n\n"))[0], desk_keyboard(card.buttons)


def desk_keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Buttons whose commands are for the desk; what is too long for one stays out, as it can be written."""
    return in_rows(
        [
            InlineKeyboardButton(plain(each.label, LABEL), callback_data=f"{DESK}{each.command}")
            for each in buttons
            if len(f"{DESK}{each.command}".encode()) <= DATA
        ]
    )


def told_posts(text: str) -> list[Marked]:
    """What experts are told, in several messages where it is long; of what is far too long the middle is left out."""
    told = split(quoted(text))
    if len(told) > MOST_TOLD:
        return [*told[: MOST_TOLD // 2], Marked("…"), *told[-(MOST_TOLD // 2) + 1 :]]
    return told


def packet_text(packet: Packet) -> str:
    """All about a ticket."""
    parts = ["\n".join([title, *lines]) for title, lines in packet.parts]
    return "\n\n".join([packet.head, packet.question, *parts])


def colleagues_keyboard(packet: Packet) -> InlineKeyboardMarkup | None:
    """A button for each expert who may be handed the ticket."""
    buttons = [Button(each, f"reassign {packet.ticket} {each}") for each in packet.colleagues]
    return desk_keyboard(buttons[:50])


def moments_keyboard(packet: Packet) -> InlineKeyboardMarkup | None:
    """A button for each moment until which it may sleep."""
    return desk_keyboard(
        [Button(label, f"snooze {packet.ticket} {words}") for label, words in packet.moments]
    )


def wanted_of(prompt: str | None) -> Wanted | None:
    """What a message of ours has asked an expert to write as a reply to it."""
    found = PROMPT.match(prompt or "")
    return Wanted(found[1], int(found[2])) if found else None


def _quotation(text: str) -> Marked:
    said = quoted(_short(text))
    return Marked(said.text, (Entity("blockquote", 0, units(said.text)),))


def _short(text: str) -> str:
    text = readable(text).strip() or "–"
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
