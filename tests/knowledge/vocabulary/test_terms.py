import re
import unicodedata
from collections import Counter

import pytest

from bot.texts import languages
from knowledge.vocabulary.forms import folded
from knowledge.vocabulary.terms import LANGUAGES, SAYS_NOTHING, Term, core, read, terms

LEAST_BEGINNING = 2  # letters before a star


def test_every_language_that_the_helpdesk_speaks_has_a_list() -> None:
    assert set(LANGUAGES) >= languages() - {"en"}
    assert len(core()) == len(set(core())) > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_has_every_rendering(language: str) -> None:
    assert set(core()) <= {term.english for term in terms(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_gives_a_form_two_meanings(language: str) -> None:
    counted = Counter(term.form.casefold() for term in terms(language))
    assert [form for form, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_composed_and_hold_words_alone(language: str) -> None:
    for term in terms(language):
        assert unicodedata.is_normalized("NFC", term.form + term.english)
        assert re.fullmatch(r"[^\W\d_][\w'’·\- ]*[*]?(?: [\w'’\-]+[*]?)*", term.form), term
        for word in term.form.split():
            assert "*" not in word[:-1], term
            assert not word.endswith("*") or len(word) > LEAST_BEGINNING, term


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_written_in_the_letters_of_their_language(language: str) -> None:
    script = {"bg": "CYRILLIC", "uk": "CYRILLIC", "el": "GREEK"}.get(language, "LATIN")
    letters = [letter for term in terms(language) for letter in term.form if letter.isalpha()]
    foreign = [letter for letter in letters if not unicodedata.name(letter).startswith(script)]
    assert len(foreign) < 0.01 * len(letters)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_know_more_than_one_way_to_say_a_thing(language: str) -> None:
    assert len(terms(language)) >= 1.5 * len(core())


def test_a_line_gives_a_term_for_each_form() -> None:
    assert read("# how it is said\n\nfree: gratuit*, sans frais\n-: le, la\n") == [
        Term("free", "gratuit*"),
        Term("free", "sans frais"),
        Term(SAYS_NOTHING, "le"),
        Term(SAYS_NOTHING, "la"),
    ]


@pytest.mark.parametrize("line", ["free", "free:", "free: a,, b", ": gratuit", "free: gratuit,"])
def test_a_line_of_another_form_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read(f"cost: coût\n{line}\n")


def test_there_is_no_list_for_english_or_for_what_is_no_language() -> None:
    for language in ("en", "xx", "../de"):
        with pytest.raises(ValueError, match="no term list"):
            terms(language)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ŁÓDŹ", "lodz"),
        ("Ħwienet", "hwienet"),
        ("Straße", "strasse"),
        ("København", "kobenhavn"),
        ("ΏΡΑ", "ωρα"),
    ],
)
def test_folding_takes_case_and_accents_away(typed: str, plain: str) -> None:
    assert folded(typed) == plain
