"""parse_mode: HTML, MarkdownV2 and the old Markdown, https://core.telegram.org/bots/api#formatting-options.

Parsed byte by byte, since that is how Telegram counts the places that its complaints name.
"""

import re
from collections.abc import Callable

from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.html_markup import parse_html
from tests.fakes.telegram.markdown_markup import parse_markdown, parse_markdown_v2
from tests.fakes.telegram.markup_error import Unparsable
from tests.fakes.telegram.state import Json, User

Parser = Callable[[bytes], tuple[str, list[Json]]]
PARSERS: dict[str, Parser] = {
    "html": parse_html,
    "markdownv2": parse_markdown_v2,
    "markdown": parse_markdown,
}
USER_LINK = re.compile(r"tg://user\?id=(\d+)")
ADDRESS = re.compile(
    r"(?:(?:https?|tg|ton)://)?(?:[^\s/?#]+\.[^\s/?#]+|\d+(?:\.\d+){3}|(?<=tg://)\w+)(?:[:/?#]\S*)?"
)


def parsed(text: str, parse_mode: str, users: dict[int, User]) -> tuple[str, list[Json]]:
    """The text without its mark-up, and the entities; raises Refused as Telegram does."""
    parser = PARSERS.get(parse_mode.lower())
    if parser is None:
        raise bad("unsupported parse_mode")
    try:
        plain, entities = parser(text.encode())
    except Unparsable as problem:
        raise bad(f"can't parse entities: {problem}") from None
    return plain, [held for entity in entities if (held := linked(entity, users))]


def linked(entity: Json, users: dict[int, User]) -> Json | None:
    """An entity with its link looked at: people become mentions, and what is no address leaves plain text."""
    if entity["type"] != "text_link":
        return entity
    if person := USER_LINK.fullmatch(entity["url"]):
        user = users.get(int(person[1]))
        place = {name: entity[name] for name in ("offset", "length")}
        return {"type": "text_mention", **place, "user": user.id} if user else None
    if not ADDRESS.fullmatch(entity["url"]):
        return None
    return {**entity, "url": with_scheme(entity["url"])}


def with_scheme(url: str) -> str:
    """The address as Telegram completes it: a scheme in front, a slash after a bare host."""
    full = url if "://" in url else f"http://{url}"
    scheme, _, rest = full.partition("://")
    return full if scheme == "tg" or re.search(r"[/?#]", rest) else f"{full}/"
