"""The buttons by which a group's settings are changed, and the words in which they are told."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from adapters.plain_text import plain
from adapters.telegram.ticking import MARK
from bot.messages import TOPICS_OF_PAGES, ChannelChoices
from bot.texts import Texts

SETTING = "g:"
ADD, WHO, WHY, DONE, AS_GROUP = "add", "who", "why", "done", "group"
UNASKED, KEEPER = "unasked", "keeper"
LABEL = 40  # characters of a button, as a phone shows them
REMOVE = "✗ "
TELLING = {WHO: "telegram-settings-who", WHY: "telegram-settings-not-shown"}
"""buttons that only tell something, and what"""
_PUT = re.compile(
    rf"(?P<does>[+-])(?P<what>{'|'.join(TOPICS_OF_PAGES)}|{UNASKED}|{KEEPER}:(?P<user>[0-9]{{1,15}}))"
)


def keyboard_of(
    choices: ChannelChoices, keepers: Mapping[str, str], texts: Texts, *, sees_all: bool, is_own_topic: bool
) -> InlineKeyboardMarkup:
    """A row for each topic, one for each other choice, one for each who may change them; `keepers`: names by account.

    `is_own_topic`: whether these are a topic's own, which may be taken away for those of its group.
    """
    rows = [
        _choice(texts.say(f"choice-{topic.lower()}"), topic, is_ticked=topic in choices.topics)
        for topic in TOPICS_OF_PAGES
    ]
    if sees_all or choices.answers_unasked:
        rows.append(
            _choice(texts.say("telegram-settings-unasked"), UNASKED, is_ticked=choices.answers_unasked)
        )
    else:
        rows.append(_button(texts.say("telegram-settings-no-unasked"), WHY))
    rows.append(_button(texts.say("telegram-settings-who-label"), WHO))
    for account, name in keepers.items():
        rows.append(_button(f"{REMOVE}{name}", f"-{KEEPER}:{account.rpartition(':')[2]}"))
    if is_own_topic:
        rows.append(_button(texts.say("telegram-settings-as-group"), AS_GROUP))
    rows.append(_button(texts.say("telegram-settings-done"), DONE))
    return InlineKeyboardMarkup([[each] for each in rows])


def put(setting: str) -> Callable[[ChannelChoices], ChannelChoices] | None:
    """What a button changes; None for one that changes nothing, whoever made it."""
    found = _PUT.fullmatch(setting)
    if found is None:
        return None
    what, is_set = found["what"], found["does"] == "+"
    if what == UNASKED:
        return lambda before: replace(before, answers_unasked=is_set)
    if found["user"]:
        gone = frozenset() if is_set else frozenset({f"telegram:{found['user']}"})
        return lambda before: replace(before, keepers=before.keepers - gone)
    changed = frozenset({what})
    return lambda before: replace(
        before, topics=before.topics | changed if is_set else before.topics - changed
    )


def told(choices: ChannelChoices, who: str, keepers: Sequence[str], texts: Texts, *, is_topic: bool) -> str:
    """What holds now, and who has set it."""
    say = texts.say
    lines = [say("telegram-settings-told", who=who, where="topic" if is_topic else "group")]
    topics = ", ".join(say(f"choice-{each.lower()}") for each in TOPICS_OF_PAGES if each in choices.topics)
    lines.append(say("telegram-settings-topics", topics=topics) if topics else say("telegram-settings-all"))
    manner = "unasked" if choices.answers_unasked else "asked"
    lines.append(say(f"telegram-settings-told-{manner}"))
    if keepers:
        lines.append(say("telegram-settings-told-keepers", keepers=", ".join(keepers)))
    return "\n".join(lines)


def _choice(label: str, what: str, *, is_ticked: bool) -> InlineKeyboardButton:
    return _button(f"{MARK if is_ticked else ''}{label}", f"{'-' if is_ticked else '+'}{what}")


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(plain(label, LABEL), callback_data=f"{SETTING}{data}")
