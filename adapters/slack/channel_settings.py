"""What a channel's bot covers: set in a modal by those who look after the workspace, told to all who read along."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.ports import Intake
from adapters.slack import modals
from adapters.slack.calls import Ack, CallError, call
from adapters.slack.events import Us
from adapters.slack.pace import Pace
from adapters.slack.people import People
from adapters.slack.places import Place, member_id, place_of
from bot.messages import TOPICS_OF_PAGES
from bot.texts import Texts

Json = dict[str, Any]

WORD = "settings"  # behind the slash command

log = structlog.get_logger()


@dataclass
class ChannelSettings:
    """Opens the form, and takes what comes back from it."""

    client: AsyncWebClient
    us: Us
    intake: Intake
    people: People
    texts: Texts
    pace: Pace

    async def wanted(self, ack: Ack, command: Json) -> None:
        """Open the form for the channel in which the command was written."""
        place = Place(self.us.team, command["channel_id"])
        user, team = command["user_id"], str(command.get("team_id") or self.us.team)
        if place.is_direct:
            await ack(text=self.texts.say("slack-settings-in-channel"))
        elif not await self.people.looks_after(user, team=team):
            await ack(text=self.texts.say("slack-settings-refused"))
        else:
            chosen = await self.intake.topics(place.conversation)
            view = modals.settings_view(self.texts, conversation=place.conversation, chosen=chosen)
            await call(self.client, "views.open", trigger_id=command["trigger_id"], view=view)
            await ack()

    async def sent(self, ack: Ack, body: Json, view: Json) -> None:
        """Keep what was chosen, if whoever chose it may; who may is asked anew, for a form may lie open for long."""
        user, team = body["user"]["id"], str(body["user"].get("team_id") or self.us.team)
        place = place_of(modals.conversation_of(view))
        if place is None or place.is_direct or place.team != self.us.team:
            await ack()
        elif not await self.people.looks_after(user, team=team):
            refused = self.texts.say("slack-settings-refused")
            await ack(response_action="errors", errors={modals.TOPICS: refused})
        else:
            topics = [each for each in modals.topics_chosen(view) if each in TOPICS_OF_PAGES]
            changes = await self.intake.limit(place.conversation, topics, by=member_id(team, user))
            await ack()
            if changes:
                await self._tell(place, user, topics)

    async def _tell(self, place: Place, user: str, topics: Collection[str]) -> None:
        who = f"<@{user}>"
        if topics:
            text = self.texts.say("slack-settings-told", who=who, topics=", ".join(sorted(topics)))
        else:
            text = self.texts.say("slack-settings-told-all", who=who)
        await self.pace.wait(place.channel)
        try:
            await call(self.client, "chat.postMessage", channel=place.channel, text=text)
        except CallError as error:  # the settings hold all the same
            log.info("left undone", method="chat.postMessage", word=str(error))
