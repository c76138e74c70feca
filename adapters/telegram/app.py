"""The bot in Telegram: keeps what people do before Telegram is told that it was heard, then has it replied to."""

import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from telegram import Bot, ChatMemberUpdated, Message, Update

from adapters.background import Background
from adapters.buckets import Window
from adapters.ports import ExpertDesk, Intake
from adapters.telegram.answering import Answering
from adapters.telegram.experts import Experts
from adapters.telegram.group_settings import GroupSettings, topic_of
from adapters.telegram.links import Links
from adapters.telegram.menus import Menus
from adapters.telegram.places import PLATFORM, Place, member_id, origin_of
from adapters.telegram.pressing import Presses
from adapters.telegram.sender import TelegramSender
from adapters.telegram.starting import START, Starts
from adapters.telegram.updates import Heard, Us, change_of, heard
from bot.messages import Inbound
from bot.texts import Texts

ALBUMS = 500  # of which it is known that words came with them
UNNAMED_WITHIN = 5, 600.0  # how often they are told, in how many seconds
UNNAMED_KEPT = 500  # of whom it is known how often they were told
IN = ("member", "administrator", "restricted", "creator")


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
    _background: Background = field(default_factory=Background)
    _told_unnamed: OrderedDict[tuple[int, int], Window] = field(default_factory=OrderedDict)
    _worded: OrderedDict[tuple[int, str], None] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        calls, soon = self.sender.calls, self._background.soon
        self.starts = Starts(self.links, self.intake)
        self.answering = Answering(self.bot, self.intake, soon)
        self.settings = GroupSettings(self.bot, self.us, calls, self.intake, self.texts, soon)
        self.experts = (
            Experts(self.bot, calls, self.desk, self.texts, soon) if self.desk is not None else None
        )
        self.presses = Presses(
            self.bot,
            self.us,
            self.intake,
            self.answering,
            self.settings,
            self.experts,
            calls,
            self.texts,
            soon,
        )

    async def take(self, update: Update) -> None:
        """Keep what somebody did; once this returns it will be replied to. Raises what kept it from being kept."""
        if update.message is not None:
            await self._message(update.message)
        elif update.edited_message is not None:
            await self._edited(update.edited_message, update.update_id)
        elif update.callback_query is not None:
            await self.presses.pressed(update.callback_query)
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
        if not said.is_named:
            await self._unnamed(said)
            return
        if self.experts is not None and await self.experts.took(said):
            return
        if said.place.is_private:
            self._background.soon(self.menus.greet(said.user))
        if said.is_addressed or await self._is_for_everybody(said):
            await self.answering.take(await self._inbound(said), said.place)

    async def _unnamed(self, said: Heard) -> None:
        """Have whoever writes to us in the name of a group or a channel told to use their own, and not for ever."""
        if not said.is_addressed and not (self.experts is not None and self.experts.is_line(said)):
            return
        told = self._told_unnamed.setdefault((said.place.chat, said.user), Window(*UNNAMED_WITHIN))
        while len(self._told_unnamed) > UNNAMED_KEPT:
            self._told_unnamed.popitem(last=False)
        now = time.monotonic()
        if told.due_s(now) <= 0:
            await self.answering.take(await self._inbound(said), said.place)
            told.use(now)

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
                await self.answering.take(inbound, said.place)
            case False:
                key = ":".join(map(str, [inbound.dedup_key, *change]))
                await self.answering.take(replace(inbound, dedup_key=key, merges=False), said.place)

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
            origin=origin_of(said.place, message=said.message)
            | ({} if said.is_addressed or not said.is_named else {"unasked": True})
            | ({"instead": said.instead} if said.instead else {}),
        )
        if said.place.is_private and said.text.startswith(f"{START} "):
            return await self.starts.read(inbound, said.text.removeprefix(START).strip())
        return inbound

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
                origin=origin_of(place) | {"instead": "group-open" if self.us.sees_all else "group"},
            )
            if self.experts is None or not self.experts.is_room(place):
                await self.answering.take(inbound, place)

    async def moved(self, before: int, after: int) -> None:
        """A group has become a supergroup, under another number."""
        names = f"{PLATFORM}:{before}:", f"{PLATFORM}:{after}:"
        await self.intake.move(*names)
        if self.desk is not None:
            self.desk.moved(*names)
        self.sender.calls.moved_to(before, after)
