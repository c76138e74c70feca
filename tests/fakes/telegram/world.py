"""The chats and the bot together: what the Bot API and the people act upon."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack.clock import Clock
from tests.fakes.telegram.bodies import membership_body, message_body, press_body, user_body
from tests.fakes.telegram.errors import Refused, bad, forbidden
from tests.fakes.telegram.faults import Faults
from tests.fakes.telegram.limits import Limits
from tests.fakes.telegram.polling import Polling
from tests.fakes.telegram.state import Chat, Json, Message, Press, State, Status, Topic, User
from tests.fakes.telegram.text import cut
from tests.fakes.telegram.updates import PRESS_LASTS_S, Updates
from tests.fakes.telegram.webhook import Webhook

INTEGER = re.compile(r"-?\d{1,19}", re.ASCII)
ANSWER_PRESSES_WITHIN_S = 15.0  # Telegram names no figure; bots report about this


@dataclass(frozen=True)
class Call:
    """One call of the Bot API as it went."""

    method: str
    arguments: Json
    at: float
    status: int
    error: str


@dataclass
class World:
    """Everything there is; `violations` holds what a strict platform would have minded."""

    clock: Clock
    state: State
    bot: User
    limits: Limits
    updates: Updates
    webhook: Webhook
    polling: Polling = field(default_factory=Polling)
    privacy: bool = True
    violations: list[str] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)
    links: dict[str, float] = field(default_factory=dict)
    logged_out: bool = False
    started: float = 0.0

    def minds(self, what: str) -> None:
        self.violations.append(what)

    def now(self) -> float:
        """Seconds since 1970."""
        return self.clock.wall()

    # Who may do what

    def chat_named(self, named: str) -> Chat | None:
        """The chat that an id or an @username means, whoever may know of it; a person's id means the private one."""
        state = self.state
        if named.startswith("@"):
            wanted = named[1:].lower()
            public = (chat for chat in state.chats.values() if chat.username and not chat.user)
            return next((chat for chat in public if chat.username.lower() == wanted), None)
        id_ = int(named) if INTEGER.fullmatch(named) else 0
        return state.private(state.users[id_]) if id_ in state.users else state.chats.get(id_)

    def chat_for_the_bot(self, named: str) -> Chat:
        """A chat by its id or @username; raises Refused where the bot can't know of it."""
        chat = self.chat_named(named)
        if chat is None or chat.user is self.bot:
            raise bad("chat not found")
        if chat.user:
            known = chat.user.is_bot or chat.user.started or chat.user.seen_by_bot
        else:
            known = self.bot.id in chat.members or bool(chat.username)
        if not known:
            raise bad("chat not found")
        return chat

    def must_write(self, chat: Chat) -> None:
        """Raise Refused unless the bot may write here."""
        user = chat.user
        if user:
            if user.deactivated:
                raise forbidden("user is deactivated")
            if user.is_bot:
                raise forbidden("bot can't send messages to bots")
            if user.blocked:
                raise forbidden("bot was blocked by the user")
            if not user.started:
                raise forbidden("bot can't initiate conversation with a user")
            return
        self.must_be_in(chat)
        if chat.kind == "channel" and chat.status(self.bot) != "administrator":
            raise bad("need administrator rights in the channel chat")
        if chat.muted and chat.status(self.bot) != "administrator":
            raise bad("not enough rights to send text messages to the chat")

    def must_be_in(self, chat: Chat) -> None:
        """Raise Refused unless the bot is in a group or channel, and it has not moved on."""
        if chat.migrated_to:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to.id,
            )
        status = chat.status(self.bot)
        if chat.user or chat.has(self.bot):
            return
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        raise forbidden(f"bot is not a member of the {chat.kind} chat")

    def must_administer(self, chat: Chat, what: str) -> None:
        self.must_be_in(chat)
        if chat.kind != "private" and chat.status(self.bot) not in ("administrator", "creator"):
            raise bad(f"not enough rights to {what}")

    def find(self, chat: Chat, id_: int, error: str) -> Message:
        message = chat.messages.get(id_)
        if message is None or message.deleted:
            raise bad(error)
        return message

    # What happens

    def post(self, message: Message) -> Message:
        """Let a message stand in its chat and be heard of."""
        message.chat.messages[message.id] = message
        if self.hears(message):
            type_ = "channel_post" if message.chat.kind == "channel" else "message"
            self.tell(type_, message)
        return message

    def tell(self, type_: str, message: Message) -> None:
        if message.sender:
            message.sender.seen_by_bot = True
        body = message_body(message, self.state)
        self.updates.add(type_, body, queue=f"chat {message.chat.id}")

    def hears(self, message: Message) -> bool:
        """Whether the bot is told of a message, https://core.telegram.org/bots/features#privacy-mode."""
        chat, sender, bot = message.chat, message.sender, self.bot
        if sender is bot or (sender and sender.is_bot and not message.service):
            return False
        if chat.user:
            return not chat.user.blocked
        if not chat.has(bot):
            return False
        if message.service or chat.kind == "channel" or not self.privacy:
            return True
        return chat.status(bot) == "administrator" or self.means_the_bot(message)

    def means_the_bot(self, message: Message) -> bool:
        """Whether a message in a group is a command for the bot, names it, or answers it."""
        answered = message.reply_to
        if answered and answered.sender is self.bot and not answered.service:
            return True
        own = f"@{self.bot.username}".lower()
        for entity in message.entities:
            covered = cut(message.text, entity["offset"], entity["length"]).lower()
            if entity["type"] == "mention" and covered == own:
                return True
            if entity["type"] == "text_mention" and entity["user"] == self.bot.id:
                return True
            if entity["type"] == "bot_command":
                _, _, named = covered.partition("@")
                if f"@{named}" == own or (not named and not self.another_bot_spoke_last(message)):
                    return True
        return False

    def another_bot_spoke_last(self, message: Message) -> bool:
        """Commands for nobody by name go to the bot that wrote last."""
        for held in reversed(message.chat.messages.values()):
            if held is not message and held.sender and held.sender.is_bot and not held.service:
                return held.sender is not self.bot
        return False

    def change(self, message: Message, alter: Callable[[], None]) -> None:
        """Edit a message where it stands; the bot hears only of others' edits."""
        alter()
        message.edited = self.now()
        if self.hears(message):
            self.tell("edited_channel_post" if message.chat.kind == "channel" else "edited_message", message)

    def remove(self, message: Message) -> None:
        """Take a message away; no update tells of it."""
        message.deleted = True
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)

    def serve(self, chat: Chat, by: User | None, content: Json, **more: Any) -> Message:
        """A service message, which the bot hears of wherever it is."""
        message = Message(chat, chat.next_id(), by, self.now(), content=content, service=True, **more)
        chat.messages[message.id] = message
        is_there = not chat.user.blocked if chat.user else chat.has(self.bot)
        if by is not self.bot and is_there:
            self.tell("channel_post" if chat.kind == "channel" else "message", message)
        return message

    def press(self, press: Press) -> None:
        press.user.seen_by_bot = True
        self.state.presses[press.id] = press
        self.updates.add(
            "callback_query",
            press_body(press, self.state),
            queue=f"press {press.user.id}",
            lasts_s=PRESS_LASTS_S,
        )

    def member(self, chat: Chat, user: User, after: Status, *, by: User) -> None:
        """Change somebody's standing in a chat, and tell the bot what it may know."""
        if chat.user:
            before: Status = "member" if after == "kicked" else "kicked"
        else:
            before = chat.status(user)
            chat.members[user.id] = after
        if before == after:
            return
        body = membership_body(chat, user, before=before, after=after, by=by, date=self.now())
        by.seen_by_bot = True
        if user is self.bot:
            self.updates.add("my_chat_member", body, queue=f"bot {chat.id}")
        elif chat.status(self.bot) == "administrator":
            self.updates.add("chat_member", body, queue=f"member {user.id}")

    def react(self, user: User, message: Message, emojis: list[str]) -> None:
        """Set somebody's reactions; a bot hears of others' where it is administrator, and in private."""
        before = message.reactions.get(user.id, [])
        message.reactions[user.id] = emojis
        chat = message.chat
        if user is self.bot or (not chat.user and chat.status(self.bot) != "administrator"):
            return
        body = {
            "chat": message_body(message, self.state)["chat"],
            "message_id": message.id,
            "user": user_body(user),
            "date": int(self.now()),
            "old_reaction": [{"type": "emoji", "emoji": emoji} for emoji in before],
            "new_reaction": [{"type": "emoji", "emoji": emoji} for emoji in emojis],
        }
        self.updates.add("message_reaction", body, queue=f"reaction {chat.id}")

    def open_topic(self, chat: Chat, name: str, *, by: User, icon_color: int = 7322096) -> Topic:
        created = {"forum_topic_created": {"name": name, "icon_color": icon_color}}
        message = self.serve(chat, by, created, in_topic=True, thread_id=chat.last_id + 1)
        topic = chat.topics[message.id] = Topic(message.id, name, icon_color)
        return topic

    def migrate(self, group: Chat) -> Chat:
        """Make a basic group a supergroup: another id, messages numbered anew, and both chats say so."""
        supergroup = self.state.add_chat("supergroup", group.title, members=dict(group.members))
        owner_id = next((id_ for id_, status in group.members.items() if status == "creator"), None)
        owner = self.state.users.get(owner_id or 0)
        self.serve(group, owner, {"migrate_to_chat_id": supergroup.id})
        self.serve(supergroup, owner, {"migrate_from_chat_id": group.id})
        group.migrated_to = supergroup
        return supergroup
