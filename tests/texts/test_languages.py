"""The languages that the helpdesk says its key sentences in, and whether code and texts agree on their names."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.texts import FALLBACK, Texts, languages

REPOSITORY = Path(__file__).resolve().parents[2]
OFFICIAL = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()
KEY = frozenset(
    {
        "greeting",
        "not-known",
        "offer-expert",
        "notice-answered",
        "registered",
        "wait-listed",
        "cancelled",
        "something-went-wrong",
        "answer-in-english",
        "period-label",
        "not-known-nearest",
        "dated",
        "expert-advice",
        "expert-nearest",
        "hello",
        "welcome",
        "clarify",
        "decline-scope",
        "menu-ask",
        "menu-help",
        "menu-expert",
        "menu-status",
        "menu-settings",
        "menu-group-settings",
        "menu-cancel",
    }
)
OTHERS = [code for code in OFFICIAL if code != FALLBACK]
NAMES = ("Policy Learning Platform", "Policy Helpdesk", "Interreg Europe")


class Variables(Visitor):
    """Collects the names of the values that a message needs, and the categories of its selectors."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.selectors: list[set[str]] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's protocol
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        self.selectors.append(
            {variant.key.name for variant in node.variants if isinstance(variant.key, ast.Identifier)}
        )
        self.generic_visit(node)


@cache
def resource(code: str) -> ast.Resource:
    return FluentParser().parse((REPOSITORY / f"bot/texts/{code}.ftl").read_text(encoding="utf-8"))


def messages(code: str) -> dict[str, ast.Message]:
    return {entry.id.name: entry for entry in resource(code).body if isinstance(entry, ast.Message)}


def variables(code: str, message: str) -> Variables:
    found = Variables()
    found.visit(messages(code)[message])
    return found


def said(code: str, message: str) -> str:
    return Texts(code).say(
        message,
        alias="…",
        date="2026",
        dated=", 2026",
        documents=12,
        position=3,
        question="?",
        text="…",
        time="10:00",
        title="T",
    )


def words(text: str) -> set[str]:
    for name in NAMES:
        text = text.replace(name, " ")
    return set(re.findall(r"[^\W\d_]{2,}", text.lower()))


def code_files() -> Iterator[Path]:
    for folder in ("bot", "adapters", "knowledge", "escalation", "tests"):
        yield from (REPOSITORY / folder).rglob("*.py")


def test_there_is_a_file_for_each_official_language_of_the_union_and_no_other() -> None:
    assert languages() == set(OFFICIAL)


@pytest.mark.parametrize("code", OFFICIAL)
def test_each_file_is_read_without_anything_left_over_or_said_twice(code: str) -> None:
    junk = [entry.content for entry in resource(code).body if isinstance(entry, ast.Junk)]
    assert not junk
    named = [entry.id.name for entry in resource(code).body if isinstance(entry, ast.Message)]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("code", OFFICIAL)
def test_the_key_sentences_are_complete_in_each_language(code: str) -> None:
    assert set(messages(code)) >= KEY
    for message in KEY:
        assert said(code, message).strip()


@pytest.mark.parametrize("code", OTHERS)
def test_no_language_names_a_message_that_english_does_not_know(code: str) -> None:
    assert set(messages(code)) <= set(messages(FALLBACK))


@pytest.mark.parametrize("code", OTHERS)
def test_each_language_needs_the_same_values_as_english(code: str) -> None:
    for message in messages(code):
        assert variables(code, message).names == variables(FALLBACK, message).names, message


@pytest.mark.parametrize("code", OFFICIAL)
def test_counted_things_have_each_plural_of_the_language(code: str) -> None:
    rule = Locale.parse(code).plural_form
    for message in KEY:
        for categories in variables(code, message).selectors:
            assert categories == {*rule.tags, "other"}, message
    assert variables(code, "not-known").selectors


@pytest.mark.parametrize("code", OFFICIAL)
def test_any_count_of_pages_is_said(code: str) -> None:
    for count in (0, 3, 5, 11, 21, 102, 1_000_000):
        assert re.sub(r"\D", "", Texts(code).say("not-known", documents=count)) == str(count)
    assert len({Texts(code).say("not-known", documents=count) for count in (1, 2, 3)}) == 3


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_left_in_english(code: str) -> None:
    for message in KEY:
        own, english = words(said(code, message)), words(said(FALLBACK, message))
        assert len(own & english) <= max(1, len(own) // 5), own & english


@pytest.mark.parametrize("code", OFFICIAL)
def test_the_greeting_says_that_it_is_a_bot_and_for_how_many_hours_it_keeps_what_was_said(code: str) -> None:
    greeting = said(code, "greeting")
    assert re.search(r"\b(ro)?bo[tț]|\bбот\b|juturobot", greeting, re.IGNORECASE)
    assert "24" in greeting
    assert len(greeting.split("\n\n")) == 3


@pytest.mark.parametrize("code", OTHERS)
def test_what_a_language_lacks_is_said_in_english(code: str) -> None:
    assert "tickets-none" not in messages(code)
    assert Texts(code).say("tickets-none") == Texts(FALLBACK).say("tickets-none")
    assert Texts(code).language_of("tickets-none") == FALLBACK
    assert Texts(code).language_of("greeting") == code


def test_an_unknown_language_is_answered_in_english() -> None:
    assert Texts("ja").say("greeting") == Texts(FALLBACK).say("greeting")
    assert Texts("ja").language_of("greeting") == FALLBACK


def test_each_english_message_is_used_in_the_code_or_the_tests() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in code_files())
    literals = set(re.findall(r"""["']([a-z][a-z0-9-]*)["']""", code))
    # "notice-" + kind: what is put together from a beginning of its own.
    beginnings = tuple(re.findall(r"""f?["']([a-z][a-z0-9]*-(?:[a-z0-9]+-)*)(?:["']|\{)""", code))
    unused = [name for name in messages(FALLBACK) if name not in literals and not name.startswith(beginnings)]
    assert not unused


def test_each_message_that_the_code_says_is_in_english() -> None:
    for path in code_files():
        if "tests" not in path.parts:
            said_there = re.findall(
                r"""\bsay\(\s*["']([^"'\s]+[^"'\s-])["']""", path.read_text(encoding="utf-8")
            )
            assert set(said_there) <= set(messages(FALLBACK)), path
