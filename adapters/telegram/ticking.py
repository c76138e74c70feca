"""Choices of which several may be taken together: ticks on their buttons until they are sent.

The ticks stand on the message itself, so that a restart loses none. A press sets a tick or takes it away, and does not
turn it round: told twice, it does the same.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

TICK, UNTICK, SEND = "t:", "u:", "w:"
"""what a press does: tick this choice, take its tick away; send those that are ticked"""
MARK = "✓ "
LARGEST, DIGITS = 2**31 - 1, 10  # of the numbers that deliveries have, as the database counts them
KEPT = 500  # messages whose ticks are remembered until Telegram shows them


@dataclass
class Ticks:
    """What is ticked on which message; ahead of what a press tells where two follow each other quickly."""

    _ticked: OrderedDict[tuple[int, int], frozenset[int]] = field(default_factory=OrderedDict)
    _on_their_way: set[tuple[int, int]] = field(default_factory=set)

    def press(self, message: tuple[int, int], keyboard: InlineKeyboardMarkup, data: str) -> None:
        """Tick a choice or take its tick away; `keyboard` is what the message showed when it was pressed."""
        before, place = self.of(message, keyboard), place_of(data)
        self._ticked[message] = before - {place} if data.startswith(UNTICK) else before | {place}
        self._ticked.move_to_end(message)
        while len(self._ticked) > KEPT:
            self._ticked.popitem(last=False)

    async def show(
        self,
        message: tuple[int, int],
        keyboard: InlineKeyboardMarkup,
        put: Callable[[InlineKeyboardMarkup], Awaitable[None]],
    ) -> None:
        """Put the ticks on a message as they now are; changes of one message go out one after the other."""
        if message in self._on_their_way:
            return  # whoever puts them looks again
        self._on_their_way.add(message)
        try:
            shown = keyboard
            while (now := _showing(keyboard, self.of(message, keyboard))) != shown:
                await put(now)
                shown = now
        finally:
            self._on_their_way.discard(message)

    def of(self, message: tuple[int, int], keyboard: InlineKeyboardMarkup) -> frozenset[int]:
        """The places of the choices that are ticked."""
        return self._ticked.get(message, ticked_on(keyboard))


def choice(delivery: int, place: int, label: str, *, is_ticked: bool = False) -> InlineKeyboardButton:
    """The button of one choice."""
    does, mark = (UNTICK, MARK) if is_ticked else (TICK, "")
    return InlineKeyboardButton(f"{mark}{label}", callback_data=f"{does}{delivery}:{place}")


def is_tick(data: str) -> bool:
    """Whether a press is one on a choice of ours."""
    delivery, _, place = data[len(TICK) :].partition(":")
    return data.startswith((TICK, UNTICK)) and is_number(delivery) and is_number(place)


def delivery_of(data: str) -> int | None:
    """The delivery whose choices a press sends; None for another press."""
    delivery = data.removeprefix(SEND)
    return int(delivery) if data.startswith(SEND) and is_number(delivery) else None


def place_of(data: str) -> int:
    """The place of the choice that a press is on."""
    return int(data.rpartition(":")[2])


def ticked_on(keyboard: InlineKeyboardMarkup) -> frozenset[int]:
    """The places that a keyboard shows as ticked."""
    shown = (str(button.callback_data or "") for button in _all(keyboard))
    return frozenset(place_of(data) for data in shown if is_tick(data) and data.startswith(UNTICK))


def _showing(keyboard: InlineKeyboardMarkup, ticked: Collection[int]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_shown(each, ticked) for each in row] for row in keyboard.inline_keyboard])


def _shown(button: InlineKeyboardButton, ticked: Collection[int]) -> InlineKeyboardButton:
    data = str(button.callback_data or "")
    if not is_tick(data):
        return button
    delivery, place = data[len(TICK) :].partition(":")[0], place_of(data)
    label = button.text.removeprefix(MARK) if data.startswith(UNTICK) else button.text
    return choice(int(delivery), place, label, is_ticked=place in ticked)


def _all(keyboard: InlineKeyboardMarkup) -> Sequence[InlineKeyboardButton]:
    return [button for row in keyboard.inline_keyboard for button in row]


def is_number(text: str) -> bool:
    """Whether this may be a number that we have put on a button; whoever presses may send any other, however long."""
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS and int(text) <= LARGEST
