"""Keyboards below and instead of messages, https://core.telegram.org/bots/api#inlinekeyboardmarkup."""

import json
import re
from typing import Any

from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.state import Json

LONGEST_DATA_BYTES = 64
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LARGEST_BYTES = 10_000
URL = re.compile(r"(?:(?:https?|tg)://)?(?:[\w%-]+\.)+[\w%-]+(?::\d+)?(?:[/?#]\S*)?|tg://\S+")
ACTIONS = (
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay"
).split()
LOOKS = frozenset({"text", "style", "icon_custom_emoji_id"})
REPLY_BUTTON = LOOKS | set(
    "request_users request_chat request_contact request_location request_poll web_app".split()
)
REPLY_KEYBOARD = frozenset(
    "keyboard is_persistent resize_keyboard one_time_keyboard input_field_placeholder selective".split()
)


def read_markup(held: Any, minds: list[str]) -> Json | None:
    """The reply_markup of a call, found good; what it holds beyond the documentation is minded."""
    if not isinstance(held, dict):
        raise bad("object expected as reply markup")
    if len(json.dumps(held)) > LARGEST_BYTES:
        raise bad("reply markup is too long")
    if "inline_keyboard" in held:
        known = frozenset({"inline_keyboard"})
        rows = [[inline_button(button, minds) for button in row] for row in rows_of(held, "inline_keyboard")]
        if sum(map(len, rows)) > MOST_BUTTONS:
            raise bad("reply markup is too long")
        if any(len(row) > MOST_IN_A_ROW for row in rows):
            minds.append(f"more than {MOST_IN_A_ROW} buttons in a row")
        markup: Json | None = {"inline_keyboard": rows} if any(rows) else None
    elif "keyboard" in held:
        known = REPLY_KEYBOARD
        markup = {
            **held,
            "keyboard": [
                [reply_button(button, minds) for button in row] for row in rows_of(held, "keyboard")
            ],
        }
    elif held.get("remove_keyboard") is True or held.get("force_reply") is True:
        known = frozenset({"remove_keyboard", "force_reply", "selective", "input_field_placeholder"})
        markup = held
    else:
        known, markup = frozenset(), None
    minds += [f"reply_markup has no {name}" for name in held if name not in known]
    return markup


def rows_of(held: Json, name: str) -> list[list[Any]]:
    rows = held[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f'field "{name}" must be an Array of Arrays')
    return rows


def label(button: Any, what: str) -> str:
    text = button.get("text") if isinstance(button, dict) else None
    if text is None:
        raise bad(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(text, str):
        raise bad(f'can\'t parse {what}: Field "text" must be of type String')
    if not text.strip():
        raise bad("BUTTON_TEXT_INVALID")
    return text


def inline_button(button: Any, minds: list[str]) -> Json:
    label(button, "inline keyboard button")
    actions = [name for name in ACTIONS if name in button]
    if not actions or button[actions[0]] == "":
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        minds.append(f"a button with {' and '.join(actions)}")
    minds += [f"a button has no {name}" for name in button if name not in LOOKS and name not in ACTIONS]
    if "url" in button:
        if not isinstance(button["url"], str) or not URL.fullmatch(button["url"]):
            raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str):
            raise bad('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
        if len(data.encode()) > LONGEST_DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
    return dict(button)


def reply_button(button: Any, minds: list[str]) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    label(button, "keyboard button")
    minds += [f"a button has no {name}" for name in button if name not in REPLY_BUTTON]
    return dict(button)
