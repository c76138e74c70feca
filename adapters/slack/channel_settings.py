"""What the bot does in a channel: set in a modal by those who may, told to all who read along."""

from dataclasses import dataclass, replace
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.ports import Intake
from adapters.slack import modals
from adapters.slack.calls import Ack, CallError, call
from adapters.slack.events import Us
from adapters.slack.pace import Pace
from adapters.slack.people import People
from adapters.slack.places import Place, member_id, place_of, user_of
from bot.messages import ChannelChoices
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
        chosen = await self.intake.choices(place.conversation)
        looks_after = await self.people.looks_after(user, team=team)
        if not looks_after and member_id(team, user) not in chosen.keepers:
            await ack(text=self.texts.say("slack-settings-refused"))
            return
        keepers = [user_of(each) or "" for each in chosen.keepers] if looks_after else None
        view = modals.settings_view(
            self.texts, conversation=place.conversation, chosen=chosen, keepers=keepers
        )
        await call(self.client, "views.open", trigger_id=command["trigger_id"], view=view)
        await ack()

    async def sent(self, ack: Ack, body: Json, view: Json) -> None:
        """Keep what was chosen, if whoever chose it may; who may is asked anew, for a form may lie open for long."""
        user, team = body["user"]["id"], str(body["user"].get("team_id") or self.us.team)
        place = place_of(modals.conversation_of(view))
        if place is None or place.is_direct or place.team != self.us.team:
            await ack()
            return
        before = await self.intake.choices(place.conversation)
        looks_after = await self.people.looks_after(user, team=team)
        if not looks_after and member_id(team, user) not in before.keepers:
            refused = self.texts.say("slack-settings-refused")
            await ack(response_action="errors", errors={modals.TOPICS: refused})
            return
        keepers = before.keepers
        if looks_after:  # nobody else hands this on
            keepers = frozenset(member_id(self.us.team, each) for each in modals.keepers_chosen(view))
        chosen = replace(modals.choices_made(view), keepers=keepers)
        changes = await self.intake.choose(place.conversation, chosen, by=member_id(team, user))
        await ack()
        if changes:
            await self._tell(place, user, chosen)

    async def _tell(self, place: Place, user: str, chosen: ChannelChoices) -> None:
        await self.pace.wait(place.channel)
        text = self._told(user, chosen)
        try:
            await call(self.client, "chat.postMessage", channel=place.channel, text=text)
        except CallError as error:  # the settings hold all the same
            log.info("left undone", method="chat.postMessage", word=str(error))

    def _told(self, user: str, chosen: ChannelChoices) -> str:
        """Who has set what, a line each."""
        say = self.texts.say
        lines = [say("slack-settings-told", who=f"<@{user}>")]
        if chosen.topics:
            lines.append(say("slack-settings-told-topics", topics=", ".join(sorted(chosen.topics))))
        else:
            lines.append(say("slack-settings-told-all"))
        lines.append(
            say("slack-settings-told-unasked" if chosen.answers_unasked else "slack-settings-told-asked")
        )
        if chosen.is_private_first:
            lines.append(say("slack-settings-told-private-first"))
        if chosen.keepers:
            keepers = ", ".join(f"<@{user_of(each)}>" for each in sorted(chosen.keepers))
            lines.append(say("slack-settings-told-keepers", keepers=keepers))
        return "\n".join(lines)
