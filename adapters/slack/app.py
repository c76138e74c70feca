"""The app in one workspace: keeps what people do before Slack is told yes, then has it replied to.

https://docs.slack.dev/tools/bolt-python
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.plain_text import plain
from adapters.ports import ExpertDesk, Intake
from adapters.slack import modals, own_settings
from adapters.slack.calls import Ack
from adapters.slack.cards import DESK
from adapters.slack.events import Us
from adapters.slack.experts import Experts
from adapters.slack.forms import Forms
from adapters.slack.here import Here
from adapters.slack.home import ASK, home_view
from adapters.slack.messages import Messages
from adapters.slack.people import People
from adapters.slack.places import Place, member_id
from adapters.slack.presses import Presses
from adapters.slack.rendering import OPEN_FORM, SAY, SHARE
from adapters.slack.sender import SlackSender
from bot.texts import Texts

Json = dict[str, Any]

COMMAND = "/helpdesk"
ABOUT_THIS = "ask_about_message"
LABEL = 75

log = structlog.get_logger()


class SlackApp:
    """Listens in one workspace."""

    def __init__(
        self,
        client: AsyncWebClient,
        us: Us,
        intake: Intake,
        sender: SlackSender,
        people: People,
        texts: Texts,
        desk: ExpertDesk | None = None,
    ) -> None:
        """`desk`: where experts work, if they do so in this workspace."""
        self.sender = sender
        self.here = Here(client, us, intake, sender, people, texts)
        experts = Experts(client, us, desk, texts, self.here.soon) if desk is not None else None
        self.experts = experts
        self.messages = Messages(self.here, experts)
        self.forms = Forms(self.here, self._set)
        self.presses = Presses(self.here, self._set, self.forms.own_settings_wanted)

    @classmethod
    def listeners(
        cls,
    ) -> list[tuple[str, str | re.Pattern[str], Callable[["SlackApp"], Callable[..., Awaitable[None]]]]]:
        """What is listened for: the kind, what it matches, and what takes it in an app."""
        return [
            ("action", re.compile(f"^{DESK}:"), lambda app: app.card_pressed),
            ("view", DESK, lambda app: app.card_form_sent),
            ("event", "message", lambda app: app.messages.told),
            ("event", "app_mention", lambda app: app.messages.told),
            ("event", "app_home_opened", lambda app: app.home_opened),
            ("event", "assistant_thread_started", lambda app: app.thread_started),
            ("action", re.compile(f"^{SAY}:"), lambda app: app.presses.pressed),
            ("action", SHARE, lambda app: app.presses.share_pressed),
            ("action", OPEN_FORM, lambda app: app.forms.wanted),
            ("action", ASK, lambda app: app.forms.question_wanted),
            ("action", own_settings.ACTION, lambda app: app.forms.own_settings_wanted),
            ("view", modals.FORM, lambda app: app.forms.sent),
            ("view", modals.ASK, lambda app: app.forms.question_sent),
            ("view", modals.SETTINGS, lambda app: app.forms.settings.sent),
            ("view", modals.OWN, lambda app: app.forms.own_settings_sent),
            ("command", COMMAND, lambda app: app.forms.commanded),
            ("message_shortcut", ABOUT_THIS, lambda app: app.forms.about_this),
        ]

    async def settle(self) -> None:
        """Wait for what was begun and not kept anywhere: updates, titles, the look of things."""
        await self.here.settle()

    # Cards of experts

    async def card_pressed(self, ack: Ack, body: Json, action: Json) -> None:
        if self.experts is None:
            await ack()
        else:
            await self.experts.pressed(ack, body, action)

    async def card_form_sent(self, ack: Ack, body: Json, view: Json) -> None:
        if self.experts is None:
            await ack()
        else:
            await self.experts.sent(ack, body, view)

    # Home and the assistant

    async def home_opened(self, event: Json) -> None:
        if event.get("tab") == "home":
            self.here.soon(self._publish(event["user"]))

    async def _publish(self, user: str) -> None:
        view = home_view(await self.here.intake.matters(member_id(self.here.us.team, user)), self.here.texts)
        await self.here.attempt("views.publish", None, user_id=user, view=view)

    async def thread_started(self, event: Json) -> None:
        thread = event["assistant_thread"]
        place = Place(self.here.us.team, thread["channel_id"], thread["thread_ts"])
        self.here.soon(self._suggest(place, thread["user_id"]))

    async def _suggest(self, place: Place, user: str) -> None:
        matters = await self.here.intake.matters(member_id(self.here.us.team, user))
        prompts = [{"title": plain(title, LABEL), "message": said} for title, said in matters.prompts[:4]]
        await self.here.attempt(
            "assistant.threads.setSuggestedPrompts",
            place,
            prompts=prompts,
            title=self.here.texts.say("slack-prompts"),
        )

    async def _set(self, number: int, user: str) -> None:
        """Reply to what changes a member's own settings, and show what holds now on the Home tab."""
        await self.here.intake.answer(number, merges=False)
        await self._publish(user)


async def nothing() -> None:
    """What happens in channels and is none of our business."""


async def acknowledged(ack: Ack) -> None:
    """What needs no more than a yes."""
    await ack()


async def failed(error: Exception) -> None:
    """Slack gets no yes, and tries again or tells the person."""
    log.error("not kept", error=type(error).__name__)
