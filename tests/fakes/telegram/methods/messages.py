"""Messages: sent, edited, deleted, copied, forwarded, pinned, drafted."""

from typing import Any

from tests.fakes.telegram.asking import Ask, method
from tests.fakes.telegram.bodies import message_body, user_body
from tests.fakes.telegram.composing import HOW, WHERE, caption, markup, message_text, read_text, send
from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.state import Draft, Json, Message
from tests.fakes.telegram.text import LONGEST_TEXT, units

DELETABLE_FOR_S = 48 * 3600.0
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
FORMAT = "parse_mode entities link_preview_options disable_web_page_preview"
CAPTION = "caption parse_mode caption_entities show_caption_above_media"
EDITED = "business_connection_id chat_id message_id inline_message_id reply_markup"


def body(ask: Ask, message: Message) -> Json:
    return message_body(message, ask.world.state)


@method("sendMessage", required="chat_id text", optional=f"{WHERE} {HOW} {FORMAT}", sends="message")
def send_message(ask: Ask) -> Json:
    text, entities = message_text(ask, too_long="message is too long")
    return body(ask, send(ask, text, entities))


@method(
    "sendMessageDraft",
    required="chat_id draft_id",
    optional="text message_thread_id parse_mode entities",
    sends="draft",
)
def send_message_draft(ask: Ask) -> bool:
    chat = ask.chat()
    if chat.kind != "private":
        raise bad("TEXTDRAFT_PEER_INVALID")
    ask.world.must_write(chat)
    if not ask.number("draft_id"):
        raise bad("RANDOM_ID_INVALID")
    text, _ = read_text(ask)
    if units(text) > LONGEST_TEXT:
        raise bad("message is too long")
    ask.world.state.drafts[chat.id] = Draft(ask.number("draft_id"), text, ask.world.clock.now())
    return True


def own(ask: Ask, message: Message) -> Message:
    if message.sender is not ask.world.bot or message.service or message.origin:
        raise bad("message can't be edited")
    return message


def to_edit(ask: Ask) -> Message:
    if ask.get("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    chat = ask.chat()
    ask.world.must_write(chat)
    return own(ask, ask.world.find(chat, ask.number("message_id"), "message to edit not found"))


def inline(ask: Ask) -> Json | None:
    """The new keyboard of an edited message; only inline ones can be set, and none takes the old one away."""
    held = markup(ask)
    if held and "inline_keyboard" not in held:
        raise bad("inline keyboard expected")
    return held


def alter(ask: Ask, message: Message, **fields: Any) -> Json:
    if all(getattr(message, name) == value for name, value in fields.items()):
        raise bad(SAME)

    def change() -> None:
        for name, value in fields.items():
            setattr(message, name, value)

    ask.world.change(message, change)
    return body(ask, message)


@method("editMessageText", required="text", optional=f"{EDITED} {FORMAT}", sends="edit")
def edit_message_text(ask: Ask) -> Json:
    text, entities = message_text(ask, too_long="MESSAGE_TOO_LONG")
    message, keyboard = to_edit(ask), inline(ask)
    if message.content:
        raise bad("there is no text in the message to edit")
    return alter(ask, message, text=text, entities=entities, markup=keyboard)


@method("editMessageCaption", optional=f"{EDITED} {CAPTION}", sends="edit")
def edit_message_caption(ask: Ask) -> Json:
    text, entities = caption(ask)
    message, keyboard = to_edit(ask), inline(ask)
    if message.kind not in ("photo", "document", "voice", "audio"):
        raise bad("there is no caption in the message to edit")
    return alter(ask, message, text=text, entities=entities, markup=keyboard)


@method("editMessageReplyMarkup", optional=EDITED, sends="edit")
def edit_message_reply_markup(ask: Ask) -> Json:
    return alter(ask, to_edit(ask), markup=inline(ask))


def may_delete(ask: Ask, message: Message) -> None:
    """Raise Refused unless the bot may take this message away."""
    world, chat = ask.world, message.chat
    is_admin = chat.status(world.bot) == "administrator"
    if not is_admin and message.sender is not world.bot and chat.kind != "private":
        raise bad("message can't be deleted")
    if not is_admin and world.now() - message.date > DELETABLE_FOR_S:
        raise bad("message can't be deleted for everyone")


@method("deleteMessage", required="chat_id message_id")
def delete_message(ask: Ask) -> bool:
    chat = ask.chat()
    ask.world.must_be_in(chat)
    message = ask.world.find(chat, ask.number("message_id"), "message to delete not found")
    may_delete(ask, message)
    ask.world.remove(message)
    return True


@method("deleteMessages", required="chat_id message_ids")
def delete_messages(ask: Ask) -> bool:
    chat, ids = ask.chat(), ask.json("message_ids")
    ask.world.must_be_in(chat)
    if not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > 100:
        raise bad("too many message identifiers specified")
    there = [held for id_ in ids if (held := chat.messages.get(int(str(id_)))) and not held.deleted]
    for message in there:
        may_delete(ask, message)
    for message in there:
        ask.world.remove(message)
    return True


def origin(ask: Ask, what: str) -> Message:
    source = ask.chat("from_chat_id")
    ask.world.must_be_in(source)
    message = ask.world.find(source, ask.number("message_id"), f"message to {what} not found")
    if message.service:
        raise bad(f"message can't be {'copied' if what == 'copy' else 'forwarded'}")
    return message


@method(
    "copyMessage",
    required="chat_id from_chat_id message_id",
    optional=f"{WHERE} {HOW} {CAPTION}",
    sends="message",
)
def copy_message(ask: Ask) -> Json:
    source = origin(ask, "copy")
    text, entities = source.text, source.entities
    if ask.get("caption") is not None and source.content:
        text, entities = caption(ask)
    return {"message_id": send(ask, text, entities, dict(source.content)).id}


@method(
    "forwardMessage",
    required="chat_id from_chat_id message_id",
    optional="message_thread_id disable_notification protect_content",
    sends="message",
)
def forward_message(ask: Ask) -> Json:
    source = origin(ask, "forward")
    message = send(ask, source.text, source.entities, dict(source.content))
    assert source.sender, "a channel's posts are not forwarded here"
    message.origin = {"type": "user", "date": int(source.date), "sender_user": user_body(source.sender)}
    return body(ask, message)


@method(
    "pinChatMessage",
    required="chat_id message_id",
    optional="business_connection_id disable_notification",
)
def pin_chat_message(ask: Ask) -> bool:
    world, chat = ask.world, ask.chat()
    world.must_administer(chat, "manage pinned messages in the chat")
    message = world.find(chat, ask.number("message_id"), "message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        pinned = message_body(message, world.state, with_reply=False)
        world.serve(chat, world.bot, {"pinned_message": pinned})
    return True


@method("unpinChatMessage", required="chat_id", optional="business_connection_id message_id")
def unpin_chat_message(ask: Ask) -> bool:
    world, chat = ask.world, ask.chat()
    world.must_administer(chat, "manage pinned messages in the chat")
    id_ = ask.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if id_ not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(id_)
    return True
