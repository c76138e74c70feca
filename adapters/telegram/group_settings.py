"""What the bot does in a group or topic: set on one message, whose buttons are changed in place.

Nothing is kept here: what holds is in the database, and a button says by itself what it sets. A press sets something
and does not turn it round: told twice, it does the same. Who may is asked anew at every press.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import (
    Bot,
    CallbackQuery,
    ChatMember,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)
from telegram.error import TelegramError

from adapters.ports import Intake
from adapters.telegram.calls import Calls, Malformed, Spot
from adapters.telegram.group_keyboard import (
    ADD,
    AS_GROUP,
    DONE,
    KEEPER,
    SETTING,
    TELLING,
    UNASKED,
    WHY,
    keyboard_of,
    put,
    told,
)
from adapters.telegram.markup import Marked, quoted, said
from adapters.telegram.places import NO_TOPIC, PLATFORM, Place, member_id, user_of
from adapters.telegram.updates import COMMAND, Us
from bot.messages import ChannelChoices
from bot.messages.sending import NotSent, Unreachable
from bot.texts import Texts

NAME = "settings"
RUNS_IT = ("creator", "administrator")
MOST_KEEPERS = 10
HEARD = 500  # commands and presses that are known to be heard
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
SAME = "message is not modified"

log = structlog.get_logger()


@dataclass(frozen=True)
class Presser:
    """Somebody who wants to change what the bot does."""

    account: str
    name: str
    runs_it: bool
    """whether they own or administer the group"""
    is_hidden: bool = False
    """whether they do so without showing their name"""


@dataclass
class GroupSettings:
    """Shows the message, and does what is pressed on it."""

    bot: Bot
    us: Us
    calls: Calls
    intake: Intake
    texts: Texts
    soon: Callable[[Coroutine[Any, Any, Any]], None]
    _heard: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _shown: "WeakValueDictionary[tuple[int, int], asyncio.Lock]" = field(default_factory=WeakValueDictionary)

    # The command

    async def took(self, message: Message) -> bool:
        """Whether a message was the command, in a group."""
        found = COMMAND.fullmatch(message.text or "")
        if message.chat.id > 0 or found is None or found["name"].lower() != NAME:
            return False
        if found["bot"] and found["bot"].lower() != self.us.username.lower():
            return False
        key = f"{message.chat.id}:{message.message_id}"
        if key in self._heard:
            return True
        self._note(key)
        is_add = (found["rest"] or "").strip().casefold() == ADD
        self.soon(self._wanted(message, Place(message.chat.id, topic_of(message)), is_add=is_add))
        return True

    def _note(self, key: str) -> None:
        """Note that it was heard: told again, it would undo what came meanwhile."""
        self._heard[key] = None
        while len(self._heard) > HEARD:
            self._heard.popitem(last=False)

    async def _wanted(self, message: Message, place: Place, *, is_add: bool) -> None:
        try:
            by, refused = await self._writer(message), "telegram-settings-refused"
        except TelegramError:
            by, refused = None, "telegram-settings-unknown"
        if by is None:
            await self._say(place, said(self.texts.say(refused)), under=message)
            return
        if is_add:
            await self._say(place, await self._added(message, place, by), under=message)
            return
        await self._say(place, self._text(place), under=message, keyboard=await self._keyboard(place))

    async def _writer(self, message: Message) -> Presser | None:
        """Who wrote a message, if they may change what holds; None for others. Raises TelegramError, as `_allowed`."""
        if message.sender_chat is not None:
            # Only who runs a group may write in its name; everybody may in that of a channel of theirs.
            is_group = message.sender_chat.id == message.chat.id
            return Presser(member_id(message.chat.id), "", runs_it=True, is_hidden=True) if is_group else None
        if message.from_user is None or message.from_user.is_bot:
            return None
        return await self._allowed(Place(message.chat.id, topic_of(message)), message.from_user.id)

    async def _added(self, message: Message, place: Place, by: Presser) -> Marked:
        """Name whoever wrote the message to which the command replies; what is said of it."""
        replied = message.reply_to_message
        who = replied.from_user if replied is not None and replied.sender_chat is None else None
        if not by.runs_it:
            return said(self.texts.say("telegram-settings-no-keeper"))
        if who is None or who.is_bot or (replied is not None and replied.forum_topic_created is not None):
            return said(self.texts.say("telegram-settings-add-how"))
        account = member_id(who.id)

        def added(before: ChannelChoices) -> ChannelChoices:
            is_full = len(before.keepers) >= MOST_KEEPERS
            return before if is_full else replace(before, keepers=before.keepers | {account})

        now = await self.intake.change(name_of(place), added, by=by.account)
        is_done = account in now.keepers
        key = "telegram-settings-added" if is_done else "telegram-settings-full"
        return quoted(self.texts.say(key, who=who.full_name, most=MOST_KEEPERS))

    # Presses

    async def pressed(self, query: CallbackQuery, message: Message, data: str) -> str:
        """Do what a button says, once; what its presser alone is told."""
        if query.id in self._heard:
            return ""
        told = await self._did(query, message, data)
        self._note(query.id)
        return told

    async def _did(self, query: CallbackQuery, message: Message, data: str) -> str:
        place, setting = Place(message.chat.id, topic_of(message)), data.removeprefix(SETTING)
        if message.chat.id > 0 or message.from_user is None or message.from_user.id != self.us.id:
            return ""
        by = None
        try:
            by = await self._allowed(place, query.from_user.id)
            objection = await self._objection(message, setting, by, place)
        except TelegramError:
            objection = "telegram-settings-unknown"
        if objection is not None or by is None:
            return self.texts.say(objection or "telegram-settings-refused")
        if setting == DONE:
            self.soon(self._end(message, place, by))
        elif setting == AS_GROUP:
            if place.topic == NO_TOPIC:
                return ""
            await self.intake.forget_choices(name_of(place))
            self.soon(self._show(message, place))
            return self.texts.say("telegram-settings-as-group-done")
        elif (change := put(setting)) is not None:
            await self.intake.change(name_of(place), change, by=by.account)
            self.soon(self._show(message, place))
        return ""

    async def _objection(
        self, message: Message, setting: str, by: Presser | None, place: Place
    ) -> str | None:
        """The name of what is told instead of doing what a button says; None where it is done."""
        if by is None:
            return "telegram-settings-refused"
        if message.reply_markup is None:
            return "telegram-settings-over"
        if setting in TELLING:
            return TELLING[setting]
        if not by.runs_it and (
            KEEPER in setting or setting == AS_GROUP
        ):  # which takes away who is named, too
            return f"telegram-settings-no-{'keeper' if KEEPER in setting else 'as-group'}"
        if setting == f"+{UNASKED}" and not await self._sees_all(place.chat):
            return TELLING[WHY]
        return None

    async def _allowed(self, place: Place, user: int) -> Presser | None:
        """Somebody who may change what holds; None for others. Raises TelegramError where Telegram does not say."""
        member = await self.bot.get_chat_member(place.chat, user)
        account, name = member_id(user), member.user.full_name
        if member.status in RUNS_IT:
            return Presser(
                account, name, runs_it=True, is_hidden=bool(getattr(member, "is_anonymous", False))
            )
        is_here = member.status == ChatMember.MEMBER or getattr(member, "is_member", False)
        keepers = (await self.intake.choices(name_of(place))).keepers
        return Presser(account, name, runs_it=False) if is_here and account in keepers else None

    async def _sees_all(self, chat: int) -> bool:
        """Whether the bot is shown every message of a group."""
        if self.us.sees_all:
            return True
        try:
            return (await self.bot.get_chat_member(chat, self.us.id)).status in RUNS_IT
        except TelegramError:
            return False

    # What is shown

    async def _keyboard(self, place: Place) -> InlineKeyboardMarkup:
        choices = await self.intake.choices(name_of(place))
        names = {each: await self._name(place.chat, each) for each in sorted(choices.keepers)}
        return keyboard_of(
            choices,
            names,
            self.texts,
            sees_all=await self._sees_all(place.chat),
            is_own_topic=place.topic != NO_TOPIC and await self.intake.has_own_choices(name_of(place)),
        )

    async def _name(self, chat: int, account: str) -> str:
        user = user_of(account)
        try:
            return (await self.bot.get_chat_member(chat, user or 0)).user.full_name
        except TelegramError:
            return account.removeprefix(f"{PLATFORM}:")

    async def _show(self, message: Message, place: Place) -> None:
        """Show what holds now; of presses that follow each other quickly the last one shows all."""
        which = (message.chat.id, message.message_id)
        lock = self._shown.get(which) or self._shown.setdefault(which, asyncio.Lock())
        async with lock:
            keyboard = await self._keyboard(place)

            async def edit(spot: Spot) -> None:
                await self.bot.edit_message_reply_markup(spot.chat, message.message_id, reply_markup=keyboard)

            await self._try(place, edit, is_edit=True)

    async def _end(self, message: Message, place: Place, by: Presser) -> None:
        """Let the message say what holds now and who has set it."""
        which = (message.chat.id, message.message_id)
        lock = self._shown.get(which) or self._shown.setdefault(which, asyncio.Lock())
        async with lock:
            choices = await self.intake.choices(name_of(place))
            names = [await self._name(place.chat, each) for each in sorted(choices.keepers)]
            who = self.texts.say("telegram-settings-admin") if by.is_hidden else by.name
            text = quoted(told(choices, who, names, self.texts, is_topic=place.topic != NO_TOPIC))

            async def edit(spot: Spot) -> None:
                await self.bot.edit_message_text(
                    text.text,
                    spot.chat,
                    message.message_id,
                    entities=[each.as_telegram() for each in text.entities],
                    link_preview_options=NO_PREVIEW,
                )

            await self._try(place, edit, is_edit=True)

    def _text(self, place: Place) -> Marked:
        where = "topic" if place.topic != NO_TOPIC else "group"
        return said(self.texts.say("telegram-settings", where=where))

    async def _say(
        self, place: Place, text: Marked, *, under: Message, keyboard: InlineKeyboardMarkup | None = None
    ) -> None:
        async def send(spot: Spot) -> None:
            await self.bot.send_message(
                spot.chat,
                text.text,
                message_thread_id=spot.thread,
                entities=[each.as_telegram() for each in text.entities],
                reply_markup=keyboard,
                link_preview_options=NO_PREVIEW,
                reply_parameters=spot.under(under.message_id),
            )

        await self._try(place, send)

    async def _try(
        self,
        place: Place,
        call: Callable[[Spot], Coroutine[Any, Any, None]],
        *,
        is_edit: bool = False,
    ) -> None:
        """Make a call that nothing depends on: what was set holds all the same."""
        try:
            await self.calls.make(place, call, is_edit=is_edit)
        except Malformed as refusal:
            if SAME not in str(refusal).lower():
                log.info("left undone", call=NAME, error=type(refusal).__name__)
        except (NotSent, Unreachable, TelegramError) as error:
            log.info("left undone", call=NAME, error=type(error).__name__)


def name_of(place: Place) -> str:
    """The name under which what holds is kept: that of a topic, or in General of the whole group."""
    whole = f"{PLATFORM}:{place.chat}"
    return whole if place.topic == NO_TOPIC else f"{whole}:{place.topic}"


def topic_of(message: Message) -> int:
    """The topic in which a message stands."""
    return (message.message_thread_id or NO_TOPIC) if message.is_topic_message else NO_TOPIC
