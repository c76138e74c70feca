"""Replies on their way to Telegram: paced, in parts that fit, and sent again only where nobody knows.

Telegram can't be asked what has arrived, and takes no key that would keep a message from coming twice.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Bot, InputFile, LinkPreviewOptions
from telegram.error import TelegramError

from adapters.telegram.calls import Calls, Malformed, Spot
from adapters.telegram.card_sender import CardPoster
from adapters.telegram.drafts import Draft, Drafts
from adapters.telegram.links import Links, Purpose, Way
from adapters.telegram.places import Place, place_of, user_of
from adapters.telegram.rendering import Post, posts
from bot.messages import Card, Subject
from bot.messages.sending import NotSent, Outgoing, Unreachable
from bot.texts import Texts

PURPOSES = {Subject.EVENT: Purpose.EVENT, Subject.TICKET: Purpose.TICKET}
REMEMBERED = 1000
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
    calls: Calls = field(default_factory=Calls)
    _arrived: OrderedDict[int, set[str]] = field(default_factory=OrderedDict)
    """the parts of deliveries that are known to stand there"""

    def __post_init__(self) -> None:
        self.cards = CardPoster(self.bot, self.calls)
        self.drafts = Drafts(self.bot, self.texts)

    def serves(self, conversation: str) -> bool:
        return place_of(conversation) is not None

    async def may_send(self, conversation: str, *, is_news: bool) -> None:
        place = place_of(conversation)
        assert place is not None
        await self.calls.wait(place, is_bulk=is_news)

    async def send(self, outgoing: Outgoing) -> None:
        place = place_of(outgoing.conversation)
        assert place is not None
        arrived, has_waited = self._known(outgoing), outgoing.has_waited
        links = self._links_of(outgoing, place)
        try:
            for part, post in enumerate(posts(outgoing, self.texts, links=links)):
                if str(part) not in arrived:
                    under = None if part else _asked_in(place, outgoing)
                    await self._post(place, post, under=under, has_waited=has_waited)
                    has_waited = False
                    arrived.add(str(part))
            for file in outgoing.reply.files:
                if file.name not in arrived:
                    await self._file(place, file.name, file.content)
                    arrived.add(file.name)
        except Unreachable:
            if not arrived:
                raise
            log.warning("a part was refused", delivery=outgoing.id)
        except Malformed as refusal:
            if not arrived:
                raise NotSent from refusal
            log.error("a part was refused", delivery=outgoing.id)  # noqa: TRY400  (it may quote)
        except NotSent as error:
            raise (HalfSent if arrived else NotSent) from error
        self._arrived.pop(outgoing.id, None)

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
        return await self.cards.post(room, card)

    async def change_card(self, room: str, message: str, card: Card) -> None:
        """Let a card show something else. Raises CardGone."""
        await self.cards.change(room, int(message), card)

    async def posted_card(self, room: str, *, mark: int) -> str | None:
        """None: Telegram can't be asked."""
        return None

    async def remark(self, room: str, message: str, text: str, *, mark: int, is_again: bool) -> str | None:
        """Say something under a card; where it may stand there already it comes again, as Telegram can't be asked."""
        return await self.cards.remark(room, int(message), text)

    def _known(self, outgoing: Outgoing) -> set[str]:
        arrived = self._arrived.setdefault(outgoing.id, set())
        while len(self._arrived) > REMEMBERED:
            self._arrived.popitem(last=False)
        return arrived

    async def _post(self, place: Place, post: Post, *, under: int | None, has_waited: bool) -> None:
        """Let one message stand there; without links and bold where Telegram does not take them."""
        entities = [each.as_telegram() for each in post.said.entities]

        async def send(spot: Spot) -> None:
            await self.bot.send_message(
                spot.chat,
                post.said.text,
                entities=entities,
                reply_markup=post.keyboard,
                message_thread_id=spot.thread,
                link_preview_options=NO_PREVIEW,
                reply_parameters=spot.under(under),
            )

        try:
            await self.calls.make(place, send, has_waited=has_waited)
        except Malformed:
            if not entities:
                raise
            log.error("markup refused")  # noqa: TRY400  (it may quote)
            entities = []
            await self.calls.make(place, send)

    async def _file(self, place: Place, name: str, content: bytes) -> None:
        async def send(spot: Spot) -> None:
            await self.bot.send_document(
                spot.chat, InputFile(content, filename=name), message_thread_id=spot.thread
            )

        await self.calls.make(place, send)


def _asked_in(place: Place, outgoing: Outgoing) -> int | None:
    """The message under which it is told: in groups always, in a private chat where much may stand between."""
    origin = outgoing.origin
    if origin.get("chat") != place.chat or "message" not in origin:
        return None
    is_far = not place.is_private or outgoing.is_news or outgoing.asked is not None
    return int(origin["message"]) if is_far else None
