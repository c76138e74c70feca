"""Buttons: pressing one says its command, once; a choice is ticked, and the desk and the settings do theirs."""

import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.error import TelegramError

from adapters.plain_text import plain
from adapters.ports import Intake
from adapters.telegram.answering import Answering
from adapters.telegram.calls import Calls, try_to
from adapters.telegram.cards import DESK
from adapters.telegram.experts import Experts
from adapters.telegram.group_keyboard import SETTING
from adapters.telegram.group_settings import GroupSettings
from adapters.telegram.places import PLATFORM, Place, member_id, origin_of
from adapters.telegram.rendering import DONE, SAY, STORED, after_press
from adapters.telegram.ticking import Ticks, delivery_of, is_number, is_tick
from adapters.telegram.updates import Us
from bot.messages import Inbound
from bot.texts import Texts

STAYS = tuple(
    f"{SAY}/{each}" for each in ("why", "note", "attendees", "announce", "export")
)  # buttons that may be pressed again
DOUBLE_TAP_S = 3.0  # within which a second press is the first one's
ALERT = 190  # characters of what a press may be answered with, of 200
ANSWERED = 2000  # presses that are known to be answered

log = structlog.get_logger()


@dataclass
class Presses:
    """Takes presses as one bot."""

    bot: Bot
    us: Us
    intake: Intake
    answering: Answering
    settings: GroupSettings
    experts: Experts | None
    calls: Calls
    texts: Texts
    soon: Callable[[Coroutine[Any, Any, Any]], None]
    ticks: Ticks = field(default_factory=Ticks)
    _answered: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _pressed_last: OrderedDict[str, tuple[str, float]] = field(default_factory=OrderedDict)

    async def pressed(self, query: CallbackQuery) -> None:
        """A button is a command: pressing it says the command."""
        message, data = query.message, str(query.data or "")
        if message is None or query.from_user.is_bot:
            return
        if (words := await self._otherwise(query, message, data)) is not None:
            await self._answer_press(query, words)
            return
        topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else 0
        is_private = message.chat.id > 0
        place = Place(message.chat.id, topic or 0, None if is_private else query.from_user.id)
        asker = _asker(message, query.from_user.id)
        is_askers = asker == query.from_user.id
        if is_askers and is_tick(data) and isinstance(message, Message):
            self.soon(self._answer_press(query, ""))
            self._tick(message, data)
            return
        saying = await self._words_of(data, place, message) if is_askers else None
        if saying == "":
            await self._answer_press(query, self.texts.say("telegram-tick-first"))
            return
        if saying is None:
            why = "not-your-button" if asker is not None else "nobodys-button"
            await self._answer_press(query, "" if data == DONE else self.texts.say(f"telegram-{why}"))
            return
        button = f"press:{message.chat.id}:{message.message_id}:{data}:{query.from_user.id}"
        if data.startswith(STAYS):
            if self._is_double_tap(button, query.id):
                await self._answer_press(query, "")
                return
            button += f":{query.id}"  # what it tells may have changed since it was pressed last
        inbound = Inbound(
            conversation=place.conversation,
            text=saying,
            dedup_key=button,
            platform=PLATFORM,
            tenant=str(self.us.id),
            member=member_id(query.from_user.id),
            is_public=not is_private,
            origin=origin_of(place, message=message.message_id),
        )
        await self.answering.take(inbound, place)
        self.soon(self._answer_press(query, ""))
        if isinstance(message, Message) and not data.startswith(STAYS):
            self.soon(self._ticked(message, data))

    async def _otherwise(
        self, query: CallbackQuery, message: MaybeInaccessibleMessage, data: str
    ) -> str | None:
        """Do what a button means that says no command; what is told then, None for others."""
        if self.experts is not None and data.startswith(DESK):
            return await self.experts.pressed(query, message.chat.id, message.message_id, data)
        if data.startswith(SETTING) and isinstance(message, Message):
            return await self.settings.pressed(query, message, data)
        return None

    def _is_double_tap(self, button: str, press: str) -> bool:
        """Whether another press of the same button came just before this one."""
        now = time.monotonic()
        first, at = self._pressed_last.get(button, (press, now))
        if first != press and now - at < DOUBLE_TAP_S:
            return True
        self._pressed_last[button] = (press, now)
        self._pressed_last.move_to_end(button)
        while len(self._pressed_last) > ANSWERED:
            self._pressed_last.popitem(last=False)
        return False

    async def _words_of(self, data: str, place: Place, message: MaybeInaccessibleMessage) -> str | None:
        """What a button says; None for one that says nothing, or nothing here, empty where nothing is ticked yet."""
        if not data.isprintable():  # none of ours, whoever made it
            return None
        if data.startswith(SAY):
            return data.removeprefix(SAY)
        keyboard = message.reply_markup if isinstance(message, Message) else None
        if (sent := delivery_of(data)) is not None and keyboard is not None:
            ticked = self.ticks.of((message.chat.id, message.message_id), keyboard)
            said = [
                await self.intake.button(sent, n, conversation=place.conversation) for n in sorted(ticked)
            ]
            return ", ".join(each for each in said if each is not None)
        delivery, _, button = data.removeprefix(STORED).partition(":")
        if not data.startswith(STORED) or not is_number(delivery) or not is_number(button):
            return None
        return await self.intake.button(int(delivery), int(button), conversation=place.conversation)

    async def _answer_press(self, query: CallbackQuery, words: str) -> None:
        """Stop the button's spinning, once."""
        if query.id in self._answered:
            return
        self._answered[query.id] = None
        while len(self._answered) > ANSWERED:
            self._answered.popitem(last=False)
        shown = plain(words, ALERT) if words else None
        await try_to(
            self.bot.answer_callback_query(query.id, text=shown, show_alert=bool(shown)), "answer to a press"
        )

    def _tick(self, message: Message, pressed: str) -> None:
        """Show a choice as ticked, or as not ticked any more."""
        keyboard = message.reply_markup
        if keyboard is None:
            return
        which = (message.chat.id, message.message_id)
        self.ticks.press(which, keyboard, pressed)
        self.soon(self.ticks.show(which, keyboard, partial(self._shown_under, message)))

    async def _ticked(self, message: Message, pressed: str) -> None:
        keyboard = message.reply_markup
        if not isinstance(keyboard, InlineKeyboardMarkup):
            return
        await self._shown_under(message, after_press(keyboard, pressed, stays=STAYS))

    async def _shown_under(self, message: Message, keyboard: InlineKeyboardMarkup | None) -> None:
        """Put other buttons under a message of ours; where that fails, the old ones go on working."""
        try:
            await self.calls.pace.wait(message.chat.id, is_edit=True)
            await self.bot.edit_message_reply_markup(
                message.chat.id, message.message_id, reply_markup=keyboard
            )
        except TelegramError as error:
            log.info("left undone", call="tick", error=type(error).__name__)


def _asker(message: MaybeInaccessibleMessage, presser: int) -> int | None:
    """Whose a button is: in a group, that of whoever wrote what the message replies to; None where that is gone."""
    if message.chat.id > 0:
        return presser
    asked = message.reply_to_message if isinstance(message, Message) else None
    return asked.from_user.id if asked is not None and asked.from_user is not None else None
