"""The sentences said to people: all there, with their values, and none forgotten."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

import bot
from bot.texts import Texts, languages, speaking

ROOT = Path(bot.__file__).parents[1]


def messages() -> list[str]:
    source = files("bot.texts").joinpath("en.ftl").read_text(encoding="utf-8")
    return re.findall(r"^([a-z][\w-]*) *=", source, re.MULTILINE)


def test_a_message_is_filled_in_without_invisible_marks() -> None:
    said = Texts().say("not-known", documents=1234)
    assert "1,234 pages" in said
    assert not re.search("[\u2066-\u2069]", said)
    assert "one page" in Texts().say("not-known", documents=1)


def test_texts_of_any_length_are_filled_in() -> None:
    asked = "What of \ue000text\ue001? " * 10_000
    assert asked in Texts().say("desk-said-member", text=asked)
    first, second = "a" * 5000, "b" * 5000
    said = Texts().say("ticket-waiting", alias=first, number="1", question=second)
    assert said.index(first) < said.index(second)


def test_an_unknown_message_or_a_missing_value_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        Texts().say("never-written")
    with pytest.raises(ValueError, match="not-known"):
        Texts().say("not-known")


@pytest.mark.parametrize("language", ["xx", "eo", ""])
def test_what_a_language_lacks_is_said_in_english(language: str) -> None:
    assert Texts(language).say("welcome") == Texts("en").say("welcome")


def test_english_is_complete_and_nothing_stands_there_twice() -> None:
    assert "en" in languages()
    assert len(messages()) == len(set(messages()))


def test_every_message_that_the_code_says_is_there() -> None:
    said = {
        name
        for package in ("bot", "adapters")
        for path in (ROOT / package).rglob("*.py")
        for name in re.findall(r"\bsay\(\s*\"([^\"]*[^-\"])\"", path.read_text(encoding="utf-8"))
    }
    assert "greeting" in said
    assert said - set(messages()) == set()


def test_who_has_no_language_of_their_own_speaks_that_of_the_talk() -> None:
    texts = Texts()
    with speaking("de"):
        assert texts.say("welcome") == Texts("de").say("welcome") != Texts("en").say("welcome")
        assert texts.language_of("welcome") == "de"
    assert texts.say("welcome") == Texts("en").say("welcome")
