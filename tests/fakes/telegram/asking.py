"""One call of the Bot API with its arguments read, and the register of methods that answer such calls."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from aiohttp.web import FileField

from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.state import Chat, Json
from tests.fakes.telegram.world import World

INTEGER = re.compile(r"-?\d+", re.ASCII)
JSON_TYPES: dict[str, type] = {"list": list, "object": dict}
YES = (True, "true", "True", "1", "yes")

TYPES: dict[str, str] = {
    name: type_
    for type_, names in {
        "integer": (
            "message_id message_thread_id offset limit timeout user_id max_connections cache_time draft_id duration "
            "width height icon_color reply_to_message_id until_date"
        ),
        "chat": "chat_id from_chat_id sender_chat_id",
        "string": (
            "text parse_mode url secret_token ip_address action callback_query_id caption file_id name description "
            "short_description language_code message_effect_id business_connection_id title performer "
            "icon_custom_emoji_id inline_message_id phone_number first_name last_name vcard emoji"
        ),
        "boolean": (
            "drop_pending_updates disable_notification protect_content show_alert allow_paid_broadcast is_big "
            "disable_web_page_preview allow_sending_without_reply disable_content_type_detection has_spoiler "
            "show_caption_above_media only_if_banned revoke_messages"
        ),
        "list": "allowed_updates entities caption_entities commands reaction message_ids",
        "object": "reply_markup reply_parameters link_preview_options scope menu_button permissions",
        "file": "document photo voice sticker audio certificate thumbnail",
        "float": "latitude longitude horizontal_accuracy",
    }.items()
    for name in names.split()
}


@dataclass
class Ask:
    """One call, its arguments read; `minds` takes what only strictness notices."""

    world: World
    method: str
    arguments: Json

    def get(self, name: str) -> Any:
        """An argument as it came; None where it is missing or empty."""
        held = self.arguments.get(name)
        return None if held in ("", None) else held

    def text(self, name: str) -> str:
        held = self.get(name)
        return "" if held is None else str(held)

    def flag(self, name: str) -> bool:
        return self.get(name) in YES

    def number(self, name: str, default: int = 0) -> int:
        held = self.get(name)
        return int(held) if INTEGER.fullmatch(str(held)) else default

    def measure(self, name: str) -> float:
        try:
            return float(self.text(name))
        except ValueError:
            raise bad(f"{name} must be a valid number") from None

    def json(self, name: str) -> Any:
        """An argument that is JSON, as a string or as it is."""
        held = self.get(name)
        if held is None:
            return None
        try:
            held = json.loads(held) if isinstance(held, str) else held
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None
        if not isinstance(held, JSON_TYPES[TYPES[name]]):
            raise bad(f"can't parse {name}: expected an {'Array' if TYPES[name] == 'list' else 'Object'}")
        return held

    def minds(self, what: str) -> None:
        self.world.minds(f"{self.method}: {what}")

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat of an argument, if the bot may know of it."""
        named = self.text(name)
        if not named:
            raise bad(f"{name} is empty")
        return self.world.chat_for_the_bot(named)

    def upload(self, name: str) -> FileField | None:
        """The bytes sent along for an argument, directly or by attach://."""
        held = self.get(name)
        if isinstance(held, str) and held.startswith("attach://"):
            held = self.arguments.get(held.removeprefix("attach://"))
        return held if isinstance(held, FileField) else None


Handler = TypeVar("Handler", bound=Callable[[Ask], Any])


@dataclass(frozen=True)
class Method:
    """What the platform knows of a method; `sends` says which rates it counts in: "message", "edit", "draft" or none."""

    name: str
    handler: Callable[[Ask], Any]
    required: frozenset[str]
    optional: frozenset[str]
    sends: str


METHODS: dict[str, Method] = {}


def method(
    name: str, *, required: str = "", optional: str = "", sends: str = ""
) -> Callable[[Handler], Handler]:
    """Register a method with its parameters, whose types stand above."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = Method(
            name, handler, frozenset(required.split()), frozenset(optional.split()), sends
        )
        return handler

    return register


def is_json(value: Any, kind: type) -> bool:
    try:
        return isinstance(json.loads(value) if isinstance(value, str) else value, kind)
    except ValueError:
        return False


CHECKS: dict[str, Callable[[Any], bool]] = {
    "integer": lambda value: not isinstance(value, bool) and bool(INTEGER.fullmatch(str(value))),
    "chat": lambda value: bool(re.fullmatch(r"-?\d+|@\w+", str(value))),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool) or value in ("true", "false", "True", "False"),
    "float": lambda value: bool(re.fullmatch(r"-?\d+(\.\d+)?", str(value))),
    "file": lambda value: isinstance(value, str | FileField),
    "list": lambda value: is_json(value, JSON_TYPES["list"]),
    "object": lambda value: is_json(value, JSON_TYPES["object"]),
}


def mistyped(name: str, value: Any) -> bool:
    """Whether a value is not of its parameter's type; forms hold JSON, numbers and truth as strings."""
    return not CHECKS[TYPES[name]](value)
