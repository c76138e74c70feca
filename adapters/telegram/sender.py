"""Replies on their way to Telegram: paced, in parts that fit, and sent again only where nobody knows.

Telegram can't be asked what has arrived, and takes no key that would keep a message from coming twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot, InputFile, LinkPreviewOptions
from telegram.error import TelegramError

from adapters.ports import Receipts
from adapters.telegram.calls import Calls, Malformed, Spot
from adapters.telegram.card_sender import CardPoster
from adapters.telegram.drafts import Draft, Drafts
from adapters.telegram.links import Links, Purpose, Way
from adapters.telegram.markup import LIMIT, joined, said, units
from adapters.telegram.passages import Passage, Passages
from adapters.telegram.places import Place, place_of, user_of
from adapters.telegram.rendering import Post, posts
from bot.messages import Card, File, Subject
from bot.messages.sending import Known, NotSent, Outgoing, Remark, Unreachable
from bot.texts import Texts

PURPOSES = {Subject.EVENT: Purpose.EVENT, Subject.TICKET: Purpose.TICKET}
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()


class HalfSent(Exception):
    """A part of it stands there, another does not."""


@dataclass
class TelegramSender:
    """Tells replies as one bot."""

    bot: Bot
    texts: Texts
    links: Links
    receipts: Receipts
    calls: Calls = field(default_factory=Calls)
    _begun: dict[int, Passage] = field(default_factory=dict)
    """by delivery, until it is sent"""

    def __post_init__(self) -> None:
        self.passages = Passages(self.receipts)
        self.cards = CardPoster(self.bot, self.calls, self.passages, self.texts.say("sent-again"))
        self.drafts = Drafts(self.bot, self.texts)

    def serves(self, conversation: str) -> bool:
        return place_of(conversation) is not None

    async def may_send(self, conversation: str, *, is_news: bool) -> None:
        place = place_of(conversation)
        assert place is not None
        await self.calls.wait(place, is_bulk=is_news)

    def begin(self, outgoing: Outgoing, *, before: datetime | None, now: datetime) -> Known:
        place = place_of(outgoing.conversation)
        assert place is not None
        passage = self.passages.begin(_delivery(outgoing), before=before, now=now)
        wanted = self._wanted(outgoing, place)
        if passage.left:
            passage.is_any_of(wanted)
            self._begun[outgoing.id] = passage
            return Known(is_again=True)
        if not wanted <= passage.there.keys():
            self._begun[outgoing.id] = passage
        return Known(has_arrived=wanted <= passage.there.keys(), is_again=passage.is_again)

    async def send(self, outgoing: Outgoing) -> None:
        place = place_of(outgoing.conversation)
        assert place is not None
        passage, has_waited = self._begun.pop(outgoing.id, None), outgoing.has_waited
        if passage is None:
            passage = Passage(_delivery(outgoing), self.receipts)
            passage.note()
        try:
            for number, post in enumerate(self._posts(outgoing, place)):
                part = _part(number)
                if part not in passage.there:
                    if passage.may_stand(part):
                        post = await self._marked(place, post)
                    under = None if number else _asked_in(place, outgoing)
                    await self._post(place, post, passage, part, under=under, has_waited=has_waited)
                    has_waited = False
            for number, file in enumerate(outgoing.reply.files):
                if _file(number) not in passage.there:
                    await self._send_file(place, file, passage, _file(number))
        except Unreachable:
            if not passage.there:
                raise
            log.warning("a part was refused", delivery=outgoing.id)
        except Malformed as refusal:
            if not passage.there:
                raise NotSent from refusal
            log.error("a part was refused", delivery=outgoing.id)  # noqa: TRY400  (it may quote)
        except NotSent as error:
            raise (HalfSent if passage.there else NotSent) from error

    async def _marked(self, place: Place, post: Post) -> Post:
        """A message that says that it may stand there twice; where there is no room for that, it is said before."""
        mark = said(self.texts.say("sent-again"))
        whole = joined([mark, post.said], "\n\n")
        if units(whole.text) <= LIMIT:
            return replace(post, said=whole)

        async def send(spot: Spot) -> None:
            await self.bot.send_message(spot.chat, mark.text, message_thread_id=spot.thread)

        await self.calls.make(place, send)
        return post

    def _wanted(self, outgoing: Outgoing, place: Place) -> set[str]:
        """All its parts."""
        texts = {_part(number) for number in range(len(self._posts(outgoing, place)))}
        return texts | {_file(number) for number in range(len(outgoing.reply.files))}

    def _posts(self, outgoing: Outgoing, place: Place) -> list[Post]:
        return posts(outgoing, self.texts, links=self._links_of(outgoing, place))

    def _links_of(self, outgoing: Outgoing, place: Place) -> list[tuple[str, str]]:
        """The ways into the private chat, as (what is shown, address); none from there."""
        if place.is_private or not self.links.username:
            return []
        reply, to = outgoing.reply, self.links.to
        leads = [
            (each.label, to(Way(PURPOSES[each.to], each.number, message=outgoing.id))) for each in reply.leads
        ]
        if reply.goes_on is None:
            return leads
        return [*leads, (self.texts.say("telegram-go-private"), to(Way(Purpose.GO_ON, reply.goes_on)))]

    async def preview(self, conversation: str, number: int, origin: Mapping[str, Any]) -> Draft | None:
        """The draft of a reply; only private chats have any."""
        place = place_of(conversation)
        assert place is not None
        return Draft(self.drafts, place, number, self.calls.pace) if place.is_private else None

    async def private(self, member: str) -> str | None:
        """The private chat with a member; None where they have not begun one, which only they can."""
        user = user_of(member)
        if user is None:
            return None
        try:
            await self.bot.send_chat_action(user, "typing")
        except TelegramError:
            return None
        return Place(user).conversation

    async def post_card(self, room: str, card: Card, *, mark: int) -> str:
        """Let a new card stand in the experts' group; its message."""
        return await self.cards.post(room, card, mark=mark)

    async def change_card(self, room: str, message: str, card: Card) -> None:
        """Let a card show something else. Raises CardGone."""
        await self.cards.change(room, int(message), card)

    async def posted_card(self, room: str, *, mark: int) -> str | None:
        """The message of a card that was to be posted, as it was noted; None where it has not left. Raises NobodyKnows."""
        return self.cards.posted(room, mark=mark)

    def begin_showing(self, room: str, *, mark: int, before: datetime | None, now: datetime) -> None:
        self.cards.begin_showing(room, mark=mark, before=before, now=now)

    async def remark(self, room: str, message: str, text: str, *, mark: int, is_again: bool) -> Remark:
        """Say something under a card; where it may stand there already, and nobody noted whether, once more."""
        return await self.cards.remark(room, int(message), text, is_again=is_again)

    async def _post(
        self, place: Place, post: Post, passage: Passage, part: str, *, under: int | None, has_waited: bool
    ) -> None:
        """Let one message stand there; without links and bold where Telegram does not take them."""
        entities = [each.as_telegram() for each in post.said.entities]

        async def send(spot: Spot) -> None:
            sending = self.bot.send_message(
                spot.chat,
                post.said.text,
                entities=entities,
                reply_markup=post.keyboard,
                message_thread_id=spot.thread,
                link_preview_options=NO_PREVIEW,
                reply_parameters=spot.under(under),
            )
            await passage.through(part, sending)

        try:
            await self.calls.make(place, send, has_waited=has_waited)
        except Malformed:
            if not entities:
                raise
            log.error("markup refused")  # noqa: TRY400  (it may quote)
            entities = []
            await self.calls.make(place, send)

    async def _send_file(self, place: Place, file: File, passage: Passage, part: str) -> None:
        async def send(spot: Spot) -> None:
            sending = self.bot.send_document(
                spot.chat,
                InputFile(file.content, filename=file.name),
                message_thread_id=spot.thread,
                caption=self.texts.say("sent-again") if passage.may_stand(part) else None,
            )
            await passage.through(part, sending)

        await self.calls.make(place, send)


def _delivery(outgoing: Outgoing) -> str:
    return f"delivery {outgoing.id}"


def _part(number: int) -> str:
    return str(number)


def _file(number: int) -> str:
    return f"file {number}"


def _asked_in(place: Place, outgoing: Outgoing) -> int | None:
    """The message under which it is told: in groups always, in a private chat where much may stand between."""
    origin = outgoing.origin
    if origin.get("chat") != place.chat or "message" not in origin:
        return None
    is_far = not place.is_private or outgoing.is_news or outgoing.asked is not None
    return int(origin["message"]) if is_far else None
