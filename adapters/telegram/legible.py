"""What servers of another version than the library's tell: what it can't read is left aside, the words are read."""

from typing import Any

from telegram import Bot, Message, Update

UNREAD = "unread_"
"""begins the names of what was left aside, which the library keeps in `api_kwargs`"""
NEEDED = frozenset({"message_id", "date", "chat", "from"})
MESSAGES = ("message", "edited_message")
REPLIED, PRESSED = "reply_to_message", "callback_query"


def legible(told: dict[str, Any], bot: Bot) -> Update:
    """An update, where need be without what the library can't read of a message. Raises what it raises for the rest."""
    try:
        return Update.de_json(told, bot)
    except Exception:
        parts = {name: _readable(told[name], bot) for name in MESSAGES if name in told}
        if isinstance(press := told.get(PRESSED), dict) and "message" in press:
            parts[PRESSED] = {"chat_instance": "", **press, "message": _readable(press["message"], bot)}
        if not parts:
            raise
        return Update.de_json({**told, **parts}, bot)


def legible_sent(told: dict[str, Any], bot: Bot, *, chat: object) -> dict[str, Any]:
    """A message that was just sent to a chat as the server tells it, with what the library needs to read it.

    Else it would not be known to have arrived, and come twice.
    """
    if _reads(told, bot):
        return told
    number = int(chat) if isinstance(chat, int | str) else 0
    where = {"id": number, "type": "private" if number > 0 else "supergroup"}
    whole = {"date": 0, **told, "chat": {**where, **(told.get("chat") or {})}}
    try:
        readable = _readable(whole, bot)
    except Exception:  # noqa: BLE001  (servers of other versions may tell anything)
        readable = whole
    return readable if _reads(readable, bot) else {"message_id": told["message_id"], "date": 0, "chat": where}


def is_unread(message: Message, name: str) -> bool:
    """Whether a message has something of this name that was left aside."""
    return f"{UNREAD}{name}" in message.api_kwargs


def _readable(told: dict[str, Any], bot: Bot) -> dict[str, Any]:
    needed = {name: value for name, value in told.items() if name in NEEDED}
    found = dict(needed)
    for name, value in told.items():
        if name == REPLIED:
            value = _readable(value, bot)
        found[name if _reads({**needed, name: value}, bot) else f"{UNREAD}{name}"] = value
    return found


def _reads(told: dict[str, Any], bot: Bot) -> bool:
    try:
        Message.de_json(told, bot)
    except Exception:  # noqa: BLE001  (whatever it is, it can't be read)
        return False
    return True
