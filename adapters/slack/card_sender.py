"""Cards on their way to Slack: one message a ticket, changed in place, found again by its metadata."""

from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import CallError, NoConnection, Refused, TooMany, call, read
from adapters.slack.cards import card_post, told_posts
from adapters.slack.looking import noted, own_messages
from adapters.slack.pace import Pace
from adapters.slack.places import Place, place_of
from bot.messages import Card
from bot.messages.sending import CardGone, NotSent, Remark, Unreachable

EVENT, REMARK = "helpdesk_card", "helpdesk_remark"
PAGES = 5
PATIENT_S = 30.0
UPDATES = "updates"  # all of them have one rate, https://docs.slack.dev/reference/methods/chat.update
NO_MORE = frozenset("message_not_found cant_update_message edit_window_closed".split())
MALFORMED = frozenset("invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text".split())

log = structlog.get_logger()


def pace_of_updates() -> Pace:
    """Fifty a minute, and some at once."""
    return Pace(channel_every_s=1.25, channel_burst=10)


@dataclass
class CardPoster:
    """Lets cards stand in the experts' channel of one workspace."""

    client: AsyncWebClient
    bot_user: str
    posts: Pace
    gone: frozenset[str]
    """refusals that mean that there is no such channel for us"""
    updates: Pace = field(default_factory=pace_of_updates)

    async def post(self, room: str, card: Card, *, mark: int) -> str:
        place, shown = _place(room), card_post(card)
        metadata = {"event_type": EVENT, "event_payload": {"card": mark, "ticket": card.ticket}}
        told = await self._say(
            "chat.postMessage",
            self.posts,
            place.channel,
            channel=place.channel,
            text=shown.text,
            blocks=shown.blocks,
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(told["ts"])

    async def change(self, room: str, message: str, card: Card) -> None:
        place, shown = _place(room), card_post(card)
        await self._say(
            "chat.update",
            self.updates,
            UPDATES,
            channel=place.channel,
            ts=message,
            text=shown.text,
            blocks=shown.blocks,
        )

    async def posted(self, room: str, *, mark: int) -> str | None:
        """The message that bears a mark, if it is among the newest thousand."""
        cursor = ""
        for _ in range(PAGES):
            more = {"cursor": cursor} if cursor else {}
            try:
                page = await read(
                    self.client,
                    "conversations.history",
                    channel=_place(room).channel,
                    limit="200",
                    include_all_metadata="true",
                    **more,
                )
            except Refused as refusal:
                log.warning("can't look for a card", word=refusal.word)
                return None
            for message in page.get("messages", []):
                held = message.get("metadata") or {}
                is_ours = message.get("user") == self.bot_user and held.get("event_type") == EVENT
                if is_ours and (held.get("event_payload") or {}).get("card") == mark:
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                break
        return None

    async def remark(self, room: str, message: str, text: str, *, mark: int, is_again: bool) -> Remark:
        """Say something in a card's thread, once where Slack can be asked what stands there."""
        place, shown = _place(room), told_posts(text)[0]
        if is_again and await self._was_remarked(place, message, mark):
            return Remark()
        metadata = {"event_type": REMARK, "event_payload": {"remark": mark}}
        await self._say(
            "chat.postMessage",
            self.posts,
            place.channel,
            channel=place.channel,
            thread_ts=message,
            text=shown.text,
            blocks=shown.blocks,
            metadata=metadata,
        )
        return Remark()

    async def _was_remarked(self, place: Place, thread: str, mark: int) -> bool:
        try:
            async for message in own_messages(self.client, self.bot_user, place, thread):
                if noted(message, REMARK).get("remark") == mark:
                    return True
        except Refused as refusal:
            log.warning("can't look for a remark", word=refusal.word)
        except CallError as error:
            raise NotSent from error
        return False

    async def _say(self, method: str, pace: Pace, scope: str, **arguments: Any) -> dict[str, Any]:
        """Make a call in its time. Raises CardGone, NotSent, Unreachable; after others it may have been made or not."""
        while True:
            await pace.wait(scope)
            try:
                return await call(self.client, method, **arguments)
            except TooMany as told:
                pace.hold(scope, told.seconds)
                if told.seconds > PATIENT_S:
                    raise NotSent from told
            except NoConnection as error:
                raise NotSent from error
            except Refused as refusal:
                if refusal.word in NO_MORE:
                    raise CardGone(refusal.word) from refusal
                if refusal.word in self.gone:
                    raise Unreachable(refusal.word) from refusal
                if refusal.word not in MALFORMED or not arguments.get("blocks"):
                    raise NotSent(refusal.word) from refusal
                log.error("card refused", word=refusal.word)  # noqa: TRY400  (it may quote)
                arguments["blocks"] = []


def _place(room: str) -> Place:
    place = place_of(room)
    assert place is not None
    return place
