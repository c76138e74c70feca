"""Experts in a Telegram group: presses on cards, and what is written there, as a reply or with a ticket's number."""

import re
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
from telegram import (
    Bot,
    CallbackQuery,
    ForceReply,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)

from adapters.ports import ExpertDesk
from adapters.telegram.calls import Calls, Malformed, Spot
from adapters.telegram.cards import (
    DESK,
    colleagues_keyboard,
    moments_keyboard,
    packet_text,
    told_posts,
    wanted_of,
)
from adapters.telegram.markup import Marked
from adapters.telegram.places import PLATFORM, Place, member_id
from adapters.telegram.updates import Heard
from bot.messages import Inbound
from bot.messages.sending import NotSent, Unreachable
from bot.texts import Texts

ON_TICKET = re.compile(r"\s*(?:\w+\s+)?#\s?[0-9]")
COMMAND = re.compile(r"([a-z]+) ([0-9]{1,10})(?: (.{1,60}))?")
CHOSEN = frozenset({"reassign", "snooze"})  # of buttons that it brings; until one is pressed nothing is done
WRITTEN = frozenset({"answer", "ask"})  # what the expert has to write; Telegram has no forms

log = structlog.get_logger()


@dataclass
class Experts:
    """Hands on to the desk what experts do in their groups; what becomes of it stands below what they wrote."""

    bot: Bot
    calls: Calls
    desk: ExpertDesk
    texts: Texts
    soon: Callable[[Coroutine[Any, Any, Any]], None]

    def is_room(self, place: Place) -> bool:
        return self.desk.is_room(Place(place.chat, place.topic).conversation)

    async def took(self, said: Heard) -> bool:
        """Whether a message was for the desk, or for colleagues, and not for the bot."""
        if not self.is_room(said.place):
            return False
        wanted = wanted_of(said.our_words)
        card = str(said.reply_to) if said.reply_to is not None else None
        text = said.text
        if wanted is not None and text:
            verb = (
                "#" if wanted.verb == "answer" else wanted.verb
            )  # an answer takes the ticket where it is free
            told = await self.desk.says(f"{verb} {wanted.ticket} {text}", self._inbound(said))
            self._tell_soon(said.room, told.text, under=said.message, about=told.ticket)
            return True
        told_ = await self.desk.hears(
            self._inbound(said), card=card, is_addressed=said.names_us, is_for_others=said.is_for_others
        )
        if told_ is not None:
            self._tell_soon(said.room, told_.text, under=said.message, about=told_.ticket)
        return told_ is not None or not said.names_us

    def is_line(self, said: Heard) -> bool:
        """Whether a message looks as if it was for the desk, whoever wrote it."""
        return self.is_room(said.place) and ON_TICKET.match(said.text) is not None

    async def edited(self, said: Heard, change: Sequence[int]) -> bool:
        """Whether a change was in an experts' group; `change` ascends from one of a message to the next."""
        if not self.is_room(said.place):
            return False
        wanted = wanted_of(said.our_words)
        if said.reply_to is not None and (wanted is None or wanted.verb in WRITTEN):
            inbound = replace(self._inbound(said), origin={"change": list(change)})
            told = await self.desk.edited(inbound, card=str(said.reply_to))
            if told is not None:
                self._tell_soon(said.room, told.text, under=said.message, about=told.ticket)
        return True

    async def pressed(self, query: CallbackQuery, chat: int, message: int, data: str) -> str:
        """Do what a button on a card says; what its presser alone is told."""
        topic = _topic(query.message)
        room = Place(chat, topic)
        found = COMMAND.fullmatch(data.removeprefix(DESK))
        if found is None or not self.is_room(room):
            return ""
        verb, ticket = found[1], int(found[2])
        if verb in WRITTEN or verb == "open" or (verb in CHOSEN and not found[3]):
            return await self._opened(verb, ticket, room, member_id(query.from_user.id), under=message)
        key = f"desk:{chat}:{message}:{query.id}"
        inbound = Inbound(
            room.conversation,
            found[0],
            key,
            PLATFORM,
            str(self.bot.id),
            member_id(query.from_user.id),
            is_public=True,
        )
        return (await self.desk.says(found[0], inbound)).text

    async def _opened(self, verb: str, ticket: int, room: Place, member: str, *, under: int) -> str:
        """Show a ticket, or ask for the words that a deed needs; why not, where it may not be."""
        packet = await self.desk.packet(ticket, member=member)
        if isinstance(packet, str):
            return packet
        if verb == "open":
            self._tell_soon(room, packet_text(packet), under=under, about=ticket)
            return ""
        if verb not in packet.deeds:
            return self.texts.say("telegram-not-yours", ticket=str(ticket))
        said = self.texts.say(f"telegram-prompt-{verb}", ticket=str(ticket))
        keyboards = {"reassign": colleagues_keyboard, "snooze": moments_keyboard}
        keyboard = keyboards[verb](packet) if verb in CHOSEN else None
        markup = keyboard or ForceReply(selective=False)
        self.soon(self._post(room, Marked(said), under=under, about=ticket, markup=markup))
        return ""

    def _tell_soon(self, room: Place, text: str, *, under: int, about: int | None = None) -> None:
        if text:
            self.soon(self._tell(room, text, under=under, about=about))

    async def _tell(self, room: Place, text: str, *, under: int, about: int | None) -> None:
        for post in told_posts(text):
            await self._post(room, post, under=under, about=about)

    async def _post(
        self,
        room: Place,
        said: Marked,
        *,
        under: int,
        about: int | None,
        markup: InlineKeyboardMarkup | ForceReply | None = None,
    ) -> None:
        """Say something that nothing depends on, under a message; `about`: the ticket to whose holder replies matter."""

        async def send(spot: Spot) -> int:
            posted = await self.bot.send_message(
                spot.chat,
                said.text,
                message_thread_id=spot.thread,
                reply_markup=markup,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_parameters=spot.under(under),
            )
            return posted.message_id

        try:
            message = await self.calls.make(room, send)
        except (NotSent, Unreachable, Malformed) as error:
            log.info("not told", error=type(error).__name__)
            return
        if about is not None:
            await self.desk.remarked(room.conversation, str(message), ticket=about)

    def _inbound(self, said: Heard) -> Inbound:
        return Inbound(
            said.room.conversation,
            said.text,
            f"desk:{said.key}",
            PLATFORM,
            str(self.bot.id),
            member_id(said.user),
            is_public=True,
        )


def _topic(message: object) -> int:
    is_in_topic = isinstance(message, Message) and message.is_topic_message
    return (message.message_thread_id or 0) if is_in_topic and isinstance(message, Message) else 0
