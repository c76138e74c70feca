"""Block Kit and its limits, https://docs.slack.dev/reference/block-kit.

The blocks and elements below are known; others, also those that exist at Slack (video, card, plan …), are refused
until somebody needs them here.
"""

from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.errors import Refused, faulty
from tests.fakes.slack.schema import (
    Check,
    Problems,
    anything,
    boolean,
    integer,
    items,
    one_of,
    problem,
    shape,
    string,
    typed,
    url,
)

MARKDOWN_IN_A_MESSAGE = 12_000
ALL_BLOCKS_WITH_MARKDOWN = 13_200  # https://github.com/slackapi/bolt-js/issues/2509


def plain(longest: int) -> Check:
    return typed({"plain_text": shape({"text": string(longest)}, {"emoji": boolean})})


def text(longest: int = 3000) -> Check:
    return typed(
        {
            "plain_text": shape({"text": string(longest)}, {"emoji": boolean}),
            "mrkdwn": shape({"text": string(longest)}, {"verbatim": boolean}),
        }
    )


ID = string(255)
CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
OVERFLOW_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": url})
OPTIONS = items(OPTION, most=100)
OPTION_GROUPS = items(shape({"label": plain(75), "options": OPTIONS}), most=100)
IMAGE = {"image_url": url, "slack_file": anything, "alt_text": string(2000)}

ACTION = {"action_id": ID, "focus_on_load": boolean, "confirm": CONFIRM}
PICKER = {**ACTION, "placeholder": plain(150)}
MANY = {"max_selected_items": integer(1, 100)}
WHO: dict[str, Check] = {"response_url_enabled": boolean, "filter": anything}
DISPATCH = shape(
    {}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), most=2)}
)
LENGTHS = {"min_length": integer(0, 3000), "max_length": integer(1, 3000)}
TYPED_IN = {
    "action_id": ID,
    "focus_on_load": boolean,
    "placeholder": plain(150),
    "dispatch_action_config": DISPATCH,
}

BUTTON = shape(
    {"text": plain(75)},
    {
        "action_id": ID,
        "url": url,
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
STATIC = {"options": OPTIONS, "option_groups": OPTION_GROUPS}
CHOOSERS: dict[str, Check] = {
    "static_select": shape({}, {**PICKER, **STATIC, "initial_option": OPTION}),
    "external_select": shape({}, {**PICKER, "initial_option": OPTION, "min_query_length": integer(0, 3000)}),
    "users_select": shape({}, {**PICKER, "initial_user": string(20)}),
    "channels_select": shape({}, {**PICKER, **WHO, "initial_channel": string(20)}),
    "conversations_select": shape(
        {}, {**PICKER, **WHO, "initial_conversation": string(20), "default_to_current_conversation": boolean}
    ),
    "datepicker": shape({}, {**PICKER, "initial_date": string(10)}),
    "timepicker": shape({}, {**PICKER, "initial_time": string(5), "timezone": string(60)}),
    "datetimepicker": shape({}, {**ACTION, "initial_date_time": integer(0, 9_999_999_999)}),
    "checkboxes": shape(
        {"options": items(OPTION, most=10)}, {**ACTION, "initial_options": items(OPTION, most=10)}
    ),
    "radio_buttons": shape({"options": items(OPTION, most=10)}, {**ACTION, "initial_option": OPTION}),
}
MULTI: dict[str, Check] = {
    "multi_static_select": shape({}, {**PICKER, **MANY, **STATIC, "initial_options": OPTIONS}),
    "multi_external_select": shape(
        {}, {**PICKER, **MANY, "initial_options": OPTIONS, "min_query_length": integer(0, 3000)}
    ),
    "multi_users_select": shape({}, {**PICKER, **MANY, "initial_users": items(string(20), most=100)}),
    "multi_conversations_select": shape({}, {**PICKER, **MANY, **WHO, "initial_conversations": anything}),
    "multi_channels_select": shape({}, {**PICKER, **MANY, "initial_channels": anything}),
}
OVERFLOW = shape({"options": items(OVERFLOW_OPTION, most=5)}, {"action_id": ID, "confirm": CONFIRM})
INPUTS: dict[str, Check] = {
    "plain_text_input": shape(
        {}, {**TYPED_IN, **LENGTHS, "initial_value": string(3000, shortest=0), "multiline": boolean}
    ),
    "email_text_input": shape({}, {**TYPED_IN, "initial_value": string(3000)}),
    "url_text_input": shape({}, {**TYPED_IN, "initial_value": string(3000)}),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**TYPED_IN, "initial_value": string(40), "min_value": string(40), "max_value": string(40)},
    ),
    "rich_text_input": shape({}, {**TYPED_IN, "initial_value": anything}),
    "file_input": shape(
        {}, {"action_id": ID, "filetypes": items(string(20), most=50), "max_files": integer(1, 10)}
    ),
}
FEEDBACK = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})

