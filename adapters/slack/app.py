"""The app in one workspace: keeps what people do before Slack is told yes, then has it replied to.

https://docs.slack.dev/tools/bolt-python
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.plain_text import plain
from adapters.ports import ExpertDesk, Intake
from adapters.slack import modals, own_settings
from adapters.slack.alone import ALONE, IN_THREAD, held_in
from adapters.slack.calls import Ack, CallError, call
from adapters.slack.cards import DESK
from adapters.slack.channel_settings import WORD, ChannelSettings
from adapters.slack.events import Heard, Us, heard
from adapters.slack.experts import Experts
from adapters.slack.home import ASK, home_view
from adapters.slack.modals import ask_view, conversation_of, filled, form_view
from adapters.slack.own_settings import OwnSettingsForm
from adapters.slack.people import People
from adapters.slack.places import PLATFORM, Place, member_id, place_of
from adapters.slack.rendering import OPEN_FORM, SAY, SHARE, SHARED, without_buttons
from adapters.slack.sender import SlackSender
from adapters.slack.sharing import Sharing
from bot.messages import OWN_SETTINGS, Inbound
from bot.texts import Texts

Json = dict[str, Any]

COMMAND = "/helpdesk"
ABOUT_THIS = "ask_about_message"
AGAIN = ("/attendees", "/announce", "/export")  # buttons that may be pressed again, and tell what is so then
STAYS = ("/why", "/note", *AGAIN)  # buttons that may be pressed again
TITLE = 60
UPDATED = 3900  # characters that an update takes

log = structlog.get_logger()


class Meant(Enum):
    """For whom somebody said something."""

    FOR_US = "for_us"
    FOR_EVERYBODY = "for_everybody"


@dataclass
class SlackApp:
    """Listens in one workspace."""

    client: AsyncWebClient
    us: Us
    intake: Intake
    sender: SlackSender
    people: People
    texts: Texts
    desk: ExpertDesk | None = None
    """where experts work, if they do so in this workspace"""
    _tasks: set["asyncio.Task[Any]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.settings = ChannelSettings(
            self.client, self.us, self.intake, self.people, self.texts, self.sender.pace
        )
        self.own_settings = OwnSettingsForm(self.client, self.us, self.intake, self.texts)
        self.sharing = Sharing(self.sender.for_one, self.intake, self.texts, self._soon)
        self.experts = (
            Experts(self.client, self.us, self.desk, self.texts, self._soon)
            if self.desk is not None
            else None
        )

    @classmethod
    def listeners(cls) -> list[tuple[str, str | re.Pattern[str], Callable[..., Awaitable[None]]]]:
        """What is listened for: the kind, what it matches, and the method of the app that takes it."""
        return [
            ("action", re.compile(f"^{DESK}:"), cls._card_pressed),
            ("view", DESK, cls._card_form_sent),
            ("event", "message", cls._message),
            ("event", "app_mention", cls._message),
            ("event", "app_home_opened", cls._home_opened),
            ("event", "assistant_thread_started", cls._thread_started),
            ("action", re.compile(f"^{SAY}:"), cls._pressed),
            ("action", SHARE, cls._share_pressed),
            ("action", OPEN_FORM, cls._form_wanted),
            ("action", ASK, cls._ask_wanted),
            ("action", own_settings.ACTION, cls._own_settings_wanted),
            ("view", modals.FORM, cls._form_sent),
            ("view", modals.ASK, cls._question_sent),
            ("view", modals.SETTINGS, cls._settings_sent),
            ("view", modals.OWN, cls._own_settings_sent),
            ("command", COMMAND, cls._command),
            ("message_shortcut", ABOUT_THIS, cls._about_this),
        ]

    async def settle(self) -> None:
        """Wait for what was begun and not kept anywhere: updates, titles, the look of things."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=5)

    # Messages

    async def _message(self, event: Json, body: Json) -> None:
        match event.get("subtype"):
            case "message_changed":
                await self._changed(event)
            case "message_deleted":
                await self._deleted(event)
            case _:
                said = heard(event, self.us)
                if said is not None and self.experts is not None and await self.experts.took(said):
                    return
                if said is not None and (how := await self._meant(said)) is not None:
                    await self._take(said, await self._inbound(said, how))

    async def _meant(self, said: Heard) -> Meant | None:
        """How a message is meant for us; None for one that is none of our business."""
        if said.is_addressed:
            return Meant.FOR_US
        if said.is_for_others:
            return None
        if said.thread is not None:
            return Meant.FOR_US if await self.intake.knows(said.place.conversation) else None
        is_open = (await self.intake.choices(said.place.conversation)).answers_unasked
        return Meant.FOR_EVERYBODY if is_open and said.text else None

    async def _inbound(self, said: Heard, how: Meant) -> Inbound:
        origin: Json = {"unasked": True} if how is Meant.FOR_EVERYBODY else {"greets": True}
        origin |= await self._alone(said.place, said.user, in_thread=said.thread is not None)
        return Inbound(
            conversation=said.place.conversation,
            text=said.text,
            dedup_key=said.key,
            platform=PLATFORM,
            tenant=self.us.team,
            member=member_id(said.team, said.user),
            is_member=await self.people.is_member(said.user, team=said.team),
            is_public=not said.is_direct,
            merges=said.is_direct or said.thread is not None,
            origin=origin | {"channel": said.place.channel, "ts": said.ts, "thread": said.place.thread},
        )

    async def _alone(self, place: Place, user: str, *, in_thread: bool) -> Json:
        """For whom alone the reply is seen first, in an origin; empty where it is seen by whoever is there."""
        if place.is_direct or not (await self.intake.choices(place.conversation)).is_private_first:
            return {}
        return {ALONE: user, IN_THREAD: in_thread}

    async def _take(self, said: Heard, inbound: Inbound) -> None:
        number = await self.intake.accept(inbound)
        self._soon(self._answer(number, inbound, said))

    async def _answer(self, number: int, inbound: Inbound, said: Heard) -> None:
        if (
            inbound.origin.get("unasked") or ALONE in inbound.origin
        ):  # others see nothing of it, if anything comes
            await self.intake.answer(number, merges=inbound.merges)
            return
        if said.place.thread is not None:
            await self._status(said.place, self.texts.say("slack-thinking"))
            if said.is_direct and said.text:
                await self._try("assistant.threads.setTitle", said.place, title=plain(said.text, TITLE))
        replied = await self.intake.answer(number, merges=inbound.merges)
        if said.place.thread is not None and not replied:
            await self._status(said.place, "")

    async def _changed(self, event: Json) -> None:
        """Other words: in time they are what is replied to, later they get a reply of their own."""
        if self.experts is not None and await self.experts.changed(event):
            return
        message, before = event.get("message") or {}, event.get("previous_message") or {}
        if message.get("text") == before.get("text") or message.get("subtype") == "tombstone":
            return
        said = heard(
            {**message, "channel": event["channel"], "channel_type": event.get("channel_type")}, self.us
        )
        how = await self._meant(said) if said is not None else None
        if said is None or how is None:
            return
        inbound = await self._inbound(said, how)
        match await self.intake.amend(inbound):
            case None if said.is_addressed or how is Meant.FOR_EVERYBODY:
                await self._take(said, inbound)
            case False:
                edited = (message.get("edited") or {}).get("ts", event["ts"])
                await self._take(
                    said, replace(inbound, dedup_key=f"{inbound.dedup_key}:{edited}", merges=False)
                )

    async def _deleted(self, event: Json) -> None:
        if self.experts is not None and await self.experts.deleted(event):
            return
        gone = event.get("previous_message") or {}
        said = heard({"ts": event.get("deleted_ts"), **gone, "channel": event["channel"]}, self.us)
        how = await self._meant(said) if said is not None else None
        if said is not None and how is not None:
            await self.intake.withdraw(await self._inbound(said, how))

    # Presses and forms

    async def _pressed(self, ack: Ack, body: Json, action: Json) -> None:
        """A button is a command: pressing it says the command."""
        if action.get("value") == own_settings.SAYING:
            await self._own_settings_wanted(ack, body)
            return
        container = body["container"]
        user, team = body["user"]["id"], str(body["user"].get("team_id") or self.us.team)
        if container["type"] == "view":
            place, moment = await self._direct(user), str(action["action_ts"])
        else:
            is_new = str(action.get("value", "")).startswith(AGAIN)
            place = self._place_of(body)
            moment = str(action["action_ts"] if is_new else container["message_ts"])
        inbound = await self._by_press(
            place,
            user,
            team,
            text=str(action.get("value", "")),
            key=f"press:{place.channel}:{moment}:{action['action_id']}:{user}",
            trigger=body.get("trigger_id"),
            in_thread="thread_ts" in container,
        )
        number = await self.intake.accept(inbound)
        await ack()
        is_own = inbound.text.startswith(own_settings.SAYING)
        self._soon(self._set(number, user) if is_own else self.intake.answer(number, merges=False))
        if inbound.text.startswith(STAYS):
            return
        chosen = str(action["text"]["text"])
        if (message := body.get("message")) is not None:
            self._soon(self._without_buttons(place.channel, message, chosen))
        elif container.get("is_ephemeral"):
            stays = partial(_starts, STAYS)
            self._soon(self.sharing.pressed(place, body, chosen=chosen, stays=stays))

    async def _share_pressed(self, ack: Ack, body: Json, action: Json) -> None:
        """Let everybody see what one person has seen."""
        place, value = self._place_of(body), str(action.get("value", "")).removeprefix(SHARED)
        if not value.isdecimal() or place.thread is None:
            await ack()
            return
        user, team = body["user"]["id"], str(body["user"].get("team_id") or self.us.team)
        in_thread = "thread_ts" in body["container"]
        inbound = await self._by_press(place, user, team, text="", key="", in_thread=in_thread)
        await self.sharing.share(inbound, body, int(value))
        await ack()

    async def _by_press(
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
        origin: Json = {"channel": place.channel, "thread": place.thread, "greets": True}
        origin |= await self._alone(place, user, in_thread=in_thread)
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

    async def _without_buttons(self, channel: str, message: Json, chosen: str) -> None:
        blocks = without_buttons(message.get("blocks") or [], chosen, keeps=partial(_starts, STAYS))
        await self._try(
            "chat.update",
            None,
            channel=channel,
            ts=message["ts"],
            text=message["text"][:UPDATED],
            blocks=blocks,
        )

    async def _form_wanted(self, ack: Ack, body: Json, action: Json) -> None:
        """Open the form that a reply came with, before anything slow."""
        place = self._place_of(body)
        form = await self.intake.form(int(action["value"]), conversation=place.conversation)
        if form is not None and form.form.name == OWN_SETTINGS:
            await self._own_settings_wanted(ack, body)
            return
        if form is not None:
            view = form_view(form, self.texts, conversation=place.conversation)
            await call(self.client, "views.open", trigger_id=body["trigger_id"], view=view)
        await ack()

    async def _form_sent(self, ack: Ack, body: Json, view: Json) -> None:
        conversation, given = conversation_of(view), filled(view)
        place = place_of(conversation)
        assert place is not None
        wrong = await self.intake.misfits(conversation, given)
        if errors := {key: plain(words, 1000) for key, words in wrong.items() if key in given}:
            await ack(response_action="errors", errors=errors)
            return
        user, team = body["user"]["id"], str(body["user"].get("team_id") or self.us.team)
        key = f"view:{view['id']}:{view['hash']}"
        number = await self.intake.accept(
            await self._by_press(place, user, team, text="", key=key, filled=given)
        )
        await ack()
        self._soon(self.intake.answer(number, merges=False))

    async def _question_sent(self, ack: Ack, body: Json, view: Json) -> None:
        user, team = body["user"]["id"], str(body["user"].get("team_id") or self.us.team)
        place = await self._direct(user)
        text = filled(view)[modals.QUESTION]
        inbound = await self._by_press(place, user, team, text=text, key=f"view:{view['id']}:{view['hash']}")
        number = await self.intake.accept(inbound)
        await ack()
        self._soon(self.intake.answer(number, merges=False))

    async def _ask_wanted(self, ack: Ack, body: Json) -> None:
        await self._open_question(body["trigger_id"])
        await ack()

    async def _about_this(self, ack: Ack, body: Json, shortcut: Json) -> None:
        """A question about a message goes to the person who asks it, wherever the message stands."""
        message = shortcut["message"]
        text = heard({**message, "channel": shortcut["channel"]["id"]}, replace(self.us, user=""))
        await self._open_question(
            body["trigger_id"], text=text.text if text else str(message.get("text", ""))
        )
        await ack()

    async def _open_question(self, trigger: str, *, text: str = "") -> None:
        view = ask_view(self.texts, conversation="", text=text)
        await call(self.client, "views.open", trigger_id=trigger, view=view)

    async def _command(self, ack: Ack, body: Json, command: Json) -> None:
        """A slash command opens the form for a question, or asks at once; the reply comes in direct messages."""
        text = str(command.get("text") or "").strip()
        is_direct = Place(self.us.team, command["channel_id"]).is_direct
        if text.lower() in own_settings.WORDS or (text.lower() == WORD and is_direct):
            team = str(command.get("team_id") or self.us.team)
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
        user, team = command["user_id"], str(command.get("team_id") or self.us.team)
        place = await self._direct(user)
        key = f"command:{command['trigger_id']}"
        inbound = await self._by_press(place, user, team, text=text, key=key, trigger=command["trigger_id"])
        number = await self.intake.accept(inbound)
        if command["channel_id"] == place.channel:
            await ack()
        else:
            await ack(text=self.texts.say("slack-command-in-private"))
        self._soon(self.intake.answer(number, merges=False))

    async def _settings_sent(self, ack: Ack, body: Json, view: Json) -> None:
        await self.settings.sent(ack, body, view)

    # What members choose for themselves

    async def _own_settings_wanted(self, ack: Ack, body: Json) -> None:
        user, team = body["user"]["id"], str(body["user"].get("team_id") or self.us.team)
        await self.own_settings.open(body["trigger_id"], user, team)
        await ack()

    async def _own_settings_sent(self, ack: Ack, body: Json, view: Json) -> None:
        """What was chosen is said by whoever sends the form, alone with the app, and is theirs."""
        user, team = body["user"]["id"], str(body["user"].get("team_id") or self.us.team)
        place, given = await self._direct(user), own_settings.given(view)
        key = f"view:{view['id']}:{view['hash']}"
        number = await self.intake.accept(
            await self._by_press(place, user, team, text=own_settings.SAYING, key=key, filled=given)
        )
        await ack()
        self._soon(self._set(number, user))

    async def _set(self, number: int, user: str) -> None:
        """Reply to what changes a member's own settings, and show what holds now on the Home tab."""
        await self.intake.answer(number, merges=False)
        await self._publish(user)

    # Cards of experts

    async def _card_pressed(self, ack: Ack, body: Json, action: Json) -> None:
        if self.experts is None:
            await ack()
        else:
            await self.experts.pressed(ack, body, action)

    async def _card_form_sent(self, ack: Ack, body: Json, view: Json) -> None:
        if self.experts is None:
            await ack()
        else:
            await self.experts.sent(ack, body, view)

    # Home and the assistant

    async def _home_opened(self, event: Json) -> None:
        if event.get("tab") == "home":
            self._soon(self._publish(event["user"]))

    async def _publish(self, user: str) -> None:
        view = home_view(await self.intake.matters(member_id(self.us.team, user)), self.texts)
        await self._try("views.publish", None, user_id=user, view=view)

    async def _thread_started(self, event: Json) -> None:
        thread = event["assistant_thread"]
        place = Place(self.us.team, thread["channel_id"], thread["thread_ts"])
        self._soon(self._suggest(place, thread["user_id"]))

    async def _suggest(self, place: Place, user: str) -> None:
        matters = await self.intake.matters(member_id(self.us.team, user))
        prompts = [{"title": plain(title, LABEL), "message": said} for title, said in matters.prompts[:4]]
        await self._try(
            "assistant.threads.setSuggestedPrompts",
            place,
            prompts=prompts,
            title=self.texts.say("slack-prompts"),
        )

    # Small things

    async def _status(self, place: Place, status: str) -> None:
        await self._try("assistant.threads.setStatus", place, status=status)

    async def _try(self, method: str, place: Place | None, **arguments: Any) -> None:
        """Make a call that nothing depends on."""
        if place is not None:
            arguments |= {"channel_id": place.channel, "thread_ts": place.thread}
        try:
            await call(self.client, method, **arguments)
        except CallError as error:
            log.info("left undone", method=method, word=str(error))

    async def _direct(self, user: str) -> Place:
        private = await self.sender.private(member_id(self.us.team, user))
        place = place_of(private or "")
        assert place is not None, "no direct messages with somebody who pressed a button of ours"
        return place

    def _place_of(self, body: Mapping[str, Any]) -> Place:
        """The conversation to which a message with buttons belongs."""
        container = body["container"]
        if (held := held_in(str((body.get("actions") or [{}])[0].get("block_id")))) is not None:
            return Place(self.us.team, container["channel_id"], held[1])
        channel, thread = container["channel_id"], container.get("thread_ts")
        if thread is None and not channel.startswith("D"):
            thread = container["message_ts"]
        return Place(self.us.team, channel, thread)

    def _soon(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("ended in an error", error=type(error).__name__)


LABEL = 75
OF_ORGANISERS = re.compile(r"organi[sz]e(\s+\d+)?|(attendees|announce|export)(\s+\S+)?", re.IGNORECASE)


def _starts(beginnings: tuple[str, ...], value: str) -> bool:
    return value.startswith(beginnings)


async def nothing() -> None:
    """What happens in channels and is none of our business."""


async def acknowledged(ack: Ack) -> None:
    """What needs no more than a yes."""
    await ack()


async def failed(error: Exception) -> None:
    """Slack gets no yes, and tries again or tells the person."""
    log.error("not kept", error=type(error).__name__)
