"""What the bot is and says of itself: name, descriptions, menus of commands; and its going away."""

import re
from typing import Any

from tests.fakes.telegram.asking import Ask, method
from tests.fakes.telegram.bodies import user_body
from tests.fakes.telegram.errors import bad, too_many
from tests.fakes.telegram.state import Json

MOST_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
LONGEST = {"name": 64, "description": 512, "short_description": 120}
TOO_LONG = {
    "name": "BOT_TITLE_INVALID",
    "description": "DESCRIPTION_TOO_LONG",
    "short_description": "ABOUT_TOO_LONG",
}
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
WIDE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
MAY_CLOSE_AFTER_S = 600.0


@method("getMe")
def get_me(ask: Ask) -> Json:
    return user_body(ask.world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not ask.world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def language(ask: Ask) -> str:
    held = ask.text("language_code")
    if not LANGUAGE.fullmatch(held):
        raise bad("invalid language code specified")
    return held


def read_scope(ask: Ask) -> str:
    """The scope of a menu as one string: its type, and the chat and person that it is for."""
    held: Any = ask.json("scope")
    if held is None:
        return "default"
    type_ = held.get("type") if isinstance(held, dict) else None
    if type_ in WIDE_SCOPES:
        return str(type_)
    if type_ not in CHAT_SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    named = str(held.get("chat_id") or "")
    if not named:
        raise bad("can't parse BotCommandScope: Empty chat_id specified")
    chat = ask.world.chat_for_the_bot(named)
    if type_ != "chat_member":
        return f"{type_} {chat.id}"
    if not isinstance(held.get("user_id"), int) or held["user_id"] <= 0:
        raise bad("can't parse BotCommandScope: Invalid user_id specified")
    return f"{type_} {chat.id} {held['user_id']}"


def read_commands(ask: Ask) -> list[Json]:
    held: Any = ask.json("commands")
    if not isinstance(held, list):
        raise bad("expected an Array of BotCommand")
    if len(held) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    commands = []
    for command in held:
        for name in ("command", "description"):
            if not isinstance(command, dict) or not isinstance(command.get(name), str):
                raise bad(f"can't parse BotCommand: Can't find field \"{name}\"")
        if not COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        described = command["description"].strip()
        commands.append({"command": command["command"].removeprefix("/"), "description": described})
    return commands


@method("setMyCommands", required="commands", optional="scope language_code")
def set_my_commands(ask: Ask) -> bool:
    menus, key = ask.world.state.profile.menus, (read_scope(ask), language(ask))
    if commands := read_commands(ask):
        menus[key] = commands
    else:
        menus.pop(key, None)
    return True


@method("getMyCommands", optional="scope language_code")
def get_my_commands(ask: Ask) -> list[Json]:
    return ask.world.state.profile.menus.get((read_scope(ask), language(ask)), [])


@method("deleteMyCommands", optional="scope language_code")
def delete_my_commands(ask: Ask) -> bool:
    ask.world.state.profile.menus.pop((read_scope(ask), language(ask)), None)
    return True


def set_words(ask: Ask, name: str, by_language: dict[str, str]) -> bool:
    """Set one of the bot's texts for a language, "" for all others; an empty text takes it away."""
    text, code = ask.text(name), language(ask)
    if len(text) > LONGEST[name]:
        raise bad(TOO_LONG[name])
    if text:
        by_language[code] = text
    else:
        by_language.pop(code, None)
    return True


def words(ask: Ask, name: str, by_language: dict[str, str]) -> Json:
    return {name: by_language.get(language(ask)) or by_language.get("", "")}


@method("setMyName", optional="name language_code")
def set_my_name(ask: Ask) -> bool:
    return set_words(ask, "name", ask.world.state.profile.names)


@method("getMyName", optional="language_code")
def get_my_name(ask: Ask) -> Json:
    return {"name": words(ask, "name", ask.world.state.profile.names)["name"] or ask.world.bot.first_name}


@method("setMyDescription", optional="description language_code")
def set_my_description(ask: Ask) -> bool:
    return set_words(ask, "description", ask.world.state.profile.descriptions)


@method("getMyDescription", optional="language_code")
def get_my_description(ask: Ask) -> Json:
    return words(ask, "description", ask.world.state.profile.descriptions)


@method("setMyShortDescription", optional="short_description language_code")
def set_my_short_description(ask: Ask) -> bool:
    return set_words(ask, "short_description", ask.world.state.profile.short_descriptions)


@method("getMyShortDescription", optional="language_code")
def get_my_short_description(ask: Ask) -> Json:
    return words(ask, "short_description", ask.world.state.profile.short_descriptions)


@method("logOut")
def log_out(ask: Ask) -> bool:
    ask.world.webhook.delete()
    ask.world.logged_out = True
    return True


@method("close")
def close(ask: Ask) -> bool:
    left_s = ask.world.started + MAY_CLOSE_AFTER_S - ask.world.clock.now()
    if left_s > 0:
        raise too_many(max(1, round(left_s)))
    return True
