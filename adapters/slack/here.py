"""What all listeners of the app in one workspace share."""

import time
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.background import Background
from adapters.ports import Intake
from adapters.slack.alone import ALONE, IN_THREAD, held_in
from adapters.slack.calls import CallError, call
from adapters.slack.events import Us
from adapters.slack.people import People
from adapters.slack.places import PLATFORM, Place, member_id, place_of
from adapters.slack.sender import SlackSender
from bot.messages import Inbound
from bot.texts import Texts

Json = dict[str, Any]

log = structlog.get_logger()


@dataclass
class Here:
    """The app in one workspace."""

    client: AsyncWebClient
    us: Us
    intake: Intake
    sender: SlackSender
    people: People
    texts: Texts
    _background: Background = field(default_factory=Background)

    def who(self, body: Mapping[str, Any]) -> tuple[str, str]:
        """Who pressed or sent something: the user, and the workspace that they belong to."""
        return body["user"]["id"], str(body["user"].get("team_id") or self.us.team)

    async def direct(self, user: str) -> Place:
        """The direct messages with a user."""
        private = await self.sender.private(member_id(self.us.team, user))
        place = place_of(private or "")
        assert place is not None, "no direct messages with somebody who pressed a button of ours"
        return place

    def place_of(self, body: Mapping[str, Any]) -> Place:
        """The conversation to which a message with buttons belongs."""
        container = body["container"]
        if (held := held_in(str((body.get("actions") or [{}])[0].get("block_id")))) is not None:
            return Place(self.us.team, container["channel_id"], held[1])
        channel, thread = container["channel_id"], container.get("thread_ts")
        if thread is None and not channel.startswith("D"):
            thread = container["message_ts"]
        return Place(self.us.team, channel, thread)

    async def alone(self, place: Place, user: str, *, in_thread: bool) -> Json:
        """For whom alone the reply is seen first, in an origin; empty where it is seen by whoever is there."""
        if place.is_direct or not (await self.intake.choices(place.conversation)).is_private_first:
            return {}
        return {ALONE: user, IN_THREAD: in_thread}

    async def by_press(
        self,
        place: Place,
        user: str,
        team: str,
        *,
        text: str,
        key: str,
        trigger: str | None = None,
        in_thread: bool = False,
        **more: Any,
    ) -> Inbound:
        """What somebody says by a press, a form or a command."""
        origin: Json = {"channel": place.channel, "thread": place.thread, "greets": True}
        origin |= await self.alone(place, user, in_thread=in_thread)
        return Inbound(
            conversation=place.conversation,
            text=text,
            dedup_key=key,
            platform=PLATFORM,
            tenant=self.us.team,
            member=member_id(team, user),
            is_member=await self.people.is_member(user, team=team),
            is_public=not place.is_direct,
            origin=origin | ({"trigger": trigger, "at": time.time()} if trigger else {}),
            **more,
        )

    async def attempt(self, method: str, place: Place | None, **arguments: Any) -> None:
        """Make a call that nothing depends on."""
        if place is not None:
            arguments |= {"channel_id": place.channel, "thread_ts": place.thread}
        try:
            await call(self.client, method, **arguments)
        except CallError as error:
            log.info("left undone", method=method, word=str(error))

    def soon(self, work: Coroutine[Any, Any, Any]) -> None:
        """Begin what need not be waited for."""
        self._background.soon(work)

    async def settle(self) -> None:
        """Wait for what was begun and not kept anywhere: updates, titles, the look of things."""
        await self._background.settle()
