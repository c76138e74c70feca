"""Answers to presses, reactions, and what shows while the bot is at work."""

from tests.fakes.telegram.asking import Ask, method
from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.text import units
from tests.fakes.telegram.world import ANSWER_PRESSES_WITHIN_S

LONGEST_NOTICE = 200
ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)
REACTIONS = frozenset(
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 👀 🎃 🤝 ✍ 🫡 🆒 💯 🤷".split()
)
EXPIRED = "query is too old and response timeout expired or query ID is invalid"


@method(
    "answerCallbackQuery",
    required="callback_query_id",
    optional="text show_alert url cache_time",
)
def answer_callback_query(ask: Ask) -> bool:
    press = ask.world.state.presses.get(ask.text("callback_query_id"))
    if press is None or ask.world.clock.now() - press.at > ANSWER_PRESSES_WITHIN_S:
        raise bad(EXPIRED)
    if press.answered:
        ask.minds("a press answered twice")
        raise bad(EXPIRED)
    if units(ask.text("text")) > LONGEST_NOTICE:
        raise bad("MESSAGE_TOO_LONG")
    if (url := ask.text("url")) and not url.startswith(("https://t.me/", "http://t.me/", "tg://")):
        raise bad("URL_INVALID")
    press.answered = True
    press.text, press.alert, press.url = ask.text("text"), ask.flag("show_alert"), url
    return True


@method("setMessageReaction", required="chat_id message_id", optional="reaction is_big")
def set_message_reaction(ask: Ask) -> bool:
    chat = ask.chat()
    ask.world.must_be_in(chat)
    message = ask.world.find(chat, ask.number("message_id"), "message to react not found")
    reactions = ask.json("reaction") or []
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if message.service:
        raise bad("REACTION_EMPTY")
    emojis = [str(held.get("emoji", "")).rstrip("\ufe0f") for held in reactions]
    if any(emoji not in REACTIONS for emoji in emojis):
        raise bad("REACTION_INVALID")
    ask.world.react(ask.world.bot, message, emojis)
    return True


@method("sendChatAction", required="chat_id action", optional="business_connection_id message_thread_id")
def send_chat_action(ask: Ask) -> bool:
    action = ask.text("action")
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = ask.chat()
    ask.world.must_write(chat)
    thread_id = ask.number("message_thread_id") or None
    ask.world.state.actions[chat.id, thread_id] = (action, ask.world.clock.now())
    return True
