"""Replies on their way to Slack: paced, never doubled, and never lost where Slack can be asked."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.alone import ForOne, seen_by
from adapters.slack.calls import REVOKED, CallError, NoConnection, Refused, TooMany, Unknown, call
from adapters.slack.card_sender import CardPoster
from adapters.slack.files import upload
from adapters.slack.looking import noted, own_messages, thread_of
from adapters.slack.modals import form_view
from adapters.slack.pace import Pace
from adapters.slack.places import PLATFORM, Place, place_of, user_of
from adapters.slack.previews import Previews, SlackPreview
from adapters.slack.rendering import Post, posts
from bot.messages import Card, FormShown
from bot.messages.sending import NobodyKnows, NotSent, Outgoing, Remark, Unreachable
from bot.texts import Texts

EVENT = "helpdesk_reply"  # under which a message says which delivery it is
TRIES = 3
PATIENT_S = 30.0  # for a Retry-After; longer ones are left to the next attempt
TRIGGER_S = 2.5  # a form may be opened for three seconds after a press
REMEMBERED = 1000
GONE = frozenset(
    "channel_not_found is_archived not_in_channel user_not_found user_disabled cannot_dm_bot "
    "messages_tab_disabled user_not_in_channel restricted_action_read_only_channel is_inactive".split()
)
MALFORMED = frozenset("invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text".split())

log = structlog.get_logger()


class HalfSent(Exception):
    """A part of it stands there, another does not."""


@dataclass
class SlackSender:
    """Tells replies in one workspace."""

    client: AsyncWebClient
    team: str
    bot_user: str
    texts: Texts
    pace: Pace = field(default_factory=Pace)
    _arrived: OrderedDict[int, set[str]] = field(default_factory=OrderedDict)
    """the parts of deliveries that are known to stand there"""
    _directs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cards = CardPoster(self.client, self.bot_user, self.pace, GONE)
        self.for_one = ForOne(self.client, self.pace)
        self.previews = Previews(self.client, self.bot_user, self.texts, self.pace, self.cards.updates)

    def serves(self, conversation: str) -> bool:
        place = place_of(conversation)
        return place is not None and place.team == self.team

    async def send(self, outgoing: Outgoing) -> None:
        place = place_of(outgoing.conversation)
        assert place is not None
        arrived, alone = self._known(outgoing), seen_by(outgoing, place)
        try:
            for part, post in enumerate(self._posts(outgoing, place)):
                if str(part) not in arrived:
                    if alone:
                        await self.for_one.post(place, alone, outgoing, post)
                    else:
                        await self._let_stand(place, outgoing, part, post)
                    arrived.add(str(part))
            for file in outgoing.reply.files:
                if file.name not in arrived:
                    await upload(self.client, place, file)
                    arrived.add(file.name)
        except Refused as refusal:
            self._give_up(refusal, is_begun=bool(arrived))
        except (TooMany, NoConnection) as error:
            raise (HalfSent if arrived else NotSent) from error
        self._arrived.pop(outgoing.id, None)
        if outgoing.reply.form is not None:
            await self._open(outgoing.reply.form, outgoing)

    async def was_sent(self, outgoing: Outgoing) -> bool:
        """Whether all its parts stand there; those that do are not sent again. Raises NobodyKnows."""
        place = place_of(outgoing.conversation)
        assert place is not None
        arrived = self._known(outgoing)
        if seen_by(outgoing, place):  # Slack keeps none that one person sees alone
            if not arrived:
                raise NobodyKnows
        else:
            arrived |= await self._look(place, outgoing)
        wanted = {str(part) for part in range(len(self._posts(outgoing, place)))}
        if "0" in arrived and outgoing.preview is not None:
            thread = thread_of(place, outgoing.origin)
            await self.previews.remove(place, thread, outgoing.preview, looks=True)
        return wanted | {file.name for file in outgoing.reply.files} <= arrived

    async def preview(self, conversation: str, number: int, origin: Mapping[str, Any]) -> SlackPreview | None:
        """The preview of a reply; in direct messages only, where nobody else reads along."""
        place = place_of(conversation)
        assert place is not None
        if not place.is_direct:
            return None
        return SlackPreview(self.previews, place, thread_of(place, origin), number)

    async def private(self, member: str) -> str | None:
        """The direct messages with a member; None where Slack allows none."""
        user = user_of(member)
        if user is None:
            return None
        if user not in self._directs:
            try:
                opened = await call(self.client, "conversations.open", users=user)
            except Refused:
                return None
            self._directs[user] = str(opened["channel"]["id"])
        return Place(self.team, self._directs[user]).conversation

    async def post_card(self, room: str, card: Card, *, mark: int) -> str:
        """Let a new card stand in the experts' channel; its timestamp."""
        return await self.cards.post(room, card, mark=mark)

    async def change_card(self, room: str, message: str, card: Card) -> None:
        """Let a card show something else. Raises CardGone."""
        await self.cards.change(room, message, card)

    async def posted_card(self, room: str, *, mark: int) -> str | None:
        """The timestamp of the card with this mark, if it stands there."""
        return await self.cards.posted(room, mark=mark)

    def begin_showing(self, room: str, *, mark: int, before: datetime | None, now: datetime) -> None:
        """Nothing: Slack is asked."""

    async def remark(self, room: str, message: str, text: str, *, mark: int, is_again: bool) -> Remark:
        """Say something in a card's thread."""
        return await self.cards.remark(room, message, text, mark=mark, is_again=is_again)

    def _posts(self, outgoing: Outgoing, place: Place) -> list[Post]:
        return posts(outgoing, self.texts, alone_in=place.thread if seen_by(outgoing, place) else None)

    def _known(self, outgoing: Outgoing) -> set[str]:
        arrived = self._arrived.setdefault(outgoing.id, set())
        while len(self._arrived) > REMEMBERED:
            self._arrived.popitem(last=False)
        return arrived

    async def _let_stand(self, place: Place, outgoing: Outgoing, part: int, post: Post) -> None:
        """Let one message stand there, once, the first in the place of its preview. Raises CallError."""
        metadata = {"event_type": EVENT, "event_payload": {"delivery": outgoing.id, "part": part}}
        if part or outgoing.preview is None:
            await self._post(place, outgoing, part, post, metadata)
            return
        thread, number = thread_of(place, outgoing.origin), outgoing.preview
        if not await self.previews.become(place, thread, number, post, metadata):
            await self._post(place, outgoing, part, post, metadata)
            self._known(outgoing).add(str(part))  # whatever becomes of the preview
            await self.previews.remove(place, thread, number, looks=False)

    async def _post(
        self, place: Place, outgoing: Outgoing, part: int, post: Post, metadata: dict[str, Any]
    ) -> None:
        """Let one message stand there, once. Raises CallError."""
        blocks: list[dict[str, Any]] | None = post.blocks
        thread = thread_of(place, outgoing.origin)
        unknown = 0
        while True:
            await self.pace.wait(place.channel)
            try:
                await call(
                    self.client,
                    "chat.postMessage",
                    channel=place.channel,
                    thread_ts=thread,
                    text=post.text,
                    blocks=blocks,
                    metadata=metadata,
                    unfurl_links=False,
                    unfurl_media=False,
                )
                return
            except TooMany as told:
                self.pace.hold(place.channel, told.seconds)
                if told.seconds > PATIENT_S:
                    raise
            except Refused as refusal:
                if refusal.word not in MALFORMED or blocks is None:
                    raise
                log.error("blocks refused", delivery=outgoing.id, word=refusal.word)  # noqa: TRY400  (it may quote)
                blocks = None
            except Unknown:
                unknown += 1
                if unknown == TRIES:
                    raise
                await asyncio.sleep(0.3 * 2**unknown)
                if str(part) in await self._look(place, outgoing):
                    return

    async def _look(self, place: Place, outgoing: Outgoing) -> set[str]:
        """The parts of a delivery that stand in a place. Raises NobodyKnows where that can't be read."""
        found: set[str] = set()
        files: list[tuple[float, str]] = []
        begun, thread = 0.0, thread_of(place, outgoing.origin)
        try:
            async for message in own_messages(self.client, self.bot_user, place, thread):
                payload = noted(message, EVENT)
                if payload.get("delivery") == outgoing.id:
                    found.add(str(payload.get("part")))
                    begun = float(message["ts"])
                files += [(float(message["ts"]), str(file.get("name"))) for file in message.get("files", [])]
        except Refused as refusal:
            log.warning("can't look what was sent", delivery=outgoing.id, word=refusal.word)
            raise NobodyKnows from refusal
        except CallError as error:
            raise Unknown from error
        if begun:
            found |= {name for at, name in files if at > begun}
        return found

    def _give_up(self, refusal: Refused, *, is_begun: bool) -> None:
        if refusal.word in REVOKED:
            raise (HalfSent if is_begun else NotSent) from refusal
        if refusal.word in GONE and not is_begun:
            raise Unreachable(refusal.word) from refusal
        if is_begun:  # the words stand there, and a file that Slack does not take will never be taken
            log.error("a part was refused", word=refusal.word)
            return
        raise NotSent(refusal.word) from refusal

    async def _open(self, form: FormShown, outgoing: Outgoing) -> None:
        """Open a form at once where the press that asked for it is fresh; else its button is there."""
        trigger = outgoing.origin.get("trigger")
        if not trigger or time.time() - float(outgoing.origin.get("at", 0)) > TRIGGER_S:
            return
        view = form_view(form, self.texts, conversation=outgoing.conversation)
        try:
            await call(self.client, "views.open", trigger_id=trigger, view=view)
        except CallError as error:
            log.info("form not opened", delivery=outgoing.id, word=str(error))


__all__ = ["PLATFORM", "HalfSent", "SlackSender"]
