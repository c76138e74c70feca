"""Words are told from keys pressed at random, in every language of the Union."""

import json
from pathlib import Path

import pytest

from knowledge.vocabulary.lettering import wordlikeness

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    "text",
    [
        "asdf qwer",
        "lkjsdf lkj",
        "sdkfj weoir sldkfj",
        "zxcvbnm",
        "aaaaaa",
        "ghjghj dfgdfg!!",
        "xxxx yyyy",
        "x" * 200,
        "é" * 4000,
    ],
)
def test_keys_pressed_at_random_are_no_words(text: str) -> None:
    assert wordlikeness(text) <= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "how is crypto legal",
        "Szczebrzeszyn?",
        "Kolik stojí cesta do Lille?",
        "Πόσο κοστίζει το ταξίδι;",
        "Колко струва пътуването?",
        "assesment of aplications",
        f"What is a peer review? {'x' * 60}",
    ],
)
def test_words_are_words_whatever_they_are_about(text: str) -> None:
    assert wordlikeness(text) > 0.6


@pytest.mark.parametrize(
    "text", ["", "???", "thx", "ERDF", "erdf", "NUTS2", "42", "https://xyz.qk/wrt", "a@qwrt.xy"]
)
def test_of_too_little_nothing_is_said(text: str) -> None:
    assert wordlikeness(text) == 1


def test_members_write_words() -> None:
    texts = [(DATA / f"{name}.jsonl").read_text("utf-8") for name in ("messages", "other_languages")]
    said = [str(json.loads(line)["text"]) for text in texts for line in text.splitlines()]
    assert len(said) > 400
    assert [text for text in said if wordlikeness(text) < 0.75 and "base64" not in text] == []