IN_SECTION = typed(
    {
        "button": BUTTON,
        **CHOOSERS,
        **MULTI,
        "overflow": OVERFLOW,
        "image": shape({"alt_text": IMAGE["alt_text"]}, IMAGE),
    }
)
IN_ACTIONS = typed({"button": BUTTON, **CHOOSERS, "overflow": OVERFLOW})
IN_INPUT = typed({**INPUTS, **CHOOSERS, **MULTI})
IN_CONTEXT = typed(
    {
        "plain_text": shape({"text": string(3000)}, {"emoji": boolean}),
        "mrkdwn": shape({"text": string(3000)}, {"verbatim": boolean}),
        "image": shape({"alt_text": IMAGE["alt_text"]}, IMAGE),
    }
)
IN_CONTEXT_ACTIONS = typed(
    {
        "feedback_buttons": shape(
            {"positive_button": FEEDBACK, "negative_button": FEEDBACK}, {"action_id": ID}
        ),
        "icon_button": shape(
            {"icon": one_of("trash"), "text": plain(75)},
            {
                "action_id": ID,
                "value": string(2000),
                "confirm": CONFIRM,
                "accessibility_label": string(75),
                "visible_to_user_ids": items(string(20), most=100),
            },
        ),
    }
)
STYLE = {"style": anything}
RICH_INLINE = typed(
    {
        "text": shape({"text": string(40_000)}, STYLE),
        "link": shape({"url": url}, {"text": string(3000), "unsafe": boolean, **STYLE}),
        "user": shape({"user_id": string(20)}, STYLE),
        "usergroup": shape({"usergroup_id": string(20)}, STYLE),
        "channel": shape({"channel_id": string(20)}, STYLE),
        "emoji": shape({"name": string(100)}, {"unicode": string(40), **STYLE}),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, STYLE),
        "date": shape({"timestamp": anything, "format": string(200)}, {"url": url, "fallback": string(200)}),
    }
)
RICH_SECTION = shape({"elements": items(RICH_INLINE, most=1000, least=0)})
RICH_QUOTED = shape({"elements": items(RICH_INLINE, most=1000, least=0)}, {"border": integer(0, 1)})
RICH = typed(
    {
        "rich_text_section": RICH_SECTION,
        "rich_text_preformatted": RICH_QUOTED,
        "rich_text_quote": RICH_QUOTED,
        "rich_text_list": shape(
            {
                "style": one_of("bullet", "ordered"),
                "elements": items(typed({"rich_text_section": RICH_SECTION}), most=1000),
            },
            {"indent": integer(0, 8), "border": integer(0, 1), "offset": integer(0, 1000)},
        ),
    }
)
BLOCK_ID = {"block_id": ID}
RICH_TEXT = shape({"elements": items(RICH, most=1000)}, BLOCK_ID)
CELL = typed({"raw_text": shape({"text": string(3000, shortest=0)}), "rich_text": RICH_TEXT})

