"""Words and stems as lexical search compares them."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.words import FUNCTION_WORDS, stem, stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who PAYS?", ["who", "pays"]),
        ("Überprüfung à Besançon", ["uberprufung", "a", "besancon"]),
        ("peer-review: 2021–2027", ["peer", "review", "2021", "2027"]),
        ("Δωρεάν είναι", ["δωρεαν", "ειναι"]),
        ("𝐏𝐞𝐞𝐫 Ｒｅｖｉｅｗ ℠", ["peer", "review", "sm"]),
        ("¿…!", []),
        ("", []),
    ],
)
def test_words_are_lower_case_and_without_accents(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("reviews", "reviewing"), ("costs", "cost"), ("regions", "region"), ("apply", "applied")],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_different_words_keep_different_stems() -> None:
    assert len({stem(word) for word in ("peer", "host", "match", "deadline", "webinar")}) == 5


def test_function_words_are_folded_as_words_are() -> None:
    assert all(words(word) == [word] for word in FUNCTION_WORDS)


@given(st.text(max_size=200))
def test_each_word_of_any_text_has_one_stem(text: str) -> None:
    assert len(stems(text)) == len(words(text))
    assert words(" ".join(words(text))) == words(text), "folding twice changes nothing"


def test_threads_stem_alike() -> None:
    found: list[list[str]] = []
    text = " ".join(f"reviewing{number} costs applied" for number in range(300))
    threads = [threading.Thread(target=lambda: found.append(stems(text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [stems(text)] * 4
