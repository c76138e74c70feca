"""The app's Home tab: what a member has going on, and what is coming.

https://docs.slack.dev/surfaces/app-home
"""

from collections.abc import Sequence
from typing import Any

from adapters.plain_text import plain, readable
from adapters.slack.escaping import escaped, linked
from adapters.slack.rendering import SAY, button
from bot.messages import Matters
from bot.texts import Texts

LINES = 10  # of each part
LINE = 1000
ASK = "ask"


def home_view(matters: Matters, texts: Texts) -> dict[str, Any]:
    """The Home tab of one member."""
    blocks: list[dict[str, Any]] = [
        _section(escaped(texts.say("slack-home-intro"))),
        {
            "type": "actions",
            "elements": [
                button(texts.say("slack-home-ask"), action=ASK, value=ASK, style="primary"),
                button(
                    texts.say("slack-home-events"),
                    action=f"{SAY}:events",
                    value=texts.say("slack-say-events"),
                ),
            ],
        },
    ]
    for name, lines in (
        ("tickets", matters.tickets),
        ("registrations", matters.registrations),
        ("events", matters.events),
    ):
        title = texts.say("slack-home-events-title" if name == "events" else f"slack-home-{name}")
        blocks += _part(title, lines, texts.say(f"slack-home-no-{name}"))
    blocks += _part(texts.say("slack-home-settings"), (texts.say("slack-home-kept"),), "")
    return {"type": "home", "blocks": blocks}


def _part(title: str, lines: Sequence[str], none: str) -> list[dict[str, Any]]:
    told = [linked(plain(readable(line), LINE)) for line in lines[:LINES]] or [escaped(none)]
    header = {"type": "header", "text": {"type": "plain_text", "text": plain(title, 150)}}
    return [{"type": "divider"}, header, *(_section(line) for line in told)]


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text[:3000], "verbatim": True}}
