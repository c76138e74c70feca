"""Forms as Slack's modals, and what comes back from them.

https://docs.slack.dev/surfaces/modals
"""

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from adapters.plain_text import plain, readable
from bot.messages import TOPICS_OF_PAGES, ChannelChoices, Field, FieldKind, FormShown
from bot.texts import Texts

View = dict[str, Any]

FORM, ASK, SETTINGS, OWN = "form", "ask", "channel_settings", "own_settings"
QUESTION = "question"
TOPICS, MANNER, KEEPERS = "topics", "manner", "keepers"
UNASKED, PRIVATE_FIRST = "unasked", "private-first"
MANNERS = (UNASKED, PRIVATE_FIRST)
MOST_KEEPERS = 50
USER = re.compile("[UW][A-Z0-9]{1,30}")
TITLE = 24
LABEL = 2000
OPTION = 75
FEW = 10  # choices that are shown at once
TYPED = 3000
LONGEST_QUESTION = 2500


def form_view(shown: FormShown, texts: Texts, *, conversation: str, kind: str = FORM) -> View:
    """A form whole, with what is known filled in; one that is done by sending it says what that agrees to."""
    title = texts.say(f"form-{_dashed(shown.form.name)}", **shown.values)
    blocks = [_input(each, shown, texts) for each in shown.form.fields]
    if note := shown.values.get("note"):
        blocks.append({"type": "context", "elements": [_text(texts.say(f"note-{note}"), LABEL)]})
    return _modal(kind, title, blocks, texts, conversation=conversation)


def ask_view(texts: Texts, *, conversation: str, text: str = "") -> View:
    """A form for one question."""
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": QUESTION,
        "multiline": True,
        "max_length": LONGEST_QUESTION,
        "focus_on_load": True,
    }
    if text := readable(text).strip()[:LONGEST_QUESTION]:
        element["initial_value"] = text
    label = _text(texts.say("slack-ask-label"), LABEL)
    block = {"type": "input", "block_id": QUESTION, "label": label, "element": element}
    return _modal(ASK, texts.say("slack-ask-title"), [block], texts, conversation=conversation)


def settings_view(
    texts: Texts, *, conversation: str, chosen: ChannelChoices, keepers: Collection[str] | None
) -> View:
    """A form for what the bot does in a channel; `keepers` are users who may change it, None: they are not shown."""
    options = [_option(texts.say(f"choice-{each.lower()}"), each) for each in TOPICS_OF_PAGES]
    manners = [_option(texts.say(f"slack-settings-{each}"), each) for each in MANNERS]
    ticked = [
        each
        for each, holds in ((UNASKED, chosen.answers_unasked), (PRIVATE_FIRST, chosen.is_private_first))
        if holds
    ]
    blocks = [_some(TOPICS, options, chosen.topics, texts), _some(MANNER, manners, ticked, texts)]
    if keepers is not None:
        element: View = {
            "type": "multi_users_select",
            "action_id": KEEPERS,
            "max_selected_items": MOST_KEEPERS,
        }
        if keepers:
            element["initial_users"] = sorted(keepers)
        blocks.append(_chosen_in(KEEPERS, element, texts))
    return _modal(SETTINGS, texts.say("slack-settings-title"), blocks, texts, conversation=conversation)


def choices_made(view: Mapping[str, Any]) -> ChannelChoices:
    """What was chosen in the form for a channel, but for who may change it."""
    topics, manners = _ticked(view, TOPICS), _ticked(view, MANNER)
    return ChannelChoices(
        topics & frozenset(TOPICS_OF_PAGES),
        answers_unasked=UNASKED in manners,
        is_private_first=PRIVATE_FIRST in manners,
    )


def keepers_chosen(view: Mapping[str, Any]) -> list[str]:
    """The users who may change a channel's settings, as they were chosen in the form for it."""
    chosen = [str(each) for each in _held(view, KEEPERS).get("selected_users") or []]
    return [each for each in chosen if USER.fullmatch(each)][:MOST_KEEPERS]


def _ticked(view: Mapping[str, Any], name: str) -> frozenset[str]:
    """The values of the boxes that are ticked."""
    return frozenset(str(each["value"]) for each in _held(view, name).get("selected_options") or [])


