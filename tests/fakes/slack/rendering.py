"""What a person reads: blocks and mrkdwn as plain text, and whom a message pings."""

import html
import re
from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.state import Json, Message, State

TOKEN = re.compile(r"<([^<>]*)>")
MASS = ("channel", "here", "everyone")
MARKS = [
    re.compile(r"```(?:\n)?(.+?)```", re.DOTALL),
    re.compile(r"(?<![\w`])`([^`\n]+)`(?!\w)"),
    re.compile(r"(?<![\w*])\*(\S|\S[^*\n]*\S)\*(?![\w*])"),
    re.compile(r"(?<![\w_])_(\S|\S[^_\n]*\S)_(?![\w_])"),
    re.compile(r"(?<![\w~])~(\S|\S[^~\n]*\S)~(?![\w~])"),
]


def name_of(state: State, id_: str) -> str:
    return state.users[id_].name if id_ in state.users else id_


def token_text(inside: str, state: State) -> str | None:  # noqa: PLR0911 - one a kind of token
    """What stands on the screen for `<…>` of mrkdwn; None where Slack knows no such token."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{state.users[target[1:]].name}" if target[1:] in state.users else None
    if target.startswith("#"):
        channel = state.channels.get(target[1:])
        return f"#{channel.name}" if channel else None
    if target.startswith("!"):
        if target[1:] in MASS:
            return f"@{target[1:]}"
        if target.startswith("!subteam^"):
            return label or "@group"
        return label if target.startswith("!date^") else None
    if re.match(r"(?:https?://|mailto:|tel:)", target):
        shown = target.removeprefix("mailto:").removeprefix("tel:")
        return f"{label} ({shown})" if label and html.unescape(label) != html.unescape(shown) else shown
    return None


def mrkdwn(text: str, state: State) -> str:
    """Reduce Slack's mark-up to what a person reads."""
    held: list[str] = []

    def keep(match: re.Match[str]) -> str:
        shown = token_text(match[1], state)
        held.append(match[0] if shown is None else shown)
        return f"\x00{len(held) - 1}\x00"

    text = TOKEN.sub(keep, text)
    for mark in MARKS:
        text = mark.sub(r"\1", text)
    text = re.sub(r"\x00(\d+)\x00", lambda match: held[int(match[1])], text)
    return html.unescape(text)


