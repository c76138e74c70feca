"""What pressing and filling in make of an element: the action, or the state, that the app is told."""

from typing import Any

from tests.fakes.slack.errors import Unseen
from tests.fakes.slack.rendering import options
from tests.fakes.slack.state import Json


def pressed(element: Json, label: str) -> Json | None:
    """The action that pressing a label makes; None where the element has no such label."""
    if element["type"] in ("button", "icon_button") and element["text"]["text"] == label:
        return {
            name: held for name, held in element.items() if name in ("type", "action_id", "text", "value")
        }
    if element["type"] == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            if element[name]["text"]["text"] == label:
                return {
                    "type": "feedback_buttons",
                    "action_id": element["action_id"],
                    "text": element[name]["text"],
                    "value": element[name]["value"],
                }
    return None


SELECTED: dict[str, tuple[str, str]] = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
}
ONE_OF = ("static_select", "radio_buttons", "external_select")
SOME_OF = ("multi_static_select", "checkboxes", "multi_external_select")


def filled(element: Json, given: Any, before: Json | None) -> Json:
    """The state of an element after somebody typed or chose; what was there before where they did neither."""
    kind = element["type"]
    if given is None and before is not None:
        return before
    if kind in ONE_OF:
        choice = _option(element, given) if given is not None else element.get("initial_option")
        return {"type": kind, "selected_option": choice}
    if kind in SOME_OF:
        chosen = (
            [_option(element, one) for one in given]
            if given is not None
            else element.get("initial_options", [])
        )
        return {"type": kind, "selected_options": chosen}
    if kind in SELECTED:
        name, initial = SELECTED[kind]
        return {"type": kind, name: given if given is not None else element.get(initial)}
    value = given if given is not None else element.get("initial_value")
    if value is not None and not element.get("min_length", 0) <= len(str(value)) <= element.get(
        "max_length", 3000
    ):
        raise Unseen(
            f"the client takes {element.get('min_length', 0)} to {element.get('max_length', 3000)} characters"
        )
    return {"type": kind, "value": None if value == "" else value}


def _option(element: Json, text: str) -> Json:
    for option in options(element):
        if option["text"]["text"] == text:
            return option
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": text, "emoji": True}, "value": text}
    raise Unseen(f"no option {text!r}, but {[option['text']['text'] for option in options(element)]}")


def is_empty(held: Json) -> bool:
    return all(value in (None, "", []) for name, value in held.items() if name != "type")