def _held(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The state of one element of the form for a channel."""
    held: Mapping[str, Any] = view["state"]["values"].get(name, {}).get(name, {})
    return held


def _some(name: str, options: list[View], chosen: Collection[str], texts: Texts) -> View:
    """Boxes to tick in the form for a channel."""
    ticked = [each for each in options if each["value"] in chosen]
    element: View = {"type": "checkboxes", "action_id": name, "options": options}
    return _chosen_in(name, element | ({"initial_options": ticked} if ticked else {}), texts)


def _chosen_in(name: str, element: View, texts: Texts) -> View:
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": _text(texts.say(f"slack-settings-{name}"), LABEL),
        "hint": _text(texts.say(f"slack-settings-{name}-hint"), LABEL),
        "element": element,
    }


def conversation_of(view: Mapping[str, Any]) -> str:
    """The conversation in which a form was opened."""
    return str(json.loads(view["private_metadata"])["conversation"])


def filled(view: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, by field, as a member would write it."""
    values = view["state"]["values"]
    return {key: _written(next(iter(held.values()))) for key, held in values.items() if held}


def _written(held: Mapping[str, Any]) -> str:
    if chosen := held.get("selected_option"):
        return str(chosen["text"]["text"])
    if "selected_options" in held:
        return ", ".join(str(each["text"]["text"]) for each in held["selected_options"] or [])
    return str(held.get("value") or "")


def _modal(kind: str, title: str, blocks: list[View], texts: Texts, *, conversation: str) -> View:
    return {
        "type": "modal",
        "callback_id": kind,
        "private_metadata": json.dumps({"conversation": conversation}),
        "title": _text(title, TITLE),
        "submit": _text(texts.say("slack-form-send"), TITLE),
        "close": _text(texts.say("button-cancel"), TITLE),
        "blocks": blocks,
    }


def _input(asked: Field, shown: FormShown, texts: Texts) -> View:
    label = texts.say(f"field-{_dashed(asked.key)}", **shown.values)
    element = _element(asked, shown.answers.get(asked.key), texts)
    return {
        "type": "input",
        "block_id": asked.key,
        "optional": asked.optional,
        "label": _text(label, LABEL),
        "element": {"action_id": asked.key, **element},
    }


def _element(asked: Field, given: str | list[str] | None, texts: Texts) -> View:
    match asked.kind:
        case FieldKind.YES_NO:
            options = [_option(texts.say(f"form-{each}"), each) for each in ("yes", "no")]
            return {"type": "radio_buttons", "options": options} | _initial(options, given)
        case FieldKind.ONE_OF | FieldKind.SOME_OF:
            options = [_option(texts.say(f"choice-{_dashed(each)}"), each) for each in asked.choices]
            return _choice(asked.kind, options, given)
        case FieldKind.EMAIL:
            return {"type": "email_text_input"} | _typed(given, TYPED)
        case FieldKind.SHORT_TEXT | FieldKind.LONG_TEXT:
            limit = min(asked.limit, TYPED)
            is_long = asked.kind is FieldKind.LONG_TEXT
            return {"type": "plain_text_input", "multiline": is_long, "max_length": limit} | _typed(
                given, limit
            )


def _choice(kind: FieldKind, options: list[View], given: str | list[str] | None) -> View:
    if kind is FieldKind.ONE_OF:
        type_ = "radio_buttons" if len(options) <= FEW else "static_select"
        return {"type": type_, "options": options[:100]} | _initial(options, given)
    type_ = "checkboxes" if len(options) <= FEW else "multi_static_select"
    chosen = [each for each in options if isinstance(given, list) and each["value"] in given]
    return {"type": type_, "options": options[:100]} | ({"initial_options": chosen} if chosen else {})


def _initial(options: list[View], given: str | list[str] | None) -> View:
    chosen = next((each for each in options if each["value"] == given), None)
    return {"initial_option": chosen} if chosen else {}


def _typed(given: str | list[str] | None, limit: int) -> View:
    text = readable(given)[:limit] if isinstance(given, str) else ""
    return {"initial_value": text} if text else {}


def _option(label: str, value: str) -> View:
    return {"text": _text(label, OPTION), "value": value}


def _text(text: str, limit: int) -> View:
    return {"type": "plain_text", "text": plain(text, limit)}


def _dashed(name: str) -> str:
    return name.replace("_", "-")
