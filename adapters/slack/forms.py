"""Forms, the slash command and the message shortcut: what opens a modal, and what comes back from it."""

import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from adapters.plain_text import plain
from adapters.slack import modals, own_settings
from adapters.slack.calls import Ack, call
from adapters.slack.channel_settings import WORD, ChannelSettings
from adapters.slack.events import heard
from adapters.slack.here import Here
from adapters.slack.modals import ask_view, conversation_of, filled, form_view
from adapters.slack.own_settings import OwnSettingsForm
from adapters.slack.places import Place, place_of
from bot.messages import OWN_SETTINGS

Json = dict[str, Any]

OF_ORGANISERS = re.compile(r"organi[sz]e(\s+\d+)?|(attendees|announce|export)(\s+\S+)?", re.IGNORECASE)


@dataclass
class Forms:
    """Opens forms before anything slow, and takes what is sent by them."""

    here: Here
    settle: Callable[[int, str], Coroutine[Any, Any, None]]
    """replies to what changes a member's own settings"""

    def __post_init__(self) -> None:
        here = self.here
        self.settings = ChannelSettings(
            here.client, here.us, here.intake, here.people, here.texts, here.sender.pace
        )
        self.own_settings = OwnSettingsForm(here.client, here.us, here.intake, here.texts)

    async def wanted(self, ack: Ack, body: Json, action: Json) -> None:
        """Open the form that a reply came with, before anything slow."""
        place = self.here.place_of(body)
        form = await self.here.intake.form(int(action["value"]), conversation=place.conversation)
        if form is not None and form.form.name == OWN_SETTINGS:
            await self.own_settings_wanted(ack, body)
            return
        if form is not None:
            view = form_view(form, self.here.texts, conversation=place.conversation)
            await call(self.here.client, "views.open", trigger_id=body["trigger_id"], view=view)
        await ack()

    async def sent(self, ack: Ack, body: Json, view: Json) -> None:
        conversation, given = conversation_of(view), filled(view)
        place = place_of(conversation)
        assert place is not None
        wrong = await self.here.intake.misfits(conversation, given)
        if errors := {key: plain(words, 1000) for key, words in wrong.items() if key in given}:
            await ack(response_action="errors", errors=errors)
            return
        user, team = self.here.who(body)
        key = f"view:{view['id']}:{view['hash']}"
        number = await self.here.intake.accept(
            await self.here.by_press(place, user, team, text="", key=key, filled=given)
        )
        await ack()
        self.here.soon(self.here.intake.answer(number, merges=False))

    async def question_sent(self, ack: Ack, body: Json, view: Json) -> None:
        user, team = self.here.who(body)
        place = await self.here.direct(user)
        text = filled(view)[modals.QUESTION]
        inbound = await self.here.by_press(
            place, user, team, text=text, key=f"view:{view['id']}:{view['hash']}"
        )
        number = await self.here.intake.accept(inbound)
        await ack()
        self.here.soon(self.here.intake.answer(number, merges=False))

    async def question_wanted(self, ack: Ack, body: Json) -> None:
        await self._open_question(body["trigger_id"])
        await ack()

    async def about_this(self, ack: Ack, body: Json, shortcut: Json) -> None:
        """A question about a message goes to the person who asks it, wherever the message stands."""
        message = shortcut["message"]
        text = heard({**message, "channel": shortcut["channel"]["id"]}, replace(self.here.us, user=""))
        await self._open_question(
            body["trigger_id"], text=text.text if text else str(message.get("text", ""))
        )
        await ack()

    async def _open_question(self, trigger: str, *, text: str = "") -> None:
        view = ask_view(self.here.texts, conversation="", text=text)
        await call(self.here.client, "views.open", trigger_id=trigger, view=view)

    async def commanded(self, ack: Ack, body: Json, command: Json) -> None:
        """A slash command opens the form for a question, or asks at once; the reply comes in direct messages."""
        text = str(command.get("text") or "").strip()
        is_direct = Place(self.here.us.team, command["channel_id"]).is_direct
        if text.lower() in own_settings.WORDS or (text.lower() == WORD and is_direct):
            team = str(command.get("team_id") or self.here.us.team)
            await self.own_settings.open(command["trigger_id"], command["user_id"], team)
            await ack()
            return
        if text.lower() == WORD:
            await self.settings.wanted(ack, command)
            return
        if not text:
            await self._open_question(command["trigger_id"])
            await ack()
            return
        if OF_ORGANISERS.fullmatch(text):
            text = f"/{text}"  # Slack takes unknown commands for itself
        user, team = command["user_id"], str(command.get("team_id") or self.here.us.team)
        place = await self.here.direct(user)
        key = f"command:{command['trigger_id']}"
        inbound = await self.here.by_press(
            place, user, team, text=text, key=key, trigger=command["trigger_id"]
        )
        number = await self.here.intake.accept(inbound)
        if command["channel_id"] == place.channel:
            await ack()
        else:
            await ack(text=self.here.texts.say("slack-command-in-private"))
        self.here.soon(self.here.intake.answer(number, merges=False))

    async def own_settings_wanted(self, ack: Ack, body: Json) -> None:
        user, team = self.here.who(body)
        await self.own_settings.open(body["trigger_id"], user, team)
        await ack()

    async def own_settings_sent(self, ack: Ack, body: Json, view: Json) -> None:
        """What was chosen is said by whoever sends the form, alone with the app, and is theirs."""
        user, team = self.here.who(body)
        place, given = await self.here.direct(user), own_settings.given(view)
        key = f"view:{view['id']}:{view['hash']}"
        number = await self.here.intake.accept(
            await self.here.by_press(place, user, team, text=own_settings.SAYING, key=key, filled=given)
        )
        await ack()
        self.here.soon(self.settle(number, user))
