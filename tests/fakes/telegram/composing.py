"""What the bot writes, read from a call: text with its entities, keyboard, what it answers, where it belongs."""

from typing import Any

from tests.fakes.telegram.asking import Ask
from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.keyboards import read_markup
from tests.fakes.telegram.markup import parsed
from tests.fakes.telegram.state import Chat, Json, Message
from tests.fakes.telegram.text import (
    FOUND,
    LONGEST_CAPTION,
    LONGEST_TEXT,
    MOST_ENTITIES,
    found,
    given,
    in_order,
    trimmed,
    units,
)

WHERE = "chat_id business_connection_id message_thread_id direct_messages_topic_id"
HOW = (
    "disable_notification protect_content allow_paid_broadcast message_effect_id reply_parameters reply_markup "
    "reply_to_message_id allow_sending_without_reply"
)


def read_text(ask: Ask, name: str = "text", *, entities: str = "entities") -> tuple[str, list[Json]]:
    """A text and its entities, as they will stand in the message."""
    text, mode = ask.text(name), ask.text("parse_mode")
    if mode:
        text, marked = parsed(text, mode, ask.world.state.users)
        if ask.get(entities) is not None:
            ask.minds(f"both parse_mode and {entities}")
    else:
        held = ask.json(entities)
        marked = [] if held is None else given(held, text)
    text, marked = trimmed(text, marked)
    marked = [
        {**entity, "user": entity["user"]["id"]} if isinstance(entity.get("user"), dict) else entity
        for entity in marked
        if entity["type"] not in FOUND
    ]
    if len(marked) > MOST_ENTITIES:
        ask.minds(f"more than {MOST_ENTITIES} entities, of which the rest are dropped")
        marked = in_order(marked)[:MOST_ENTITIES]
    return text, in_order(marked + found(text, besides=marked))


def message_text(ask: Ask, *, too_long: str) -> tuple[str, list[Json]]:
    """The text of a message, which there must be, and not too much of."""
    if not ask.text("text"):
        raise bad("message text is empty")
    text, entities = read_text(ask)
    if not text:
        raise bad("text must be non-empty")
    if units(text) > LONGEST_TEXT:
        raise bad(too_long)
    return text, entities


def caption(ask: Ask) -> tuple[str, list[Json]]:
    text, entities = read_text(ask, "caption", entities="caption_entities")
    if units(text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    return text, entities


def markup(ask: Ask) -> Json | None:
    held = ask.json("reply_markup")
    if held is None:
        return None
    minded: list[str] = []
    result = read_markup(held, minded)
    for what in minded:
        ask.minds(what)
    return result


def reply(ask: Ask, chat: Chat) -> tuple[Message | None, str]:
    """What the message answers, and the words of it that it quotes."""
    held: Any = ask.json("reply_parameters")
    if held is None:
        held = {
            "message_id": ask.number("reply_to_message_id"),
            "allow_sending_without_reply": ask.flag("allow_sending_without_reply"),
        }
        if not held["message_id"]:
            return None, ""
    if not isinstance(held, dict) or not isinstance(held.get("message_id"), int):
        raise bad("can't parse reply parameters: Can't find field \"message_id\"")
    if held.get("chat_id") not in (None, chat.id, str(chat.id)):
        ask.minds("replies across chats are not known here")
    message = chat.messages.get(held["message_id"])
    if message is None or message.deleted:
        if held.get("allow_sending_without_reply"):
            return None, ""
        raise bad("message to be replied not found")
    quote = str(held.get("quote") or "")
    if quote not in message.text:
        raise bad("QUOTE_TEXT_INVALID")
    return message, quote


def thread(ask: Ask, chat: Chat, answered: Message | None) -> tuple[int | None, bool]:
    """The thread a message belongs to, and whether that is a topic of a forum; raises Refused where it can't."""
    id_ = ask.number("message_thread_id")
    if chat.is_forum:
        if not id_ and answered and answered.in_topic:
            id_ = answered.thread_id or 0
        if not id_:
            return None, False
        topic = chat.topics.get(id_)
        if topic is None or topic.deleted:
            raise bad("message thread not found")
        if topic.closed and chat.status(ask.world.bot) != "administrator":
            raise bad("TOPIC_CLOSED")
        return id_, True
    if id_ and (
        chat.kind != "supergroup" or not any(held.thread_id == id_ for held in chat.messages.values())
    ):
        raise bad("message thread not found")
    return reply_thread(chat, answered) or (id_ or None), False


def reply_thread(chat: Chat, answered: Message | None) -> int | None:
    """In a supergroup without topics replies carry the id of the message that the first of them answered."""
    if answered is None or chat.kind != "supergroup" or chat.is_forum:
        return None
    return answered.thread_id or answered.id


def send(ask: Ask, text: str, entities: list[Json], content: Json | None = None) -> Message:
    """Let the bot's message stand, all but its text being read from the call."""
    world, chat = ask.world, ask.chat()
    world.must_write(chat)
    keyboard = markup(ask)
    answered, quote = reply(ask, chat)
    thread_id, in_topic = thread(ask, chat, answered)
    message = Message(
        chat,
        chat.next_id(),
        world.bot,
        world.now(),
        text,
        entities,
        content or {},
        reply_to=answered or (chat.messages.get(thread_id or 0) if in_topic else None),
        thread_id=thread_id,
        in_topic=in_topic,
        quote=quote,
    )
    if keyboard and "inline_keyboard" in keyboard:
        message.markup = keyboard
    elif keyboard and not keyboard.get("force_reply"):
        chat.keyboard = keyboard if "keyboard" in keyboard else None
    world.state.drafts.pop(chat.id, None)
    world.state.actions.pop((chat.id, thread_id), None)
    return world.post(message)