def markdown(text: str, state: State) -> str:
    """Reduce Markdown, as the markdown block and streams have it."""
    text = re.sub(r"\[([^\]]+)\]\((\S+?)\)", r"\1 (\2)", text)
    text = re.sub(r"^#{1,6}\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"(\*\*|__)(\S|\S.*?\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(\S|\S[^*\n]*\S)\*(?![\w*])", r"\1", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!<>@~|])", r"\1", text)
    return html.unescape(TOKEN.sub(lambda match: token_text(match[1], state) or match[0], text))


def object_text(held: Json | None, state: State) -> str:
    """The text of a text object."""
    if not held:
        return ""
    return mrkdwn(held["text"], state) if held["type"] == "mrkdwn" else str(held["text"])


def element_text(element: Json, state: State, value: Json | None = None) -> str:  # noqa: PLR0911 - one a kind
    kind = element["type"]
    if kind in ("plain_text", "mrkdwn"):
        return object_text(element, state)
    if kind == "image":
        return f"({element['alt_text']})"
    if kind == "button":
        link = f" ({element['url']})" if "url" in element else ""
        return f"[{element['text']['text']}]{link}"
    if kind == "icon_button":
        return f"[{element['text']['text']}]"
    if kind == "feedback_buttons":
        return (
            f"[{element['positive_button']['text']['text']}] [{element['negative_button']['text']['text']}]"
        )
    if kind in ("static_select", "multi_static_select", "overflow", "radio_buttons", "checkboxes"):
        return "{" + " / ".join(object_text(option["text"], state) for option in options(element)) + "}"
    filled = (value or {}).get("value") or element.get("initial_value") or element.get("initial_date")
    return str(filled or "____")


def options(element: Json) -> list[Json]:
    """All options of a choice, those in groups too."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def rich_text(value: Any, state: State) -> str:  # noqa: PLR0911 - one a kind
    """The text of a rich_text block or of a part of it."""
    if isinstance(value, list):
        return "".join(rich_text(part, state) for part in value)
    kind = value["type"]
    if kind == "rich_text_list":
        return "\n".join(f"• {rich_text(item, state)}" for item in value["elements"])
    if "elements" in value:
        return rich_text(value["elements"], state)
    if kind == "user":
        return f"@{name_of(state, value['user_id'])}"
    if kind == "channel":
        return f"#{state.channels[value['channel_id']].name}"
    if kind in ("emoji", "broadcast"):
        return f":{value['name']}:" if kind == "emoji" else f"@{value['range']}"
    return str(value.get("text") or value.get("url") or value.get("fallback") or "@group")


def block_text(block: Json, state: State, values: Json | None = None) -> str:  # noqa: PLR0911 - one a kind
    """One block as lines of plain text."""
    kind = block["type"]
    filled = (values or {}).get(block.get("block_id", ""), {})
    if kind == "section":
        parts = [object_text(block.get("text"), state)]
        parts += [object_text(held, state) for held in block.get("fields", [])]
        if "accessory" in block:
            parts.append(element_text(block["accessory"], state))
        return "\n".join(part for part in parts if part)
    if kind in ("actions", "context", "context_actions"):
        return " ".join(element_text(element, state) for element in block["elements"])
    if kind == "header":
        return object_text(block["text"], state)
    if kind == "markdown":
        return markdown(block["text"], state)
    if kind == "input":
        element = block["element"]
        hint = f" ({object_text(block['hint'], state)})" if "hint" in block else ""
        value = filled.get(element.get("action_id", ""))
        return f"{object_text(block['label'], state)}:{hint} {element_text(element, state, value)}"
    if kind == "image":
        return f"({block['alt_text']})"
    if kind == "rich_text":
        return rich_text(block["elements"], state)
    if kind == "table":
        cells = [
            [cell.get("text") or rich_text(cell["elements"], state) for cell in row] for row in block["rows"]
        ]
        return "\n".join(" | ".join(row) for row in cells)
    return "---"


def message_text(message: Message, state: State) -> str:
    """What stands on the screen for a message; its text only where no blocks stand."""
    lines = []
    if message.blocks:
        lines += [block_text(block, state) for block in message.blocks]
    elif message.markdown:
        lines.append(markdown(message.markdown, state))
    elif message.text:
        lines.append(message.text if message.plain else mrkdwn(message.text, state))
    for attachment in message.attachments:
        lines += [block_text(block, state) for block in attachment.get("blocks", [])]
        lines += [
            mrkdwn(attachment[name], state) for name in ("pretext", "title", "text") if name in attachment
        ]
    lines += [f"(file {file.name})" for file in message.files]
    if message.reactions:
        lines.append(" ".join(f":{name}: {len(users)}" for name, users in message.reactions.items()))
    return "\n".join(lines)


def view_text(body: Json, values: Json, state: State) -> str:
    """What a modal or a Home tab shows."""
    lines = [object_text(body.get("title"), state)] if body.get("title") else []
    lines += [block_text(block, state, values) for block in body["blocks"]]
    if body["type"] == "modal":
        buttons = [body[name]["text"] for name in ("close", "submit") if body.get(name)]
        lines.append(" ".join(f"[{button}]" for button in buttons))
    return "\n".join(line for line in lines if line)


def marked_up(value: Any) -> Iterator[str]:
    """Every string of blocks in which `<…>` means something."""
    if isinstance(value, list):
        for item in value:
            yield from marked_up(item)
    elif isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "markdown") and isinstance(value.get("text"), str):
            yield value["text"]
        else:
            for held in value.values():
                yield from marked_up(held)


def _spans(value: Any) -> Iterator[Json]:
    """The mentions of rich text."""
    if isinstance(value, list):
        for item in value:
            yield from _spans(item)
    elif isinstance(value, dict):
        if value.get("type") in ("user", "broadcast", "usergroup"):
            yield value
        yield from _spans(value.get("elements", []))


def live_tokens(message: Message) -> list[str]:
    """The mentions in a message that Slack would act upon, as in `<!channel>` and `<@U1>`.

    The text counts beside blocks too: it is what the notification says.
    """
    strings = [*marked_up(message.blocks), *marked_up(message.attachments), message.markdown]
    if not message.plain:
        strings.append(message.text)
    found = [inside for string in strings for inside in TOKEN.findall(string)]
    tokens = [
        f"<{inside.partition('|')[0]}>"
        for inside in found
        if inside.startswith(("@", "!subteam^")) or inside.partition("|")[0][1:] in MASS
    ]
    tokens += [
        f"<@{span['user_id']}>" if span["type"] == "user" else f"<!{span.get('range', 'subteam')}>"
        for span in _spans(message.blocks)
    ]
    return list(dict.fromkeys(tokens))


def unknown_tokens(message: Message, state: State) -> list[str]:
    """`<…>` that means nothing to Slack: somebody's `<` was not escaped."""
    strings = [*marked_up([block for block in message.blocks if block["type"] != "markdown"])]
    if not message.plain:
        strings.append(message.text)
    found = [inside for string in strings for inside in TOKEN.findall(string)]
    return [f"<{inside}>" for inside in found if token_text(inside, state) is None]
