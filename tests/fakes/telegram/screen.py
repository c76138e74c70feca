"""What stands on a person's screen, read as they would read it."""

from tests.fakes.slack.waiting import until
from tests.fakes.telegram.errors import Unseen
from tests.fakes.telegram.state import Chat, Json, Message, Topic, User
from tests.fakes.telegram.text import cut
from tests.fakes.telegram.world import World

DRAFT_LASTS_S = 30.0
ACTION_LASTS_S = 5.0


def shown_text(message: Message) -> str:
    """The text of a message with the addresses behind its words."""
    text = message.text
    links = [held for held in message.entities if held["type"] == "text_link"]
    for link in reversed(links):
        covered = cut(text, link["offset"], link["length"])
        encoded = text.encode("utf-16-le")
        end = 2 * (link["offset"] + link["length"])
        address = "" if covered.rstrip("/") == link["url"].rstrip("/") else f" ({link['url']})"
        text = encoded[:end].decode("utf-16-le") + address + encoded[end:].decode("utf-16-le")
    return text


def shown_content(message: Message) -> str:
    """What a person sees of a file, a place, or a service message, besides its caption."""
    kind = message.kind
    if kind == "text":
        return ""
    held = message.content[kind]
    if kind == "document":
        return f"[document {held['file_name']}]"
    if kind == "contact":
        return f"[contact {held['first_name']} {held['phone_number']}]"
    if kind == "forum_topic_created":
        return f"[topic {held['name']}]"
    if kind == "new_chat_members":
        return f"[joined: {', '.join(user['first_name'] for user in held)}]"
    return f"[{kind.replace('_', ' ')}]"


def shown(message: Message) -> str:
    """A message as a person reads it, one row of buttons a line."""
    lines = [" ".join(part for part in (shown_content(message), shown_text(message)) if part)]
    lines += [
        " ".join(f"[{button['text']}]" for button in row)
        for row in (message.markup or {}).get("inline_keyboard", [])
    ]
    if message.reactions and (
        emojis := "".join(emoji for own in message.reactions.values() for emoji in own)
    ):
        lines.append(emojis)
    return "\n".join(lines)


class Screen:
    """The screen of one person."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.world.state.private(self.user)

    def visible(self, chat: Chat, *, topic: Topic | None = None) -> list[Message]:
        """The messages of a chat, or of a topic in it, that this person can see."""
        self.must_be_in(chat)
        return [
            message
            for message in chat.messages.values()
            if not message.deleted and (topic is None or message.thread_id == topic.id)
        ]

    def sees(self, in_: Chat | None = None, *, topic: Topic | None = None) -> str:
        """What stands in a chat as this person reads it; by default what they and the bot wrote.

        A streamed draft and what the bot is doing stand at the end.
        """
        chat, state, bot = in_ or self.chat, self.world.state, self.world.bot
        lines = [
            f"{message.sender.name if message.sender and not message.is_anonymous else chat.title}: {shown(message)}"
            for message in self.visible(chat, topic=topic)
        ]
        if chat.user and (draft := self.draft()):
            lines.append(f"{bot.name} is writing: {draft}")
        action, at = state.actions.get((chat.id, topic.id if topic else None), ("", 0.0))
        if action and self.world.clock.now() - at < ACTION_LASTS_S:
            lines.append(f"{bot.name}: {action} …")
        return "\n".join(lines)

    def reads(self, message: Message) -> str:
        """What one message shows."""
        return shown(message)

    def draft(self) -> str:
        """The draft that is being streamed to this person; empty half a minute after it last grew."""
        draft = self.world.state.drafts.get(self.id)
        if draft is None or self.world.clock.now() - draft.at > DRAFT_LASTS_S:
            return ""
        return draft.text or "Thinking…"

    def keyboard(self, in_: Chat | None = None) -> list[str]:
        """The labels of the keyboard that stands in place of the letters."""
        rows = ((in_ or self.chat).keyboard or {}).get("keyboard", [])
        return [button["text"] for row in rows for button in row]

    def menu(self, in_: Chat | None = None) -> list[str]:
        """The commands that the menu of a chat shows to this person, the narrowest scope first.

        https://core.telegram.org/bots/api#determining-list-of-commands
        """
        chat, held = in_ or self.chat, self.world.state.profile.menus
        is_admin = chat.status(self.user) in ("creator", "administrator")
        scopes = [f"chat_member {chat.id} {self.id}"] if chat.is_group else []
        if is_admin:
            scopes.append(f"chat_administrators {chat.id}")
        scopes.append(f"chat {chat.id}")
        if is_admin:
            scopes.append("all_chat_administrators")
        scopes += ["all_group_chats" if chat.is_group else "all_private_chats", "default"]
        commands: list[Json] = []
        for scope in scopes:
            commands = held.get((scope, self.user.language)) or held.get((scope, "")) or []
            if commands:
                break
        return [f"/{command['command']} {command['description']}" for command in commands]

    async def waits_to_see(
        self, text: str, *, in_: Chat | None = None, topic: Topic | None = None, within_s: float = 5.0
    ) -> str:
        """Wait until these words stand there; all that stands there then."""
        await until(
            lambda: text in self.sees(in_, topic=topic),
            lambda: f"{self.name} never saw {text!r}, but:\n{self.sees(in_, topic=topic)}",
            within_s=within_s,
        )
        return self.sees(in_, topic=topic)

    def must_be_in(self, chat: Chat) -> None:
        there = chat.user is self.user or chat.has(self.user)
        if not there and not (chat.kind == "channel" and chat.username):
            raise Unseen(f"{self.name} is not in {chat.title or 'this private chat'}")
