"""Experts in Slack: presses on cards, their forms, and what is written in the experts' channel."""

import hashlib
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.plain_text import plain
from adapters.ports import ExpertDesk
from adapters.slack.calls import CallError, call
from adapters.slack.cards import Wanted, packet_view, told_posts, wanted_of
from adapters.slack.events import Heard, Us, heard
from adapters.slack.places import PLATFORM, Place, member_id
from bot.messages import DIALOGS, Inbound
from bot.texts import Texts

Json = dict[str, Any]
ERROR = 1000
COMMAND = re.compile(r"([a-z]+) ([0-9]{1,10})")

log = structlog.get_logger()


@dataclass
class Experts:
    """Hands on to the desk what experts do in one workspace; what becomes of it they are told privately."""

    client: AsyncWebClient
    us: Us
    desk: ExpertDesk
    texts: Texts
    soon: Callable[[Coroutine[Any, Any, Any]], None]

    async def took(self, said: Heard) -> bool:
        """Whether a message was for the desk, or for colleagues, and not for the bot."""
        room = self._room(said.place.channel)
        if not self.desk.is_room(room):
            return False
        inbound = self._inbound(said.place.channel, said.team, said.user, said.text, f"desk:{said.key}")
        told = await self.desk.hears(
            inbound, card=said.thread, is_addressed=said.is_addressed, is_for_others=said.is_for_others
        )
        if told is not None and told.text:
            self.soon(self._tell(said.place.channel, said.user, told.text, thread=said.thread))
        return told is not None or not said.is_addressed

    async def changed(self, event: Json) -> bool:
        """Whether a change was in the experts' channel; a deleted card comes again."""
        room, message = self._room(event["channel"]), event.get("message") or {}
        if not self.desk.is_room(room):
            return False
        if message.get("subtype") == "tombstone":
            await self.desk.deleted(room, str(message["ts"]))
            return True
        said = heard({**message, "channel": event["channel"]}, self.us)
        if said is not None and said.thread is not None:
            inbound = self._inbound(said.place.channel, said.team, said.user, said.text, "")
            if told := await self.desk.edited(inbound, card=said.thread):
                self.soon(self._tell(said.place.channel, said.user, told.text, thread=said.thread))
        return said is None or not said.is_addressed

    async def deleted(self, event: Json) -> bool:
        """Whether a deletion was in the experts' channel."""
        room = self._room(event["channel"])
        if not self.desk.is_room(room):
            return False
        await self.desk.deleted(room, str(event.get("deleted_ts")))
        return True

    async def pressed(self, ack: Callable[..., Any], body: Json, action: Json) -> None:
        channel, user = body["container"]["channel_id"], body["user"]["id"]
        team = str(body["user"].get("team_id") or self.us.team)
        found = COMMAND.fullmatch(str(action.get("value", "")))
        if found is None:
            await ack()
            return
        if found[1] in DIALOGS:
            words = await self._opened(
                Wanted(found[1], int(found[2]), channel), body["trigger_id"], team, user
            )
        else:
            key = f"desk:{channel}:{body['container']['message_ts']}:{action['action_ts']}:{user}"
            told = await self.desk.says(found[0], self._inbound(channel, team, user, found[0], key))
            words = told.text
        await ack()
        if words:
            thread = body["container"].get("thread_ts")
            self.soon(self._tell(channel, user, words, thread=thread))

    async def _opened(self, wanted: Wanted, trigger: str, team: str, user: str) -> str:
        """Open the form for this, before anything slow; why not, where it was not opened."""
        packet = await self.desk.packet(wanted.ticket, member=member_id(team, user))
        if isinstance(packet, str):
            return packet
        await call(
            self.client, "views.open", trigger_id=trigger, view=packet_view(packet, wanted, self.texts)
        )
        return ""

    async def sent(self, ack: Callable[..., Any], body: Json, view: Json) -> None:
        wanted, field, given = wanted_of(view)
        user, team = body["user"]["id"], str(body["user"].get("team_id") or self.us.team)
        # An answer takes the ticket where it is free.
        verb = "#" if wanted.verb == "answer" else wanted.verb
        line = f"{verb} {wanted.ticket} {given}"
        # By the words: a form that was refused and filled in otherwise has the same id and hash.
        key = f"desk:{view['id']}:{view['hash']}:{hashlib.sha256(line.encode()).hexdigest()[:16]}"
        told = await self.desk.says(line, self._inbound(wanted.channel, team, user, line, key))
        if not told.is_done:
            await ack(response_action="errors", errors={field: plain(told.text, ERROR)})
            return
        await ack()
        if told.text:
            self.soon(self._tell(wanted.channel, user, told.text, thread=None))

    async def _tell(self, channel: str, user: str, text: str, *, thread: str | None) -> None:
        """Say something that one person alone sees; it is gone with their next look, and nothing depends on it."""
        for post in told_posts(text):
            try:
                await call(
                    self.client,
                    "chat.postEphemeral",
                    channel=channel,
                    user=user,
                    thread_ts=thread,
                    text=post.text,
                    blocks=post.blocks,
                )
            except CallError as error:
                log.info("not told", word=str(error))
                return

    def _room(self, channel: str) -> str:
        return Place(self.us.team, channel).conversation

    def _inbound(self, channel: str, team: str, user: str, text: str, key: str) -> Inbound:
        return Inbound(
            self._room(channel), text, key, PLATFORM, self.us.team, member_id(team, user), is_public=True
        )
