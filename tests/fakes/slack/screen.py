"""What stands on a person's screen, read as they would read it."""

from tests.fakes.slack.blocks import elements
from tests.fakes.slack.errors import Unseen
from tests.fakes.slack.interactions import Interactions
from tests.fakes.slack.rendering import message_text, view_text
from tests.fakes.slack.state import AssistantThread, Channel, Installation, Json, Message, User, View
from tests.fakes.slack.waiting import until
from tests.fakes.slack.world import World


class Screen:
    """The screen of one person in a workspace."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user
        self.interactions = Interactions(world)

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def dm(self) -> Channel:
        """The direct messages with the app."""
        return self.world.state.dm(self.installation.bot, self.user)

    @property
    def installation(self) -> Installation:
        return self.interactions.installation(self.user)

    @property
    def modal(self) -> View | None:
        """The form on top of this person's screen."""
        views = self.world.state.views.values()
        opened = [view for view in views if view.user == self.id and view.type == "modal" and view.open]
        return opened[-1] if opened else None

    def sees(self, in_: Channel | None = None, *, thread: Message | AssistantThread | None = None) -> str:
        """What stands in a channel, or in one thread of it, as this person reads it; by default what the app says.

        Replies stand indented below their message, status lines at the end.
        """
        state = self.world.state
        channel = in_ or (thread.channel if thread else self.dm)
        lines = []
        for message in self.visible(channel):
            if thread and message.root_ts != (
                thread.ts if isinstance(thread, AssistantThread) else thread.root_ts
            ):
                continue
            if message.subtype == "assistant_app_thread":
                continue
            prefix = "    " if message.is_reply and thread is None else ""
            only = " (only you)" if message.ephemeral_to else ""
            text = f"{state.users[message.user].name}{only}: {message_text(message, state)}"
            lines += [prefix + line for line in text.split("\n")]
        for (channel_id, ts), held in state.assistant_threads.items():
            shown = channel_id == channel.id and (thread is None or ts == thread.ts)
            if shown and (status := self.world.status_of(held)):
                lines.append(f"{self.installation.bot.name} {status}")
        return "\n".join(lines)

    def reads(self, place: Message | View) -> str:
        """What one message or view shows."""
        if isinstance(place, View):
            return view_text(place.body, place.values, self.world.state)
        return message_text(place, self.world.state)

    def home(self) -> str:
        """What the app's Home tab shows; empty before anything was published."""
        view = self.world.state.homes.get(self.id)
        return self.reads(view) if view else ""

    def prompts(self, thread: AssistantThread) -> list[str]:
        return [str(prompt["title"]) for prompt in thread.prompts]

    async def waits_to_see(
        self,
        text: str,
        *,
        in_: Channel | None = None,
        thread: Message | AssistantThread | None = None,
        within_s: float = 5.0,
    ) -> str:
        """Wait until these words stand there; all that stands there then."""
        await until(
            lambda: text in self.sees(in_, thread=thread),
            lambda: f"{self.name} never saw {text!r}, but:\n{self.sees(in_, thread=thread)}",
            within_s=within_s,
        )
        return self.sees(in_, thread=thread)

    async def waits_for_modal(self, title: str | None = None, *, within_s: float = 3.0) -> View:
        def is_there() -> bool:
            return self.modal is not None and title in (None, self.modal.body["title"]["text"])

        await until(is_there, lambda: f"{self.name} never saw a form {title or ''}", within_s=within_s)
        assert self.modal
        return self.modal

    def visible(self, channel: Channel) -> list[Message]:
        """The messages of a channel for this person, replies after what they reply to."""
        self.must_be_in(channel)
        own = [message for message in channel.ephemeral if message.ephemeral_to == self.id]
        messages = [*channel.messages.values(), *own]
        return sorted(messages, key=lambda message: (message.root_ts, message.is_reply, message.ts))

    def elements_of(self, place: Message | View) -> list[tuple[Json, Json]]:
        blocks = place.body["blocks"] if isinstance(place, View) else place.blocks
        return list(elements(blocks))

    def must_see(self, place: Message | View) -> None:
        if isinstance(place, View):
            if place.user != self.id or not place.open:
                raise Unseen(f"{self.name} has no such view open")
        elif place.deleted or place not in self.visible(place.channel):
            raise Unseen(f"{self.name} sees no such message any more")

    def must_be_in(self, channel: Channel) -> None:
        if self.id not in channel.members and channel.kind != "public":
            raise Unseen(f"{self.name} is not in {channel.name}")