EVERYWHERE: dict[str, Check] = {
    "actions": shape({"elements": items(IN_ACTIONS, most=25)}, BLOCK_ID),
    "context": shape({"elements": items(IN_CONTEXT, most=10)}, BLOCK_ID),
    "divider": shape({}, BLOCK_ID),
    "header": shape({"text": plain(150)}, BLOCK_ID),
    "image": shape({"alt_text": string(2000)}, {**IMAGE, **BLOCK_ID, "title": plain(2000)}),
    "input": shape(
        {"label": plain(2000), "element": IN_INPUT},
        {**BLOCK_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "section": shape(
        {},
        {
            **BLOCK_ID,
            "text": text(),
            "fields": items(text(2000), most=10),
            "accessory": IN_SECTION,
            "expand": boolean,
        },
    ),
    "rich_text": RICH_TEXT,
}
IN_MESSAGES = typed(
    {
        **EVERYWHERE,
        "markdown": shape({"text": string(MARKDOWN_IN_A_MESSAGE)}, BLOCK_ID),
        "context_actions": shape({"elements": items(IN_CONTEXT_ACTIONS, most=5)}, BLOCK_ID),
        "table": shape(
            {"rows": items(items(CELL, most=20), most=100)}, {**BLOCK_ID, "column_settings": anything}
        ),
    }
)
IN_VIEWS = typed(EVERYWHERE)

BLOCKS = items(IN_VIEWS, most=100)
CARRIED = {"private_metadata": string(3000, shortest=0), "callback_id": string(255, shortest=0)}
VIEW = typed(
    {
        "modal": shape(
            {"title": plain(24), "blocks": BLOCKS},
            {
                **CARRIED,
                "external_id": string(255, shortest=0),
                "close": plain(24),
                "submit": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
        ),
        "home": shape({"blocks": BLOCKS}, {**CARRIED, "external_id": string(255, shortest=0)}),
    }
)


def elements(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every interactive element of well-formed blocks, with the block it stands in."""
    for block in blocks:
        held = block.get("elements", []) if block["type"] in ("actions", "context_actions") else []
        for element in [*held, block.get("accessory"), block.get("element")]:
            if element and element.get("type") not in (None, "image"):
                yield block, element


def _of_the_whole(blocks: list[dict[str, Any]], at: str) -> Problems:
    """What no single block shows: ids used twice, alternatives that exclude each other."""
    problems: Problems = []
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            problem(problems, f"{at}/{index}/block_id", f"block_id {block_id} already exists")
        if block_id:
            seen.add(block_id)
        if block["type"] == "section" and not ("text" in block or block.get("fields")):
            problem(problems, f"{at}/{index}", "missing required field: text or fields")
        actions = [element["action_id"] for held, element in elements([block]) if "action_id" in element]
        if len(actions) != len(set(actions)):
            problem(problems, f"{at}/{index}", "action_id already exists in this block")
        for _, element in elements([block]):
            static = element["type"] in ("static_select", "multi_static_select")
            if static and ("options" in element) == ("option_groups" in element):
                problem(problems, f"{at}/{index}", "must have either options or option_groups")
        if block["type"] == "image" and ("image_url" in block) == ("slack_file" in block):
            problem(problems, f"{at}/{index}", "must have either image_url or slack_file")
    if sum(element.get("focus_on_load", False) for _, element in elements(blocks)) > 1:
        problem(problems, at, "only one element may have focus_on_load")
    return problems


def check_message_blocks(blocks: Any) -> None:
    """Raise Refused for blocks that a message may not hold."""
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    problems: Problems = []
    items(IN_MESSAGES, most=50, least=0)(blocks, "/blocks", problems)
    if problems := problems or _of_the_whole(blocks, "/blocks"):
        raise faulty("invalid_blocks", problems)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MARKDOWN_IN_A_MESSAGE or (markdown and len(all_text(blocks)) > ALL_BLOCKS_WITH_MARKDOWN):
        raise Refused("msg_blocks_too_long")


def check_view(view: Any, *, kind: str | None = None) -> None:
    """Raise Refused for a view that Slack would not open."""
    problems: Problems = []
    VIEW(view, "/view", problems)
    if not problems:
        problems = _of_the_whole(view["blocks"], "/view/blocks")
        has_inputs = any(block["type"] == "input" for block in view["blocks"])
        if view["type"] == "modal" and has_inputs and "submit" not in view:
            problem(problems, "/view", "missing required field: submit (there are input blocks)")
        if kind and view["type"] != kind:
            problem(problems, "/view/type", f"must be {kind}")
        if view["type"] == "home" and any(
            element["type"] == "file_input" for _, element in elements(view["blocks"])
        ):
            problem(problems, "/view/blocks", "file_input is not allowed here")
    if problems:
        raise faulty("invalid_arguments", problems)


def all_text(value: Any) -> str:
    """All that stands under a `text` key, however deep."""
    if isinstance(value, list):
        return "".join(all_text(item) for item in value)
    if isinstance(value, dict):
        return "".join(
            held if name == "text" and isinstance(held, str) else all_text(held)
            for name, held in value.items()
        )
    return ""


def with_ids(blocks: list[dict[str, Any]], salt: str) -> list[dict[str, Any]]:
    """The same blocks, with the ids that Slack makes up where an app named none."""
    named = []
    for index, block in enumerate(blocks):
        block = {**block}
        block.setdefault("block_id", f"b{salt}.{index}")
        if block["type"] in ("actions", "context_actions"):
            block["elements"] = [
                {"action_id": f"a{salt}.{index}.{place}", **element}
                for place, element in enumerate(block["elements"])
            ]
        for place in ("accessory", "element"):
            if place in block and block[place]["type"] != "image":
                block[place] = {"action_id": f"a{salt}.{index}", **block[place]}
        named.append(block)
    return named
