"""People at their phones: they write, press, send things, block the bot, and read what stands there."""

import re
from collections.abc import Sequence

from tests.fakes.slack.waiting import until
from tests.fakes.telegram.bodies import user_body
from tests.fakes.telegram.errors import Unseen
from tests.fakes.telegram.methods.files import content_of, stored
from tests.fakes.telegram.screen import Screen
from tests.fakes.telegram.state import Chat, Json, Message, Press, Status, Topic
from tests.fakes.telegram.text import LONGEST_CAPTION, LONGEST_TEXT, found, trimmed, units

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}", re.ASCII)
EDITABLE_FOR_S = 48 * 3600.0
SPINS_FOR_S = 5.0


class Person(Screen):
    """Somebody on Telegram. What they do is told to the bot; nobody waits for its answer unless they say so."""

    # Writing

    async def says(
        self,
        text: str,
        *,
        in_: Chat | None = None,
        reply_to: Message | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """Write a message, by default to the bot alone. What is too long goes in parts, the last of which is given."""
        plain, _ = trimmed(text, [])
        if not plain:
            raise Unseen("Telegram sends no empty message")
        parts = in_parts(plain)
        for part in parts[:-1]:
            self._writes(part, in_=in_, reply_to=reply_to, topic=topic)
        return self._writes(parts[-1], in_=in_, reply_to=reply_to, topic=topic)

    def _writes(
        self,
        text: str,
        content: Json | None = None,
        *,
        in_: Chat | None = None,
        reply_to: Message | None = None,
        topic: Topic | None = None,
    ) -> Message:
        chat = in_ or (reply_to.chat if reply_to else self.chat)
        self._may_write(chat)
        if reply_to and (reply_to.deleted or reply_to.chat is not chat):
            raise Unseen(f"{self.name} can't answer what is not there")
        thread_id = topic.id if topic else None
        if reply_to and thread_id is None and chat.kind == "supergroup":
            thread_id = reply_to.thread_id if chat.is_forum else reply_to.thread_id or reply_to.id
        in_topic = chat.is_forum and thread_id is not None
        if in_topic and chat.topics[thread_id or 0].closed and chat.status(self.user) == "member":
            raise Unseen("this topic is closed")
        message = Message(
            chat,
            chat.next_id(),
            self.user,
            self.world.now(),
            text,
            found(text),
            content or {},
            reply_to=reply_to or (chat.messages.get(thread_id or 0) if in_topic else None),
            thread_id=thread_id,
            in_topic=in_topic,
            is_anonymous=self.id in chat.anonymous,
        )
        if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        return self.world.post(message)

    def _may_write(self, chat: Chat) -> None:
        self.must_be_in(chat)
        if chat.migrated_to:
            raise Unseen(f"{chat.title} is a supergroup now")
        if chat.user and self.user.blocked:
            raise Unseen(f"{self.name} has blocked the bot")
        if chat.user and not self.user.started:
            raise Unseen(f"{self.name} sees only the button Start here")
        if chat.kind == "channel" and chat.status(self.user) not in ("creator", "administrator"):
            raise Unseen(f"{self.name} can only read {chat.title}")
        if chat.muted and chat.status(self.user) == "member":
            raise Unseen(f"nobody but administrators may write in {chat.title}")

    async def starts(self, payload: str = "") -> Message:
        """Press Start, as after a link t.me/bot?start=payload."""
        if not PAYLOAD.fullmatch(payload):
            raise Unseen("Telegram passes on 64 characters of A-Z, a-z, 0-9, _ and - at most")
        if self.user.blocked:
            await self.unblocks()
        self.user.started = True
        return self._writes(f"/start {payload}".strip())

    async def edits(self, message: Message, text: str) -> None:
        self._wrote(message)
        if self.world.now() - message.date > EDITABLE_FOR_S:
            raise Unseen("after two days nothing can be edited")

        def alter() -> None:
            message.text, message.entities = text, found(text)

        self.world.change(message, alter)

    async def deletes(self, message: Message) -> None:
        """Delete a message, in a private chat anybody's."""
        if message.chat.user is not self.user:
            self._wrote(message)
        self.world.remove(message)

    async def reacts(self, emoji: str, *, on: Message) -> None:
        """Set one's reaction; an empty one takes it away."""
        self._must_see(on)
        self.world.react(self.user, on, [emoji] if emoji else [])

    # Sending things

    async def sends_document(
        self,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        in_: Chat | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        return self._sends("document", name, content, caption, in_=in_, reply_to=reply_to)

    async def sends_photo(
        self,
        content: bytes = b"\xff\xd8\xff\xe0 a photo",
        *,
        caption: str = "",
        in_: Chat | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        return self._sends("photo", "photo.jpg", content, caption, in_=in_, reply_to=reply_to)

    async def sends_voice(self, content: bytes = b"OggS a voice", *, in_: Chat | None = None) -> Message:
        return self._sends("voice", "voice.oga", content, "", in_=in_)

    async def sends_sticker(self, content: bytes = b"RIFF a sticker", *, in_: Chat | None = None) -> Message:
        return self._sends("sticker", "sticker.webp", content, "", in_=in_)

    def _sends(
        self,
        kind: str,
        name: str,
        content: bytes,
        caption: str,
        *,
        in_: Chat | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        if units(caption) > LONGEST_CAPTION:
            raise Unseen("this caption is too long")
        file = stored(self.world.state, kind, name, content)
        return self._writes(caption, content_of(kind, file), in_=in_, reply_to=reply_to)

    async def sends(self, content: Json, *, caption: str = "", in_: Chat | None = None) -> Message:
        """Send anything else, as https://core.telegram.org/bots/api#message describes it."""
        return self._writes(caption, content, in_=in_)

    async def sends_album(self, *captions: str, in_: Chat | None = None) -> list[Message]:
        """Send several photos as one; the client puts words with the first of them."""
        album = {"media_group_id": str(self.world.state.count("album"))}
        file = stored(self.world.state, "photo", "photo.jpg", b"\xff\xd8\xff\xe0 a photo")
        content = content_of("photo", file)
        return [self._writes(caption, {**content, **album}, in_=in_) for caption in captions]

    async def sends_contact(self, phone: str = "+3212345678", *, in_: Chat | None = None) -> Message:
        """Share one's own number, as the button that asks for it does."""
        contact = {"phone_number": phone, "first_name": self.user.first_name, "user_id": self.id}
        return self._writes("", {"contact": contact}, in_=in_)

    async def sends_location(
        self, latitude: float = 50.63, longitude: float = 3.06, *, in_: Chat | None = None
    ) -> Message:
        return self._writes("", {"location": {"latitude": latitude, "longitude": longitude}}, in_=in_)

    # Pressing

    async def presses(
        self, label: str, *, on: Message | None = None, in_: Chat | None = None, waits: bool = False
    ) -> Press:
        """Press the button of this label: on a message, else on the latest that shows it, else on the keyboard.

        With `waits` until the bot has said that it heard, as the client shows it.
        """
        chat = on.chat if on is not None else in_ or self.chat
        places = [on] if on is not None else self.visible(chat)[::-1]
        for message in places:
            self._must_see(message)
            for button in message.buttons:
                if button["text"] == label:
                    return await self._press(button, message, waits=waits)
        if on is None and label in self.keyboard(chat):
            message = await self.says(label, in_=chat)
            return Press("", self.user, message, "", self.world.clock.now(), answered=True)
        raise Unseen(f"{self.name} sees no button {label!r} in:\n{self.sees(chat)}")

    async def _press(self, button: Json, message: Message, *, waits: bool) -> Press:
        state, now = self.world.state, self.world.clock.now()
        if "callback_data" not in button:
            return Press("", self.user, message, "", now, answered=True, url=str(button.get("url", "")))
        id_ = str(4_382_000_000_000 + state.count("press"))
        press = Press(id_, self.user, message, button["callback_data"], now)
        self.world.press(press)
        if waits:
            complaint = f"the button {button['text']!r} spins on"
            await until(lambda: press.answered, lambda: complaint, within_s=SPINS_FOR_S)
        return press

    # Coming and going

    async def blocks(self) -> None:
        """Stop the bot."""
        if not self.user.blocked:
            self.world.member(self.chat, self.world.bot, "kicked", by=self.user)
            self.user.blocked = True

    async def unblocks(self) -> None:
        if self.user.blocked:
            self.user.blocked = False
            self.world.member(self.chat, self.world.bot, "member", by=self.user)

    async def deletes_account(self) -> None:
        """Be gone for good; the bot is not told."""
        self.user.deactivated = True
        self.user.first_name, self.user.last_name, self.user.username = "Deleted Account", "", ""

    async def joins(self, chat: Chat) -> None:
        if not chat.has(self.user):
            self.world.member(chat, self.user, "member", by=self.user)
            if chat.is_group:
                self.world.serve(chat, self.user, {"new_chat_members": [user_body(self.user)]})

    async def leaves(self, chat: Chat) -> None:
        if chat.has(self.user):
            if chat.is_group:
                self.world.serve(chat, self.user, {"left_chat_member": user_body(self.user)})
            self.world.member(chat, self.user, "left", by=self.user)

    async def adds_the_bot(self, chat: Chat, *, as_admin: bool = False) -> None:
        """Let the bot into a group or channel, or raise it to administrator."""
        self.must_be_in(chat)
        status: Status = "administrator" if as_admin or chat.kind == "channel" else "member"
        is_new, bot = not chat.has(self.world.bot), self.world.bot
        self.world.member(chat, bot, status, by=self.user)
        if is_new and chat.is_group:
            self.world.serve(chat, self.user, {"new_chat_members": [user_body(bot)]})

    async def removes_the_bot(self, chat: Chat) -> None:
        self.must_be_in(chat)
        self.world.member(chat, self.world.bot, "kicked", by=self.user)

    async def hides_in(self, chat: Chat) -> None:
        """Write in the name of a group from now on, as those may who run it."""
        if chat.kind != "supergroup" or chat.status(self.user) not in ("creator", "administrator"):
            raise Unseen(f"{self.name} can't write in the name of {chat.title}")
        chat.anonymous.add(self.id)

    async def opens_topic(self, chat: Chat, name: str) -> Topic:
        self.must_be_in(chat)
        return self.world.open_topic(chat, name, by=self.user)

    def _wrote(self, message: Message) -> None:
        if message.sender is not self.user or message.deleted:
            raise Unseen(f"{self.name} did not write this, or it is gone: {message.text!r}")

    def _must_see(self, message: Message) -> None:
        if message.deleted or message not in self.visible(message.chat):
            raise Unseen(f"{self.name} sees no such message any more")


def in_parts(text: str) -> Sequence[str]:
    """A long text as the client sends it: several messages of 4,096 units at most."""
    parts, part, size = [], "", 0
    for character in text:
        wide = units(character)
        if size + wide > LONGEST_TEXT:
            parts.append(part)
            part, size = "", 0
        part += character
        size += wide
    return [*parts, part]
