"""The app's Home tab: what a member has going on, and what is coming.

https://docs.slack.dev/surfaces/app-home
"""

from collections.abc import Sequence
from typing import Any

from adapters.plain_text import plain, readable
from adapters.slack import own_settings
from adapters.slack.escaping import escaped, linked
from adapters.slack.rendering import SAY, button, context_block
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
    for name, lines in (("tickets", matters.tickets), ("registrations", matters.registrations)):
        blocks += _part(texts.say(f"slack-home-{name}"), lines, texts.say(f"slack-home-no-{name}"))
    blocks += _events(matters, texts)
    if matters.organised:
        blocks += _organised(matters, texts)
    blocks += _settings(matters, texts)
    blocks += _part(texts.say("slack-home-kept-title"), (texts.say("slack-home-kept"),), "")
    return {"type": "home", "blocks": blocks}


def _events(matters: Matters, texts: Texts) -> list[dict[str, Any]]:
    """What is coming on the member's topics; all of it, and how to choose, where they have none."""
    if not matters.topics:
        blocks = _part(
            texts.say("slack-home-events-title"), matters.events, texts.say("slack-home-no-events")
        )
        return [*blocks, context_block(escaped(texts.say("slack-home-hint")))]
    title, none = texts.say("slack-home-events-on-topics"), texts.say("slack-home-no-events-on-topics")
    divider, header, *events = _part(title, matters.events, none)
    named = context_block(escaped(texts.say("slack-home-topics", topics=matters.topics)))
    return [divider, header, named, *events]


def _settings(matters: Matters, texts: Texts) -> list[dict[str, Any]]:
    """What the member has chosen, and the ways to change that."""
    title, none = texts.say("slack-home-settings-title"), texts.say("slack-home-no-settings")
    buttons = [button(texts.say("button-settings"), action=own_settings.ACTION, value=own_settings.SAYING)]
    if matters.settings:
        label = texts.say("button-settings-delete")
        buttons.append(button(label, action=f"{SAY}:delete", value=own_settings.DELETING, style="danger"))
    return [*_part(title, matters.settings, none), {"type": "actions", "elements": buttons}]


def _part(title: str, lines: Sequence[str], none: str) -> list[dict[str, Any]]:
    told = [linked(plain(readable(line), LINE)) for line in lines[:LINES]] or [escaped(none)]
    header = {"type": "header", "text": {"type": "plain_text", "text": plain(title, 150)}}
    return [{"type": "divider"}, header, *(_section(line) for line in told)]


def _organised(matters: Matters, texts: Texts) -> list[dict[str, Any]]:
    """The events that they organise, each with its buttons."""
    part = _part(texts.say("slack-home-organised"), [each.line for each in matters.organised], "")
    for place, each in reversed(list(enumerate(matters.organised[:LINES]))):
        row = [
            button(held.label, action=f"{SAY}:{place}:{nth}", value=held.command)
            for nth, held in enumerate(each.buttons)
        ]
        part.insert(3 + place, {"type": "actions", "elements": row})
    return part


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text[:3000], "verbatim": True}}
