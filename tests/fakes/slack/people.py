"""People at their screens: they write, press, fill in forms, and read what stands there."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.fakes.slack.bodies import message_body
from tests.fakes.slack.delivery import Attempt
from tests.fakes.slack.errors import Unseen
from tests.fakes.slack.forms import filled, is_empty, pressed
from tests.fakes.slack.rendering import object_text, options
from tests.fakes.slack.screen import Screen
from tests.fakes.slack.state import (
    AssistantThread,
    Channel,
    File,
    Message,
    View,
)
from tests.fakes.slack.writing import typed


class Person(Screen):
    """Somebody in a workspace. What they do waits for the app's acknowledgement only where their client does."""

    # Writing

    async def says(
        self,
        text: str,
        *,
        in_: Channel | None = None,
        thread: Message | AssistantThread | str | None = None,
        broadcast: bool = False,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> Message:
        """Write a message, by default to the app alone."""
        state = self.world.state
        channel = in_ or (thread.channel if isinstance(thread, Message | AssistantThread) else self.dm)
        self.must_be_in(channel)
        if channel.archived:
            raise Unseen(f"{channel.name} is archived")
        told, blocks = typed(text, state, self.user.team.id)
        message = Message(
            channel,
            state.new_ts(),
            self.id,
            told,
            bot_id=self.user.bot_id,
            app_id=self.user.app_id,
            team_id=self.user.team.id,
            blocks=blocks if text else [],
            broadcast=broadcast,
            subtype="file_share" if files else None,
        )
        if isinstance(thread, AssistantThread):
            message.thread_ts = thread.ts
        elif thread is not None:
            message.thread_ts = thread.root_ts if isinstance(thread, Message) else thread
        self.world.check_thread(channel, message.thread_ts)
        for name, content in files:
            id_ = state.new_id("F")
            file = File(id_, self.user.team, self.id, name, len(content), content, completed=True)
            file.shared_in.append(channel.id)
            state.files[id_] = file
            message.files.append(file)
        return self.world.add(message)

    async def edits(self, message: Message, text: str) -> None:
        self._wrote(message)
        told, blocks = typed(text, self.world.state, self.user.team.id)

        def alter() -> None:
            message.text, message.blocks, message.edited = told, blocks, self.world.state.new_ts()

        self.world.change(message, alter)

    async def deletes(self, message: Message) -> None:
        self._wrote(message)
        self.world.remove(message)

    async def reacts(self, name: str, *, on: Message) -> None:
        users = on.reactions.setdefault(name, [])
        if self.id not in users:
            users.append(self.id)
            self.world.events.reacted(self.user, name, on, added=True)

    # Coming and going

    async def joins(self, channel: Channel) -> None:
        if self.id not in channel.members:
            channel.members.append(self.id)
            self.world.events.membership(self.user, channel, joined=True)

    async def leaves(self, channel: Channel) -> None:
        if self.id in channel.members:
            channel.members.remove(self.id)
            self.world.events.membership(self.user, channel, joined=False)

    async def invites_the_app(self, channel: Channel) -> None:
        bot = self.installation.bot
        if bot.id not in channel.members:
            channel.members.append(bot.id)
            self.world.events.membership(bot, channel, joined=True, inviter=self.id)

    async def opens_home(self) -> None:
        self.world.events.home_opened(self.user)

    async def opens_messages(self) -> None:
        """Open the Messages tab of the app."""
        self.world.events.home_opened(self.user, tab="messages")

    async def opens_assistant(self, *, about: Channel | None = None) -> AssistantThread:
        """Begin a new thread with the assistant, seen from a channel."""
        state, channel, bot = self.world.state, self.dm, self.installation.bot
        ts = state.new_ts()
        root = Message(
            channel,
            ts,
            bot.id,
            "New Assistant Thread",
            bot_id=bot.bot_id,
            app_id=bot.app_id,
            team_id=bot.team.id,
            subtype="assistant_app_thread",
            thread_ts=ts,
        )
        channel.add(root)
        thread = state.assistant_threads[channel.id, ts] = AssistantThread(channel, ts)
        self.world.events.assistant_thread(self.user, channel, ts, about=about, started=True)
        return thread

    async def turns_to(self, thread: AssistantThread, about: Channel) -> None:
        """Look at another channel while the assistant's thread is open."""
        self.world.events.assistant_thread(self.user, thread.channel, thread.ts, about=about, started=False)

    async def takes_prompt(self, title: str, *, thread: AssistantThread) -> Message:
        for prompt in thread.prompts:
            if prompt["title"] == title:
                return await self.says(prompt["message"], thread=thread)
        raise Unseen(f"no prompt {title!r}, but {[prompt['title'] for prompt in thread.prompts]}")

    # Pressing

    async def presses(
        self, label: str, *, on: Message | View | None = None, in_: Channel | None = None
    ) -> Attempt:
        """Press the button of this label: on a message or view, else on the latest message that shows it."""
        places: list[Message | View] = [on] if on is not None else [*reversed(self.visible(in_ or self.dm))]
        for place in places:
            self.must_see(place)
            for block, element in self.elements_of(place):
                if (action := pressed(element, label)) is not None:
                    action |= {"block_id": block["block_id"], "action_ts": self.world.state.new_ts()}
                    return await self.interactions.press(self.user, action, on=place)
        seen = self.reads(on) if on is not None else self.sees(in_)
        raise Unseen(f"{self.name} sees no button {label!r} in:\n{seen}")

    async def chooses(self, option: str, *, on: Message | View) -> Attempt:
        """Choose this option of a select, of radio buttons or of an overflow menu outside an input."""
        self.must_see(on)
        for block, element in self.elements_of(on):
            for held in options(element):
                if object_text(held["text"], self.world.state) == option and block["type"] != "input":
                    action = {name: element[name] for name in ("type", "action_id")}
                    action |= {
                        "block_id": block["block_id"],
                        "selected_option": held,
                        "action_ts": self.world.state.new_ts(),
                    }
                    return await self.interactions.press(self.user, action, on=on)
        raise Unseen(f"{self.name} sees no option {option!r} in:\n{self.reads(on)}")

    async def commands(self, line: str, *, in_: Channel | None = None) -> Attempt:
        """Type a slash command; Slack itself refuses those that the app has not."""
        command, _, text = line.partition(" ")
        if command not in self.world.app.commands:
            raise Unseen(f"{command} is not a valid command")
        channel = in_ or self.dm
        self.must_be_in(channel)
        return await self.interactions.command(self.user, command, text.strip(), channel)

    async def shortcut(self, callback_id: str, *, on: Message | None = None) -> Attempt:
        """Use a global shortcut, or one of a message."""
        return await self.interactions.shortcut(self.user, callback_id, on=on)

    # Forms

    async def submits(
        self, view: View | None = None, values: Mapping[str, Any] | None = None
    ) -> dict[str, str]:
        """Fill in a form by its labels (or block ids) and send it; the errors it then shows, by label.

        A choice is named by its text, several by a list. As in the client, what the form itself requires must be
        there, and a form whose submission nobody acknowledges stays open with an error under "".
        """
        view = view or self.modal
        if view is None or not view.open:
            raise Unseen(f"{self.name} has no form open")
        inputs = {block["block_id"]: block for block in view.body["blocks"] if block["type"] == "input"}
        labels = {block["label"]["text"]: block_id for block_id, block in inputs.items()}
        given = {}
        for name, value in (values or {}).items():
            block_id = labels.get(name, name)
            if block_id not in inputs:
                raise Unseen(f"no field {name!r} in the form, but {list(labels)}")
            given[block_id] = value
        for block_id, block in inputs.items():
            element = block["element"]
            held = filled(
                element, given.get(block_id), view.values.get(block_id, {}).get(element["action_id"])
            )
            if is_empty(held) and not block.get("optional"):
                raise Unseen(f"the form asks for {block['label']['text']!r}")
            view.values[block_id] = {element["action_id"]: held}
        attempt, errors = await self.interactions.submit(self.user, view)
        if not attempt.acknowledged:
            return {"": "We had some trouble connecting. Try again?"}
        names = {block_id: label for label, block_id in labels.items()}
        return {names.get(block_id, block_id): error for block_id, error in errors.items()}

    async def closes(self, view: View | None = None) -> None:
        if view := view or self.modal:
            await self.interactions.close(self.user, view)

    async def types_into(self, label: str, text: str, *, view: View | None = None) -> list[str]:
        """The options that appear while typing into an external select."""
        view = view or self.modal
        assert view, "no form is open"
        for block in view.body["blocks"]:
            if block["type"] == "input" and block["label"]["text"] == label:
                return await self.interactions.suggest(self.user, view, block, text)
        raise Unseen(f"no field {label!r}")

    def _wrote(self, message: Message) -> None:
        if message.user != self.id or message.deleted:
            raise Unseen(f"{self.name} did not write this, or it is gone: {message_body(message)}")
