"""The bot in Telegram: keeps what people do before Telegram is told that it was heard, then has it replied to."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import structlog
from telegram import (
    Bot,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardMarkup,
    MaybeInaccessibleMessage,
    Message,
    Update,
)
from telegram.error import TelegramError

from adapters.background import Background
from adapters.plain_text import plain
from adapters.ports import ExpertDesk, Intake
from adapters.telegram.calls import try_to
from adapters.telegram.cards import DESK
from adapters.telegram.experts import Experts
from adapters.telegram.group_keyboard import SETTING
from adapters.telegram.group_settings import GroupSettings, topic_of
from adapters.telegram.links import Links, Purpose, Way
from adapters.telegram.menus import Menus
from adapters.telegram.places import PLATFORM, Place, member_id
from adapters.telegram.rendering import DONE, SAY, STORED, after_press
from adapters.telegram.sender import TelegramSender
from adapters.telegram.ticking import Ticks, delivery_of, is_number, is_tick
from adapters.telegram.updates import Heard, Us, change_of, heard
from bot.messages import Inbound
from bot.texts import Texts

STAYS = tuple(
    f"{SAY}/{each}" for each in ("why", "note", "attendees", "announce", "export")
)  # buttons that may be pressed again
DOUBLE_TAP_S = 3.0  # within which a second press is the first one's
START = "/start"
TYPING_S = 4.5  # for which a chat shows that somebody is typing
ALERT = 190  # characters of what a press may be answered with, of 200
ANSWERED = 2000  # presses that are known to be answered
ALBUMS = 500  # of which it is known that words came with them
IN = ("member", "administrator", "restricted", "creator")

log = structlog.get_logger()


@dataclass
class TelegramApp:
    """Listens as one bot."""

    bot: Bot
    us: Us
    intake: Intake
    sender: TelegramSender
    links: Links
    texts: Texts
    menus: Menus
    desk: ExpertDesk | None = None
    """where experts work, if they do so in a group"""
    ticks: Ticks = field(default_factory=Ticks)
    _background: Background = field(default_factory=Background)
    _answered: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _worded: OrderedDict[tuple[int, str], None] = field(default_factory=OrderedDict)
    _pressed_last: OrderedDict[str, tuple[str, float]] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.settings = GroupSettings(
            self.bot, self.us, self.sender.calls, self.intake, self.texts, self._soon
        )
        self.experts = (
            Experts(self.bot, self.sender.calls, self.desk, self.texts, self._soon)
            if self.desk is not None
            else None
        )

    async def take(self, update: Update) -> None:
        """Keep what somebody did; once this returns it will be replied to. Raises what kept it from being kept."""
        if update.message is not None:
            await self._message(update.message)
        elif update.edited_message is not None:
            await self._edited(update.edited_message, update.update_id)
        elif update.callback_query is not None:
            await self._pressed(update.callback_query)
        elif update.my_chat_member is not None:
            await self._member(update.my_chat_member)

    async def settle(self) -> None:
        """Wait for what was begun and not kept anywhere: ticks on buttons, what shows that somebody is typing."""
        await self._background.settle()

    # Messages

    async def _message(self, message: Message) -> None:
        if message.migrate_to_chat_id is not None:
            await self.moved(message.chat.id, message.migrate_to_chat_id)
            return
        if message.migrate_from_chat_id is not None:
            await self.moved(message.migrate_from_chat_id, message.chat.id)
            return
        is_room = self._is_room(message)
        if not is_room and await self.settings.took(message):
            return
        said = heard(message, self.us, at_desk=is_room)
        if said is None or self._is_worded(said):
            return
        if self.experts is not None and await self.experts.took(said):
            return
        if said.place.is_private:
            self._soon(self.menus.greet(said.user))
        if said.is_addressed or await self._is_for_everybody(said):
            await self._take(await self._inbound(said), said)

    def _is_room(self, message: Message) -> bool:
        place = Place(message.chat.id, topic_of(message))
        return self.experts is not None and self.experts.is_room(place)

    def _is_worded(self, said: Heard) -> bool:
        """Whether it is one more picture of an album whose words were heard."""
        album = (said.place.chat, said.album or "")
        if said.album is not None and said.instead is None:
            self._worded[album] = None
            while len(self._worded) > ALBUMS:
                self._worded.popitem(last=False)
        return said.instead is not None and album in self._worded

    async def _is_for_everybody(self, said: Heard) -> bool:
        """Whether a message was put to all in a group, where the bot may answer unasked what it surely knows."""
        if said.is_for_others or said.reply_to is not None or said.instead is not None:
            return False
        if said.place.is_private or said.text.startswith("/"):
            return False
        return (await self.intake.choices(said.place.conversation)).answers_unasked

    async def _edited(self, message: Message, update: int) -> None:
        """Other words: in time they are what is replied to, later they get a reply of their own."""
        said = heard(message, self.us, at_desk=self._is_room(message))
        if said is None or said.instead is not None:
            return
        change = change_of(message, update)
        if self.experts is not None and await self.experts.edited(said, change):
            return
        if not said.is_addressed and not await self._is_for_everybody(said):
            return
        inbound = await self._inbound(said)
        inbound = replace(inbound, origin={**inbound.origin, "change": change})
        match await self.intake.amend(inbound):
            case None:
                await self._take(inbound, said)
            case False:
                key = ":".join(map(str, [inbound.dedup_key, *change]))
                await self._take(replace(inbound, dedup_key=key, merges=False), said)

    async def _inbound(self, said: Heard) -> Inbound:
        inbound = Inbound(
            conversation=said.place.conversation,
            text=said.text,
            dedup_key=said.key,
            platform=PLATFORM,
            tenant=str(self.us.id),
            member=member_id(said.user) if said.is_named else None,
            is_public=not said.place.is_private,
            merges=said.is_addressed and said.instead is None and not said.text.startswith("/"),
            origin=_origin(said.place, message=said.message)
            | ({} if said.is_addressed else {"unasked": True})
            | ({"instead": said.instead} if said.instead else {}),
        )
        if said.place.is_private and said.text.startswith(f"{START} "):
            return await self._started(inbound, said.text.removeprefix(START).strip())
        return inbound

    async def _started(self, inbound: Inbound, payload: str) -> Inbound:
        """What a link says with which somebody came; each says it once, however often it is tapped."""
        if (code := self.links.read_code(payload)) is not None:
            return replace(inbound, text=f"/link {code}", merges=False)
        way = self.links.read(payload)
        if way is None or (said := await self._said_by(way, inbound)) is None:
            return replace(inbound, text=START, origin={**inbound.origin, "instead": "link"})
        first = replace(inbound, text=said, dedup_key=f"start:{way}:{inbound.member}", merges=False)
        kept = await self.intake.kept(first)
        if kept is None or kept.origin.get("message") == inbound.origin["message"]:
            return first
        match way.purpose:
            case Purpose.EVENT:
                return replace(inbound, text=f"{said} again", merges=False)
            case Purpose.TICKET:
                return replace(inbound, text=START, origin={**inbound.origin, "instead": "ticket-link"})
            case Purpose.GO_ON:
                return replace(inbound, text=START, origin={**inbound.origin, "instead": "link"})

    async def _said_by(self, way: Way, inbound: Inbound) -> str | None:
        """What a link says; None for one that stands under nothing that is kept, or goes on with others' words."""
        match way.purpose:
            case Purpose.GO_ON:
                asked = await self.intake.said(way.number)
                return asked.text if asked is not None and asked.member == inbound.member else None
            case Purpose.EVENT | Purpose.TICKET:
                # Else a link would work again once nobody knows any more that it was tapped.
                if way.message is None or not await self.intake.has_told(way.message):
                    return None
                return f"/event {way.number}" if way.purpose is Purpose.EVENT else f"/status {way.number}"

    async def _take(self, inbound: Inbound, said: Heard) -> None:
        number = await self.intake.accept(inbound)
        self._soon(self._answer(number, inbound, said.place))

    async def _answer(self, number: int, inbound: Inbound, place: Place) -> None:
        if inbound.origin.get("unasked"):  # perhaps nothing comes of it
            await self.intake.answer(number, merges=False)
            return
        typing = asyncio.create_task(self._types(place))
        try:
            await self.intake.answer(number, merges=inbound.merges)
        finally:
            typing.cancel()

    async def _types(self, place: Place) -> None:
        """Show that a reply is being made, for as long as it is."""
        for _ in range(10):
            await try_to(
                self.bot.send_chat_action(place.chat, "typing", message_thread_id=place.thread), "typing"
            )
            await asyncio.sleep(TYPING_S)

    # Presses

    async def _pressed(self, query: CallbackQuery) -> None:
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
            self._soon(self._answer_press(query, ""))
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
            origin=_origin(place, message=message.message_id),
        )
        number = await self.intake.accept(inbound)
        self._soon(self._answer_press(query, ""))
        self._soon(self._answer(number, inbound, place))
        if isinstance(message, Message) and not data.startswith(STAYS):
            self._soon(self._ticked(message, data))

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
        self._soon(self.ticks.show(which, keyboard, partial(self._shown_under, message)))

    async def _ticked(self, message: Message, pressed: str) -> None:
        keyboard = message.reply_markup
        if not isinstance(keyboard, InlineKeyboardMarkup):
            return
        await self._shown_under(message, after_press(keyboard, pressed, stays=STAYS))

    async def _shown_under(self, message: Message, keyboard: InlineKeyboardMarkup | None) -> None:
        """Put other buttons under a message of ours; where that fails, the old ones go on working."""
        try:
            await self.sender.calls.pace.wait(message.chat.id, is_edit=True)
            await self.bot.edit_message_reply_markup(
                message.chat.id, message.message_id, reply_markup=keyboard
            )
        except TelegramError as error:
            log.info("left undone", call="tick", error=type(error).__name__)

    # Coming and going

    async def _member(self, changed: ChatMemberUpdated) -> None:
        """The bot was let in, thrown out, blocked or let speak again."""
        was, is_now = changed.old_chat_member.status in IN, changed.new_chat_member.status in IN
        chat, user = changed.chat.id, changed.from_user.id
        if chat > 0:
            await self.intake.reach(Place(chat).conversation, is_reachable=is_now)
        elif is_now and not was and changed.chat.type in {"group", "supergroup"}:
            place = Place(chat, user=user)
            moment = int(changed.date.timestamp())
            inbound = Inbound(
                conversation=place.conversation,
                text="",
                dedup_key=f"added:{chat}:{moment}",
                platform=PLATFORM,
                tenant=str(self.us.id),
                member=member_id(user),
                is_public=True,
                origin=_origin(place) | {"instead": "group-open" if self.us.sees_all else "group"},
            )
            if self.experts is None or not self.experts.is_room(place):
                number = await self.intake.accept(inbound)
                self._soon(self.intake.answer(number, merges=False))

    async def moved(self, before: int, after: int) -> None:
        """A group has become a supergroup, under another number."""
        names = f"{PLATFORM}:{before}:", f"{PLATFORM}:{after}:"
        await self.intake.move(*names)
        if self.desk is not None:
            self.desk.moved(*names)
        self.sender.calls.moved_to(before, after)

    def _soon(self, work: Coroutine[Any, Any, Any]) -> None:
        self._background.soon(work)


def _asker(message: MaybeInaccessibleMessage, presser: int) -> int | None:
    """Whose a button is: in a group, that of whoever wrote what the message replies to; None where that is gone."""
    if message.chat.id > 0:
        return presser
    asked = message.reply_to_message if isinstance(message, Message) else None
    return asked.from_user.id if asked is not None and asked.from_user is not None else None


def _origin(place: Place, *, message: int | None = None) -> dict[str, Any]:
    """What is needed for the reply. A private chat begins with a greeting; in a group nobody asked for one."""
    known = {"message": message} if message is not None else {}
    return {"chat": place.chat, "greets": place.is_private} | known
