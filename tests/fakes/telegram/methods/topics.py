"""Topics of forums, https://core.telegram.org/bots/api#createforumtopic."""

from tests.fakes.telegram.asking import Ask, method
from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.state import GENERAL_TOPIC, Chat, Json, Topic

LONGEST_NAME = 128
COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def forum(ask: Ask, what: str) -> Chat:
    chat = ask.chat()
    ask.world.must_be_in(chat)
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    ask.world.must_administer(chat, what)
    return chat


def topic(ask: Ask, chat: Chat) -> Topic:
    held = chat.topics.get(ask.number("message_thread_id"))
    if held is None or held.deleted:
        raise bad(
            "message thread not found"
            if held or ask.number("message_thread_id") != GENERAL_TOPIC
            else "TOPIC_ID_INVALID"
        )
    return held


def name_of(ask: Ask) -> str:
    name = ask.text("name").strip()
    if not name:
        raise bad("TOPIC_TITLE_EMPTY")
    if len(name) > LONGEST_NAME:
        raise bad("TOPIC_TITLE_TOO_LONG")
    return name


@method("createForumTopic", required="chat_id name", optional="icon_color icon_custom_emoji_id")
def create_forum_topic(ask: Ask) -> Json:
    chat = forum(ask, "create a topic")
    colour = ask.number("icon_color", COLOURS[0])
    if colour not in COLOURS:
        raise bad("invalid icon color specified")
    held = ask.world.open_topic(chat, name_of(ask), by=ask.world.bot, icon_color=colour)
    return {"message_thread_id": held.id, "name": held.name, "icon_color": held.icon_color}


@method("editForumTopic", required="chat_id message_thread_id", optional="name icon_custom_emoji_id")
def edit_forum_topic(ask: Ask) -> bool:
    chat = forum(ask, "edit the topic")
    held, name = topic(ask, chat), name_of(ask)
    if held.name == name:
        raise bad("TOPIC_NOT_MODIFIED")
    held.name = name
    edited = {"forum_topic_edited": {"name": name}}
    ask.world.serve(chat, ask.world.bot, edited, thread_id=held.id, in_topic=True)
    return True


def set_closed(ask: Ask, *, closed: bool) -> bool:
    chat = forum(ask, "close the topic" if closed else "reopen the topic")
    held = topic(ask, chat)
    if held.closed == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    held.closed = closed
    what = "forum_topic_closed" if closed else "forum_topic_reopened"
    ask.world.serve(chat, ask.world.bot, {what: {}}, thread_id=held.id, in_topic=True)
    return True


@method("closeForumTopic", required="chat_id message_thread_id")
def close_forum_topic(ask: Ask) -> bool:
    return set_closed(ask, closed=True)


@method("reopenForumTopic", required="chat_id message_thread_id")
def reopen_forum_topic(ask: Ask) -> bool:
    return set_closed(ask, closed=False)


@method("deleteForumTopic", required="chat_id message_thread_id")
def delete_forum_topic(ask: Ask) -> bool:
    chat = forum(ask, "delete the topic")
    held = topic(ask, chat)
    held.deleted = True
    for message in chat.messages.values():
        if message.in_topic and message.thread_id == held.id:
            ask.world.remove(message)
    return True
